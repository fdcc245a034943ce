"""The child process: what happens when it is late, broken, lying or not wanted any more."""

import asyncio
import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from domain.roster_greedy import preview
from domain.rosters import FixedSeatsImpossible, Part, Seat, Solver, Why
from scheduling.rosters.command import solve_file
from scheduling.rosters.problem_file import write_problem
from scheduling.rosters.solver import solve
from scheduling.rosters.wire import Reply, pack_reply
from tests.roster.stories import MONDAY, person, problem, shift

STORY = problem([person("wang"), person(7)], [shift("gate"), shift("walk", MONDAY, Part.EVENING)])


def python(script: str) -> tuple[str, ...]:
    return sys.executable, "-c", script


def replying(reply: Reply) -> tuple[str, ...]:
    return python(f"import sys; sys.stdin.read(); print({pack_reply(reply)!r})")


async def test_a_roster_comes_back_from_the_child_and_is_proved() -> None:
    solution = await solve(STORY)
    assert solution.solver is Solver.HIGHS
    assert (len(solution.seats), solution.gap, solution.said) == (2, 0.0, "")
    assert solution.is_seats_proved


async def test_a_child_that_is_late_leaves_the_preview_and_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    late = python(f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    solution = await solve(STORY, limit_seconds=0.2, grace_seconds=0.8, child=late)
    assert solution.solver is Solver.GREEDY
    assert solution.seats == preview(STORY)
    assert solution.said == "the solver did not answer within 0.2 seconds; this is the quick preview"
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


@pytest.mark.parametrize(
    ("child", "said"),
    [
        (python("raise MemoryError('no room')"), "the solver stopped with 1: MemoryError: no room"),
        (python("import os; os.abort()"), "the solver stopped with -6: "),
        (python("print('hello')"), "the solver's answer could not be read"),
        (python("print('{}')"), "the solver's answer could not be read"),
        (("/nowhere/python",), "the solver could not be started: "),
        (replying(Reply(said="no roster was found in the time given")), "no roster was found in the time given"),
        (
            replying(Reply(seats=(Seat("gate", "wang"), Seat("gate", 7)), most_seats=2)),
            "the solver's roster breaks a rule: too_many",
        ),
        (
            replying(Reply(seats=(Seat("gate", "nobody"),), most_seats=2)),
            "the solver's roster breaks a rule: unknown_volunteer",
        ),
    ],
)
async def test_a_child_that_fails_leaves_the_preview_and_its_reason(child: tuple[str, ...], said: str) -> None:
    solution = await solve(STORY, child=child)
    assert solution.solver is Solver.GREEDY
    assert solution.seats == preview(STORY)
    assert solution.said.startswith(said)


async def test_the_preview_claims_no_more_than_it_knows() -> None:
    short = problem([person("wang")], [shift("gate", need=2)])
    solution = await solve(short, child=python("raise SystemExit(3)"))
    assert (solution.most_seats, solution.bound, solution.is_seats_proved) == (2, 0, False)


async def test_a_reply_that_is_not_proved_says_what_is_open() -> None:
    unproved = Reply(seats=(Seat("gate", "wang"),), most_seats=2, bound=0)
    solution = await solve(STORY, child=replying(unproved))
    assert solution.said == "time ran out: at most 1 more seats might be filled"


async def test_whoever_stops_waiting_ends_the_child(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    slow = python(f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(600)")
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(solve(STORY, child=slow))
        async with asyncio.timeout(20):
            while not (mark.exists() and mark.read_text()):  # noqa: ASYNC110 - a file has no event
                await asyncio.sleep(0)
        waiting.cancel()
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


async def test_fixed_people_whom_nobody_trained_can_join_are_refused() -> None:
    untrained = problem([person("wang"), person("li")], [shift("gate", need=2, trained=1)])
    with pytest.raises(FixedSeatsImpossible, match="gate"):
        await solve(replace(untrained, fixed=(Seat("gate", "wang"),)))


def test_the_command_prints_the_roster(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text(write_problem(problem([person("wang")], [shift("gate", need=2)])), encoding="utf-8")
    code, text = solve_file(file)
    printed = json.loads(text)
    assert code == 0
    assert printed["assignments"] == [["gate", "wang"]]
    assert printed["unfilled"] == [
        {"shift": "gate", "seats": 1, "why": Why.NOBODY_FREE, "text": "nobody is free then"},
    ]
    assert printed["objective"] == printed["bound"] > printed["seats"]["cost_of_an_empty_one"]
    assert printed["gap"] == 0
    assert printed["seconds"] > 0


def test_the_command_refuses_with_every_reason(tmp_path: Path) -> None:
    file = tmp_path / "problem.json"
    file.write_text('{"from": "2026-02-30", "to": "2026-03-01", "volunteers": [], "shifts": {}}', encoding="utf-8")
    code, text = solve_file(file)
    assert code == 2
    assert [line.split(":")[0] for line in text.splitlines()] == ["from", "shifts"]


def test_the_command_says_when_a_file_cannot_be_read(tmp_path: Path) -> None:
    assert solve_file(tmp_path / "none.json") == (2, f"{tmp_path / 'none.json'}: No such file or directory")
    assert solve_file(tmp_path) == (2, f"{tmp_path}: Is a directory")
