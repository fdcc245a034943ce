"""Blank forms: the questions of a form, in order, and what happens with the answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from handlers.turn import Turn
from wording.forms import Question
from wording.message import Reply

Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A form being filled: the answers so far and what was found out when it was opened."""

    answers: Answers
    extra: dict[str, Any]


def _always(draft: Draft) -> bool:
    return True


def _as_said(text: str) -> str | None:
    return text


def _no_doubt(draft: Draft, answer: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `read` returns the answer in its kept form, or None when it is none.

    `ends_on` is an answer that ends the form at once (不同意). `doubt` says kindly why an answer that reads well
    cannot be right here, or nothing; it may leave better ones to offer in the draft's `extra`.
    """

    key: str
    question: Question | Callable[[Draft], Question]
    read: Callable[[str], str | None] = _as_said
    wanted: Callable[[Draft], bool] = _always
    ends_on: str = ""
    doubt: Callable[[Draft, Any], str] = _no_doubt

    def asked(self, draft: Draft) -> Question:
        return self.question if isinstance(self.question, Question) else self.question(draft)


@dataclass(frozen=True, slots=True)
class Form:
    name: str
    title: str
    fields: tuple[Field, ...]
    finish: Callable[[Turn, Draft], Awaitable[Reply]]
    is_summarised: bool = True
    ended: Callable[[Turn], Reply] | None = None


FORMS: dict[str, Form] = {}


def register(form: Form) -> Form:
    FORMS[form.name] = form
    return form
