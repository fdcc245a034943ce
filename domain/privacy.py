"""我的资料: look at it, take it along, correct it, have it deleted; and for how long what is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.audit import Reveal
from domain.dossiers import Consent, Dossier
from domain.duty import Assignment
from domain.people import Grant, Person
from domain.proxies import Proxy
from domain.refusals import Refusal
from domain.registration import Registration
from domain.timebank import Entry

ERASED_NAME = "已注销"
# Retention: how long after the end of what they were kept for.
KEEP_LEFT = timedelta(days=730)  # persons who have left: two years, as the consent says
KEEP_TALK = timedelta(days=30)  # half-filled forms; offered again for 7 days
KEEP_REVEALS = timedelta(days=1095)  # the reveal log itself: three years


class DutiesFirst(Refusal):
    """Somebody who holds the last admin role cannot leave before another one is named."""


@dataclass(frozen=True, slots=True)
class MyRecord:
    """Everything that is kept about one person, for that person's eyes."""

    person: Person
    community: str
    dossier: Dossier
    consents: tuple[Consent, ...]
    grants: tuple[Grant, ...]
    registration: Registration | None
    proxies: tuple[tuple[Proxy, str], ...]
    reveals: tuple[tuple[Reveal, str], ...]
    wishes: tuple[tuple[str, str, str], ...]
    cases: tuple[tuple[str, str, str], ...]
    points: int
    minutes: int
    accounts: int
    made_at: datetime
    shifts: tuple[Assignment, ...] = ()
    entries: tuple[Entry, ...] = ()
