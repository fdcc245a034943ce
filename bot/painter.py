"""Who draws what: the names that `wording.message.Document` carries, and the papers that answer to them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from domain.duty import DutyKind
from domain.papers import (
    BuildingPoster,
    JournalAsked,
    Medium,
    MerchantMonth,
    MonthAsked,
    RedemptionCard,
    RosterWeek,
    ServiceCertificate,
    ThankYouLetter,
    VolunteerCard,
    WishMonth,
    WishPoster,
)
from domain.people_sheets import Finding
from domain.timebank import stars
from domain.wish_records import WishRegister
from paper.calendars import shift_calendar
from paper.duty import roster_picture, roster_sheet
from paper.links import link_picture
from paper.people import building_posters, volunteer_card
from paper.people_template import people_template
from paper.privacy import Section, record_pdf
from paper.records import table
from paper.shift_template import shift_template
from paper.timebank import points_statement, redemption_card, service_certificate
from paper.timebank_sheets import journal_sheet, settlement_sheet
from paper.wishes import thank_you_letter, wish_card, wish_month
from storage.database import Database
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.duty_calendars import appointments, whose_feed
from usecases.privacy import my_record
from usecases.records import register_rows
from usecases.timebank_papers import month_paper
from usecases.timebank_registers import journal
from usecases.wish_records import wish_rows
from wording import privacy as privacy_words
from wording import records as record_words
from wording import wish_records as wish_words
from wording.message import Document
from wording.names import DUTY_KINDS
from wording.paper_sheet import REPORT_HEADINGS, report_rows
from wording.people import community_link


@dataclass(frozen=True, slots=True)
class _Paper:
    """What kind of facts a paper is made from, and who makes it; runs in a thread of its own."""

    facts: Any
    make: Callable[[Any], bytes]


DRAWN: dict[str, _Paper] = {
    "volunteer_card": _Paper(VolunteerCard, lambda card: volunteer_card(card, Medium.PNG)),
    "building_posters": _Paper(list[BuildingPoster], building_posters),
    "link": _Paper(str, link_picture),
    "people_template": _Paper(list[str], people_template),
    "shift_template": _Paper(list[str], shift_template),
    "findings": _Paper(
        list[Finding], lambda found: table(record_words.FINDINGS_TITLE, REPORT_HEADINGS, report_rows(found))
    ),
    "redemption_card": _Paper(RedemptionCard, redemption_card),
    "settlement_sheet": _Paper(MerchantMonth, settlement_sheet),
    "service_certificate": _Paper(ServiceCertificate, lambda fact: service_certificate(fact, Medium.PDF)),
    "thank_you_letter": _Paper(ThankYouLetter, lambda fact: thank_you_letter(fact, Medium.PNG)),
    "thank_you_letter_page": _Paper(ThankYouLetter, lambda fact: thank_you_letter(fact, Medium.PDF)),
    "wish_card": _Paper(WishPoster, wish_card),
    "wish_month": _Paper(WishMonth, wish_month),
    "roster_picture": _Paper(tuple[RosterWeek, int], lambda told: roster_picture(*told)),
    "roster_sheet": _Paper(RosterWeek, roster_sheet),
}


class Painter:
    """Draws at the moment of sending. Papers about people are read from the database then, and lie nowhere before."""

    def __init__(self, database: Database, vault: Vault, now: Callable[[], datetime]) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self.bot_name = ""
        """For links on paper; known once the bot has been asked for its name."""
        self._looked_up: dict[str, Callable[[int], Awaitable[bytes]]] = {
            "card": self._card,
            "my_record_json": self._record_json,
            "my_record_pdf": self._record_pdf,
            "register": self._register,
            "my_calendar": self._calendar,
        }
        self._asked: dict[str, Callable[[str], Awaitable[bytes]]] = {
            "month_statement": self._month,
            "journal": self._journal,
            "wish_register": self._wish_register,
        }

    async def paint(self, document: Document) -> bytes:
        """Return the bytes; a name that nobody answers to is a `KeyError` and a fault of ours."""
        if document.paper in self._looked_up:
            return await self._looked_up[document.paper](int(document.facts))
        if document.paper in self._asked:
            return await self._asked[document.paper](document.facts)
        paper = DRAWN[document.paper]
        facts = TypeAdapter(paper.facts).validate_json(document.facts)
        return await asyncio.to_thread(paper.make, facts)

    async def _card(self, person_id: int) -> bytes:
        async with self._database.read() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            person = await uow.people.person(person_id)
            if person is None:
                raise LookupError("nobody to draw a card for")
            home = await uow.people.community(person.community_id)
            minutes = (await uow.timebank.balance(home.id, person.id)).minutes
        link = community_link(self.bot_name, home.id)
        card = VolunteerCard(person.name, person.volunteer_number, home.name, person.skills, stars(minutes), link)
        return await asyncio.to_thread(volunteer_card, card, Medium.PNG)

    async def _month(self, facts: str) -> bytes:
        asked = TypeAdapter(MonthAsked).validate_json(facts)
        async with self._database.read() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            person = await uow.people.person(asked.person_id)
            if person is None:
                raise LookupError("nobody to draw a statement for")
            paper = await month_paper(uow, person, asked.month, self._now())
        return await asyncio.to_thread(points_statement, paper)

    async def _journal(self, facts: str) -> bytes:
        asked = TypeAdapter(JournalAsked).validate_json(facts)
        async with self._database.read() as connection:
            told = await journal(SqlUnitOfWork(connection, self._vault), asked.community_id, asked.month, asked.month)
        return await asyncio.to_thread(journal_sheet, told)

    async def _calendar(self, person_id: int) -> bytes:
        async with self._database.read() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            person = await uow.people.person(person_id)
            duties = await appointments(uow, person_id, self._now())
        named = [replace(each, duty=DUTY_KINDS[DutyKind(each.duty)]) for each in duties]
        return shift_calendar(person.name if person else "", named, self._now())

    async def calendar_feed(self, name: str) -> bytes | None:
        """Return the calendar that this address opens, or None."""
        async with self._database.read() as connection:
            person_id = await whose_feed(SqlUnitOfWork(connection, self._vault), name)
        return None if person_id is None else await self._calendar(person_id)

    async def _record_json(self, person_id: int) -> bytes:
        async with self._database.read() as connection:
            record = await my_record(SqlUnitOfWork(connection, self._vault), person_id, self._now())
        return TypeAdapter(type(record)).dump_json(record, indent=2)

    async def _record_pdf(self, person_id: int) -> bytes:
        async with self._database.read() as connection:
            record = await my_record(SqlUnitOfWork(connection, self._vault), person_id, self._now())
        sections = [Section(heading, rows) for heading, rows in privacy_words.sections(record)]
        title, foot = privacy_words.RECORD_TITLE, privacy_words.made(record.made_at)
        return await asyncio.to_thread(record_pdf, title, sections, foot)

    async def _wish_register(self, facts: str) -> bytes:
        asked = TypeAdapter(WishRegister).validate_json(facts)
        async with self._database.read() as connection:
            found = await wish_rows(SqlUnitOfWork(connection, self._vault), asked)
        lines = [wish_words.row(each) for each in found]
        return await asyncio.to_thread(table, f"{wish_words.TITLE}{asked.year}", wish_words.HEADINGS, lines)

    async def _register(self, community_id: int) -> bytes:
        async with self._database.read() as connection:
            rows = await register_rows(SqlUnitOfWork(connection, self._vault), community_id)
        lines = [record_words.register_line(each) for each in rows]
        return await asyncio.to_thread(table, record_words.REGISTER_TITLE, record_words.REGISTER_HEADINGS, lines)
