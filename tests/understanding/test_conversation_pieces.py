"""Several requests in one message, corrections in words, answers by number."""

import pytest

from understanding.choices import read_choice
from understanding.corrections import read_correction
from understanding.labelled import SAID_AT
from understanding.requests import split_requests


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("1", 0),
        ("一", 0),
        ("第一个", 0),
        ("头一个", 0),
        ("选2", 1),
        ("第三个吧", 2),
        ("最后一个", 3),
        ("倒数第二个", 2),
        ("上一个", 1),
        ("下一个", 3),
        ("二号", 1),
    ],
)
def test_a_choice_by_number_gives_its_place(text: str, index: int) -> None:
    assert read_choice(text, count=4, current=2) == index


@pytest.mark.parametrize("text", ["5", "第九个", "0", "明天", "我要两个灯泡", ""])
def test_what_is_out_of_range_or_no_choice_chooses_nothing(text: str) -> None:
    assert read_choice(text, count=4) is None


def test_the_one_before_needs_a_present_one() -> None:
    assert read_choice("上一个", count=4) is None


def test_not_this_building_but_that() -> None:
    correction = read_correction("不是三号楼，是五号楼", SAID_AT)
    assert correction is not None
    assert (correction.wrong_slots.building, correction.right_slots.building) == ("3", "5")


def test_the_right_one_may_be_said_first() -> None:
    correction = read_correction("是五号楼，不是三号楼", SAID_AT)
    assert correction is not None
    assert (correction.wrong_slots.building, correction.right_slots.building) == ("3", "5")


def test_a_time_is_corrected_too() -> None:
    correction = read_correction("说错了，是周四下午", SAID_AT)
    assert correction is not None
    assert correction.right_slots.when == ("2026-03-12@afternoon",)


def test_a_plain_sentence_corrects_nothing() -> None:
    assert read_correction("明天下午来修灯", SAID_AT) is None


def test_two_requests_are_taken_apart_in_order() -> None:
    assert split_requests("我明天的班去不了想请假，另外帮我查一下积分") == ["我明天的班去不了想请假", "帮我查一下积分"]


def test_numbered_requests_are_taken_apart() -> None:
    assert split_requests("1、家里灯坏了找人修 2、想报名护学岗") == ["家里灯坏了找人修", "想报名护学岗"]


def test_one_request_with_its_story_stays_one() -> None:
    assert split_requests("我今年八十了。腿脚不好。想请人买点菜") == ["我今年八十了，腿脚不好，想请人买点菜"]


def test_nothing_gives_no_request() -> None:
    assert split_requests("  ") == []
