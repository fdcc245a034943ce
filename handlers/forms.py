"""One engine for every form: a form is a list of fields, and this moves through it.

It gives 第几步, 返回, 取消, skipping, several answers, a summary in which each line can be changed by tap or in words,
pre-filled answers, resuming for a week, and a kind word for buttons of an earlier filling.
"""

import secrets
from typing import Any

from handlers import hearing
from handlers.blanks import FORMS, Answers, Draft, Field, Form, register
from handlers.filling import Filling, is_too_old, set_aside, stale
from handlers.turn import Turn
from wording import forms as words
from wording.message import Message, Reply
from wording.taps import Change, Choose, Move

__all__ = [
    "FORMS",
    "Answers",
    "Draft",
    "Field",
    "Form",
    "begin",
    "change",
    "choose",
    "drop_if_too_old",
    "hear",
    "is_open",
    "kept_offer",
    "move",
    "pending_change",
    "register",
    "resume",
    "set_aside",
    "step",
    "switch",
]


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
        turn.talk.put("kept", under_way)
    turn.talk.put("misses", None)
    state = {
        "name": form.name,
        "run": secrets.token_hex(3),
        "at": -1,
        "answers": _fitting(form, answers or {}, extra or {}),
        "extra": extra or {},
    }
    return await Filling(turn, state, by_tap=redraws).onwards()


def _fitting(form: Form, answers: Answers, extra: dict[str, Any]) -> Answers:
    """Leave out what was understood but is no answer that the question offers."""
    told = dict(answers)
    draft = Draft(told, extra)
    for field in form.fields:
        if field.key not in told or field.ends_on:
            continue
        asked = field.asked(draft)
        is_offered = asked.takes_text or not asked.choices or told[field.key] in asked.choices
        if not is_offered or field.doubt(draft, told[field.key]):
            del told[field.key]
    return told


async def hear(turn: Turn, text: str) -> Reply:
    """Take a typed answer to the open question."""
    return await hearing.hear(Filling.open(turn), text)


async def choose(turn: Turn, tap: Choose) -> Reply:
    filling = Filling.of(turn, tap.run)
    return stale(turn) if filling is None else await filling.choose(tap)


async def move(turn: Turn, tap: Move) -> Reply:
    if tap.move in {"resume", "drop"}:
        return await _kept(turn, tap)
    filling = Filling.of(turn, tap.run)
    if filling is None:
        return stale(turn)
    return await hearing.stay(filling) if tap.move == "stay" else await filling.move(tap.move)


async def change(turn: Turn, tap: Change) -> Reply:
    filling = Filling.of(turn, tap.run)
    return stale(turn) if filling is None else filling.change(tap.field)


async def resume(turn: Turn) -> Reply:
    """Take up the form that was set aside, or show the open one again; after a week it is let go, kindly."""
    drop_if_too_old(turn)
    if is_open(turn):
        return await hearing.stay(Filling.open(turn))
    kept = turn.talk.state.get("kept")
    if kept is None:
        return Reply((Message(words.nothing_open(), keyboard=turn.keys),))
    turn.talk.put("kept", None)
    turn.talk.put("form", kept)
    return Filling.open(turn).show()


def is_open(turn: Turn) -> bool:
    return bool(turn.talk.state.get("form"))


def drop_if_too_old(turn: Turn) -> Message | None:
    """Let go of what nobody has touched for a week, and return what to say about it."""
    said = None
    for name in ("form", "kept"):
        state = turn.talk.state.get(name)
        if state and is_too_old(state, turn.now):
            turn.talk.put(name, None)
            said = Message(words.too_old(FORMS[state["name"]].title))
    return said


def kept_offer(turn: Turn) -> Message | None:
    """Return the offer to go on with what was set aside or left open, if it is young enough."""
    drop_if_too_old(turn)
    state = turn.talk.state.get("form") or turn.talk.state.get("kept")
    return words.kept(FORMS[state["name"]].title, state["run"]) if state else None


def pending_change(turn: Turn) -> bool:
    """Say whether we have just asked back: go on with the form, or change the subject?"""
    return bool((turn.talk.state.get("form") or {}).get("change"))


def switch(turn: Turn, run: str | None = None) -> tuple[str, str] | None:
    """Set the form aside and return intent and words of the new subject; None for a button of an earlier one."""
    state = turn.talk.state.get("form") or {}
    if "change" not in state or (run is not None and state["run"] != run):
        return None
    asked = state.pop("change")
    set_aside(turn)
    return str(asked["intent"]), str(asked["text"])


async def _kept(turn: Turn, tap: Move) -> Reply:
    drop_if_too_old(turn)
    state = turn.talk.state.get("kept") or turn.talk.state.get("form")
    if not state or state["run"] != tap.run:
        return Reply(toast=words.nothing_open())
    if tap.move == "drop":
        turn.talk.put("kept", None)
        turn.talk.put("form", None)
        return Reply(redraw=Message(words.dropped()))
    turn.talk.put("kept", None)
    turn.talk.put("form", state)
    return Filling.open(turn).show()


async def step(turn: Turn, how: str) -> Reply:
    """Do what a typed 返回 or 取消 asks for."""
    if not is_open(turn):
        return Reply((words.cancelled(turn.keys),)) if how == "cancel" else await resume(turn)
    return await Filling.open(turn).move(how)
