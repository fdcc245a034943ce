"""One open transaction and every store in it."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.announcements import AnnouncementStore
from storage.attendance import AttendanceStore
from storage.audit import AuditStore
from storage.calendars import CalendarStore
from storage.conversations import Conversations
from storage.covers import CoverStore
from storage.dossiers import DossierStore
from storage.duty import DutyStore
from storage.duty_profiles import DutyProfileStore
from storage.duty_steps import DutyStepStore
from storage.followups import FollowUpStore
from storage.handover import HandoverStore
from storage.matching import OfferStore
from storage.mediation import CaseStore
from storage.outbox import Outbox
from storage.people import PeopleStore
from storage.privacy import PrivacyStore
from storage.proxies import ProxyStore
from storage.registration import RegistrationStore
from storage.roster_proposals import RosterProposalStore
from storage.rosters import RosterStore
from storage.timebank import TimebankStore
from storage.vault import Vault
from storage.visits import VisitStore
from storage.voice import VoiceStore
from storage.wishes import WishStore
from storage.work import WorkStore


class SqlUnitOfWork:
    """Stores are made when they are first asked for; whoever opened the transaction commits it."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.connection = connection
        self._vault = vault

    @property
    def has_touched_work(self) -> bool:
        """Say whether slow work may have been queued: whoever does it need not look otherwise."""
        return "work" in vars(self)

    @cached_property
    def people(self) -> PeopleStore:
        return PeopleStore(self.connection, self._vault)

    @cached_property
    def registrations(self) -> RegistrationStore:
        return RegistrationStore(self.connection, self._vault)

    @cached_property
    def wishes(self) -> WishStore:
        return WishStore(self.connection, self._vault)

    @cached_property
    def offers(self) -> OfferStore:
        return OfferStore(self.connection)

    @cached_property
    def visits(self) -> VisitStore:
        return VisitStore(self.connection)

    @cached_property
    def follow_ups(self) -> FollowUpStore:
        return FollowUpStore(self.connection, self._vault)

    @cached_property
    def cases(self) -> CaseStore:
        return CaseStore(self.connection, self._vault)

    @cached_property
    def duties(self) -> DutyStore:
        return DutyStore(self.connection, self._vault)

    @cached_property
    def duty_steps(self) -> DutyStepStore:
        return DutyStepStore(self.connection)

    @cached_property
    def duty_profiles(self) -> DutyProfileStore:
        return DutyProfileStore(self.connection, self._vault)

    @cached_property
    def roster_proposals(self) -> RosterProposalStore:
        return RosterProposalStore(self.connection)

    @cached_property
    def covers(self) -> CoverStore:
        return CoverStore(self.connection)

    @cached_property
    def calendars(self) -> CalendarStore:
        return CalendarStore(self.connection)

    @cached_property
    def rosters(self) -> RosterStore:
        return RosterStore(self.connection)

    @cached_property
    def attendance(self) -> AttendanceStore:
        return AttendanceStore(self.connection, self._vault)

    @cached_property
    def announcements(self) -> AnnouncementStore:
        return AnnouncementStore(self.connection, self._vault)

    @cached_property
    def timebank(self) -> TimebankStore:
        return TimebankStore(self.connection)

    @cached_property
    def voices(self) -> VoiceStore:
        return VoiceStore(self.connection, self._vault)

    @cached_property
    def handovers(self) -> HandoverStore:
        return HandoverStore(self.connection, self._vault)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self.connection, self._vault)

    @cached_property
    def conversations(self) -> Conversations:
        return Conversations(self.connection, self._vault)

    @cached_property
    def dossiers(self) -> DossierStore:
        return DossierStore(self.connection, self._vault)

    @cached_property
    def proxies(self) -> ProxyStore:
        return ProxyStore(self.connection, self._vault)

    @cached_property
    def audit(self) -> AuditStore:
        return AuditStore(self.connection)

    @cached_property
    def work(self) -> WorkStore:
        return WorkStore(self.connection, self._vault)

    @cached_property
    def privacy(self) -> PrivacyStore:
        return PrivacyStore(self.connection, self._vault)
