"""Everything that is no button and no word of the menu: answers in a form, free text, photos."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.answers import phone_of
from handlers import forms, listening
from handlers.filters import InForm, Said, Tapped
from handlers.meanings import DOORS
from handlers.turn import Turn
from handlers.waiting import next_offer, take_next
from usecases.people import community_of
from usecases.proxies import bind_by_contact
from wording import proxies as proxy_words
from wording import talk as words
from wording.menu import Word, keyboard
from wording.message import Reply
from wording.taps import Change, Choose, Meant, Move, NextRequest, Understood

router = Router(name="talk")
PRIVATE = F.chat.type == "private"


@router.callback_query(Tapped(Choose))
async def choose(event: CallbackQuery, tap: Choose, turn: Turn) -> Reply:
    return await forms.choose(turn, tap)


@router.callback_query(Tapped(Move))
async def move(event: CallbackQuery, tap: Move, turn: Turn) -> Reply:
    if tap.move == "switch":
        return await listening.switch(event, turn, tap.run)
    return await forms.move(turn, tap)


@router.callback_query(Tapped(Change))
async def change(event: CallbackQuery, tap: Change, turn: Turn) -> Reply:
    return await forms.change(turn, tap)


@router.message(Said(Word.BACK), PRIVATE)
async def back(message: Message, turn: Turn) -> Reply:
    return await forms.step(turn, "back")


@router.message(Said(Word.CANCEL), PRIVATE)
async def cancel(message: Message, turn: Turn) -> Reply:
    return await forms.step(turn, "cancel")


@router.message(Said(Word.RESUME), PRIVATE)
async def resume(message: Message, turn: Turn) -> Reply:
    return await forms.resume(turn)


@router.message(F.contact, PRIVATE)
async def contact(message: Message, turn: Turn) -> Reply:
    """Take the phone's own number; somebody else's card is no proof of anything."""
    shared = message.contact
    if shared is None or message.from_user is None or shared.user_id != message.from_user.id:
        return Reply((words.not_your_contact(),))
    number = phone_of(shared.phone_number)
    home = await community_of(turn.uow, turn.speaker, turn.talk.state.get("community"))
    known = await bind_by_contact(turn.uow, turn.speaker, home.id, number, turn.now) if home and number else None
    if known is not None:
        turn.talk.put("form", None)
        held = await turn.uow.people.grants(known.id)
        keys = keyboard(frozenset(grant.role for grant in held if grant.holds(turn.now)))
        return Reply((proxy_words.bound(known.name, keys),))
    if not forms.is_open(turn):
        return Reply((words.no_contact_wanted(turn.keys),))
    return await forms.hear(turn, phone_of(shared.phone_number) or shared.phone_number)


@router.message(F.text, PRIVATE)
async def text(message: Message, turn: Turn) -> Reply:
    return await listening.listen(message, turn, message.text or "")


@router.message(InForm(), PRIVATE)
async def not_text(message: Message, turn: Turn) -> Reply:
    """Something other than text where text is asked: say so kindly and ask again."""
    shown = await forms.resume(turn)
    return Reply((words.text_please(shown.messages),))


@router.callback_query(Tapped(Understood))
async def understood(event: CallbackQuery, tap: Understood, turn: Turn) -> Reply:
    heard = turn.talk.state.get("heard")
    if not heard or heard["run"] != tap.run:
        return Reply(toast=words.said_before())
    if not tap.right:
        return listening.was_wrong(turn, heard)
    return await listening.act(event, turn, heard["intent"])


@router.callback_query(Tapped(Meant))
async def meant(event: CallbackQuery, tap: Meant, turn: Turn) -> Reply:
    heard = turn.talk.state.get("heard")
    if (heard and heard["run"] != tap.run) or tap.intent not in DOORS:
        return Reply(toast=words.said_before())
    return await listening.act(event, turn, tap.intent)


@router.callback_query(Tapped(NextRequest))
async def next_request(event: CallbackQuery, tap: NextRequest, turn: Turn) -> Reply:
    """Go on with the next request of the message, or let it go and ask about the one after it."""
    told = take_next(turn, tap.run)
    if told is None:
        return Reply(toast=words.said_before())
    if not tap.yes:
        return Reply((words.let_go(), *next_offer(turn)))
    return await listening.consider(event, turn, told)


@router.message(PRIVATE)
async def something_else(message: Message, turn: Turn) -> Reply:
    """Answer a photo, a sticker out of the blue."""
    return Reply((words.not_yet_readable(),))


@router.message(Said(Word.REGISTER, Word.WISH, Word.DISPUTE, Word.POINTS))
async def in_group(message: Message, turn: Turn) -> Reply:
    return Reply((words.come_private(),))


@router.callback_query()
async def unknown_press(event: CallbackQuery, turn: Turn) -> Reply:
    return Reply(toast=words.said_before())
