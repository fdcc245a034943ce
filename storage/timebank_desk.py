"""Partners, tills, opt-outs, opening books and certificates within one transaction."""

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ColumnElement, Table, delete, func, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import AccountKind, Activity, Code
from domain.timebank_desk import Certified, OpeningBook, Partner, PartnerNameTaken
from storage.metadata import insert_into
from storage.timebank_desk_tables import certificate, clerk, opening_book, partner, star_opt_out, statement_opt_out
from storage.timebank_tables import transfer


class DeskStore:
    """The counter's own books, over one open connection; the caller commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_partner(self, community_id: int, name: str) -> Partner:
        fresh = insert_into(self._connection, partner).values(community_id=community_id, name=name)
        query = fresh.on_conflict_do_nothing(index_elements=["community_id", "name"]).returning(partner.c.id)
        row = (await self._connection.execute(query)).first()
        if row is None:
            raise PartnerNameTaken
        return Partner(row[0], community_id, name)

    async def partners(self, community_id: int) -> list[Partner]:
        query = select(clerk.c.partner_id, clerk.c.person_id).where(clerk.c.community_id == community_id)
        clerks: dict[int, list[int]] = defaultdict(list)
        for partner_id, person_id in await self._connection.execute(query.order_by(clerk.c.person_id)):
            clerks[partner_id].append(person_id)
        mine = select(partner).where(partner.c.community_id == community_id).order_by(partner.c.id)
        return [
            Partner(row.id, row.community_id, row.name, tuple(clerks[row.id]))
            for row in await self._connection.execute(mine)
        ]

    async def partner(self, community_id: int, partner_id: int) -> Partner | None:
        return next((one for one in await self.partners(community_id) if one.id == partner_id), None)

    async def till_of(self, community_id: int, person_id: int) -> Partner | None:
        return next((one for one in await self.partners(community_id) if person_id in one.clerks), None)

    async def put_at_till(self, community_id: int, person_id: int, partner_id: int) -> None:
        """Let the person enter codes for this partner, and for no other."""
        facts = {"community_id": community_id, "partner_id": partner_id}
        fresh = insert_into(self._connection, clerk).values(person_id=person_id, **facts)
        await self._connection.execute(fresh.on_conflict_do_update(index_elements=["person_id"], set_=facts))

    async def opted_out(self, community_id: int) -> frozenset[int]:
        return await self._left_out(star_opt_out, community_id)

    async def opt_out(self, community_id: int, person_id: int, *, hidden: bool) -> None:
        await self._leave_out(star_opt_out, community_id, person_id, is_left_out=hidden)

    async def without_monthly(self, community_id: int) -> frozenset[int]:
        return await self._left_out(statement_opt_out, community_id)

    async def send_monthly(self, community_id: int, person_id: int, *, is_wanted: bool) -> None:
        await self._leave_out(statement_opt_out, community_id, person_id, is_left_out=not is_wanted)

    async def _left_out(self, whom: Table, community_id: int) -> frozenset[int]:
        query = select(whom.c.person_id).where(whom.c.community_id == community_id)
        return frozenset((await self._connection.execute(query)).scalars())

    async def _leave_out(self, whom: Table, community_id: int, person_id: int, *, is_left_out: bool) -> None:
        if is_left_out:
            fresh = insert_into(self._connection, whom).values(community_id=community_id, person_id=person_id)
            await self._connection.execute(fresh.on_conflict_do_nothing(index_elements=["person_id"]))
        else:
            await self._connection.execute(delete(whom).where(whom.c.person_id == person_id))

    async def add_openings(self, fresh: OpeningBook) -> OpeningBook:
        facts = {
            "community_id": fresh.community_id,
            "document": json.dumps(fresh.rows),
            "state": fresh.state,
            "proposer_id": fresh.proposer_id,
            "proposed_at": fresh.proposed_at,
        }
        query = insert(opening_book).values(**facts).returning(opening_book.c.id)
        return replace(fresh, id=(await self._connection.execute(query)).scalar_one())

    async def openings(self, community_id: int, book_id: int) -> OpeningBook | None:
        found = await self._openings(opening_book.c.community_id == community_id, opening_book.c.id == book_id)
        return found[0] if found else None

    async def pending_openings(self, community_id: int) -> list[OpeningBook]:
        return await self._openings(opening_book.c.community_id == community_id, opening_book.c.state == "pending")

    async def _openings(self, *which: ColumnElement[bool]) -> list[OpeningBook]:
        rows = (await self._connection.execute(select(opening_book).where(*which).order_by(opening_book.c.id))).all()
        return [
            OpeningBook(
                row.id,
                row.community_id,
                tuple((person, points, minutes) for person, points, minutes in json.loads(row.document)),
                row.proposer_id,
                row.proposed_at,
                row.state,
            )
            for row in rows
        ]

    async def decide_openings(self, book_id: int, state: str, decider_id: int, now: datetime) -> bool:
        """Decide what is pending; False when somebody else was faster."""
        query = (
            update(opening_book)
            .where(opening_book.c.id == book_id, opening_book.c.state == "pending")
            .values(state=state, decider_id=decider_id, decided_at=now)
            .returning(opening_book.c.id)
        )
        return (await self._connection.execute(query)).first() is not None

    async def standing_sales(self, community_id: int, partner_id: int, from_at: datetime) -> frozenset[int]:
        mine = transfer.c.community_id == community_id
        taken_back = select(transfer.c.reverses).where(mine, transfer.c.reverses.is_not(None))
        query = select(transfer.c.source_id).where(
            mine,
            transfer.c.code == Code.POST,
            transfer.c.credit_kind == AccountKind.MERCHANT,
            transfer.c.credit_owner_id == partner_id,
            transfer.c.at >= from_at,
            transfer.c.sequence.not_in(taken_back),
        )
        return frozenset((await self._connection.execute(query)).scalars())

    async def next_certificate(self, community_id: int, year: int) -> int:
        which = (certificate.c.community_id == community_id, certificate.c.year == year)
        query = select(func.max(certificate.c.sequence)).where(*which)
        return ((await self._connection.execute(query)).scalar_one() or 0) + 1

    async def add_certificate(self, fresh: Certified) -> None:
        names = ("community_id", "person_id", "year", "sequence", "check_code", "from_on", "to_on", "issued_at")
        facts = {name: getattr(fresh, name) for name in (*names, "credit_minutes", "honour_minutes")}
        await self._connection.execute(insert(certificate).values(**facts, document=json.dumps(fresh.by_activity)))

    async def certificate(self, community_id: int, year: int, sequence: int) -> Certified | None:
        which = (certificate.c.community_id == community_id, certificate.c.year == year)
        query = select(certificate).where(*which, certificate.c.sequence == sequence)
        row = (await self._connection.execute(query)).mappings().first()
        return None if row is None else _certified(row)

    async def certificate_of(self, community_id: int, person_id: int, from_on: date, to_on: date) -> Certified | None:
        """Return the newest certificate of a person over exactly these days."""
        which = (certificate.c.community_id == community_id, certificate.c.person_id == person_id)
        query = select(certificate).where(*which, certificate.c.from_on == from_on, certificate.c.to_on == to_on)
        row = (await self._connection.execute(query.order_by(certificate.c.sequence.desc()))).mappings().first()
        return None if row is None else _certified(row)


def _certified(row: RowMapping) -> Certified:
    facts = {name: row[name] for name in Certified.__dataclass_fields__ if name != "by_activity"}
    told = tuple((Activity(activity), minutes) for activity, minutes in json.loads(row["document"]))
    return Certified(by_activity=told, **facts)
