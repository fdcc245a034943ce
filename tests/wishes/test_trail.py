"""The trail of a wish: every step a line, in the step's own transaction, and never rewritten."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from domain.people import Account, Person, Speaker
from domain.proxies import Acting, ProxyKind, ProxyScope
from domain.wish_states import MOVES
from domain.wish_trail import REACHED_BY, Hand, Mark, Milestone, Trace, hand_of, milestones
from domain.wishes import WishState, WishStep
from storage.database import Database
from storage.migrate import to_revision
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import fresh_vault
from storage.wish_trail import wish_trail
from storage.wishes import UntracedStep
from tests.wishes.makers import LI, NOW, WANG, ZHAO, wish_in

HOUR = timedelta(hours=1)
S, T = WishState, WishStep


def _speaker(person_id: int, acting: Acting | None = None) -> Speaker:
    return Speaker(Account(1, 1, person_id), 1, True, Person(person_id, 1, "甲"), None, (), acting)


def _trail(*steps: WishStep | Mark) -> list[Trace]:
    return [Trace(7, None, S.OPEN, step, NOW + place * HOUR) for place, step in enumerate(steps)]


def test_whoever_rates_for_somebody_stands_beside_them_in_the_trail() -> None:
    assert hand_of(_speaker(ZHAO), ZHAO, T.RATE) == Hand(ZHAO, None)
    assert hand_of(_speaker(LI), ZHAO, T.RATE) == Hand(LI, ZHAO)
    assert hand_of(_speaker(WANG), ZHAO, T.CLAIM) == Hand(WANG, None)
    daughter = Acting(LI, "李", ProxyKind.CHILD, ProxyScope.EVERYDAY)
    assert hand_of(_speaker(ZHAO, daughter), ZHAO, Mark.TELL) == Hand(LI, ZHAO)


def test_a_plain_wish_reaches_every_date_of_the_register() -> None:
    plain = (Mark.TELL, T.APPROVE, Mark.POST, T.CLAIM, Mark.AGREE, Mark.ARRIVE, T.FULFIL, T.RATE)
    dates = milestones(_trail(*plain))
    assert set(dates) == set(Milestone)
    assert dates[Milestone.RATED] == dates[Milestone.CLOSED] == NOW + 7 * HOUR


def test_a_release_takes_back_the_dates_of_the_visit_that_never_was() -> None:
    dates = milestones(_trail(Mark.TELL, T.APPROVE, Mark.POST, T.CLAIM, Mark.AGREE, T.RELEASE, Mark.POST))
    assert set(dates) == {Milestone.RECEIVED, Milestone.APPROVED, Milestone.PUBLISHED}
    assert dates[Milestone.PUBLISHED] == NOW + 2 * HOUR


def test_what_is_not_solved_is_fulfilled_again_on_its_own_day() -> None:
    dates = milestones(_trail(Mark.TELL, T.CLAIM, T.FULFIL, T.REOPEN, T.FULFIL, T.RATE, T.CORRECT))
    assert dates[Milestone.FULFILLED] == NOW + 4 * HOUR
    assert (dates[Milestone.RATED], dates[Milestone.CLOSED]) == (NOW + 6 * HOUR, NOW + 5 * HOUR)


def test_every_step_fits_its_column_and_every_end_closes() -> None:
    column = wish_trail.c.step.type.length  # type: ignore[attr-defined]  # a String has a length
    assert all(len(step) <= column for step in (*T, *Mark))
    ends = {step for (_, step), move in MOVES.items() if move.to in {S.CLOSED, S.RETURNED, S.WITHDRAWN}}
    assert ends - {T.CORRECT} == REACHED_BY[Milestone.CLOSED]


async def test_no_state_moves_without_a_line_and_no_line_is_rewritten(database_url: str) -> None:
    database, vault = Database(database_url), fresh_vault()
    async with database.write() as connection:
        uow = SqlUnitOfWork(connection, vault)
        home = await uow.people.found_community("河口社区", NOW)
        zhao = await uow.people.add_person(Person(0, home.id, "赵桂兰"), NOW)
        fresh = replace(wish_in(S.SUBMITTED), community_id=home.id, requester_id=zhao.id)
        there = await uow.wishes.add(fresh, NOW, Hand(zhao.id))
        with pytest.raises(UntracedStep):
            await uow.wishes.save(replace(there, state=S.OPEN))
        line = Trace(there.id, S.SUBMITTED, S.RETURNED, T.RETURN, NOW + HOUR, Hand(zhao.id), "楼号不对")
        await uow.wishes.save(replace(there, state=S.RETURNED), line)
    async with database.read() as connection:
        trail = (await SqlUnitOfWork(connection, vault).wishes.trails([there.id]))[there.id]
        sealed = (await connection.execute(select(wish_trail.c.reason))).scalars().all()
    assert [(each.step, each.reason, each.hand.by_id) for each in trail] == [
        (Mark.TELL, "", zhao.id),
        (T.RETURN, "楼号不对", zhao.id),
    ]
    assert not any("楼号".encode() in each for each in sealed if each)
    for tampering in (update(wish_trail).values(step="rate"), delete(wish_trail)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with database.write() as connection:
                await connection.execute(tampering)
    await database.close()


# Rows as revision 0002 had them: written out, since the tables of today may have grown.
BEFORE = (
    "INSERT INTO community (id, name, approves_wishes, phone, created_at) VALUES (1, '河口', 1, '', '2026-03-10')",
    (
        "INSERT INTO person (id, uid, community_id, name, phone, building, room, skills, free, volunteer_number, "
        "consent_version, created_at) VALUES (1, 'p', 1, x'00', x'00', '', x'00', '', '', '', '', '2026-03-10')"
    ),
    (
        "INSERT INTO wish (id, uid, number, community_id, requester_id, category, description, building, room, wanted, "
        "state, since_at, created_at, visit_code, minutes, rating, thanks, chased, needs_two, reports_in, is_seeking) "
        "VALUES (7, 'w', '1', 1, 1, 'repair', x'00', '', x'00', x'00', 'closed', '2026-03-12 01:00:00.000000', "
        "'2026-03-10 01:00:00.000000', '', 30, 5, x'00', 0, 0, 0, 0)"
    ),
)


async def test_wishes_from_before_the_trail_get_their_first_lines(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/old.sqlite")
    async with database.write() as connection:
        await to_revision(connection, "0002")
        for statement in BEFORE:
            await connection.execute(text(statement))
        await to_revision(connection, "0003")
        lines = await connection.execute(select(wish_trail.c.step, wish_trail.c.taken_at))
        told = [(row.step, row.taken_at.day) for row in lines]
    await database.close()
    assert told == [("tell", 10), ("rate", 12)]
