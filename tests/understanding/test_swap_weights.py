"""Which time of a swap is given and which is taken is learned from the labelled ones, and from no other."""

from understanding.labelled import Sentence
from understanding.swap_train import examples_of, swaps_of
from understanding.swaps import GIVEN, PASSING, SWAPS, TAKEN

GAVE, TOOK = "2026-03-11", "2026-03-13"


def swap(text: str, family: str = "t", **told: list[str]) -> Sentence:
    return Sentence(family, text, "duty_swap", dict(told))


def roles(one: Sentence) -> list[str]:
    return [role for _, role in examples_of(one)]


def test_each_time_of_a_labelled_swap_has_its_role() -> None:
    assert roles(swap("周三的班换到周五，下个月再说", when=[GAVE], to_when=[TOOK])) == [GIVEN, TAKEN, PASSING]


def test_an_hour_of_the_labelled_day_has_its_role() -> None:
    assert roles(swap("周三上午的班换到今天下午", when=[GAVE], to_when=["@afternoon"])) == [GIVEN, TAKEN]


def test_a_swap_of_which_no_time_is_labelled_teaches_nothing() -> None:
    assert roles(swap("周三的班换到周五")) == []


def test_what_is_held_out_is_not_learned() -> None:
    taught = [swap(f"{who}周三的班换到周五", when=[GAVE], to_when=[TOOK]) for who in ("我", "他", "俺", "老周")]
    kept = [swap("周三那班搬到周五", "x-kept", when=[TOOK], to_when=[GAVE])] * 9
    assert swaps_of([*taught, *kept])[SWAPS].rows == swaps_of(taught)[SWAPS].rows


def test_the_words_around_a_time_tell_its_role() -> None:
    taught = [swap(f"{who}周三的班换到周五", when=[GAVE], to_when=[TOOK]) for who in ("我", "他", "俺", "老周")]
    first, second = (found for found, _ in examples_of(swap("把周三的班换到周五", when=[GAVE], to_when=[TOOK])))
    learned = swaps_of(taught)[SWAPS]
    assert (learned.likeliest(first), learned.likeliest(second)) == (GIVEN, TAKEN)
