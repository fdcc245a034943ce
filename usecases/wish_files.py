"""Show the photos and voice notes of a wish to those who need them, and put its details away afterwards."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.notices import Notice
from domain.people import Speaker
from domain.refusals import NotYours
from domain.wish_files import DetailsPutAway, FileKind, WishFile, WishPhotos, WishVoice, of_kind, with_file
from domain.wish_states import WishStep
from domain.wishes import Wish, WishNotOpen, WishState
from usecases.ports import UnitOfWork
from usecases.wish_telling import asking, details_key, held

DONE = frozenset({WishState.FULFILLED, WishState.CLOSED})
GOT_DETAILS = frozenset({WishStep.CLAIM, WishStep.HAND_OVER, WishStep.JOIN})


async def show_files(uow: UnitOfWork, wish: Wish, people: Iterable[int | None], key: str, now: datetime) -> None:
    """Queue what goes with the wish for these people: the photos as one album, each voice note by itself."""
    to = [who for who in people if who is not None]
    photos = of_kind(wish.files, FileKind.PHOTO)
    facts: list[WishPhotos | WishVoice] = [WishPhotos(wish.id, wish.number, photos)] if photos else []
    facts += [WishVoice(wish.id, wish.number, each) for each in of_kind(wish.files, FileKind.VOICE)]
    await uow.outbox.push(
        Notice(f"{key}:file{place}:{who}", fact, now, to_person=who) for who in to for place, fact in enumerate(facts)
    )


async def add_proof(uow: UnitOfWork, speaker: Speaker, wish_id: int, photo: str, now: datetime) -> Wish:
    """Keep a photo of how it was done, and show it to whoever asked; refuses beyond ten with the wish as it is."""
    wish = await held(uow, speaker, wish_id)
    if speaker.known().id not in {wish.claimer_id, wish.second_id}:
        raise NotYours
    if wish.state not in DONE:
        raise WishNotOpen(wish.state)
    files = with_file(wish.files, WishFile(FileKind.PROOF, photo))
    if files is None or files == wish.files:
        return wish
    shown = replace(wish, files=files)
    await uow.wishes.save(shown)
    fact = WishPhotos(wish.id, wish.number, (photo,), is_proof=True)
    key = f"wish:{wish.id}:proof:{len(files)}"
    await uow.outbox.push(Notice(f"{key}:{who}", fact, now, to_person=who) for who in asking(wish))
    return shown


async def put_details_away(uow: UnitOfWork, wish: Wish, now: datetime, *, but: int | None = None) -> None:
    """Rewrite what the volunteers of this wish were told about door and phone: the wish is over, or not theirs."""
    for line in (await uow.wishes.trails([wish.id]))[wish.id]:
        who = line.hand.for_id or line.hand.by_id
        if line.step not in GOT_DETAILS or who is None or who == but:
            continue
        fact = DetailsPutAway(wish.number, is_done=wish.state is WishState.CLOSED)
        key = details_key(wish, line.step is WishStep.JOIN, line.at)
        away = Notice(f"{key}:away:{now.timestamp():.3f}", fact, now, to_person=who, replaces=key)
        await uow.outbox.push([away])
