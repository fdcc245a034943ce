"""One engine for every form: a form is a list of fields, and this moves through it.

It gives 第几步, 返回, 取消, skipping, several answers, a summary in which each line can be changed, pre-filled answers,
resuming after days, and a kind word for buttons of an earlier filling.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from domain.answers import masked_id
from handlers.choices import choice_of
from handlers.turn import Turn
from wording import forms as words
from wording.forms import Question
from wording.message import Message, Reply
from wording.taps import Change, Choose, Move

Answers = dict[str, Any]
KEPT_DAYS = 7


class NotUnderstood(ValueError):
    """The text is no answer to this question; the message says kindly what would be."""


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


async def begin(
    turn: Turn,
    form: Form,
    answers: Answers | None = None,
    extra: dict[str, Any] | None = None,
    *,
    redraws: bool = False,
) -> Reply:
    """Open the form at its first unanswered question; a form that was under way is set aside and kept.

    `redraws` turns the pressed message into the question; leave it where that message still tells something.
    """
    under_way = turn.talk.state.get("form")
    if under_way and under_way["answers"] and under_way["name"] != form.name:
        turn.talk.put("kept", under_way | {"kept_at": turn.now.isoformat()})
    state = {
        "name": form.name,
        "run": secrets.token_hex(3),
        "at": -1,
        "answers": dict(answers or {}),
        "extra": extra or {},
    }
    return await _Run(turn, state, by_tap=redraws).onwards()


async def hear(turn: Turn, text: str) -> Reply:
    """Take a typed answer to the open question."""
    return await _Run.open(turn).hear(text)


async def choose(turn: Turn, tap: Choose) -> Reply:
    run = _Run.of(turn, tap.run)
    return _stale(turn) if run is None else await run.choose(tap)


async def move(turn: Turn, tap: Move) -> Reply:
    if tap.move in {"resume", "drop"}:
        return await _kept(turn, tap)
    run = _Run.of(turn, tap.run)
    return _stale(turn) if run is None else await run.move(tap.move)


async def change(turn: Turn, tap: Change) -> Reply:
    run = _Run.of(turn, tap.run)
    return _stale(turn) if run is None else run.change(tap.field)


async def resume(turn: Turn) -> Reply:
    """Take up the form that was set aside, or show the open one again."""
    kept = turn.talk.state.get("kept")
    if turn.talk.state.get("form"):
        return _Run.open(turn).show()
    if kept is None:
        return Reply((Message(words.nothing_open(), keyboard=turn.keys),))
    turn.talk.put("kept", None)
    turn.talk.put("form", kept)
    return _Run.open(turn).show()


def is_open(turn: Turn) -> bool:
    return bool(turn.talk.state.get("form"))


def kept_offer(turn: Turn) -> Message | None:
    """Return the offer to go on with what was set aside or left open, if it is young enough."""
    state = turn.talk.state.get("form") or turn.talk.state.get("kept")
    if not state or (turn.talk.changed_at and (turn.now - turn.talk.changed_at).days >= KEPT_DAYS):
        return None
    return words.kept(FORMS[state["name"]].title, state["run"])


def set_aside(turn: Turn) -> None:
    """Make room for something else; what was answered is kept and offered again."""
    state = turn.talk.state.get("form")
    if state:
        turn.talk.put("kept", state if state["answers"] else None)
        turn.talk.put("form", None)


async def _kept(turn: Turn, tap: Move) -> Reply:
    state = turn.talk.state.get("kept") or turn.talk.state.get("form")
    if not state or state["run"] != tap.run:
        return Reply(toast=words.nothing_open())
    if tap.move == "drop":
        turn.talk.put("kept", None)
        turn.talk.put("form", None)
        return Reply(redraw=Message(words.dropped()))
    turn.talk.put("kept", None)
    turn.talk.put("form", state)
    return _Run.open(turn).show()


def _stale(turn: Turn) -> Reply:
    """Answer a button of an earlier filling: say so, and show where we are."""
    if not is_open(turn):
        return Reply(toast=words.nothing_open())
    return Reply(_Run.open(turn).show().messages, toast=words.old_button())


class _Run:
    """One filling of one form, on top of the state that is saved with the conversation."""

    def __init__(self, turn: Turn, state: dict[str, Any], *, by_tap: bool = False) -> None:
        self._turn = turn
        self._state = state
        self._form = FORMS[state["name"]]
        self._by_tap = by_tap
        self._draft = Draft(state["answers"], state["extra"])

    @classmethod
    def open(cls, turn: Turn) -> "_Run":
        return cls(turn, turn.talk.state["form"])

    @classmethod
    def of(cls, turn: Turn, run: str) -> "_Run | None":
        """Return the open filling if the button belongs to it."""
        state = turn.talk.state.get("form")
        return cls(turn, state, by_tap=True) if state and state["run"] == run else None

    async def hear(self, text: str) -> Reply:
        at = self._state["at"]
        if at >= len(self._form.fields):
            if text.strip() in {words.SUBMIT, "对", "都对", "是", "好"}:
                return await self._finish()
            return self.show()
        field, asked = self._field()
        number = choice_of(text, asked.choices) if asked.choices else None
        if number is not None:
            return await self._chosen(field, asked, asked.choices[number - 1])
        if asked.can_skip and text.strip() in {words.SKIP, "没有", "无", "不填"}:
            return await self.move("skip")
        if asked.takes_many and text.strip() == words.DONE:
            return await self.move("done")
        if asked.choices and not asked.takes_text:
            return self._again(words.please_choose(asked))
        return await self._told(field, asked, text)

    async def _told(self, field: Field, asked: Question, text: str) -> Reply:
        """Take an answer in the person's own words; an ID number is never kept."""
        answer = None if masked_id(text) else field.read(text)
        if answer is None:
            return self._again(words.no_id_numbers() if masked_id(text) else words.not_understood(asked))
        doubt = field.doubt(self._draft, answer)
        if doubt:
            self._turn.talk.put("form", self._state)
            return self._again(doubt)
        if asked.takes_many:
            # A word of one's own joins what was tapped; then the question stays, since more may come.
            picked = list(self._draft.answers.get(field.key) or [])
            self._keep(field, [*picked, *(each for each in [answer] if each not in picked)])
            return self.show() if picked else await self.onwards()
        self._keep(field, answer)
        following = await self.onwards()
        if asked.shares_contact:
            return Reply((words.noted(asked, answer, self._turn.keys), *following.messages))
        return following

    async def choose(self, tap: Choose) -> Reply:
        field, asked = self._field() if self._state["at"] < len(self._form.fields) else (None, None)
        if (
            field is None
            or asked is None
            or tap.field != self._state["at"]
            or not 1 <= tap.choice <= len(asked.choices)
        ):
            return _stale(self._turn)
        return await self._chosen(field, asked, asked.choices[tap.choice - 1])

    async def move(self, how: str) -> Reply:
        match how:
            case "back":
                return self._back()
            case "leave":
                set_aside(self._turn)
                return Reply((Message(words.cancelled(()).text, keyboard=self._turn.keys),))
            case "cancel":
                self._turn.talk.put("form", None)
                return Reply((words.cancelled(self._turn.keys),))
            case "submit":
                return await self._finish()
            case "skip" | "done":
                field, asked = self._field()
                if how == "done" and not self._draft.answers.get(field.key) and not asked.can_skip:
                    return self._again(words.please_choose(asked))
                self._keep(field, self._draft.answers.get(field.key) or ([] if asked.takes_many else ""))
                return await self.onwards()
            case _:
                return _stale(self._turn)

    def change(self, field: int) -> Reply:
        if not 0 <= field < len(self._form.fields):
            return _stale(self._turn)
        self._state["editing"] = True
        return self._go(field)

    async def onwards(self) -> Reply:
        """Go to the next unanswered question; after the last, to the summary or straight to the end."""
        following = [
            number
            for number, field in enumerate(self._form.fields)
            if field.key not in self._draft.answers and field.wanted(self._draft)
        ]
        if following:
            return self._go(following[0])
        if self._form.is_summarised:
            return self._go(len(self._form.fields))
        return await self._finish()

    def show(self) -> Reply:
        """Return the question we are at, or the summary."""
        at = self._state["at"]
        if at >= len(self._form.fields):
            told = [
                (number, field.asked(self._draft).name, _said(self._draft.answers.get(field.key, "")))
                for number, field in enumerate(self._form.fields)
                if field.wanted(self._draft) and not field.ends_on
            ]
            return self._reply((words.summary(self._form.title, told, self._state["run"]),))
        field, asked = self._field()
        wanted = [number for number, each in enumerate(self._form.fields) if each.wanted(self._draft)]
        step = wanted.index(at) + 1 if at in wanted else 1
        chosen = self._draft.answers.get(field.key) or () if asked.takes_many else ()
        return self._reply((words.question(asked, self._state["run"], at, step, len(wanted), chosen),))

    async def _chosen(self, field: Field, asked: Question, label: str) -> Reply:
        if field.ends_on and label == field.ends_on:
            self._turn.talk.put("form", None)
            return self._form.ended(self._turn) if self._form.ended else Reply((words.cancelled(self._turn.keys),))
        if asked.takes_many:
            chosen = list(self._draft.answers.get(field.key) or [])
            chosen = [each for each in chosen if each != label] if label in chosen else [*chosen, label]
            self._keep(field, chosen)
            return self.show()
        self._keep(field, label)
        return await self.onwards()

    async def _finish(self) -> Reply:
        missing = [field for field in self._form.fields if field.wanted(self._draft)]
        if any(field.key not in self._draft.answers for field in missing):
            return await self.onwards()
        reply = await self._form.finish(self._turn, self._draft)
        # A form may open the next one; only this one is put away.
        if self._turn.talk.state.get("form", {}).get("run") == self._state["run"]:
            self._turn.talk.put("form", None)
        return reply

    def _back(self) -> Reply:
        earlier = [
            number
            for number, field in enumerate(self._form.fields[: self._state["at"]])
            if field.wanted(self._draft) and not field.ends_on
        ]
        return self._go(earlier[-1] if earlier else self._state["at"])

    def _go(self, at: int) -> Reply:
        self._state["at"] = at
        self._turn.talk.put("form", self._state)
        return self.show()

    def _keep(self, field: Field, answer: str | list[str]) -> None:
        self._draft.answers[field.key] = answer
        self._state.pop("editing", None)
        self._turn.talk.put("form", self._state)

    def _again(self, kindly: str) -> Reply:
        shown = self.show().messages or ()
        first = shown[0] if shown else Message(kindly)
        return Reply((Message(f"{kindly}\n\n{first.text}", first.buttons, first.keyboard),))

    def _field(self) -> tuple[Field, Question]:
        field = self._form.fields[self._state["at"]]
        return field, field.asked(self._draft)

    def _reply(self, messages: tuple[Message, ...]) -> Reply:
        """Answer a press by turning the pressed message into the next one; keys cannot be put into an edit."""
        if self._by_tap and len(messages) == 1 and messages[0].keyboard is None:
            return Reply(redraw=messages[0])
        return Reply(messages)


def _said(answer: Any) -> str:
    return "、".join(answer) if isinstance(answer, list) else str(answer)


async def step(turn: Turn, how: str) -> Reply:
    """Do what a typed 返回 or 取消 asks for."""
    if not is_open(turn):
        return Reply((words.cancelled(turn.keys),)) if how == "cancel" else await resume(turn)
    return await _Run.open(turn).move(how)
