"""The whole sentence: intents, emergencies, the command, the committed model."""

import io
import json
import subprocess
import sys
from itertools import starmap

import numpy as np
import pytest

from understanding.cnn import TABLES, WIDTHS, Cnn, Steps, Vocabulary, bias, filters, offsets
from understanding.cnn import weights as weights_of
from understanding.command import run
from understanding.emergencies import danger_of
from understanding.families import families_of
from understanding.features import features_of, words_of
from understanding.labelled import GUEST, OWN, SAID_AT, UNREAD, Sentence, hash_of, read_corpus
from understanding.linear_train import kinds_of
from understanding.marks import TIMES, is_among_three, is_first, slot_marks
from understanding.model import INTENTS, Model
from understanding.models import MODEL_FILE, Models, ModelUnreadable, committed, packed, unpacked
from understanding.reader import Opinions, Reader
from understanding.text import plain

READER = Reader()


def answers(*lines: str) -> list[dict[str, object]]:
    out = io.StringIO()
    run(SAID_AT, lines, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize(
    "text",
    [
        "老伴突然说话不利索了嘴也歪",
        "家里一股煤气味头晕",
        "楼上冒黑烟",
        "我老头躺地上叫不答应",
        "有个男的拿刀在楼下",
        "电话里说我涉嫌洗钱让我转钱",
        "我妈出去买菜到现在没回来",
        "不想活了",
        "电梯卡在五楼了里面有人",
        "孙子被鱼刺卡住了喉咙",
    ],
)
def test_danger_comes_first_and_is_sure(text: str) -> None:
    read = READER.read(text, SAID_AT)
    assert (read.intent, read.sure) == ("emergency", True)


@pytest.mark.parametrize(
    "text",
    [
        "煤气卡充值",
        "消防演习通知几点",
        "燃气灶打不着火",
        "防诈骗讲座什么时候",
        "手机摔坏了",
        "钥匙丢了找不到了",
        "感冒了请假",
        "我打电话问问",
        "遥控器没反应",
        "电动车在楼道充电怕着火",
    ],
)
def test_talk_of_danger_is_no_danger(text: str) -> None:
    assert danger_of(plain(text).text) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("不请假了，明天照常去", "cancel"),
        ("下周二的假我不请了，能站岗", "cancel"),
        ("把周四的班换到周五", "duty_swap"),
        ("用50分换大米", "redeem"),
        ("3号心愿我认领", "wish_claim"),
        ("厨房灯不亮了，够不着换", "wish"),
        ("怎么取消报名", "help"),
    ],
)
def test_near_neighbours_are_told_apart(text: str, intent: str) -> None:
    assert READER.read(text, SAID_AT).intent == intent


@pytest.mark.parametrize("line", ["", "   ", "😀😀", "？？？", "\u200b", "啊" * 5000, "asdf!@#$", "\x00\x01"])
def test_every_line_is_answered(line: str) -> None:
    (answer,) = answers(line)
    assert set(answer) == {"intent", "sure", "candidates", "slots"}


def test_what_has_no_words_is_other_and_unsure() -> None:
    (answer,) = answers("😀")
    assert (answer["intent"], answer["sure"]) == ("other", False)


def test_the_command_tells_slots_and_leaves_out_what_is_not_there() -> None:
    (answer,) = answers("我家在3号楼2单元501，灯坏了，明天下午三点半来人看看\n")
    assert answer["slots"] == {
        "building": "3",
        "unit": "2",
        "room": "501",
        "category": "家电维修",
        "when": ["2026-03-11T15:30"],
    }


@pytest.mark.parametrize(
    ("text", "meant", "slots"),
    [
        ("明天下午理发有吗", "wish", {"category": "理发", "when": ("2026-03-11@afternoon",)}),
        ("陪看病的有吗", "help", {}),
        ("灯泡的事", "wish", {"category": "家电维修"}),
    ],
)
def test_facts_are_those_of_what_the_speaker_chose(text: str, meant: str, slots: dict[str, object]) -> None:
    read = READER.read(text, SAID_AT, meant)
    found = {"category": read.slots.category, "when": read.slots.when}
    assert (read.intent, {key: value for key, value in found.items() if value}) == (meant, slots)


def test_candidates_are_likeliest_first_and_begin_with_the_intent() -> None:
    read = READER.read("明天谁值班", SAID_AT)
    scores = [one.score for one in read.candidates]
    assert read.candidates[0].intent == read.intent == "duty_query"
    assert scores == sorted(scores, reverse=True)


def test_two_opinions_are_one_in_which_what_only_one_believes_does_not_lead() -> None:
    labels: dict[str, tuple[str, ...]] = {"intents": ("wish", "other", "help")}
    weights = np.array([[5, 4, 0]], np.int8)
    linear = Model(labels["intents"], {"c灯": 0}, weights, np.zeros(3), 1.0)
    zeros = Steps(np.zeros((4, 3), np.int8), 1.0)
    filters_ = {filters(width): Steps(np.zeros((width * len(TABLES), 1), np.int8), 1.0) for width in WIDTHS}
    offsets_ = {offsets(width): Steps(np.zeros(1, np.int8), 1.0) for width in WIDTHS}
    tables = {name: Steps(np.zeros((4, 1), np.int8), 1.0) for name in TABLES}
    told = Steps(np.array([-9, 5, 4], np.int8), 1.0)
    parts = tables | filters_ | offsets_ | {weights_of("intents"): zeros, bias("intents"): told}
    network = Cnn(Vocabulary({}, {}, {}), labels, parts)
    shares = Opinions(Models({"intents": linear}, network, ""), {"c灯"}, "灯").shares("intents")
    assert sum(shares.values()) == pytest.approx(1)
    assert max(shares, key=shares.__getitem__) == "other"


