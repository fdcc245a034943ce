"""The labelled sentences: which are kept away from training, how they are marked, how a model of them is stored."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from understanding.cnn import Cnn, Vocabulary
from understanding.families import families_of
from understanding.labelled import GUEST, SAID_AT, TAUGHT, UNREAD, Sentence, is_kept_away
from understanding.linear_train import kinds_of
from understanding.marks import slot_marks
from understanding.model import Model
from understanding.models import Models, packed, unpacked
from understanding.reader import Reader, Understanding
from understanding.slots import Slots

LAMP = "厨房顶上灯泡不亮"
TAP = "水龙头滴水关不严"
LAMP_AND_TAP = LAMP + TAP


def wish(text: str, source: str) -> Sentence:
    return Sentence("", text, "wish", {"category": "家电维修"}, SAID_AT, source)


def test_what_is_there_to_learn_from_joins_no_families() -> None:
    first, between, last = families_of([wish(LAMP, GUEST), wish(LAMP_AND_TAP, TAUGHT), wish(TAP, GUEST)])
    assert first != last
    assert between in {first, last}
    one, _, same = families_of([wish(LAMP, GUEST), wish(LAMP_AND_TAP, GUEST), wish(TAP, GUEST)])
    assert one == same


def test_what_is_like_a_held_out_sentence_is_never_taught() -> None:
    unread, learner = families_of([wish(LAMP, UNREAD), wish(LAMP + "呀", TAUGHT)])
    assert unread == learner
    assert is_kept_away(unread)


def test_what_is_like_nothing_else_is_taught_for_certain() -> None:
    families = families_of(
        [wish(f"{'买修扫剪陪'[at % 5]}第{at}样东西{chr(0x4E00 + 37 * at)}", TAUGHT) for at in range(60)]
    )
    assert not any(is_kept_away(family) for family in families)


def read_as(slots: Slots) -> Understanding:
    return Understanding("wish", True, (), slots, ())


@pytest.mark.parametrize(
    ("told", "gold", "marks"),
    [
        ("老周", "老周", [True]),
        ("老周", "老吴/老周", [True]),
        ("老吴", "老周", [False]),
        (None, "老周", [False]),
        ("老周", None, [False]),
        ("老周", "老周/", []),
        (None, "老周/", []),
        ("老吴", "老周/", [False]),
        (None, None, []),
    ],
)
def test_a_name_is_marked(told: str | None, gold: str | None, marks: list[bool]) -> None:
    one = Sentence("", "", "wish", {"name": gold} if gold else {})
    assert [is_right for _, is_right in slot_marks(one, read_as(Slots(name=told)))] == marks


@given(
    st.sets(
        st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), min_size=1, max_size=12), min_size=1
    )
)
def test_a_stored_model_is_the_same_model(names: set[str]) -> None:
    rows = {name: row for row, name in enumerate(sorted(names))}
    weights = np.arange(len(rows) * 2, dtype=np.int8).reshape(-1, 2)
    one = Model(("a", "b"), rows, weights, np.zeros(2), 0.5)
    no_network = Cnn(Vocabulary({}, {}, {}), {}, {})
    again = unpacked(packed(Models({"one": one}, no_network, "hash"))).by_name["one"]
    assert again.rows == rows
    assert (again.weights == weights).all()


def test_a_sentence_that_is_equally_two_things_teaches_both() -> None:
    both = [
        Sentence("", f"{said}买个新的换上", "wish", {"category": "家电维修/代买代办"}) for said in ("", "请", "帮忙")
    ]
    cuts = [Sentence("", f"{said}剪头发", "wish", {"category": "理发"}) for said in ("", "请", "帮忙")]
    shares = kinds_of([*both, *cuts], "wish").probabilities({"c新", "c换", "c买"})
    assert shares["家电维修"] > shares["代买代办"] > 5 * shares["理发"]


def test_the_clock_of_a_sentence_is_its_speakers() -> None:
    one = Sentence("", "今天下午", "wish", {}, SAID_AT.replace(month=5, day=1, hour=8))
    assert Reader().read(one.text, one.said_at).slots.when == ("2026-05-01@afternoon",)
