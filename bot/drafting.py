"""The solver at work: a draft that waits is claimed, solved in a child process outside any transaction, and kept."""

import asyncio
from collections.abc import Callable
from datetime import datetime

import structlog

from domain.rosters import FixedSeatsImpossible, Problem, Seat
from scheduling.rosters.repairs import Repair, repair
from storage.database import Database, DatabaseAway
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import Vault
from usecases.roster_repairs import draft_problem, keep_repair, wanted_repair
from usecases.rosters import keep_solution

LOOK_EVERY_SECONDS = 1.0
SOLVER_SECONDS = 60.0

log = structlog.get_logger("drafting")


async def _around(problem: Problem, kept: tuple[Seat, ...]) -> Repair:
    """Solve around the seats that are to stay; where they make it impossible, without them."""
    try:
        return await repair(problem, kept, limit_seconds=SOLVER_SECONDS)
    except FixedSeatsImpossible as impossible:
        log.warning("kept_seats_impossible", shifts=impossible.shifts)
        return await repair(problem, (), limit_seconds=SOLVER_SECONDS)


class Drafting:
    """One draft at a time; a draft whose worker died is taken up again when its lease is over."""

    def __init__(
        self, database: Database, vault: Vault, now: Callable[[], datetime], spoke: Callable[[], None]
    ) -> None:
        self._database = database
        self._vault = vault
        self._now = now
        self._spoke = spoke

    async def run(self) -> None:
        while True:
            try:
                worked = await self.one() or await self.mend_one()
            except DatabaseAway as away:
                log.warning("database_away", why=str(away))
                worked = False
            if not worked:
                await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def one(self) -> bool:
        """Solve the oldest draft that waits, and say whether there was one."""
        async with self._database.write() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            wanted = await uow.rosters.take_wanted(self._now())
            draft = await uow.rosters.hold(wanted) if wanted is not None else None
            if draft is None:
                return False
            problem, kept = await draft_problem(uow, draft, self._now())
        solution = (await _around(problem, kept)).solution
        if solution.said:
            log.info("roster_said", roster=draft.id, said=solution.said)
        async with self._database.write() as connection:
            await keep_solution(SqlUnitOfWork(connection, self._vault), draft.id, solution, self._now())
        self._spoke()
        return True

    async def mend_one(self) -> bool:
        """Look at one published roster that has lost somebody or gained a shift, and say whether there was one."""
        now = self._now()
        async with self._database.read() as connection:
            if not await SqlUnitOfWork(connection, self._vault).roster_proposals.waits(now):
                return False
        async with self._database.write() as connection:
            uow = SqlUnitOfWork(connection, self._vault)
            roster_id = await uow.roster_proposals.take_wanted(now)
            if roster_id is None:
                return False
            wanted = await wanted_repair(uow, roster_id, now)
            if wanted is None:
                await uow.roster_proposals.worked_since(roster_id, now)
                return True
        mended = await _around(wanted.problem, wanted.seats)
        if mended.solution.said:
            log.info("repair_said", roster=roster_id, said=mended.solution.said)
        async with self._database.write() as connection:
            await keep_repair(SqlUnitOfWork(connection, self._vault), roster_id, mended.added, self._now())
        self._spoke()
        return True
