"""A week of duty in any order of events, on the real tables: the use cases are called as the handlers call them.

After each event the books are looked at: nobody stands in two places, and every reminder that has left was true when
it left and had never left before. A restart closes the database in the middle of whatever was on its way.
"""

import shutil
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from domain.calendars import Pattern
from domain.covers import CoverState
from domain.drafts import DraftState, Template
from domain.duty import Assignment, AssignmentState, DutyKind, Post
from domain.notices import Delivery
from domain.people import Account, Grant, Person, Role, Speaker
from domain.refusals import Refusal
from domain.reminder_facts import ShiftReminder
from domain.reminders import RULES, Rung
from domain.rosters import Seat
from domain.times import SHANGHAI, at_local, local
from storage.covers import cover
from storage.database import Database
from storage.duty import assignment
from storage.mailroom import SqlMailroom
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.covers import ask_due, ask_for_swap, ask_leave, keep_duty, take_cover
from usecases.duty import answer_reminder, cancel_shifts, move_shift, plan_shift, take_off
from usecases.mail import Letter, Sent
from usecases.reminders import sound_due
from usecases.roster_publishing import publish
from usecases.roster_repairs import decide_proposal, keep_repair, wanted_repair
from usecases.rosters import add_template, change_seat, draft_week

# A Thursday; the week that is planned begins on the Monday after it.
BEGINS = datetime(2026, 3, 12, 9, 0, tzinfo=SHANGHAI)
MONDAY = date(2026, 3, 16)
VOLUNTEERS = ("王建国", "周大勇", "李大姐", "赵师傅")
HOURS = ((time(7), time(8)), (time(7, 30), time(9)), (time(16), time(17)), (time(19), time(20, 30)))
Event = tuple[str, int, int, int]


async def prepare(url: str, vault: Vault) -> None:
    """Put the people and two fixed shifts on record."""
    database = Database(url)
    now = BEGINS - timedelta(days=1)
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        home = await uow.people.found_community("河口社区", now)
        for number, name in enumerate(("孙队长", *VOLUNTEERS)):
            person = await uow.people.add_person(Person(0, home.id, name), now)
            role = Role.LEADER if number == 0 else Role.VOLUNTEER
            await uow.people.grant(person.id, Grant(role, home.id, from_at=now))
            fresh, _, _ = await uow.people.speaker_of(900 + number, now)
            await uow.people.bind_account(fresh.id, person.id)
        leader = await speaker(uow, 1, now)
        for name, hours, need in (("东门", HOURS[0], 2), ("北门", HOURS[2], 1)):
            post = Post(0, home.id, DutyKind.PATROL, name)
            await add_template(uow, leader, Template(post, Pattern.EVERY_DAY, *hours, need), now)
    await database.close()


async def speaker(uow: SqlUnitOfWork, person_id: int, now: datetime) -> Speaker:
    person = await uow.people.person(person_id)
    assert person is not None
    home = await uow.people.community(person.community_id)
    held = tuple(each for each in await uow.people.grants(person_id) if each.holds(now))
    return Speaker(Account(0, 900 + person_id, person_id), 0, True, person, home, held)


