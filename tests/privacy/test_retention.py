"""What is forgotten in time: who left two years ago, old talk, old looks; the ledger stays under a number."""

from datetime import UTC, datetime, timedelta

from domain.dossiers import ConsentKind, Dossier
from domain.people import Account, Grant, Person, Role, Speaker
from domain.privacy import ERASED_NAME, KEEP_LEFT
from domain.registration import RegistrationState
from domain.timebank import Activity, Source, SourceKind
from storage.database import Database
from storage.timebank_verify import verify
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault
from usecases.privacy import erase, forget, my_record
from usecases.records import leave
from usecases.timebank import earn

NOW = datetime(2026, 3, 10, tzinfo=UTC)


async def _volunteer(uow: SqlUnitOfWork) -> Speaker:
    home = await uow.people.found_community("河口社区", NOW)
    account, _, _ = await uow.people.speaker_of(77, NOW)
    told = Person(0, home.id, "李秀英", "13812345678", "3号楼", "2单元501", consent_version="2026-11")
    li = await uow.people.add_person(told, NOW)
    await uow.people.bind_account(account.id, li.id)
    await uow.people.grant(li.id, Grant(Role.VOLUNTEER, home.id, from_at=NOW))
    await uow.dossiers.agree(li.id, ConsentKind.SENSITIVE, "2026-11-s", NOW)
    await uow.dossiers.save(Dossier(li.id, birth_year=1956, health="还行"), NOW)
    one = await uow.registrations.add(li.id, home.id, NOW, NOW)
    confirmed = type(one)(one.id, li.id, home.id, RegistrationState.CONFIRMED, NOW, NOW)
    await uow.registrations.save(confirmed)
    grants = await uow.people.grants(li.id)
    return Speaker(Account(account.id, 77, li.id), 77, True, li, home, grants)


async def test_two_years_after_leaving_the_person_is_erased_and_not_a_day_before(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        speaker = await _volunteer(uow)
        li = speaker.known()
        await leave(uow, speaker, "搬走了", NOW)
        assert await forget(uow, NOW + KEEP_LEFT - timedelta(seconds=1)) == 0
        assert await forget(uow, NOW + KEEP_LEFT + timedelta(seconds=1)) == 1
        assert await forget(uow, NOW + KEEP_LEFT + timedelta(days=1)) == 0, "nobody is erased twice"
        gone = await uow.people.person(li.id)
        assert gone is not None
        assert (gone.name, gone.phone, gone.building, gone.room) == (ERASED_NAME, "", "", "")
        assert await uow.dossiers.of_person(li.id) == Dossier(li.id)
        assert await uow.people.by_phone(li.community_id, "13812345678") is None
        assert await uow.proxies.accounts_of(li.id) == []
    await database.close()


async def test_taking_a_consent_back_is_written_down_with_its_date(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        speaker = await _volunteer(uow)
        await uow.dossiers.take_back(speaker.known().id, ConsentKind.SENSITIVE, NOW + timedelta(days=1))
        record = await my_record(uow, speaker.known().id, NOW)
        assert [(each.kind, each.withdrawn_at) for each in record.consents] == [
            (ConsentKind.SENSITIVE, NOW + timedelta(days=1))
        ]
    await database.close()


async def test_the_books_of_somebody_who_is_forgotten_stay_whole_under_a_number(database_url: str) -> None:
    database = Database(database_url)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, fresh_vault())
        speaker = await _volunteer(uow)
        li = speaker.known()
        source = Source(SourceKind.SHIFT, 7)
        await earn(
            uow,
            community_id=li.community_id,
            person_id=li.id,
            activity=Activity.PATROL,
            minutes=60,
            rating=None,
            source=source,
            key="shift:7",
            now=NOW,
        )
        before = await uow.timebank.balance(li.community_id, li.id)
        assert before.available > 0
        await erase(uow, speaker, NOW)
        assert await uow.timebank.balance(li.community_id, li.id) == before
        lines = await uow.timebank.entries(li.community_id, li.id, 10, None)
        assert [(line.points, line.source) for line in lines] == [(before.available, source)]
        assert (await verify(connection)).is_sound
        gone = await uow.people.person(li.id)
        assert gone is not None
        assert (gone.name, gone.phone) == (ERASED_NAME, "")
    await database.close()
