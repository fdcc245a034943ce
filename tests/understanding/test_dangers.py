"""Danger in the words of people in trouble, and talk that only sounds like it."""

from pathlib import Path

import pytest

from understanding.labelled import SAID_AT
from understanding.reader import Reader

READER = Reader()
ROWS = [
    line.split("\t") for line in Path(__file__).with_name("dangers.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


def taken_for_danger(text: str) -> bool:
    return READER.read(text, SAID_AT).intent == "emergency"


@pytest.mark.parametrize("text", [text for danger, text in ROWS if danger == "1"])
def test_a_call_for_help_is_heard_whatever_its_words(text: str) -> None:
    assert taken_for_danger(text)


def test_what_only_sounds_like_danger_alarms_at_most_three_in_a_hundred_times() -> None:
    harmless = [text for danger, text in ROWS if danger == "0"]
    assert sum(map(taken_for_danger, harmless)) <= 0.03 * len(harmless)