@dataclass
class Walk:
    """One town whose clock only goes forward; `left` counts what has left, by duty, rung and hour."""

    file: Path
    vault: Vault
    now: datetime = BEGINS
    left: Counter[tuple[int, Rung, datetime]] = field(default_factory=Counter)
    doubtful: set[str] = field(default_factory=set)
    on_the_way: list[Letter] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.database = Database(f"sqlite:///{self.file}")

    @classmethod
    def begin(cls, template: Path, folder: Path, vault: Vault) -> "Walk":
        copy = folder / "walk.sqlite"
        for old in folder.glob("walk.sqlite*"):
            old.unlink()
        shutil.copyfile(template, copy)
        return cls(copy, vault)

    async def all(self, events: Sequence[Event]) -> None:
        try:
            for event in events:
                await self.one(*event)
        finally:
            await self.database.close()

    async def one(self, what: str, number: int, person: int, minutes: int) -> None:
        """Let time pass, let one thing happen, let the clock do what is due, and look at the books."""
        self.now += timedelta(minutes=minutes)
        if what == "restart":
            await self.restart()
        else:
            try:
                async with self.database.write() as connection:
                    await EVENTS[what](self, SqlUnitOfWork(connection, self.vault), number, person)
            except Refusal as refusal:
                self.refused[type(refusal).__name__] += 1
        await self.clock()
        await self.post(settles=what != "lose")
        await self.nobody_twice()

    async def restart(self) -> None:
        """Die as a power cut would: what was on its way is not known to have arrived."""
        await self.database.close()
        self.database = Database(f"sqlite:///{self.file}")
        self.doubtful |= {letter.key for letter in self.on_the_way}
        self.on_the_way = []
        await SqlMailroom(self.database, self.vault).recover(self.now)

    async def clock(self) -> None:
        for _ in range(3):
            async with self.database.write() as connection:
                if not await sound_due(SqlUnitOfWork(connection, self.vault), self.now):
                    break
        async with self.database.write() as connection:
            await ask_due(SqlUnitOfWork(connection, self.vault), self.now)

    async def post(self, *, settles: bool) -> None:
        """Let the courier take everything that may leave; what it does not settle is lost with the next restart."""
        office = SqlMailroom(self.database, self.vault)
        finished = [(letter, Sent(letter.id)) for letter in self.on_the_way]
        self.on_the_way = []
        moment = self.now
        for _ in range(40):
            going = await office.exchange(finished, moment, 20, {})
            for letter in going:
                await self.leaves(letter)
            if not going and not finished:
                break
            finished = [(letter, Sent(letter.id)) for letter in going]
            moment += timedelta(seconds=1)
            if not settles:
                self.on_the_way = going
                return

    async def leaves(self, letter: Letter) -> None:
        if not isinstance(letter.fact, ShiftReminder):
            return
        rung = letter.fact.rung
        async with self.database.read() as connection:
            uow = SqlUnitOfWork(connection, self.vault)
            for call in letter.fact.calls:
                duty = await uow.duties.hold(call.assignment_id)
                assert duty is not None
                assert duty.person_id == letter.to_person, "a reminder for somebody else's duty"
                assert duty.state in RULES[rung].wanted_in, f"{rung} although {duty.state}"
                assert not duty.shift.is_cancelled, "a reminder of a shift that was called off"
                assert duty.shift.starts_at == call.starts_at, "a reminder for the old hour"
                key = (call.assignment_id, rung, call.starts_at)
                again = letter.delivery is Delivery.LEAST and letter.key in self.doubtful
                assert again or not self.left[key], f"{rung} twice"
                self.left[key] += 1

    async def nobody_twice(self) -> None:
        async with self.database.read() as connection:
            uow = SqlUnitOfWork(connection, self.vault)
            duties = await uow.duties.between(1, BEGINS - timedelta(days=30), BEGINS + timedelta(days=60))
        alive = [each for each in duties if each.is_active and not each.shift.is_cancelled]
        for index, one in enumerate(alive):
            for other in alive[index + 1 :]:
                clashes = one.person_id == other.person_id and one.shift.overlaps(
                    other.shift.starts_at, other.shift.ends_at
                )
                assert not clashes, f"{one.person_id} stands at two places at {local(one.shift.starts_at)}"

    async def duty(self, uow: SqlUnitOfWork, number: int) -> Assignment | None:
        """Return one of the duties that lie ahead, the nearest first."""
        statement = select(assignment.c.id).order_by(assignment.c.id)
        there = [await uow.duties.hold(each) for each in (await uow.connection.execute(statement)).scalars().all()]
        ahead = sorted(
            (each for each in there if each is not None and each.shift.ends_at > self.now),
            key=lambda each: (each.shift.starts_at, each.id),
        )
        return ahead[number % min(len(ahead), 6)] if ahead else None

    def who(self, person: int) -> int:
        return 2 + person % len(VOLUNTEERS)

    async def leader(self, uow: SqlUnitOfWork) -> Speaker:
        return await speaker(uow, 1, self.now)

    def soon(self, number: int) -> tuple[datetime, datetime]:
        """Return hours of tomorrow or the day after."""
        on = local(self.now).date() + timedelta(days=1 + number % 2)
        begins, ends = HOURS[number % len(HOURS)]
        return at_local(on, begins), at_local(on, ends)


async def _plan(walk: Walk, uow: SqlUnitOfWork, number: int, person: int) -> None:
    post = Post(0, 1, DutyKind.PATROL, ("东门", "西门")[number % 2])
    people = sorted({walk.who(person), walk.who(person + number)})
    await plan_shift(uow, await walk.leader(uow), post, *walk.soon(number), people, walk.now)


