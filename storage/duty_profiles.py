"""What the roster has to know about volunteers: training, wishes and ways."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Boolean, Column, ForeignKey, Integer, Table, delete, false, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.duty_profiles import DutyProfile
from storage.metadata import insert_into, metadata
from storage.vault import Vault

duty_profile = Table(
    "duty_profile",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("is_trained", Boolean, nullable=False, server_default=false()),
    Column("is_captain", Boolean, nullable=False, server_default=false()),
    Column("most_per_week", Integer),
    Column("feed", Integer, nullable=False, server_default="0"),
)
duty_partner = Table(
    "duty_partner",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("partner_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
)
duty_way = Table(
    "duty_way",
    metadata,
    Column("person_id", ForeignKey("person.id"), primary_key=True, autoincrement=False),
    Column("post_id", ForeignKey("post.id"), primary_key=True, autoincrement=False),
    Column("metres", Integer),
    Column("is_wished", Boolean, nullable=False, server_default=false()),
)


class DutyProfileStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    def feed_token(self, person_id: int, feed: int) -> str:
        """Return what only the person's own calendar address holds; nobody can work it out, and it is kept nowhere."""
        return self._vault.blind("duty-feed", f"{person_id}:{feed}")[:40]

    async def of_person(self, person_id: int) -> DutyProfile:
        return (await self.of_people([person_id]))[person_id]

    async def of_people(self, people: Iterable[int]) -> dict[int, DutyProfile]:
        """Return a profile for each of them; whoever nothing is known about has an empty one."""
        who = list(people)
        rows = {row.person_id: row for row in await self._rows(duty_profile, who)}
        partners: dict[int, set[int]] = defaultdict(set)
        posts: dict[int, set[int]] = defaultdict(set)
        metres: dict[int, dict[int, int]] = defaultdict(dict)
        for row in await self._rows(duty_partner, who):
            partners[row.person_id].add(row.partner_id)
        for row in await self._rows(duty_way, who):
            if row.is_wished:
                posts[row.person_id].add(row.post_id)
            if row.metres is not None:
                metres[row.person_id][row.post_id] = row.metres
        return {
            each: DutyProfile(
                each,
                is_trained=bool(rows[each].is_trained) if each in rows else False,
                is_captain=bool(rows[each].is_captain) if each in rows else False,
                most_per_week=rows[each].most_per_week if each in rows else None,
                partners=frozenset(partners[each]),
                posts=frozenset(posts[each]),
                metres=metres[each],
                feed=rows[each].feed if each in rows else 0,
            )
            for each in who
        }

    async def _rows(self, table: Table, who: list[int]) -> Sequence[Any]:
        return (await self._connection.execute(select(table).where(table.c.person_id.in_(who)))).all()

    async def save(self, changed: DutyProfile) -> None:
        me = changed.person_id
        values = {
            "is_trained": changed.is_trained,
            "is_captain": changed.is_captain,
            "most_per_week": changed.most_per_week,
            "feed": changed.feed,
        }
        statement = insert_into(self._connection, duty_profile).values(person_id=me, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))
        partners = [{"person_id": me, "partner_id": each} for each in sorted(changed.partners)]
        ways = [
            {
                "person_id": me,
                "post_id": each,
                "metres": changed.metres.get(each),
                "is_wished": each in changed.posts,
            }
            for each in sorted(changed.posts | set(changed.metres))
        ]
        for table, rows in ((duty_partner, partners), (duty_way, ways)):
            await self._connection.execute(delete(table).where(table.c.person_id == me))
            if rows:
                await self._connection.execute(insert(table), rows)

    async def forget(self, person_id: int) -> None:
        """Forget everything about the person, also as somebody's wished-for partner."""
        gone = (duty_partner.c.person_id == person_id) | (duty_partner.c.partner_id == person_id)
        await self._connection.execute(delete(duty_partner).where(gone))
        for table in (duty_profile, duty_way):
            await self._connection.execute(delete(table).where(table.c.person_id == person_id))
