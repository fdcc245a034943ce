"""Communities, persons, accounts, grants, invitations and groups."""

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
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.people import Account, Community, Grant, Group, Invitation, Person, PhoneTaken, Purpose, Role, ScopeKind
from domain.rosters import Category
from storage.metadata import Instant, RowId, insert_into, metadata
from storage.vault import Vault

community = Table(
    "community",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("approves_wishes", Boolean, nullable=False),
    Column("phone", String(40), nullable=False),
    Column("created_at", Instant, nullable=False),
)
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
building = Table(
    "building",
    metadata,
    Column("community_id", ForeignKey("community.id"), primary_key=True, autoincrement=False),
    Column("name", String(80), primary_key=True),
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
role_grant = Table(
    "role_grant",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("person.id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("community_id", ForeignKey("community.id")),
    Column("scope_kind", String(12), nullable=False),
    Column("scope_id", String(80), nullable=False),
    Column("from_at", Instant),
    Column("until_at", Instant),
    UniqueConstraint("person_id", "role", "community_id", "scope_kind", "scope_id"),
    Index("ix_role_grant_role", "community_id", "role"),
)
invitation = Table(
    "invitation",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code_index", String(64), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("community_id", ForeignKey("community.id")),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("used_by", Integer),
)
chat_group = Table(
    "chat_group",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("community_id", ForeignKey("community.id"), nullable=False),
    Column("purpose", String(12), nullable=False),
    Column("title", String(200), nullable=False),
    Column("bound_at", Instant, nullable=False),
)

ROWS_AT_ONCE = 500  # keeps a statement below the databases' limits on parameters
BETWEEN = "\x1f"  # separates the members of a short list inside one column


class PeopleStore:
    """Persons as frozen domain objects; names, phones and rooms are sealed at rest."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def found_community(self, name: str, now: datetime, *, phone: str = "") -> Community:
        statement = insert(community).values(name=name, approves_wishes=True, phone=phone, created_at=now)
        row = (await self._connection.execute(statement.returning(community))).one()
        return _community(row)

    async def communities(self) -> list[Community]:
        rows = await self._connection.execute(select(community).order_by(community.c.id))
        return [_community(row) for row in rows]

    async def community(self, community_id: int) -> Community:
        row = (await self._connection.execute(select(community).where(community.c.id == community_id))).one()
        return _community(row)

    async def set_approval(self, community_id: int, *, approves_wishes: bool) -> None:
        statement = update(community).where(community.c.id == community_id)
        await self._connection.execute(statement.values(approves_wishes=approves_wishes))

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

    async def grant_all(self, person_ids: Iterable[int], given: Grant) -> None:
        """Give many new persons the same role."""
        values: dict[str, Any] = {
            "role": given.role.value,
            "community_id": given.community_id,
            "scope_kind": given.scope_kind.value,
            "scope_id": given.scope_id,
            "from_at": given.from_at,
            "until_at": given.until_at,
        }
        rows = [values | {"person_id": who} for who in person_ids]
        if rows:
            await self._connection.execute(insert(role_grant), rows)

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

    async def grants(self, person_id: int) -> tuple[Grant, ...]:
        rows = await self._connection.execute(select(role_grant).where(role_grant.c.person_id == person_id))
        return tuple(
            Grant(Role(row.role), row.community_id, ScopeKind(row.scope_kind), row.scope_id, row.from_at, row.until_at)
            for row in rows
        )

    async def grant(self, person_id: int, given: Grant) -> None:
        statement = insert_into(self._connection, role_grant).values(
            person_id=person_id,
            role=given.role.value,
            community_id=given.community_id,
            scope_kind=given.scope_kind.value,
            scope_id=given.scope_id,
            from_at=given.from_at,
            until_at=given.until_at,
        )
        # Somebody who takes a role up again gets its new period; the earlier one stands in the audit trail.
        anew = {"from_at": given.from_at, "until_at": given.until_at}
        unique = ["person_id", "role", "community_id", "scope_kind", "scope_id"]
        await self._connection.execute(statement.on_conflict_do_update(index_elements=unique, set_=anew))

    async def end_grants(self, person_id: int, roles: Iterable[Role], now: datetime) -> int:
        """End these roles of the person now, and return how many there were."""
        statement = update(role_grant).where(
            role_grant.c.person_id == person_id,
            role_grant.c.role.in_([role.value for role in roles]),
            or_(role_grant.c.until_at.is_(None), role_grant.c.until_at > now),
        )
        return (await self._connection.execute(statement.values(until_at=now))).rowcount

    async def holders(self, community_id: int, roles: Iterable[Role], now: datetime) -> list[int]:
        """Return the persons who hold one of the roles in the community just now, in a steady order."""
        statement = (
            select(role_grant.c.person_id)
            .where(
                or_(role_grant.c.community_id == community_id, role_grant.c.scope_kind == ScopeKind.DISTRICT.value),
                role_grant.c.role.in_([role.value for role in roles]),
                (role_grant.c.from_at.is_(None)) | (role_grant.c.from_at <= now),
                (role_grant.c.until_at.is_(None)) | (role_grant.c.until_at > now),
            )
            .distinct()
            .order_by(role_grant.c.person_id)
        )
        return list((await self._connection.execute(statement)).scalars())

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

    async def listed_buildings(self, community_id: int) -> list[str]:
        """Return the buildings that staff has listed, in their order of numbers; none when nothing was listed."""
        rows = await self._connection.execute(select(building.c.name).where(building.c.community_id == community_id))
        return sorted(rows.scalars(), key=lambda name: (len(name), name))

    async def list_buildings(self, community_id: int, names: Iterable[str]) -> None:
        """Replace the community's list of buildings."""
        await self._connection.execute(delete(building).where(building.c.community_id == community_id))
        rows = [{"community_id": community_id, "name": name} for name in dict.fromkeys(names)]
        if rows:
            await self._connection.execute(insert(building), rows)

    async def invite(self, code: str, role: Role, community_id: int | None, expires_at: datetime) -> None:
        statement = insert(invitation).values(
            code_index=self._vault.blind("invitation", code),
            role=role.value,
            community_id=community_id,
            expires_at=expires_at,
        )
        await self._connection.execute(statement)

    async def invitation(self, code: str, now: datetime) -> Invitation | None:
        """Return what an unused code gives, or None."""
        statement = select(invitation).where(
            invitation.c.code_index == self._vault.blind("invitation", code),
            invitation.c.used_at.is_(None),
            invitation.c.expires_at > now,
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else Invitation(row.id, Role(row.role), row.community_id, row.expires_at)

    async def redeem(self, code: str, account_id: int, now: datetime) -> Invitation | None:
        """Use the code up and return what it gives, or None: it is guarded by the row, so it works once."""
        statement = (
            update(invitation)
            .where(
                invitation.c.code_index == self._vault.blind("invitation", code),
                invitation.c.used_at.is_(None),
                invitation.c.expires_at > now,
            )
            .values(used_at=now, used_by=account_id)
            .returning(invitation)
        )
        row = (await self._connection.execute(statement)).one_or_none()
        return None if row is None else Invitation(row.id, Role(row.role), row.community_id, row.expires_at)

    async def bind_group(self, bound: Group, now: datetime) -> None:
        values = {
            "community_id": bound.community_id,
            "purpose": bound.purpose.value,
            "title": bound.title[:200],
            "bound_at": now,
        }
        statement = insert_into(self._connection, chat_group).values(chat_id=bound.chat_id, **values)
        await self._connection.execute(statement.on_conflict_do_update(index_elements=["chat_id"], set_=values))

    async def groups(self, community_id: int, purpose: Purpose | None = None) -> list[Group]:
        statement = select(chat_group).where(chat_group.c.community_id == community_id).order_by(chat_group.c.title)
        if purpose is not None:
            statement = statement.where(chat_group.c.purpose == purpose.value)
        return [_group(row) for row in await self._connection.execute(statement)]

    async def group(self, chat_id: int) -> Group | None:
        row = (await self._connection.execute(select(chat_group).where(chat_group.c.chat_id == chat_id))).one_or_none()
        return None if row is None else _group(row)

    async def group_moved(self, old_chat_id: int, new_chat_id: int) -> None:
        """Follow a group that became a supergroup; its binding stays."""
        statement = update(chat_group).where(chat_group.c.chat_id == old_chat_id).values(chat_id=new_chat_id)
        if await self.group(new_chat_id) is None:
            await self._connection.execute(statement)

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


def _community(row: Row[Any]) -> Community:
    return Community(row.id, row.name, approves_wishes=row.approves_wishes, phone=row.phone)


def _account(row: Row[Any]) -> Account:
    return Account(row.id, row.user_id, row.person_id, is_reachable=row.is_reachable)


def _group(row: Row[Any]) -> Group:
    return Group(row.chat_id, row.community_id, Purpose(row.purpose), row.title)
