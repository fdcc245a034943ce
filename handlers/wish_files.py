"""Photos and voice notes for a wish: within its form, out of the blue, and of how it was done."""

from datetime import datetime, timedelta
from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import Message, TelegramObject

from domain.wish_files import FileKind, WishFile, with_file
from handlers import listening, voice
from handlers.filling import Filling
from handlers.turn import Turn
from handlers.wish_kept import PENDING, PROOF, counted, files_in, pending, plain
from usecases.wish_files import add_proof
from wording import wish_files as words
from wording.message import Reply

router = Router(name="wish_files")
FORMS = frozenset({"wish", "wish_for"})
PROOF_WITHIN = timedelta(days=1)


class InWish(Filter):
    """The form of a wish is open."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:  # noqa: ARG002 - aiogram's signature
        return bool((turn.talk.state.get("form") or {}).get("name") in FORMS)


class OutOfTheBlue(Filter):
    """No form is open: a picture may be the beginning of a wish, or of how one was done."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:  # noqa: ARG002 - aiogram's signature
        return not turn.talk.state.get("form")


@router.message(F.photo, F.chat.type == "private", InWish())
async def photo_in_wish(message: Message, turn: Turn) -> Reply:
    """Keep the photo with the wish; what stands under it is the answer to the open question. An album is one answer."""
    filling = Filling.open(turn)
    is_next = _is_next_of_album(filling.state, message)
    is_kept = _keep_in_form(filling, FileKind.PHOTO, message.photo[-1].file_id if message.photo else "")
    caption = (message.caption or "").strip()
    if caption:
        return await listening.listen(message, turn, caption)
    if not is_kept:
        return Reply() if is_next and filling.state.get("full") else _full(filling)
    return Reply() if is_next else _kept(filling)


@router.message(F.voice, F.chat.type == "private", InWish())
async def voice_in_wish(message: Message, turn: Turn) -> Reply:
    """Keep the note with the wish; with an ear it is read back, too, without one it is the wish itself."""
    filling = Filling.open(turn)
    is_kept = _keep_in_form(filling, FileKind.VOICE, message.voice.file_id if message.voice else "")
    if turn.reader.hears:
        heard: Reply = await voice.note(message, turn)
        return heard
    if not is_kept:
        return _full(filling)
    if filling.is_at_summary or filling.field()[0].key != "description":
        return _kept(filling)
    filling.keep(filling.field()[0], words.SEE_VOICE)
    following = await filling.onwards()
    return Reply((words.voice_kept(), *following.messages))


@router.message(F.photo, F.chat.type == "private", OutOfTheBlue())
async def photo_out_of_the_blue(message: Message, turn: Turn) -> Reply:
    """Take it for the proof of what was just done, or keep it a while and ask what it is about."""
    photo = message.photo[-1].file_id if message.photo else ""
    proof_for = turn.talk.state.get(PROOF)
    if proof_for and not message.caption and turn.now - datetime.fromisoformat(proof_for["at"]) <= PROOF_WITHIN:
        return await _proof(message, turn, dict(proof_for), photo)
    waiting = pending(turn)
    is_next = _is_next_of_album(waiting, message)
    files = with_file(files_in(waiting.get("files", [])), WishFile(FileKind.PHOTO, photo))
    if files is not None:
        waiting["files"] = plain(files)
    turn.talk.put(PENDING, waiting | {"at": turn.now.isoformat()})
    caption = (message.caption or "").strip()
    if caption:
        return await listening.listen(message, turn, caption)
    return Reply() if is_next else Reply((words.what_is_it(),))


async def _proof(message: Message, turn: Turn, proof_for: dict[str, Any], photo: str) -> Reply:
    is_next = _is_next_of_album(proof_for, message)
    turn.talk.put(PROOF, proof_for)
    wish = await add_proof(turn.uow, turn.speaker, int(proof_for["wish"]), photo, turn.now)
    return Reply() if is_next else Reply((words.proof_kept(wish.number),))


def _keep_in_form(filling: Filling, kind: FileKind, file_id: str) -> bool:
    files = with_file(files_in(filling.draft.extra.get("files") or []), WishFile(kind, file_id))
    if files is None:
        return False
    filling.draft.extra["files"] = plain(files)
    filling.draft.answers["files"] = counted(files)
    filling.touch()
    return True


def _is_next_of_album(state: dict[str, Any], message: Message) -> bool:
    """Say whether a picture of the same album came before; remember the album."""
    album = message.media_group_id or ""
    is_next = bool(album) and state.get("album") == album
    state["album"] = album
    return is_next


def _kept(filling: Filling) -> Reply:
    return filling.again(words.kept(counted(files_in(filling.draft.extra["files"]))))


def _full(filling: Filling) -> Reply:
    filling.state["full"] = True
    filling.touch()
    return filling.again(words.full())
