"""A month as a picture, the certificate of service, and whether one is genuine."""

import re

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.times import local
from handlers.filters import Said, Tapped
from handlers.timebank_fields import NotInForm, month_in
from handlers.turn import Turn
from usecases.timebank_certificates import certify, look_up
from usecases.timebank_mine import (
    want_monthly,
)
from usecases.timebank_papers import begun, certificate_paper
from wording import timebank_papers as words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.timebank_taps import (
    Certify,
    MonthPicture,
    SendMonthly,
)

router = Router(name="timebank_papers")
PRIVATE = F.chat.type == "private"
LINK = "v-"
CHECK = re.compile(r"^查证明\s*([\d-]{5,40})\s+([A-Za-z0-9]{8})\s*$")


@router.callback_query(Tapped(MonthPicture))
async def picture(event: CallbackQuery, tap: MonthPicture, turn: Turn) -> Reply:
    me, month = turn.speaker.known(), begun(month_in(tap.year, tap.month), turn.now)
    is_monthly = me.id not in await turn.uow.timebank.desk.without_monthly(me.community_id)
    return Reply((words.month_picture(me.id, month, is_monthly=is_monthly),))


@router.callback_query(Tapped(SendMonthly))
async def send_monthly(event: CallbackQuery, tap: SendMonthly, turn: Turn) -> Reply:
    await want_monthly(turn.uow, turn.speaker, is_wanted=bool(tap.wanted))
    return Reply((Said_(words.send_monthly(is_monthly=bool(tap.wanted))),))


@router.message(Said(Word.CERTIFICATE), PRIVATE)
@router.callback_query(Said(Word.CERTIFICATE))
async def certificate(event: Message | CallbackQuery, turn: Turn) -> Reply:
    turn.speaker.known()
    return Reply((words.which_year(local(turn.now).year),))


@router.callback_query(Tapped(Certify))
async def certified(event: CallbackQuery, tap: Certify, turn: Turn) -> Reply:
    one = await certify(turn.uow, turn.speaker, tap.year, turn.now)
    paper = await certificate_paper(turn.uow, one, words.check_link(turn.bot_name, one))
    return Reply((words.certified(one, paper, turn.keys),))


@router.message(F.text.regexp(CHECK), PRIVATE, NotInForm())
async def check(message: Message, turn: Turn) -> Reply:
    """Anybody may ask whether a certificate is genuine, known to us or not."""
    asked = CHECK.match(message.text or "")
    return await _say(turn, asked[1], asked[2]) if asked else Reply()


async def open_certificate(turn: Turn, payload: str) -> Reply:
    """Answer the code on a certificate: whoever scans it reads at once whether it is genuine."""
    number, _, code = payload.rpartition("-")
    return await _say(turn, number, code)


async def _say(turn: Turn, number: str, code: str) -> Reply:
    found = await look_up(turn.uow, number, code)
    person = await turn.uow.people.person(found.person_id) if found else None
    community = await turn.uow.people.community(found.community_id) if found else None
    who, where = person.respectful if person else "", community.name if community else ""
    return Reply((words.looked_up(found, who, where),))
