"""Erasing a person from every table that names them, and forgetting what is older than its retention.

What stays is what others rely on: transfers, shifts served and audit lines under a number that leads to nobody.
"""

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, Table, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.dossiers import ConsentKind
from domain.privacy import ERASED_NAME
from domain.registration import RegistrationState
from storage.attendance import correction
from storage.audit import reveal
from storage.conversations import conversation
from storage.dossiers import DossierStore, consent
from storage.duty import assignment
from storage.duty_profiles import DutyProfileStore
from storage.followups import follow_up
from storage.handover import handover
from storage.mediation import mediation_case
from storage.outbox import Post, outbox
from storage.people import account, person
from storage.proxies import person_code, proxy
from storage.registration import registration
from storage.roles import role_grant
from storage.rotation import row_key_of
from storage.timebank import TimebankStore
from storage.vault import Vault
from storage.voice import voice
from storage.wish_trail import wish_trail
from storage.wishes import wish
from usecases.people_ports import KeptAbout

FINAL = tuple(post.value for post in Post if post not in {Post.PENDING, Post.SENDING})


class PrivacyStore:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def kept_about(self, person_id: int, community_id: int) -> KeptAbout:
        balance = await TimebankStore(self._connection).balance(community_id, person_id)
        wishes = await self._connection.execute(
            select(wish).where(wish.c.requester_id == person_id).order_by(wish.c.id)
        )
        cases = await self._connection.execute(
            select(mediation_case).where(mediation_case.c.reporter_id == person_id).order_by(mediation_case.c.id)
        )
        return KeptAbout(
            [
                (row.number, row.state, self._vault.open(row.description, "wish", "description", row.uid))
                for row in wishes
            ],
            [
                (row.number, row.state, self._vault.open(row.description, "mediation_case", "description", row.uid))
                for row in cases
            ],
            balance.available,
            balance.minutes,
        )

    async def erase(self, person_id: int, now: datetime) -> None:
        """Overwrite or delete everything that names the person; a second time changes nothing."""
        await self._blank_person(person_id)
        await self._end_roles(person_id, now)
        wishes = select(wish.c.id).where(wish.c.requester_id == person_id)
        served = select(assignment.c.id).where(assignment.c.person_id == person_id)
        await self._blank(follow_up, follow_up.c.wish_id.in_(wishes))
        await self._blank(wish_trail, wish_trail.c.wish_id.in_(wishes))
        await self._blank(correction, correction.c.assignment_id.in_(served))
        await self._blank(wish, wish.c.requester_id == person_id)
        await self._blank(mediation_case, mediation_case.c.reporter_id == person_id)
        await self._blank(registration, registration.c.person_id == person_id)
        await self._blank(consent, consent.c.person_id == person_id)
        dossiers = DossierStore(self._connection, self._vault)
        await dossiers.erase(person_id)
        await DutyProfileStore(self._connection, self._vault).forget(person_id)
        for kind in ConsentKind:
            await dossiers.take_back(person_id, kind, now)
        await self._connection.execute(delete(reveal).where(reveal.c.person_id == person_id))
        await self._forget_accounts(person_id)

    async def _blank_person(self, person_id: int) -> None:
        uid = (await self._connection.execute(select(person.c.uid).where(person.c.id == person_id))).scalar_one()
        blank = {name: self._vault.seal("", "person", name, uid) for name in ("phone", "room")}
        blank["name"] = self._vault.seal(ERASED_NAME, "person", "name", uid)
        plain = {"phone_index": None, "building": "", "skills": "", "free": "", "consent_version": ""}
        statement = update(person).where(person.c.id == person_id)
        await self._connection.execute(statement.values(**blank, **plain))

    async def _end_roles(self, person_id: int, now: datetime) -> None:
        await self._connection.execute(
            update(role_grant).where(role_grant.c.person_id == person_id).values(until_at=now)
        )
        whose = or_(proxy.c.person_id == person_id, proxy.c.proxy_id == person_id)
        await self._connection.execute(update(proxy).where(whose, proxy.c.revoked_at.is_(None)).values(revoked_at=now))
        await self._connection.execute(delete(person_code).where(person_code.c.person_id == person_id))

    async def _blank(self, table: Table, whose: object) -> None:
        """Seal an empty text over every sealed column of these rows."""
        sealed = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
        name_of = row_key_of(table)
        rows = (await self._connection.execute(select(table).where(whose))).all()  # type: ignore[arg-type]  # a condition on this table
        for row in rows:
            values = {name: self._vault.seal("", table.name, name, name_of(row)) for name in sealed}
            await self._connection.execute(update(table).where(table.c.id == row.id).values(**values))
        if table is wish and rows:
            ids = [row.id for row in rows]
            await self._connection.execute(update(table).where(table.c.id.in_(ids)).values(building=""))

    async def _forget_accounts(self, person_id: int) -> None:
        """Forget the phones, what was being said on them, and every letter to the person."""
        mine = select(account.c.user_id).where(account.c.person_id == person_id)
        await self._connection.execute(delete(conversation).where(conversation.c.user_id.in_(mine)))
        await self._connection.execute(delete(voice).where(voice.c.chat_id.in_(mine)))
        await self._connection.execute(
            delete(handover).where(or_(handover.c.person_id == person_id, handover.c.chat_id.in_(mine)))
        )
        await self._connection.execute(delete(outbox).where(outbox.c.to_person == person_id))
        to_them = cast(outbox.c.to_chat, BigInteger).in_(mine)
        await self._connection.execute(delete(outbox).where(to_them, outbox.c.state.in_(FINAL)))
        await self._connection.execute(update(account).where(account.c.person_id == person_id).values(person_id=None))

    async def left_before(self, before: datetime) -> list[int]:
        """Return who left before that instant and has not been erased yet."""
        statement = (
            select(registration.c.person_id)
            .join(person, person.c.id == registration.c.person_id)
            .where(
                registration.c.state == RegistrationState.WITHDRAWN.value,
                registration.c.since_at < before,
                person.c.consent_version != "",
            )
        )
        return list((await self._connection.execute(statement)).scalars())

    async def forget_talk(self, before: datetime) -> int:
        """Empty conversations nobody has touched since then: half-filled forms hold what people told us."""
        old = (conversation.c.changed_at < before) & conversation.c.state.is_not(None)
        return (await self._connection.execute(update(conversation).where(old).values(state=None))).rowcount
