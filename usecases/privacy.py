"""我的资料: everything that is kept about somebody, for that person; correcting it; deleting it; forgetting in time."""

from dataclasses import replace
from datetime import UTC, datetime

from domain.people import Person, Role, Speaker
from domain.privacy import KEEP_LEFT, KEEP_REVEALS, KEEP_TALK, DutiesFirst, MyRecord
from domain.proxies import NotWhileActing
from domain.refusals import NotFound
from domain.timebank import Entry
from usecases.audit import note
from usecases.ports import UnitOfWork
from usecases.records import release_duties
from usecases.timebank import MOST_ENTRIES

REVEALS_SHOWN = 200
MOST_TAKEN = 5_000  # shifts and lines of points that go into one export: more than a life of duty
FOUNDED_AT = datetime(2000, 1, 1, tzinfo=UTC)


async def my_record(uow: UnitOfWork, person_id: int, now: datetime) -> MyRecord:
    """Return everything that is kept about the person."""
    person = await uow.people.person(person_id)
    if person is None:
        raise NotFound
    reveals = await uow.audit.reveals_of(person_id, REVEALS_SHOWN)
    proxies = await uow.proxies.of_person(person_id)
    ids = {each.seen_by for each in reveals} | {each.proxy_id for each in proxies}
    names = {who: one.name for who, one in (await uow.people.persons(ids)).items()}
    community = await uow.people.community(person.community_id)
    kept = await uow.privacy.kept_about(person_id, person.community_id)
    return MyRecord(
        person=person,
        community=community.name,
        dossier=await uow.dossiers.of_person(person_id),
        consents=tuple(await uow.dossiers.consents(person_id)),
        grants=await uow.people.grants(person_id),
        registration=await uow.registrations.of_person(person_id),
        proxies=tuple((each, names.get(each.proxy_id, "")) for each in proxies),
        reveals=tuple((each, names.get(each.seen_by, "")) for each in reveals),
        wishes=tuple(kept.wishes),
        cases=tuple(kept.cases),
        points=kept.points,
        minutes=kept.minutes,
        accounts=len(await uow.proxies.accounts_of(person_id)),
        made_at=now,
        shifts=tuple(await uow.duties.of_person(person_id, FOUNDED_AT, MOST_TAKEN)),
        entries=tuple(await _all_entries(uow, person)),
    )


async def _all_entries(uow: UnitOfWork, person: Person) -> list[Entry]:
    """Return every line of the person's points, newest first."""
    told: list[Entry] = []
    while len(told) < MOST_TAKEN:
        before = told[-1].number if told else None
        more = await uow.timebank.entries(person.community_id, person.id, MOST_ENTRIES, before)
        told += more
        if len(more) < MOST_ENTRIES:
            break
    return told


def own(speaker: Speaker) -> Person:
    """Return the speaker; a proxy does not open somebody's own papers."""
    if speaker.acting is not None:
        raise NotWhileActing
    return speaker.known()


async def correct(uow: UnitOfWork, speaker: Speaker, told: Person, now: datetime) -> Person:
    """Put right what is written down; name, phone and door only. Refuses with `PhoneTaken`."""
    person = own(speaker)
    changed = replace(person, name=told.name, phone=told.phone, building=told.building, room=told.room)
    await uow.people.save_person(changed)
    await note(uow, speaker, "correct_record", "person", person.id, now)
    return changed


async def erase(uow: UnitOfWork, speaker: Speaker, now: datetime) -> None:
    """Erase the speaker: duties are released, everything that names them goes, the ledger keeps a pseudonym.

    Refuses with `DutiesFirst` for the last admin, who would leave nobody to let others in.
    """
    person = own(speaker)
    if Role.ADMIN in speaker.roles() and await uow.people.holders(person.community_id, (Role.ADMIN,), now) == [
        person.id
    ]:
        raise DutiesFirst
    await release_duties(uow, person, now)
    await note(uow, speaker, "erase", "person", person.id, now)
    await uow.privacy.erase(person.id, now)


async def forget(uow: UnitOfWork, now: datetime) -> int:
    """Do what the retention periods say, and return how many persons were erased."""
    await uow.audit.forget_reveals(now - KEEP_REVEALS)
    await uow.privacy.forget_talk(now - KEEP_TALK)
    gone = await uow.privacy.left_before(now - KEEP_LEFT)
    for person_id in gone:
        await uow.privacy.erase(person_id, now)
    return len(gone)
