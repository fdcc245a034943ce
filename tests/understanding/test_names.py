"""Who is meant: shapes of names, what looks like one, and what is learned of both."""

import pytest

from understanding.labelled import SAID_AT, Sentence
from understanding.models import committed
from understanding.name_features import evidence
from understanding.name_spans import spans_of
from understanding.name_train import names_of
from understanding.people import NAMES, PAIRS, read_name
from understanding.text import plain


def proposed(text: str) -> set[str]:
    return {text[span.start : span.end] for span in spans_of(text)}


@pytest.mark.parametrize(
    ("text", "intent", "name"),
    [
        ("刚跟老覃换好了", "duty_swap", "老覃"),
        ("给刘娭毑送饭的活我接", "wish_claim", "刘娭毑"),
        ("孤老陆先生要人陪", "wish", "陆先生"),
        ("物业张经理躲着不见人", "dispute", "张经理"),
        ("阿莲说她来站", "duty_swap", "阿莲"),
        ("陶二姐托我问问", "help", "陶二姐"),
        ("老佟太太想找人说话", "wish", "老佟太太"),
        ("邻居问哪天值，他叫孙福来", "duty_query", "孙福来"),
        ("我姓夏，夏玉兰，住3号楼", "register", "夏玉兰"),
        ("我是汪庆丰，七点到的岗", "check_in", "汪庆丰"),
        ("谁来手把手教一遍，我万凤霞", "wish", "万凤霞"),
        ("登记：黄文彬 男 68岁", "register", "黄文彬"),
        ("老马上岗了没有", "duty_query", "老马"),
        ("去看望独居的老丛", "wish_claim", "老丛"),
        ("她叫周玉兰梅兰芳的兰", "help", "周玉兰"),
    ],
)
def test_a_person_is_found_by_whatever_name(text: str, intent: str, name: str) -> None:
    assert read_name(plain(text).text, intent) == name


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("中秋国庆排不排班", "duty_query"),
        ("他不许师傅进来修", "dispute"),
        ("物业费年年涨", "dispute"),
        ("小方块按不动", "help"),
        ("我是温州人", "register"),
        ("祝各位大姐节日快乐", "other"),
    ],
)
def test_what_only_looks_like_a_name_is_nobody(text: str, intent: str) -> None:
    assert read_name(plain(text).text, intent) is None


def test_a_word_is_no_name_but_may_be_part_of_one() -> None:
    assert "国庆" not in proposed("国庆放假")
    assert "李国庆" in proposed("李国庆来了")


def test_a_name_is_not_cut_out_of_a_word() -> None:
    assert "老房" not in proposed("老房子漏水")


def test_every_length_of_a_name_is_weighed() -> None:
    assert {"王秀", "王秀兰"} <= proposed("王秀兰来了")


def test_evidence_tells_classes_of_words_and_the_letters_around() -> None:
    text = "跟老周换班"
    found = evidence(text, spans_of(text), 0, ("duty_swap", False), {})
    assert {"=b老with", "=a老swap", "n老周", "b跟", "a换"} <= found


_STORY = [
    *(f"跟{who}换{day}的班" for who in ("老周", "老王", "老李") for day in ("今天", "明天", "周一", "周二", "周三")),
    *(f"老{what}漏水{day}来修" for what in ("墙", "管", "窗") for day in ("今天", "明天", "周一", "周二", "周三")),
]


def _labelled(family: str, *, is_labelled: bool = True) -> list[Sentence]:
    name = {text: {"name": text[1:3]} if text.startswith("跟") and is_labelled else {} for text in _STORY}
    return [Sentence(family, text, "duty_swap", dict(name[text]), SAID_AT) for text in _STORY]


def _taught_family() -> str:
    return next(f"story-{turn}" for turn in range(99) if not _labelled(f"story-{turn}")[0].is_held_out)


def test_a_surname_nobody_was_taught_is_learned_from_what_stands_around() -> None:
    learned = names_of(_labelled(_taught_family()))
    text = "跟老彭换今天的班"
    pairs = {pair: int(learned[PAIRS].weights[row, 0]) for pair, row in learned[PAIRS].rows.items()}
    found = evidence(text, spans_of(text), 0, ("duty_swap", False), pairs)
    assert learned[NAMES].probabilities(found)["somebody"] > 0.5


def test_what_is_held_out_teaches_no_name() -> None:
    taught = _labelled(_taught_family())
    held_out = [Sentence("x", "跟阿花换班", "duty_swap", {"name": "阿花"}, SAID_AT)] * 9
    assert names_of(taught + held_out)[NAMES].rows == names_of(taught)[NAMES].rows


def test_the_committed_names_are_few_features() -> None:
    assert len(committed().by_name[NAMES].rows) <= 6000
