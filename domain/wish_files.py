"""Photos and voice notes that go with a wish: for staff and whoever comes, never for a group."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.notices import Fact

MOST_FILES = 10  # photos and voice notes with one wish


class FileKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    PROOF = "proof"
    """A photo of how it was done, sent by the volunteer."""


@dataclass(frozen=True, slots=True)
class WishFile:
    """`file_id` is the messenger's name of the file, sealed at rest; the file itself stays with the messenger."""

    kind: FileKind
    file_id: str


def with_file(files: Iterable[WishFile], fresh: WishFile) -> tuple[WishFile, ...] | None:
    """Return the files with one more, once; None when ten are kept already."""
    there = tuple(files)
    if fresh in there:
        return there
    return (*there, fresh) if len(there) < MOST_FILES else None


def of_kind(files: Iterable[WishFile], kind: FileKind) -> tuple[str, ...]:
    return tuple(each.file_id for each in files if each.kind is kind)


@dataclass(frozen=True, slots=True)
class WishPhotos(Fact):
    """Pictures of a wish as one album; `is_proof` shows how it was done."""

    wish_id: int
    number: str
    photos: tuple[str, ...]
    is_proof: bool = False


@dataclass(frozen=True, slots=True)
class WishVoice(Fact):
    """A voice note of a wish."""

    wish_id: int
    number: str
    voice: str


@dataclass(frozen=True, slots=True)
class DetailsPutAway(Fact):
    """Takes the place of name, door and phone once they are no longer needed."""

    number: str
    is_done: bool
