"""A roster from HiGHS in a child process, or the greedy preview with the reason why it is only that."""

import asyncio
import sys
import time
from pathlib import Path

from domain.roster_goals import Fairness, objective, preferences
from domain.roster_greedy import preview
from domain.roster_proof import violations
from domain.roster_reasons import unfilled
from domain.rosters import FixedSeatsImpossible, Id, Problem, Seat, Solution, Solver
from scheduling.rosters.wire import Reply, Task, pack_task, unpack_reply

LIMIT_SECONDS = 90.0
# Starting Python and HiGHS, reading the problem and writing the roster come on top of the search.
GRACE_SECONDS = 10.0
CHILD = (sys.executable, "-m", "scheduling.rosters.child")
ROOT = Path(__file__).resolve().parents[2]
# The last line of a traceback says what happened; more would fill a screen.
LAST_WORDS = 300


async def solve(
    problem: Problem,
    *,
    limit_seconds: float = LIMIT_SECONDS,
    grace_seconds: float = GRACE_SECONDS,
    child: tuple[str, ...] = CHILD,
) -> Solution:
    """Make the best roster that can be proved within the limit; never one that breaks a rule.

    The child is killed when limit and grace are over, and when the caller is cancelled. If it fails, is late or breaks
    a rule, the preview is returned and `said` tells why. Raises FixedSeatsImpossible.
    """
    began = time.monotonic()
    try:
        reply = await _ask(Task(problem, limit_seconds), limit_seconds + grace_seconds, child)
    except TimeoutError:
        return _preview(problem, f"the solver did not answer within {limit_seconds:g} seconds", began)
    except _ChildFailed as failure:
        return _preview(problem, str(failure), began)
    if reply.impossible:
        raise FixedSeatsImpossible(reply.impossible)
    if reply.said:
        return _preview(problem, reply.said, began)
    if broken := violations(problem, reply.seats):
        return _preview(problem, f"the solver's roster breaks a rule: {broken[0].rule}", began)
    return _solution(problem, reply, Solver.HIGHS, _gap_said(problem, reply), began)


class _ChildFailed(Exception):
    pass


async def _ask(task: Task, seconds: float, child: tuple[str, ...]) -> Reply:
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(*child, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT)
    except OSError as fault:
        raise _ChildFailed(f"the solver could not be started: {fault}") from fault
    try:
        async with asyncio.timeout(seconds):
            answer, complaint = await process.communicate(pack_task(task))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        words = complaint.decode(errors="replace").strip().rpartition("\n")[2][:LAST_WORDS]
        raise _ChildFailed(f"the solver stopped with {process.returncode}: {words}")
    try:
        return unpack_reply(answer)
    except (ValueError, TypeError, KeyError) as fault:
        raise _ChildFailed("the solver's answer could not be read") from fault


def _preview(problem: Problem, said: str, began: float) -> Solution:
    """Return the greedy roster with the bounds that hold without any search. Raises FixedSeatsImpossible."""
    seats = preview(problem)
    if broken := violations(problem, seats):
        raise FixedSeatsImpossible(tuple({each.shift: None for each in broken if each.shift is not None}))
    reply = Reply(seats, most_seats=problem.seats_needed, bound=0)
    return _solution(problem, reply, Solver.GREEDY, f"{said}; this is the quick preview", began)


def _solution(problem: Problem, reply: Reply, solver: Solver, said: str, began: float) -> Solution:
    apart, metres = preferences(problem, reply.seats)
    return Solution(
        seats=_in_order(problem, reply.seats),
        unfilled=unfilled(problem, reply.seats),
        objective=objective(problem, reply.seats),
        bound=reply.bound,
        seats_needed=problem.seats_needed,
        most_seats=reply.most_seats,
        seat_cost=Fairness(problem).seat,
        apart=apart,
        metres=metres,
        seconds=time.monotonic() - began,
        cpu_seconds=reply.cpu_seconds,
        solver=solver,
        said=said,
    )


def _in_order(problem: Problem, seats: tuple[Seat, ...]) -> tuple[Seat, ...]:
    shifts: dict[Id, int] = {each.id: place for place, each in enumerate(problem.shifts)}
    people: dict[Id, int] = {each.id: place for place, each in enumerate(problem.volunteers)}
    return tuple(sorted(seats, key=lambda seat: (shifts[seat.shift], people[seat.volunteer])))


def _gap_said(problem: Problem, reply: Reply) -> str:
    """Nothing if all is proved; otherwise what might still be better."""
    missing = reply.most_seats - len(reply.seats)
    if missing:
        return f"time ran out: at most {missing} more seats might be filled"
    unproved = objective(problem, reply.seats) - reply.bound
    return f"time ran out: fairness may be {unproved} units from the best" if unproved > 0 else ""
