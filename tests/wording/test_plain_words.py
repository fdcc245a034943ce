"""Every sentence as a 70-year-old reads it: short, polite, no office words, always a way back."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from domain.refusals import Refusal
from domain.wishes import WishState
from handlers.blanks import FORMS
from tests.wording.samples import NOW, ROOT, facts, questions, samples_of, sentences
from wording import notices, refusals
from wording.forms import Question, question, summary
from wording.menu import Word
from wording.message import Message
from wording.taps import LONGEST_BYTES, Tap

LONGEST_SENTENCE = 120
HUGE = 2**63 - 1
# Longest words that taps carry where they do not carry numbers.
WORDS = {
    "run": "a1b2c3",
    "move": "resume",
    "word": max((each.value for each in Word), key=len),
    "role": "building_captain",
}
LONGEST_WORD = "verification_code"
# The papers are for offices, and speak as offices do.
PAPER = frozenset({"paper.py", "paper_sheet.py"})


def unwanted() -> list[str]:
    """Return the words of the glossary's list."""
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    listed = glossary.split("## Words we don't use", 1)[1].split("\n\n", 2)[2].split("\n\n", 1)[0]
    return [word.strip() for word in listed.replace("\n", " ").split("·") if word.strip()]


def said(text: str) -> list[str]:
    return [part for part in re.split(r"[。！？\n]", text) if part]


def before_its_list(text: str) -> str:
    """Return a message up to its first blank line or the line that announces a list."""
    kept: list[str] = []
    for line in text.split("\n"):
        kept.append(line)
        if not line or line.endswith("："):
            break
    return "\n".join(kept)


ALL = [(place, text) for place, text in sentences() if place.split(":")[0] not in PAPER]


def test_no_sentence_is_longer_than_a_breath() -> None:
    long = [(place, part) for place, text in ALL for part in said(text) if len(part) > LONGEST_SENTENCE]
    assert not long


def test_no_message_asks_two_questions_at_once() -> None:
    assert not [(place, text) for place, text in ALL if len(re.findall("？", text)) > 1]


def test_no_sentence_uses_a_word_that_we_do_not_use() -> None:
    assert "工单" in unwanted()
    # One of them is a word only where it stands alone: 亲，您好 — but never 亲戚.
    called = {word: re.compile(rf"{word}(?=[，！～~])" if len(word) == 1 else word) for word in unwanted()}
    assert not [(place, word) for place, text in ALL for word, found in called.items() if found.search(text)]


def test_nobody_is_called_by_the_familiar_you() -> None:
    assert not [(place, text) for place, text in ALL if "你" in text]


@pytest.mark.parametrize("kind", facts(), ids=lambda kind: kind.__name__)
def test_every_fact_has_its_words_and_they_are_short(kind: type) -> None:
    assert kind in notices.TABLE, f"no sentence for {kind.__name__}"
    for fact in samples_of(kind):
        message = notices.render(fact, NOW)
        assert message.text.strip()
        assert len(before_its_list(message.text)) <= 2 * LONGEST_SENTENCE
        assert not [part for part in said(message.text) if len(part) > LONGEST_SENTENCE]
        assert message.text.count("？") <= 1, message.text


def _all_refusals(kind: type[Refusal]) -> set[type[Refusal]]:
    return {kind} | {each for sub in kind.__subclasses__() for each in _all_refusals(sub)}


def test_every_refusal_has_its_sentence() -> None:
    there = {each for each in _all_refusals(Refusal) - {Refusal} if each.__module__.startswith("domain")}
    silent = {each.__name__ for each in there if not set(each.__mro__) & refusals.TABLE.keys()}
    assert not silent


def test_every_state_that_a_wish_can_be_in_has_a_name() -> None:
    from wording.names import WISH_STATES  # noqa: PLC0415 - read after everything is imported

    assert set(WishState) == set(WISH_STATES)


def _ways_out(message: Message) -> set[str]:
    labels = {each.label for row in message.buttons for each in row}
    return labels | {each.label for row in message.keyboard or () for each in row}


ASKED = list(questions())


@pytest.mark.parametrize(("form", "key", "asked"), ASKED, ids=[f"{form}-{key}" for form, key, _ in ASKED])
def test_every_question_has_a_way_back_and_a_way_out(form: str, key: str, asked: Question) -> None:
    for step in (1, 2):
        assert {"返回", "取消"} <= _ways_out(question(asked, "a1b2c3", 0, step, 3)), (form, key, step)
    assert not [part for part in said(asked.ask) if len(part) > LONGEST_SENTENCE]
    assert asked.name


def test_every_summary_has_a_way_back_and_a_way_out() -> None:
    for form in FORMS.values():
        assert {"返回", "取消", "提交"} <= _ways_out(summary(form.title, [(0, "姓名", "李秀英")], "a1b2c3"))


@pytest.mark.parametrize("kind", list(Tap.registry.values()), ids=list(Tap.registry))
def test_what_a_button_carries_fits_whatever_the_ids(kind: type[Tap]) -> None:
    hints = get_type_hints(kind)
    values = {
        each.name: HUGE if hints[each.name] is int else WORDS.get(each.name, LONGEST_WORD)
        for each in fields(kind)  # type: ignore[arg-type]  # every tap is a dataclass
    }
    assert len(kind(**values).pack().encode()) <= LONGEST_BYTES


def test_every_room_that_speaks_is_looked_at() -> None:
    assert {Path(place.split(":")[0]).stem for place, _ in ALL} >= {"talk", "forms", "handover", "voice", "wishes"}
