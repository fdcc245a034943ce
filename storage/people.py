"""Persons, sealed at rest, and the messenger accounts they speak through."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    LABEL_STYLE_TABLENAME_PLUS_COL,
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Account, Community, Person, PhoneTaken
from domain.rosters import Category
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.places import PlaceRows, community
from storage.roles import RoleRows
from storage.vault import Vault

person = Table(
    "person",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("name", LargeBinary, nullable=False),
    Column("phone", LargeBinary, nullable=False),
    Column("phone_index", String(64)),
    Column("building", String(80), nullable=False),
    Column("room", LargeBinary, nullable=False),
    Column("skills", Text, nullable=False),
    Column("free", Text, nullable=False),
    Column("volunteer_number", String(20), nullable=False),
    Column("consent_version", String(20), nullable=False),
    Column("category", String(8), nullable=False, server_default=Category.REGULAR.value),
    Column("created_at", Instant, nullable=False),
    UniqueConstraint("community_id", "phone_index"),
    Index("ix_person_building", "community_id", "building"),
)
account = Table(
    "account",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("user_id", BigInteger, nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("is_reachable", Boolean, nullable=False),
    Column("seen_at", Instant, nullable=False),
)

ROWS_AT_ONCE = 500  # keeps a statement below the databases' limits on parameters
BETWEEN = "\x1f"  # separates the members of a short list inside one column


class PeopleStore(PlaceRows, RoleRows):
    """Persons as frozen domain objects; names, phones and rooms are sealed at rest. Places and roles come with them."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def speaker_of(self, user_id: int, now: datetime) -> tuple[Account, Person | None, Community | None]:
        """Return the account with its person and community; a new account is written down at once."""
        statement = (
            select(account, person, community)
            .select_from(account.outerjoin(person, account.c.person_id == person.c.id).outerjoin(community))
            .where(account.c.user_id == user_id)
            .set_label_style(LABEL_STYLE_TABLENAME_PLUS_COL)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            values = {"user_id": user_id, "is_reachable": True, "seen_at": now}
            written = insert_into(self._connection, account).values(**values).returning(account)
            return _account((await self._connection.execute(written)).one()), None, None
        fields = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping
        me = Account(
            fields["account_id"], user_id, fields["account_person_id"], is_reachable=fields["account_is_reachable"]
        )
        if not me.is_reachable:
            await self.mark_reachable(user_id, is_reachable=True)
        if me.person_id is None:
            return me, None, None
        known = self._person({key[len("person_") :]: fields[key] for key in fields if key.startswith("person_")})
        home = Community(
            fields["community_id"],
            fields["community_name"],
            approves_wishes=fields["community_approves_wishes"],
            phone=fields["community_phone"],
        )
        return me, known, home

    async def mark_reachable(self, user_id: int, *, is_reachable: bool) -> None:
        statement = update(account).where(account.c.user_id == user_id).values(is_reachable=is_reachable)
        await self._connection.execute(statement)

    async def person(self, person_id: int) -> Person | None:
        row = (await self._connection.execute(select(person).where(person.c.id == person_id))).one_or_none()
        return None if row is None else self._person(row._asdict())

    async def persons(self, person_ids: Iterable[int]) -> dict[int, Person]:
        rows = await self._connection.execute(select(person).where(person.c.id.in_(list(person_ids))))
        return {row.id: self._person(row._asdict()) for row in rows}

    async def add_person(self, fresh: Person, now: datetime) -> Person:
        """Write a new person down; the id of `fresh` is ignored. Refuses with `PhoneTaken`."""
        await self._refuse_taken_phone(fresh)
        uid = uuid4().hex
        values = self._sealed(fresh, uid) | {"uid": uid, "created_at": now}
        row = (await self._connection.execute(insert(person).values(**values).returning(person))).one()
        return self._person(row._asdict())

    async def add_persons(self, fresh: Iterable[Person], now: datetime) -> list[int]:
        """Write many new persons down at once and return their ids in the same order."""
        rows = []
        for each in fresh:
            uid = uuid4().hex
            rows.append(self._sealed(each, uid) | {"uid": uid, "created_at": now})
        ids: dict[str, int] = {}
        for start in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[start : start + ROWS_AT_ONCE]
            await self._connection.execute(insert(person), some)
            found = select(person.c.uid, person.c.id).where(person.c.uid.in_([row["uid"] for row in some]))
            ids |= {row.uid: row.id for row in await self._connection.execute(found)}
        return [ids[row["uid"]] for row in rows]

    async def save_person(self, changed: Person) -> None:
        await self._refuse_taken_phone(changed)
        uid = (await self._connection.execute(select(person.c.uid).where(person.c.id == changed.id))).scalar_one()
        await self._connection.execute(
            update(person).where(person.c.id == changed.id).values(**self._sealed(changed, uid))
        )

    async def _refuse_taken_phone(self, someone: Person) -> None:
        if not someone.phone:
            return
        statement = select(person.c.id).where(
            person.c.community_id == someone.community_id,
            person.c.phone_index == self._vault.blind("phone", someone.phone),
            person.c.id != someone.id,
        )
        if (await self._connection.execute(statement)).first() is not None:
            raise PhoneTaken

    async def by_phone(self, community_id: int, phone: str) -> Person | None:
        statement = select(person).where(
            person.c.community_id == community_id, person.c.phone_index == self._vault.blind("phone", phone)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else self._person(row._asdict())

    async def bind_account(self, account_id: int, person_id: int) -> None:
        await self._connection.execute(update(account).where(account.c.id == account_id).values(person_id=person_id))

    async def residents(self, community_id: int, building: str | None = None) -> list[int]:
        statement = select(person.c.id).where(person.c.community_id == community_id).order_by(person.c.id)
        if building is not None:
            statement = statement.where(person.c.building == building)
        return list((await self._connection.execute(statement)).scalars())

    async def buildings(self, community_id: int) -> list[str]:
        """Return the buildings people live in, the most peopled first."""
        statement = (
            select(person.c.building)
            .where(person.c.community_id == community_id, person.c.building != "")
            .group_by(person.c.building)
            .order_by(func.count().desc(), person.c.building)
        )
        return list((await self._connection.execute(statement)).scalars())

    async def search(self, community_id: int, name: str, phone: str, limit: int) -> list[Person]:
        """Return persons by phone or number exactly, or whose name holds `name`.

        Names are sealed, so they are opened one by one: some 50 ms for a district of 3,335 people.
        """
        mine = select(person).where(person.c.community_id == community_id).order_by(person.c.id)
        index = self._vault.blind("phone", phone) if phone else ""
        exact = mine.where(or_(person.c.phone_index == index, person.c.volunteer_number == name)) if name else mine
        found = [self._person(row._asdict()) for row in await self._connection.execute(exact.limit(limit))]
        if found or phone or not name:
            return found
        everybody = [self._person(row._asdict()) for row in await self._connection.execute(mine)]
        return [each for each in everybody if name in each.name][:limit]

    def _sealed(self, someone: Person, uid: str) -> dict[str, Any]:
        phone_index = self._vault.blind("phone", someone.phone) if someone.phone else None
        return {
            "community_id": someone.community_id,
            "name": self._vault.seal(someone.name, "person", "name", uid),
            "phone": self._vault.seal(someone.phone, "person", "phone", uid),
            "phone_index": phone_index,
            "building": someone.building,
            "room": self._vault.seal(someone.room, "person", "room", uid),
            "skills": BETWEEN.join(someone.skills),
            "free": BETWEEN.join(someone.free),
            "volunteer_number": someone.volunteer_number,
            "consent_version": someone.consent_version,
            "category": someone.category.value,
        }

    def _person(self, row: dict[str, Any]) -> Person:
        uid = row["uid"]
        return Person(
            id=row["id"],
            community_id=row["community_id"],
            name=self._vault.open(row["name"], "person", "name", uid),
            phone=self._vault.open(row["phone"], "person", "phone", uid),
            building=row["building"],
            room=self._vault.open(row["room"], "person", "room", uid),
            skills=tuple(filter(None, row["skills"].split(BETWEEN))),
            free=tuple(filter(None, row["free"].split(BETWEEN))),
            volunteer_number=row["volunteer_number"],
            consent_version=row["consent_version"],
            category=Category(row["category"]),
        )


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.user_id, row.person_id, is_reachable=row.is_reachable)