def test_the_committed_model_is_made_from_the_committed_corpus() -> None:
    assert committed().data_hash == hash_of(), "run python -m understanding.train"


def test_packing_a_model_gives_the_same_bytes_again() -> None:
    assert packed(unpacked(MODEL_FILE.read_bytes())) == MODEL_FILE.read_bytes()


def test_the_model_file_stays_small() -> None:
    assert MODEL_FILE.stat().st_size < 1_000_000


def test_a_damaged_model_file_says_so() -> None:
    with pytest.raises(ModelUnreadable):
        unpacked(MODEL_FILE.read_bytes()[:-9])


def test_the_corpus_is_large_and_covers_every_intent() -> None:
    corpus = read_corpus()
    assert len(corpus) >= 1500
    assert {one.intent for one in corpus} == set(INTENTS)


def test_the_families_in_the_corpus_are_those_the_script_finds() -> None:
    """In a process of its own: of so many sentences, counting the lines that are run takes longer than running them."""
    check = [sys.executable, "-m", "understanding.families", "--check"]
    done = subprocess.run(check, capture_output=True, text=True, check=False)  # noqa: S603 - our own module
    assert (done.returncode, done.stderr) == (0, "")


def test_a_paraphrase_is_of_the_same_family_and_another_wish_is_not() -> None:
    said = ("帮我换个厨房的灯泡吧", "麻烦帮我换个厨房的灯泡", "想找人陪我去医院")
    first, second, third = families_of([Sentence("", text, "wish", {}) for text in said])
    assert first == second != third


def test_training_again_reads_the_held_out_sentences_as_the_committed_model_does() -> None:
    corpus = read_corpus()
    again, known = kinds_of(corpus, "wish"), committed().by_name["wish"]
    assert again.rows == known.rows, "run python -m understanding.train"
    held_out = [
        features_of(words_of(one.text, one.said_at), None) for one in corpus if one.is_held_out and one.intent == "wish"
    ]
    alike = sum(again.likeliest(one) == known.likeliest(one) for one in held_out)
    assert alike >= 0.99 * len(held_out)  # the last bit of an exponential differs from one processor to another


def test_no_family_is_both_taught_and_held_out() -> None:
    corpus = read_corpus()
    taught = {one.family for one in corpus if not one.is_held_out}
    assert not taught & {one.family for one in corpus if one.is_held_out}


READ = [(one, READER.read(one.text, one.said_at)) for one in read_corpus() if one.is_asked]
"""Every held-out sentence with what is read in it."""


# Aimed at are 93 % at the first guess and 98 % in three of everybody's sentences; decision 10 says how far it is.
@pytest.mark.parametrize(("source", "first", "three"), [(OWN, 0.95, 0.98), (GUEST, 0.92, 0.98), (UNREAD, 0.95, 0.98)])
def test_held_out_sentences_are_understood(source: str, first: float, three: float) -> None:
    mine = [(one, read) for one, read in READ if one.source == source]
    assert sum(starmap(is_first, mine)) >= first * len(mine)
    assert sum(starmap(is_among_three, mine)) >= three * len(mine)


@pytest.mark.parametrize(("sources", "least"), [({OWN, UNREAD}, 1.0), ({OWN, UNREAD, GUEST}, 0.98)])
def test_whoever_calls_for_help_is_heard(sources: set[str], least: float) -> None:
    calls = [is_first(*pair) for pair in READ if pair[0].intent == "emergency" and pair[0].source in sources]
    assert sum(calls) >= least * len(calls)


def test_help_is_called_at_once_or_offered() -> None:
    calls = [(one, read) for one, read in READ if one.intent == "emergency"]
    assert sum(starmap(is_among_three, calls)) >= 0.99 * len(calls)
    assert sum(bool(read.danger) or (is_first(one, read) and read.sure) for one, read in calls) >= 0.93 * len(calls)


def test_an_alarm_is_seldom_false() -> None:
    calm = [read.intent == "emergency" for one, read in READ if "emergency" not in {one.intent, *one.also}]
    assert sum(calm) <= 0.012 * len(calm)


def test_what_is_sure_is_right() -> None:
    sure = [is_first(one, read) for one, read in READ if read.sure]
    assert sum(sure) >= 0.97 * len(sure)
    assert len(sure) >= 0.8 * len(READ)


_ADDRESS = {"building", "unit", "room", "phone"}
_NAMES = {"name", "number"}


# Aimed at is 95 % of each, for everybody.
@pytest.mark.parametrize(
    ("sources", "keys", "least"),
    [
        ({OWN}, {*_ADDRESS, *_NAMES}, 0.95),
        ({OWN}, {*TIMES}, 0.98),
        ({OWN, GUEST, UNREAD}, _ADDRESS, 0.95),
        ({OWN, GUEST, UNREAD}, _NAMES, 0.94),
        ({OWN, GUEST, UNREAD}, {*TIMES}, 0.95),
        ({OWN, GUEST, UNREAD}, {"category"}, 0.87),
    ],
)
def test_slots_in_held_out_sentences_are_read(sources: set[str], keys: set[str], least: float) -> None:
    """Neither missed nor invented; the category of a sentence that is taken for something else counts as missed."""
    mine = [pair for pair in READ if pair[0].source in sources]
    marks = [is_right for pair in mine for key, is_right in slot_marks(*pair) if key in keys]
    assert sum(marks) >= least * len(marks)


@pytest.mark.parametrize("text", ["传达室门口", "在传达室门口", "消防栓旁边", "老年活动中心"])
def test_a_place_alone_is_no_alarm(text: str) -> None:
    read = READER.read(text, SAID_AT)
    assert not (read.intent == "emergency" and read.sure)
    assert read.danger is None
