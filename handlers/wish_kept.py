"""What a conversation keeps for a wish: files that were sent before it, and the proof that may come after it."""

from datetime import datetime, timedelta
from typing import Any

from domain.wish_files import FileKind, WishFile, of_kind
from handlers.turn import Turn
from wording import wish_files as words

PENDING, PROOF = "wish_files", "proof_for"
KEPT = timedelta(hours=1)  # a photo out of the blue waits so long for the wish it belongs to
Files = list[list[str]]


def pending(turn: Turn) -> dict[str, Any]:
    """Return what was sent a while ago and belongs to no wish yet."""
    waiting = dict(turn.talk.state.get(PENDING) or {})
    if not waiting or turn.now - datetime.fromisoformat(waiting["at"]) > KEPT:
        return {}
    return waiting


def take_pending(turn: Turn) -> tuple[Files, str]:
    """Return the files that wait, for the wish that is being opened, and how they are counted."""
    files: Files = pending(turn).get("files", [])
    turn.talk.put(PENDING, None)
    return files, counted(files_in(files))


def files_of(extra: dict[str, Any], answer: str) -> tuple[WishFile, ...]:
    """Return what goes with the wish, unless its requester would rather not."""
    return () if answer == words.WITHOUT else files_in(extra.get("files") or [])


def expect_proof(turn: Turn, wish_id: int) -> None:
    turn.talk.put(PROOF, {"wish": wish_id, "at": turn.now.isoformat()})


def files_in(plain: Files) -> tuple[WishFile, ...]:
    return tuple(WishFile(FileKind(kind), file_id) for kind, file_id in plain)


def plain(files: tuple[WishFile, ...]) -> Files:
    return [[each.kind.value, each.file_id] for each in files]


def counted(files: tuple[WishFile, ...]) -> str:
    return words.counted(len(of_kind(files, FileKind.PHOTO)), len(of_kind(files, FileKind.VOICE)))
