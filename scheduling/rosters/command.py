"""`yinling roster solve PROBLEM.json`: what it prints and how it ends."""

import asyncio
import json
from pathlib import Path

from domain.rosters import FixedSeatsImpossible
from scheduling.rosters.fields import ProblemUnreadable
from scheduling.rosters.problem_file import read_problem
from scheduling.rosters.solver import LIMIT_SECONDS, solve
from scheduling.rosters.wire import solution_row

SOLVED, REFUSED = 0, 2
# 20,000 volunteers and 20,000 shifts fit well; a larger file is something else.
MOST_BYTES = 64 * 1024 * 1024


def solve_file(path: str | Path, *, limit_seconds: float = LIMIT_SECONDS) -> tuple[int, str]:
    """Exit code and text: the roster as JSON with 0, or every reason for the refusal, a line each, with 2.

    Not to be called inside a running event loop.
    """
    try:
        problem = read_problem(_text(Path(path)))
        solution = asyncio.run(solve(problem, limit_seconds=limit_seconds))
    except (ProblemUnreadable, FixedSeatsImpossible, _FileUnreadable) as refusal:
        return REFUSED, str(refusal)
    return SOLVED, json.dumps(solution_row(solution), ensure_ascii=False, indent=1)


class _FileUnreadable(Exception):
    pass


def _text(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _FileUnreadable(f"{path}: is larger than {MOST_BYTES} bytes")
        return path.read_bytes()
    except OSError as fault:
        raise _FileUnreadable(f"{path}: {fault.strerror}") from None
