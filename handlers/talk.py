"""Everything that is no button and no word of the menu: answers in a form, free text, photos, voices."""

import secrets

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.answers import phone_of
from handlers import forms
from handlers.filters import InForm, Said, Tapped
from handlers.mediation import open_dispute
from handlers.turn import Turn
from handlers.wishes import CATEGORY_OF, description_of, open_wish
from wording import talk as words
from wording.menu import Word
from wording.message import Reply
from wording.taps import Change, Choose, Meant, Move, Understood

router = Router(name="talk")
LONGEST_READ = 1000  # characters that are looked at for a meaning; a wish of that length is asked to be shorter
PRIVATE = F.chat.type == "private"


@router.callback_query(Tapped(Choose))
async def choose(event: CallbackQuery, tap: Choose, turn: Turn) -> Reply:
    return await forms.choose(turn, tap)


@router.callback_query(Tapped(Move))
async def move(event: CallbackQuery, tap: Move, turn: Turn) -> Reply:
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
    if not forms.is_open(turn):
        return Reply((words.no_contact_wanted(turn.keys),))
    return await forms.hear(turn, phone_of(shared.phone_number) or shared.phone_number)


@router.message(InForm(), F.text, PRIVATE)
async def answer(message: Message, turn: Turn) -> Reply:
    return await forms.hear(turn, message.text or "")


@router.message(InForm(), PRIVATE)
async def not_text(message: Message, turn: Turn) -> Reply:
    """Something other than text where text is asked: say so kindly and ask again."""
    shown = await forms.resume(turn)
    return Reply((words.text_please(shown.messages),))


@router.message(F.text, PRIVATE)
async def free_text(message: Message, turn: Turn) -> Reply:
    """Say what was understood before anything is done; ask when it was not."""
    text = message.text or ""
    meant = turn.reader.read(text[:LONGEST_READ], turn.now)
    if meant.intent == "emergency":
        return Reply((words.emergency(),))
    run = secrets.token_hex(3)
    turn.talk.put("heard", {"run": run, "intent": meant.intent, "text": text, "slots": dict(meant.slots)})
    if meant.intent in words.ASKS and meant.sure:
        return Reply((words.did_you_mean(meant.intent, text, run),))
    return Reply((words.guesses(meant.candidates[:3], run),))


@router.callback_query(Tapped(Understood))
async def understood(event: CallbackQuery, tap: Understood, turn: Turn) -> Reply:
    heard = turn.talk.state.get("heard")
    if not heard or heard["run"] != tap.run:
        return Reply(toast=words.said_before())
    if not tap.right:
        turn.talk.put("heard", None)
        return Reply(redraw=words.guesses((), tap.run))
    return await _act(turn, heard["intent"])


@router.callback_query(Tapped(Meant))
async def meant(event: CallbackQuery, tap: Meant, turn: Turn) -> Reply:
    heard = turn.talk.state.get("heard")
    if heard and heard["run"] != tap.run:
        return Reply(toast=words.said_before())
    return await _act(turn, tap.intent)


async def _act(turn: Turn, intent: str) -> Reply:
    """Do what was understood; a wish or a quarrel takes its words along into the form."""
    heard = turn.talk.state.get("heard") or {}
    turn.talk.put("heard", None)
    said = description_of(heard.get("text", ""))
    category = heard.get("slots", {}).get("category")
    if intent == "wish":
        answers = {"description": said} if said else {}
        if category in CATEGORY_OF:
            answers["category"] = category
        return await open_wish(turn, answers, redraws=True)
    if intent == "dispute":
        return await open_dispute(turn, {"description": said} if said else {}, redraws=True)
    return Reply((words.press_this(intent, turn.keys),))


@router.message(PRIVATE)
async def something_else(message: Message, turn: Turn) -> Reply:
    """Answer a photo, a voice, a sticker out of the blue."""
    return Reply((words.not_yet_readable(),))


@router.message(Said(Word.REGISTER, Word.WISH, Word.DISPUTE, Word.POINTS))
async def in_group(message: Message, turn: Turn) -> Reply:
    return Reply((words.come_private(),))


@router.callback_query()
async def unknown_press(event: CallbackQuery, turn: Turn) -> Reply:
    return Reply(toast=words.said_before())