async def _answer(walk: Walk, uow: SqlUnitOfWork, number: int, *, can_come: bool) -> None:
    duty = await walk.duty(uow, number)
    if duty is not None:
        who = await speaker(uow, duty.person_id, walk.now)
        await answer_reminder(uow, who, duty.id, walk.now, can_come=can_come)


async def _confirm(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    await _answer(walk, uow, number, can_come=True)


async def _decline(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    await _answer(walk, uow, number, can_come=False)


async def _swap(walk: Walk, uow: SqlUnitOfWork, number: int, person: int) -> None:
    duty = await walk.duty(uow, number)
    if duty is not None:
        asked = walk.who(person) if person % 2 else None
        await ask_for_swap(uow, await speaker(uow, duty.person_id, walk.now), duty.id, asked, walk.now)


async def _keep(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    duty = await walk.duty(uow, number)
    if duty is not None:
        await keep_duty(uow, await speaker(uow, duty.person_id, walk.now), duty.id, walk.now)


async def _take(walk: Walk, uow: SqlUnitOfWork, number: int, person: int) -> None:
    still_open = select(cover.c.id).where(cover.c.state == CoverState.OPEN.value).order_by(cover.c.id)
    there = (await uow.connection.execute(still_open)).scalars().all()
    if there:
        who = await speaker(uow, walk.who(person), walk.now)
        await take_cover(uow, who, there[number % len(there)], walk.now)


async def _leave(walk: Walk, uow: SqlUnitOfWork, number: int, person: int) -> None:
    first = local(walk.now).date() + timedelta(days=1 + number % 3)
    who = await speaker(uow, walk.who(person), walk.now)
    await ask_leave(uow, who, first, first + timedelta(days=number % 2), walk.now)


async def _move(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    duty = await walk.duty(uow, number)
    if duty is not None:
        await move_shift(uow, await walk.leader(uow), duty.shift.id, *walk.soon(number), walk.now)


async def _call_off(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    duty = await walk.duty(uow, number)
    if duty is not None:
        await cancel_shifts(uow, await walk.leader(uow), [duty.shift.id], "天气不好", walk.now)


async def _take_off(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    duty = await walk.duty(uow, number)
    if duty is not None and duty.state in {AssignmentState.ASSIGNED, AssignmentState.CONFIRMED}:
        await take_off(uow, await walk.leader(uow), duty.id, walk.now)


async def _publish(walk: Walk, uow: SqlUnitOfWork, number: int, person: int) -> None:
    """Draft the week, change a cell of it now and then, and publish."""
    leader = await walk.leader(uow)
    draft = await draft_week(uow, leader, MONDAY, walk.now)
    shifts = sorted({shift for shift, _ in draft.seats})
    if number % 3 == 0 and shifts:
        await change_seat(uow, leader, draft.id, shifts[number % len(shifts)], walk.who(person), walk.now)
    await publish(uow, leader, draft.id, walk.now)


async def _mend(walk: Walk, uow: SqlUnitOfWork, number: int, _: int) -> None:
    """Propose anybody for what is missing, as a solver that knows nothing would, and let the leader agree."""
    draft = await draft_week(uow, await walk.leader(uow), MONDAY, walk.now)
    if draft.state is not DraftState.PUBLISHED:
        return
    wanted = await wanted_repair(uow, draft.id, walk.now)
    if wanted is None:
        return
    added = [Seat(each.id, walk.who(number + place)) for place, each in enumerate(wanted.problem.shifts)]
    if await keep_repair(uow, draft.id, added, walk.now):
        newest = 1
        while await uow.roster_proposals.hold(newest + 1) is not None:
            newest += 1
        await decide_proposal(uow, await walk.leader(uow), newest, walk.now, accepts=True)


async def _nothing(walk: Walk, uow: SqlUnitOfWork, number: int, person: int) -> None:
    """Only time passes; "lose" leaves what is on its way to the next restart."""


Happens = Callable[[Walk, SqlUnitOfWork, int, int], Awaitable[None]]
EVENTS: dict[str, Happens] = {
    "plan": _plan,
    "confirm": _confirm,
    "decline": _decline,
    "swap": _swap,
    "keep": _keep,
    "take": _take,
    "leave": _leave,
    "move": _move,
    "call off": _call_off,
    "take off": _take_off,
    "publish": _publish,
    "mend": _mend,
    "lose": _nothing,
    "pass": _nothing,
}
WHAT = (*EVENTS, "restart")
