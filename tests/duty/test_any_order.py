"""No double booking, no reminder that is not true, none twice, whatever the order; and each guard is missed once."""

import asyncio
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.notices import Notice
from storage.duty_steps import DutyStepStore
from storage.vault import Vault, fresh_vault
from tests.duty.any_order import WHAT, Event, Walk, prepare
from usecases import covers, duty_seats, look_again, reminders

DAY = 24 * 60


@pytest.fixture(scope="module")
def vault() -> Vault:
    return fresh_vault()


@pytest.fixture(scope="module")
def town(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory, vault: Vault) -> Path:
    """A database with a leader, four volunteers and two fixed shifts, to copy from."""
    made = tmp_path_factory.mktemp("any_order") / "town.sqlite"
    shutil.copyfile(migrated_sqlite, made)
    asyncio.run(prepare(f"sqlite:///{made}", vault))
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("walks")


EVENTS = st.lists(
    st.tuples(st.sampled_from(WHAT), st.integers(0, 11), st.integers(0, 7), st.sampled_from((1, 7, 45, 200, 600))),
    min_size=4,
    max_size=22,
)


@settings(max_examples=25, deadline=None)
@given(events=EVENTS)
def test_no_order_of_events_books_anybody_twice_or_reminds_wrongly_or_twice(
    town: Path, folder: Path, vault: Vault, events: list[Event]
) -> None:
    asyncio.run(Walk.begin(town, folder, vault).all(events))


PLANNED = [("plan", 0, 0, 1), ("plan", 1, 0, 1)]
"""Two and three people at the east gate tomorrow at 7:00, at the west gate the day after."""


def walk(town: Path, tmp_path: Path, vault: Vault, events: list[Event]) -> Walk:
    made = Walk.begin(town, tmp_path, vault)
    asyncio.run(made.all(events))
    return made


def test_the_walk_gets_somewhere(town: Path, tmp_path: Path, vault: Vault) -> None:
    """Published, declined, mended, confirmed: reminders do leave, and a power cut repeats none that leaves once."""
    events = [("publish", 1, 0, 1), ("decline", 0, 0, 1), ("mend", 1, 0, 1), ("confirm", 1, 0, 1)]
    events += [("pass", 0, 0, DAY), ("pass", 0, 0, DAY), ("pass", 0, 0, DAY), ("lose", 0, 0, 10 * 60 + 5)]
    events += [("restart", 0, 0, 1), ("pass", 0, 0, 60), ("pass", 0, 0, 600)]
    made = walk(town, tmp_path, vault, events)
    assert sum(made.left.values()) > 2
    assert not made.refused


def test_without_the_clash_rule_somebody_stands_at_two_places(
    town: Path, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = [("plan", 0, 0, 1), ("plan", 4, 0, 1), ("plan", 1, 0, 1), ("plan", 8, 0, 1)]
    monkeypatch.setattr(duty_seats, "require_suitable", lambda *_: None)
    monkeypatch.setattr(covers, "require_suitable", lambda *_: None)
    clash = [*events, ("move", 0, 0, 1), ("move", 1, 0, 1), ("move", 2, 0, 1), ("publish", 1, 0, 1), ("plan", 2, 1, 1)]
    with pytest.raises(AssertionError, match="stands at two places"):
        walk(town, tmp_path, vault, [*clash, *(("plan", number, 0, 1) for number in range(12))])


async def _nothing_done(*_: object) -> None:
    """Do nothing at all, which is what the planted faults do."""


def test_without_the_second_look_a_reminder_comes_for_what_is_no_longer_so(
    town: Path, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Walk.begin(town, tmp_path, vault)
    with pytest.raises(AssertionError, match="although declined"):
        asyncio.run(_declined_unnoticed(made, monkeypatch))


async def _declined_unnoticed(made: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    await made.one("plan", 0, 0, 1)
    # The ladder of a duty given away is left as it was, and nobody looks again, neither the tick nor the courier.
    monkeypatch.setattr(covers, "rewrite_steps", _nothing_done)
    monkeypatch.setattr("domain.reminders.unwanted", lambda *_: None)
    monkeypatch.setattr(look_again, "LOOKS", {})
    await made.one("decline", 0, 0, 1)
    await made.one("pass", 0, 0, 10 * 60 + 30)


def test_without_the_mark_a_reminder_comes_again(
    town: Path, tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two guards, each enough: the mark on the rung, and the letter's own key, which is taken once."""
    monkeypatch.setattr(DutyStepStore, "pushed", _nothing_done)
    asyncio.run(_sounding_again(Walk.begin(town, tmp_path, vault)))
    numbers = count()

    def keyed_anew(key: str, *more: Any, **named: Any) -> Notice:
        return Notice(f"{key}:{next(numbers)}", *more, **named)

    monkeypatch.setattr(reminders, "Notice", keyed_anew)
    made = Walk.begin(town, tmp_path, vault)
    with pytest.raises(AssertionError, match="twice"):
        asyncio.run(_sounding_again(made))


async def _sounding_again(made: Walk) -> None:
    await made.one("plan", 0, 0, 1)
    made.now = made.now.replace(hour=19, minute=0)
    await made.one("pass", 0, 0, 1)
