"""A word of thanks, the letter it makes, and whether staff looks at wishes first."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.permissions import Action, require
from handlers.fields import line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.wish_thanks import set_approval, thank, thank_you_letter
from wording import wish_thanks as words
from wording.menu import Word
from wording.message import Reply
from wording.wish_taps import PrintLetter, SayThanks, SetApproval, ThankYou

router = Router(name="wish_thanks")


async def _said(turn: Turn, draft: Draft) -> Reply:
    await thank(turn.uow, turn.speaker, int(draft.extra["wish"]), draft.answers["thanks"], turn.now)
    return Reply((words.passed_on(),))


THANK = register(Form("thank", "感谢的话", (Field("thanks", words.THANKS, line_of),), _said, is_summarised=False))


@router.callback_query(Tapped(SayThanks))
async def say(event: CallbackQuery, tap: SayThanks, turn: Turn) -> Reply:
    return await begin(turn, THANK, extra={"wish": tap.wish_id})


@router.callback_query(Tapped(ThankYou))
async def letter(event: CallbackQuery, tap: ThankYou, turn: Turn) -> Reply:
    found = await thank_you_letter(turn.uow, turn.speaker, tap.wish_id, turn.now)
    return Reply((words.letter(found, tap.wish_id),))


@router.callback_query(Tapped(PrintLetter))
async def page(event: CallbackQuery, tap: PrintLetter, turn: Turn) -> Reply:
    return Reply((words.printed(await thank_you_letter(turn.uow, turn.speaker, tap.wish_id, turn.now)),))


@router.message(Said(Word.WISH_APPROVAL), F.chat.type == "private")
@router.callback_query(Said(Word.WISH_APPROVAL))
async def approval(event: Message | CallbackQuery, turn: Turn) -> Reply:
    home = turn.speaker.known().community_id
    require(turn.speaker.grants, Action.APPROVE_WISH, home, turn.now)
    community = await turn.uow.people.community(home)
    return Reply((words.approval(approves=community.approves_wishes),))


@router.callback_query(Tapped(SetApproval))
async def change_approval(event: CallbackQuery, tap: SetApproval, turn: Turn) -> Reply:
    await set_approval(turn.uow, turn.speaker, turn.now, approves=bool(tap.approves))
    return Reply(redraw=words.approval(approves=bool(tap.approves)))
