"""报到登记表: a sheet of people becomes persons on record; the same sheet twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from domain.dossiers import Dossier, skills_of
from domain.people import Grant, Person, Role, Speaker
from domain.people_sheets import PersonRow
from domain.permissions import Action, require
from domain.refusals import NotFound, OutOfDate
from usecases.audit import note
from usecases.ports import UnitOfWork

READ, WRITE = "read_people", "write_people"


@dataclass(frozen=True, slots=True)
class Imported:
    fresh: int
    changed: int
    same: int


async def queue_import(uow: UnitOfWork, speaker: Speaker, file_id: str, chat_id: int, now: datetime) -> int:
    """Queue the reading of an uploaded sheet; only staff may."""
    sender = speaker.known()
    require(speaker.grants, Action.IMPORT_PEOPLE, sender.community_id, now)
    number = await uow.work.queue(READ, sender.community_id, sender.id, chat_id, {"file": file_id}, now)
    await note(uow, speaker, "send_sheet", "work", number, now)
    return number


async def queue_rows(uow: UnitOfWork, speaker: Speaker, work_id: int, now: datetime) -> int:
    """Queue the import of the right rows of a sheet that was read before; refuses with `OutOfDate` when it is gone."""
    sender = speaker.known()
    require(speaker.grants, Action.IMPORT_PEOPLE, sender.community_id, now)
    kept = await uow.work.kept(work_id)
    if kept is None:
        raise OutOfDate
    if kept.community_id != sender.community_id:
        raise NotFound
    await uow.work.forget_kept(work_id)
    payload = kept.payload | {"shown": work_id}
    return await uow.work.queue(WRITE, sender.community_id, sender.id, kept.chat_id, payload, now)


async def drop_import(uow: UnitOfWork, speaker: Speaker, work_id: int, now: datetime) -> None:
    sender = speaker.known()
    require(speaker.grants, Action.IMPORT_PEOPLE, sender.community_id, now)
    kept = await uow.work.kept(work_id)
    if kept is not None and kept.community_id == sender.community_id:
        await uow.work.forget_kept(work_id)


async def import_rows(uow: UnitOfWork, community_id: int, rows: Iterable[PersonRow], now: datetime) -> Imported:
    """Write the rows down, all in this transaction. Somebody is known by phone, else by name, building and room."""
    there = await uow.people.search(community_id, "", "", 100_000)
    by_phone = {each.phone: each for each in there if each.phone}
    by_door = {_door(each): each for each in there}
    fresh, changed, same = [], 0, 0
    for row in rows:
        known = by_phone.get(row.phone) if row.phone else by_door.get((row.name, row.building, row.room))
        known = known or _same_without_phone(by_door, row)
        if known is None:
            fresh.append(row)
        elif await _update(uow, known, row, now):
            changed += 1
        else:
            same += 1
    await _add(uow, community_id, fresh, now)
    return Imported(len(fresh), changed, same)


def _same_without_phone(by_door: dict[tuple[str, str, str], Person], row: PersonRow) -> Person | None:
    """Somebody at this door by this name without a phone so far is the same person, who has one now."""
    there = by_door.get((row.name, row.building, row.room))
    return there if there is not None and not there.phone else None


async def _update(uow: UnitOfWork, known: Person, row: PersonRow, now: datetime) -> bool:
    told = _person(known.community_id, row)
    merged = replace(
        known,
        name=told.name,
        phone=told.phone or known.phone,
        building=told.building or known.building,
        room=told.room or known.room,
        skills=told.skills or known.skills,
        free=told.free or known.free,
        category=told.category,
    )
    before = await uow.dossiers.of_person(known.id)
    after = _dossier(known.id, row, before)
    if merged != known:
        await uow.people.save_person(merged)
    if after != before:
        await uow.dossiers.save(after, now)
    return merged != known or after != before


async def _add(uow: UnitOfWork, community_id: int, rows: list[PersonRow], now: datetime) -> None:
    ids = await uow.people.add_persons([_person(community_id, row) for row in rows], now)
    await uow.people.grant_all(ids, Grant(Role.RESIDENT, community_id, from_at=now))
    told = [_dossier(who, row, Dossier(who)) for who, row in zip(ids, rows, strict=True)]
    await uow.dossiers.add_all([each for each in told if each != Dossier(each.person_id)], now)


def _door(person: Person) -> tuple[str, str, str]:
    return person.name, person.building, person.room


def _person(community_id: int, row: PersonRow) -> Person:
    return Person(
        0,
        community_id,
        row.name,
        row.phone,
        row.building,
        row.room,
        skills_of(row.skills),
        row.free,
        category=row.category,
    )


def _dossier(person_id: int, row: PersonRow, before: Dossier) -> Dossier:
    return replace(
        before,
        person_id=person_id,
        birth_year=row.birth_year or before.birth_year,
        former_unit=row.former_unit or before.former_unit,
        former_post=row.former_post or before.former_post,
        party=row.party or before.party,
        note=row.note or before.note,
    )
