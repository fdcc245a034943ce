"""What is done with a sentence that was understood: each intent has its door, with the words and facts taken along."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.types import CallbackQuery, Message

from handlers import duty, registration, timebank
from handlers.blanks import Answers
from handlers.emergencies import call_out
from handlers.fields import about
from handlers.forms import begin, step
from handlers.mediation import open_dispute
from handlers.slots import answers_of, say_reading, told_times
from handlers.turn import Turn
from handlers.wish_fields import description_of
from handlers.wishes import open_wish
from usecases.registration import RESUBMITTABLE
from usecases.wish_claims import other_open_wishes
from wording import people as people_words
from wording import talk as words
from wording.message import Reply

Event = Message | CallbackQuery
Heard = dict[str, Any]
"""What was understood: intent, text, slots."""
Door = Callable[[Event, Turn, Heard], Awaitable[Reply]]
WISHES_SHOWN = 5


def _told(turn: Turn, heard: Heard) -> Answers:
    """Return everything that any form may be pre-filled with; the words themselves are the description."""
    text = heard["text"]
    told = answers_of(heard["slots"], text) | told_times(turn, turn.reader.read(text, turn.now, heard["intent"]), text)
    said = description_of(text)
    return told | ({"description": said} if said else {})


async def _wish(event: Event, turn: Turn, heard: Heard) -> Reply:
    return await open_wish(turn, _told(turn, heard), redraws=isinstance(event, CallbackQuery))


async def _dispute(event: Event, turn: Turn, heard: Heard) -> Reply:
    return await open_dispute(turn, _told(turn, heard), redraws=isinstance(event, CallbackQuery))


async def _register(event: Event, turn: Turn, heard: Heard) -> Reply:
    """Open the form with what was told; for somebody known it is the menu's own door."""
    if turn.speaker.person is not None:
        found = await turn.uow.registrations.of_person(turn.speaker.person.id)
        if found is not None and found.state not in RESUBMITTABLE:
            already: Reply = await registration.start(event, turn)
            return already
    extra = await about(turn, turn.talk.state.get("community"))
    if extra["community"] is None:
        return Reply((people_words.no_community(),))
    told = answers_of(heard["slots"], heard["text"])
    known = registration._known(turn.speaker.person)  # noqa: SLF001 - the same form, with more known
    return await begin(turn, registration.REGISTRATION, known | told, extra)


async def _duty(event: Event, turn: Turn, heard: Heard) -> Reply:
    """Show the shifts, with what was said in front of them; the words are kept for whoever acts on them next."""
    turn.talk.put("duty_heard", {key: heard[key] for key in ("intent", "text", "slots")})
    shown: Reply = await duty.mine(event, turn)
    told = facts(turn, heard["slots"])
    return Reply((words.duty_heard(told), *shown.messages)) if told else shown


async def _look_at_duty(event: Event, turn: Turn, heard: Heard) -> Reply:
    shown: Reply = await duty.mine(event, turn)
    return shown


async def _points(event: Event, turn: Turn, heard: Heard) -> Reply:
    shown: Reply = await timebank.points(event, turn)
    return shown


async def _rewards(event: Event, turn: Turn, heard: Heard) -> Reply:
    shown: Reply = await timebank.rewards(event, turn)
    return shown


async def _help(event: Event, turn: Turn, heard: Heard) -> Reply:
    return Reply((words.how_to(turn.keys),))


async def _claim(event: Event, turn: Turn, heard: Heard) -> Reply:
    return Reply((words.open_wishes(await other_open_wishes(turn.uow, turn.speaker, 0, WISHES_SHOWN)),))


async def _check_in(event: Event, turn: Turn, heard: Heard) -> Reply:
    done: Reply = await (duty.arrived(event, turn) if isinstance(event, Message) else duty.mine(event, turn))
    return done


async def _cancel(event: Event, turn: Turn, heard: Heard) -> Reply:
    return await step(turn, "cancel")


async def _emergency(event: Event, turn: Turn, heard: Heard) -> Reply:
    """Nobody was sure of it before the speaker said so."""
    return await call_out(turn, None, heard["text"] or words.OFFERS["emergency"])


DOORS: dict[str, Door] = {
    "wish": _wish,
    "dispute": _dispute,
    "register": _register,
    "duty_query": _look_at_duty,
    "duty_swap": _duty,
    "duty_leave": _duty,
    "duty_signup": _duty,
    "check_in": _check_in,
    "points": _points,
    "redeem": _rewards,
    "help": _help,
    "wish_claim": _claim,
    "cancel": _cancel,
    "emergency": _emergency,
}


def facts(turn: Turn, slots: dict[str, Any]) -> dict[str, str]:
    """Return the facts of a sentence in the words in which they are read back."""
    when = "、".join(say_reading(turn, each) for each in slots.get("when") or ())
    to_when = "、".join(say_reading(turn, each) for each in slots.get("to_when") or ())
    door = "".join(part for part in (slots.get("unit", "") and f"{slots['unit']}单元", slots.get("room", "")) if part)
    building = f"{slots['building']}号楼" if slots.get("building") else ""
    return {
        "时间": when,
        "换到": to_when,
        "跟谁": slots.get("name", "") if to_when or when else "",
        "地方": building + door,
    }
