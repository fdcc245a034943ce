"""What goes between the parent and the child, and what the command prints. JSON both ways."""

import json
from typing import Any, NamedTuple

from domain.rosters import WHY_SAID, Id, Problem, Seat, Solution, Unfilled
from scheduling.rosters.problem_file import read_problem, write_problem

# Six digits of a share are finer than any leader asks.
GAP_DIGITS = 6
SECONDS_DIGITS = 3


class Task(NamedTuple):
    """What the child is asked."""

    problem: Problem
    seconds: float


class Reply(NamedTuple):
    """What the child found, or the shifts whose fixed seats make it impossible, or why there is nothing."""

    seats: tuple[Seat, ...] = ()
    most_seats: int = 0
    bound: int = 0
    cpu_seconds: float = 0.0
    impossible: tuple[Id, ...] = ()
    said: str = ""


def pack_task(task: Task) -> bytes:
    return json.dumps({"problem": write_problem(task.problem), "seconds": task.seconds}).encode()


def unpack_task(text: bytes) -> Task:
    given = json.loads(text)
    return Task(read_problem(given["problem"]), float(given["seconds"]))


def pack_reply(reply: Reply) -> str:
    return json.dumps(reply._asdict())


def unpack_reply(text: bytes) -> Reply:
    """Read the reply; raises ValueError, TypeError or KeyError if the child wrote anything else."""
    given = json.loads(text)
    return Reply(
        seats=tuple(Seat(*pair) for pair in given["seats"]),
        most_seats=given["most_seats"],
        bound=given["bound"],
        cpu_seconds=given["cpu_seconds"],
        impossible=tuple(given["impossible"]),
        said=given["said"],
    )


def solution_row(solution: Solution) -> dict[str, Any]:
    """Give the output format of `yinling roster solve`."""
    return {
        "assignments": [list(seat) for seat in solution.seats],
        "unfilled": [_unfilled_row(each) for each in solution.unfilled],
        "objective": solution.objective,
        "bound": solution.bound,
        "gap": round(solution.gap, GAP_DIGITS),
        "seconds": round(solution.seconds, SECONDS_DIGITS),
        "cpu_seconds": round(solution.cpu_seconds, SECONDS_DIGITS),
        "seats": {
            "needed": solution.seats_needed,
            "filled": len(solution.seats),
            "at_most": solution.most_seats,
            "cost_of_an_empty_one": solution.seat_cost,
            "proved": solution.is_seats_proved,
        },
        "preferences": {"apart": solution.apart, "metres": solution.metres},
        "solver": solution.solver,
        "said": solution.said,
    }


def _unfilled_row(unfilled: Unfilled) -> dict[str, Any]:
    return {
        "shift": unfilled.shift,
        "seats": unfilled.seats,
        "why": unfilled.why,
        "text": WHY_SAID[unfilled.why],
    }
