"""公告: one text, a chosen audience, and a count of who has seen it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal

LONGEST_TEXT = 1000  # characters; more is not read on a phone


class AudienceKind(StrEnum):
    GROUP = "group"
    VOLUNTEERS = "volunteers"
    BUILDING = "building"
    EVERYBODY = "everybody"


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    SENT = "sent"


class AlreadySent(Refusal):
    """This announcement has left already."""


class NobodyThere(Refusal):
    """The chosen audience is empty."""


@dataclass(frozen=True, slots=True)
class Audience:
    kind: AudienceKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    id: int
    community_id: int
    author_id: int
    text: str
    audience: Audience
    state: AnnouncementState
    sent_at: datetime | None = None
    recipients: int = 0
    acknowledged: int = 0


@dataclass(frozen=True, slots=True)
class Announced(Fact):
    """The announcement as its readers see it."""

    announcement_id: int
    community: str
    text: str
