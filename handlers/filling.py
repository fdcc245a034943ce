"""One filling of one form, on top of the state that is saved with the conversation: taps, moves, the next question."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from domain.times import local
from handlers.blanks import FORMS, Draft, Field
from handlers.choices import choice_of, choices_of
from handlers.clock_answers import DAYS, notation_of, that_day
from handlers.slots import OPTIONS, TIMES, WHEN, readings, say_reading, time_answer
from handlers.subjects import answered_as
from handlers.turn import Turn, Understanding
from handlers.waiting import next_offer
from wording import forms as words
from wording.forms import Question
from wording.message import Message, Reply
from wording.taps import Choose

KEPT = timedelta(days=7)
# After so many answers in a row that were none, a person is offered.
PATIENCE = 2


def is_too_old(state: dict[str, Any], now: datetime) -> bool:
    touched = state.get("touched_at")
    return touched is not None and now - datetime.fromisoformat(touched) >= KEPT


class Filling:
    """The open form of a conversation. `by_tap` turns the pressed message into the next one."""

    def __init__(self, turn: Turn, state: dict[str, Any], *, by_tap: bool = False) -> None:
        self.turn = turn
        self.state = state
        self.form = FORMS[state["name"]]
        self.draft = Draft(state["answers"], state["extra"])
        self._by_tap = by_tap

    @classmethod
    def open(cls, turn: Turn) -> "Filling":
        return cls(turn, turn.talk.state["form"])

    @classmethod
    def of(cls, turn: Turn, run: str) -> "Filling | None":
        """Return the open filling if the button belongs to it."""
        state = turn.talk.state.get("form")
        return cls(turn, state, by_tap=True) if state and state["run"] == run else None

    @property
    def is_at_summary(self) -> bool:
        return bool(self.state["at"] >= len(self.form.fields))

    def field(self) -> tuple[Field, Question]:
        """Return the open question; where a time has several readings, it asks which one."""
        field = self.form.fields[self.state["at"]]
        asked = field.asked(self.draft)
        options = self.draft.answers.get(field.key + OPTIONS)
        if options:
            return field, words.which_time(asked, [say_reading(self.turn, each) for each in options])
        return field, asked

    async def choose(self, tap: Choose) -> Reply:
        if self.is_at_summary or tap.field != self.state["at"]:
            return stale(self.turn)
        field, asked = self.field()
        if not 1 <= tap.choice <= len(asked.choices):
            return stale(self.turn)
        return await self.chosen(field, asked, asked.choices[tap.choice - 1])

    async def move(self, how: str) -> Reply:
        match how:
            case "back":
                return self._back()
            case "leave":
                set_aside(self.turn)
                return self._closed(words.cancelled(self.turn.keys))
            case "cancel":
                self.turn.talk.put("form", None)
                return self._closed(words.cancelled(self.turn.keys))
            case "submit":
                return await self.finish()
            case "skip" | "done" if not self.is_at_summary:
                field, asked = self.field()
                if how == "done" and not self.draft.answers.get(field.key) and not asked.can_skip:
                    return self.again(words.please_choose(asked))
                self.keep(field, self.draft.answers.get(field.key) or ([] if asked.takes_many else ""))
                return await self.onwards()
            case _:
                return stale(self.turn)

    def change(self, field: int) -> Reply:
        if not 0 <= field < len(self.form.fields):
            return stale(self.turn)
        return self._go(field)

    async def onwards(self) -> Reply:
        """Go to the next unanswered question; after the last, to the summary or straight to the end."""
        following = [
            number
            for number, field in enumerate(self.form.fields)
            if field.key not in self.draft.answers and field.wanted(self.draft)
        ]
        if following:
            return self._go(following[0])
        if self.form.is_summarised:
            return self._go(len(self.form.fields))
        return await self.finish()

    def show(self) -> Reply:
        """Return the question we are at, or the summary."""
        if self.is_at_summary:
            told = [
                (number, field.asked(self.draft).name, self.told(field, self.draft.answers.get(field.key, "")))
                for number, field in enumerate(self.form.fields)
                if field.wanted(self.draft) and not field.ends_on
            ]
            return self._reply(words.summary(self.form.title, told, self.state["run"]))
        at = self.state["at"]
        field, asked = self.field()
        wanted = [number for number, each in enumerate(self.form.fields) if each.wanted(self.draft)]
        step = wanted.index(at) + 1 if at in wanted else 1
        chosen = self.draft.answers.get(field.key) or () if asked.takes_many else ()
        return self._reply(words.question(asked, self.state["run"], at, step, len(wanted), chosen))

    def told(self, field: Field, answer: str | list[str]) -> str:
        """Return an answer as it is read back; a day with its weekday and its day of the old calendar."""
        said = _said(answer)
        on = notation_of(said) if field.key in DAYS else ""
        return say_reading(self.turn, on) if on else said

    def typed_choice(self, asked: Question, text: str) -> list[str]:
        """Return the labels that a typed answer chooses; several only where several may be chosen."""
        if not asked.choices:
            return []
        if asked.takes_many:
            return [asked.choices[number] for number in choices_of(text, asked.choices, self.turn.reader)]
        field = self.form.fields[self.state["at"]]
        before = self.draft.answers.get(field.key)
        current = asked.choices.index(before) if before in asked.choices else None
        number = choice_of(text, asked.choices, self.turn.reader, current)
        return [] if number is None else [asked.choices[number]]

    async def chosen(self, field: Field, asked: Question, *labels: str) -> Reply:
        if field.ends_on and field.ends_on in labels:
            self.turn.talk.put("form", None)
            return self._closed(
                *(self.form.ended(self.turn).messages if self.form.ended else (words.cancelled(self.turn.keys),))
            )
        if asked.takes_many:
            chosen = list(self.draft.answers.get(field.key) or [])
            for label in labels:
                chosen = [each for each in chosen if each != label] if label in chosen else [*chosen, label]
            self.keep(field, chosen)
            return self.show()
        options = self.draft.answers.get(field.key + OPTIONS)
        if options:
            self.keep_time(field, options[asked.choices.index(labels[0])], labels[0])
        else:
            self.keep(field, labels[0])
            self._type_time(field, labels[0])
        return await self.onwards()

    async def finish(self) -> Reply:
        missing = [field for field in self.form.fields if field.wanted(self.draft)]
        if any(field.key not in self.draft.answers for field in missing):
            return await self.onwards()
        reply = await self.form.finish(self.turn, self.draft)
        # A form may open the next one; only this one is put away.
        if self.turn.talk.state.get("form", {}).get("run") == self.state["run"]:
            self.turn.talk.put("form", None)
        if self.turn.talk.state.get("form"):
            return reply
        return replace(reply, messages=(*reply.messages, *next_offer(self.turn)))

    def keep(self, field: Field, answer: str | list[str]) -> None:
        if field.key in DAYS and isinstance(answer, str):
            answer = that_day(field.key, answer, self.draft.answers, local(self.turn.now).date())
        for beside in (WHEN, OPTIONS):
            self.draft.answers.pop(field.key + beside, None)
        self.draft.answers[field.key] = answer
        self.state.pop("change", None)
        self.turn.talk.put("misses", None)
        self.touch()

    def keep_time(self, field: Field, notation: str, text: str) -> None:
        """Keep a time in words and, beside them, typed."""
        self.keep(field, text)
        self.draft.answers.update(time_answer(self.turn, field.key, notation, text))

    def read(self, text: str) -> Understanding:
        """Return what was typed or tapped, its times as an answer to this form."""
        return self.turn.reader.read(text, self.turn.now, answer_to=answered_as(self.form.name))

    def touch(self) -> None:
        self.state["touched_at"] = self.turn.now.isoformat()
        self.turn.talk.put("form", self.state)

    def again(self, kindly: str) -> Reply:
        """Show the question once more, under a sentence."""
        first = self.show()
        shown = first.redraw or first.messages[0]
        return Reply((Message(f"{kindly}\n\n{shown.text}", shown.buttons, shown.keyboard),))

    def missed(self, kindly: str) -> Reply:
        """Ask once more; somebody who is not understood again is offered a person."""
        misses = int(self.turn.talk.state.get("misses", 0)) + 1
        self.turn.talk.put("misses", misses)
        asked = self.again(kindly)
        return asked if misses < PATIENCE else Reply((*asked.messages, words.rather_a_person()))

    def _type_time(self, field: Field, label: str) -> None:
        """Keep what a ready answer such as 周末 means, beside its words."""
        if field.key in TIMES:
            found = readings(self.read(label))
            if len(found) == 1:
                self.draft.answers[field.key + WHEN] = found[0]

    def _back(self) -> Reply:
        earlier = [
            number
            for number, field in enumerate(self.form.fields[: self.state["at"]])
            if field.wanted(self.draft) and not field.ends_on
        ]
        return self._go(earlier[-1] if earlier else self.state["at"])

    def _go(self, at: int) -> Reply:
        self.state["at"] = at
        self.touch()
        return self.show()

    def _closed(self, *messages: Message) -> Reply:
        return Reply((*messages, *next_offer(self.turn)))

    def _reply(self, message: Message) -> Reply:
        """Answer a press by turning the pressed message into the next one; keys cannot be put into an edit."""
        return Reply(redraw=message) if self._by_tap and message.keyboard is None else Reply((message,))


def set_aside(turn: Turn) -> None:
    """Make room for something else; what was answered is kept and offered again."""
    state = turn.talk.state.get("form")
    if state:
        turn.talk.put("kept", state if state["answers"] else None)
        turn.talk.put("form", None)


def stale(turn: Turn) -> Reply:
    """Answer a button of an earlier filling: say so, and show where we are."""
    if not turn.talk.state.get("form"):
        return Reply(toast=words.nothing_open())
    return Reply(Filling.open(turn).show().messages, toast=words.old_button())


def _said(answer: Any) -> str:
    return "、".join(answer) if isinstance(answer, list) else str(answer)
