"""排班表: a sheet of shifts becomes shifts with people on them; the same sheet twice changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.duty import Assignment, PersonCannot, Post, Shift
from domain.people import Person, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound, OutOfDate, Refusal
from domain.shift_sheets import ShiftFault, ShiftFinding, ShiftHeading, ShiftReading, ShiftRow
from domain.times import at_local
from usecases.audit import note
from usecases.duty_seats import seat, tell_assigned
from usecases.ports import UnitOfWork
from usecases.roster_repairs import want_repair

READ_SHIFTS, WRITE_SHIFTS = "read_shifts", "write_shifts"
MAY_STAND = (Role.VOLUNTEER, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import did; `refused` are the rows whose people cannot come, each with the reason."""

    fresh: int
    changed: int
    same: int
    seated: int
    refused: tuple[tuple[int, Refusal], ...]


async def queue_shifts(uow: UnitOfWork, speaker: Speaker, file_id: str, chat_id: int, now: datetime) -> int:
    """Queue the reading of an uploaded sheet of shifts."""
    sender = speaker.known()
    require(speaker.grants, Action.ASSIGN_SHIFT, sender.community_id, now)
    number = await uow.work.queue(READ_SHIFTS, sender.community_id, sender.id, chat_id, {"file": file_id}, now)
    await note(uow, speaker, "send_sheet", "work", number, now)
    return number


async def queue_right_shifts(uow: UnitOfWork, speaker: Speaker, work_id: int, now: datetime, *, right: bool) -> None:
    """Queue the right rows of a sheet that was read before, or let it go. Refuses with `OutOfDate` when it is gone."""
    sender = speaker.known()
    require(speaker.grants, Action.ASSIGN_SHIFT, sender.community_id, now)
    kept = await uow.work.kept(work_id)
    if kept is None:
        raise OutOfDate
    if kept.community_id != sender.community_id:
        raise NotFound
    await uow.work.forget_kept(work_id)
    if right:
        payload = kept.payload | {"shown": work_id}
        await uow.work.queue(WRITE_SHIFTS, sender.community_id, sender.id, kept.chat_id, payload, now)


async def with_people(uow: UnitOfWork, community_id: int, found: ShiftReading, now: datetime) -> ShiftReading:
    """Return the reading with a finding for each name that nobody bears, or several do."""
    called = await _called(uow, community_id, now)
    good: list[ShiftRow] = []
    findings = list(found.findings)
    for row in found.rows:
        wrong = [
            ShiftFinding(
                row.row,
                found.people_column,
                ShiftHeading.PEOPLE,
                ShiftFault.SEVERAL if called.get(name) else ShiftFault.NOBODY,
                hint=name,
            )
            for name in row.people
            if len(called.get(name, ())) != 1
        ]
        findings += wrong
        if not wrong:
            good.append(row)
    ordered = sorted(findings, key=lambda each: (each.row, each.column))
    return replace(found, rows=tuple(good), findings=tuple(ordered))


async def _called(uow: UnitOfWork, community_id: int, now: datetime) -> dict[str, list[Person]]:
    """Return who may stand on a shift, by name and by number."""
    called: dict[str, list[Person]] = {}
    holders = await uow.people.holders(community_id, MAY_STAND, now)
    for person in (await uow.people.persons(holders)).values():
        for name in {person.name, person.volunteer_number} - {""}:
            called.setdefault(name, []).append(person)
    return called


async def import_shifts(
    uow: UnitOfWork, community_id: int, leader_id: int, rows: Sequence[ShiftRow], now: datetime
) -> Planned:
    """Plan the shifts, all in this transaction; whoever is put on one hears of it, nobody else."""
    called = await _called(uow, community_id, now)
    fresh = changed = same = 0
    seated: list[Assignment] = []
    refused: list[tuple[int, Refusal]] = []
    for row in rows:
        shift, is_fresh, is_changed = await _shift(uow, community_id, leader_id, row)
        for name in row.people:
            try:
                (person,) = called[name]
                duty = await seat(uow, shift, person, now)
            except PersonCannot as refusal:
                refused.append((row.row, refusal))
            else:
                seated += [duty] if duty is not None else []
        fresh, changed, same = fresh + is_fresh, changed + is_changed, same + (not is_fresh and not is_changed)
        if is_fresh or is_changed:
            await want_repair(uow, shift, now)
    for duty in seated:
        await tell_assigned(uow, duty, now)
    return Planned(fresh, changed, same, len(seated), tuple(refused))


async def _shift(uow: UnitOfWork, community_id: int, leader_id: int, row: ShiftRow) -> tuple[Shift, bool, bool]:
    """Return the shift of this row, and whether it is new or has been changed; a cancelled one is on again."""
    post = await uow.duties.add_post(Post(0, community_id, row.kind, row.post, row.meet))
    begins, ends = at_local(row.on, row.begins), at_local(row.on, row.ends)
    there = {each.id for each in await uow.duties.shifts_between(community_id, begins, ends)}
    wanted = Shift(0, community_id, post, begins, ends, leader_id, row.need, trained=row.trained, captain=row.captain)
    kept = await uow.duties.add_shift(wanted)
    if kept.id not in there:
        return kept, True, False
    after = replace(kept, ends_at=ends, need=row.need, trained=row.trained, captain=row.captain, is_cancelled=False)
    if after != kept:
        await uow.duties.save_shift(after)
    return after, False, after != kept
