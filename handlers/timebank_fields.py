"""What the time bank's forms read: points, codes, pieces, and which person is meant."""

import re
import secrets
import unicodedata
from collections.abc import Sequence
from typing import Any

from aiogram.types import TelegramObject

from domain.answers import cleaned
from domain.people import Person
from domain.places import number_of
from domain.refusals import NotFound
from domain.timebank import LONGEST_SERVICE_MINUTES, MOST_POINTS
from domain.timebank_gifts import LONGEST_REASON, MOST_ADJUSTED_MINUTES
from domain.timebank_months import Month
from domain.timebank_rewards import CODE_DIGITS, LONGEST_TITLE, MOST_STOCK
from handlers.filters import InForm
from handlers.forms import Answers, Form, begin
from handlers.turn import Turn
from usecases.timebank_mine import find_people
from wording.message import Message, Reply

MOST_NAMESAKES = 6
_WHOLE = re.compile(r"^(\d{1,7})\s*(?:个)?(?:积分|分钟|分|份|号)?$")
_CHINESE = re.compile(r"^([一二两三四五六七八九十百零]{1,5})\s*(?:个)?(?:积分|分钟|分|份|号)?$")


def whole_of(text: str) -> int | None:
    """Return the whole number of 「5」, 「5 分」, 「五分」; a sign, a fraction or anything enormous is none."""
    plain = unicodedata.normalize("NFKC", cleaned(text))
    found = _WHOLE.match(plain)
    if found:
        return int(found[1])
    spoken = _CHINESE.match(plain)
    return number_of(spoken[1]) if spoken else None


def _between(least: int, most: int, text: str) -> str | None:
    number = whole_of(text)
    return str(number) if number is not None and least <= number <= most else None


def points_of(text: str) -> str | None:
    return _between(1, MOST_POINTS, text)


def points_or_none_of(text: str) -> str | None:
    return _between(0, MOST_POINTS, text)


def minutes_of(text: str) -> str | None:
    return _between(1, MOST_ADJUSTED_MINUTES, text)


def service_minutes_of(text: str) -> str | None:
    return _between(1, LONGEST_SERVICE_MINUTES, text)


def pieces_of(text: str) -> str | None:
    return _between(1, MOST_STOCK, text)


def code_of(text: str) -> str | None:
    """Return six digits, whatever stands between them."""
    digits = re.sub(r"[\s\-－—]", "", unicodedata.normalize("NFKC", cleaned(text)))
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdecimal() else None


def title_of(text: str) -> str | None:
    said = " ".join(cleaned(text).split())
    return said if 0 < len(said) <= LONGEST_TITLE else None


def reason_of(text: str) -> str | None:
    said = " ".join(cleaned(text).split())
    return said if 0 < len(said) <= LONGEST_REASON else None


def lines_of(text: str) -> str | None:
    return cleaned(text) or None


def labels_of(people: Sequence[Person]) -> list[str]:
    """Return how each is offered: name and building, and where that is not enough the end of the phone number."""
    plain = [f"{one.name}（{one.building}）" if one.building else one.name for one in people]
    told = [
        label if plain.count(label) == 1 else f"{one.name}（{one.building}，手机尾号 {one.phone[-4:] or '没有'}）"
        for label, one in zip(plain, people, strict=True)
    ]
    return [label if told.count(label) == 1 else f"{place}. {label}" for place, label in enumerate(told, start=1)]


def fresh_key(what: str) -> str:
    """Return the key of one filling: whatever is sent twice from it happens once."""
    return f"{what}:{secrets.token_hex(8)}"


async def begin_about(
    turn: Turn, told: str, form: Form, ask_again: Form, not_found: Message, extra: dict[str, Any], field: str = "person"
) -> Reply:
    """Look for the person who was named and go on with the form; unknown, ask again. Namesakes are chosen from.

    The form in hand is put away first, so that it is not offered again as unfinished.
    """
    found = (await find_people(turn.uow, turn.speaker, told))[:MOST_NAMESAKES]
    turn.talk.put("form", None)
    if not found:
        again = await begin(turn, ask_again, extra=extra)
        return Reply((not_found, *again.messages))
    labels = labels_of(found)
    known = {field: [[one.id, label] for one, label in zip(found, labels, strict=True)]}
    answers: Answers = {field: labels[0]} if len(found) == 1 else {}
    return await begin(turn, form, answers, {**extra, **known})


def person_in(answers: Answers, extra: dict[str, Any], field: str = "person") -> int:
    return next(int(person_id) for person_id, label in extra[field] if label == answers[field])


def month_in(year: int, month: int) -> Month:
    """Return the month of a button, or refuse with `NotFound` one that no calendar has."""
    try:
        return Month(year, month)
    except ValueError as wrong:
        raise NotFound from wrong


class NotInForm(InForm):
    """No form is open: a bare number or question is then no answer to one."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:
        return not await super().__call__(event, turn)
