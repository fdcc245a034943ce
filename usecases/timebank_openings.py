"""What people bring from an older book: read by one person, agreed to by a second, refused for namesakes."""

from datetime import datetime

from domain.notices import Notice
from domain.people import Speaker
from domain.permissions import ALLOWED, Action, require
from domain.refusals import NotFound, Refusal
from domain.timebank_books import Posted
from domain.timebank_desk import OpeningBook, openings_from
from domain.timebank_gifts import ProposalDecided, SecondPersonNeeded
from domain.timebank_notices import OpeningBooked, OpeningsSettled, OpeningsWaiting
from domain.timebank_openings import match_openings
from usecases.ports import UnitOfWork
from usecases.timebank_mine import find_people
from usecases.timebank_office import Opening, bring_openings


async def propose_openings(uow: UnitOfWork, speaker: Speaker, text: str, now: datetime) -> OpeningBook:
    """Read the lines and put them before a second person; one unclear line and nothing at all is kept.

    Refuses with `OpeningLineUnclear`, `PersonNotFound` or `NamesakesFound`.
    """
    me = speaker.known()
    require(speaker.grants, Action.PROPOSE_POINTS, me.community_id, now)
    lines = openings_from(text)
    by_name = {line.name: [each.id for each in await find_people(uow, speaker, line.name)] for line in lines}
    phones = {line.phone for line in lines if line.phone}
    owners = {phone: await uow.people.by_phone(me.community_id, phone) for phone in phones}
    by_phone = {phone: owner.id for phone, owner in owners.items() if owner is not None}
    rows = tuple((who, line.points, line.minutes) for who, line in match_openings(lines, by_name, by_phone))
    book = await uow.timebank.desk.add_openings(OpeningBook(0, me.community_id, rows, me.id, now))
    fact = await openings_waiting(uow, book)
    deciders = await uow.people.holders(me.community_id, ALLOWED[Action.DECIDE_POINTS], now)
    await uow.outbox.push(
        Notice(f"points:openings:{book.id}:{who}", fact, now, to_person=who) for who in deciders if who != me.id
    )
    return book


async def openings_waiting(uow: UnitOfWork, book: OpeningBook) -> OpeningsWaiting:
    proposer = await uow.people.person(book.proposer_id)
    minutes = sum(row[2] for row in book.rows)
    return OpeningsWaiting(book.id, len(book.rows), book.points, minutes, proposer.name if proposer else "")


async def decide_openings(
    uow: UnitOfWork, speaker: Speaker, book_id: int, now: datetime, *, agrees: bool
) -> OpeningsWaiting:
    """Book them all or none. The proposer, and whoever stands in the book, cannot agree: `SecondPersonNeeded`."""
    me = speaker.known()
    home = me.community_id
    require(speaker.grants, Action.DECIDE_POINTS, home, now)
    await uow.timebank.lock(home)
    book = await uow.timebank.desk.openings(home, book_id)
    if book is None:
        raise NotFound
    if agrees and me.id in {book.proposer_id, *(row[0] for row in book.rows)}:
        raise SecondPersonNeeded
    state = "approved" if agrees else "rejected"
    if not await uow.timebank.desk.decide_openings(book_id, state, me.id, now):
        raise ProposalDecided
    if agrees:
        await _book(uow, book, me.id, now)
    fact = await openings_waiting(uow, book)
    await uow.outbox.take_back(f"points:openings:{book_id}:", "decided", now)
    if book.proposer_id != me.id:
        settled = OpeningsSettled(fact.people, fact.points, me.name, agrees)
        notice = Notice(f"points:openings-settled:{book_id}", settled, now, to_person=book.proposer_id)
        await uow.outbox.push([notice])
    return fact


async def _book(uow: UnitOfWork, book: OpeningBook, approver_id: int, now: datetime) -> None:
    answers = await bring_openings(
        uow,
        community_id=book.community_id,
        openings=[Opening(*row) for row in book.rows],
        key=f"openings:{book.id}",
        proposer_id=book.proposer_id,
        approver_id=approver_id,
        now=now,
    )
    for (who, points, minutes), answer in zip(book.rows, answers, strict=True):
        if isinstance(answer, Refusal):
            raise answer
        await _tell(uow, who, points, minutes, answer, now)


async def _tell(uow: UnitOfWork, who: int, points: int, minutes: int, posted: Posted, now: datetime) -> None:
    fact = OpeningBooked(points, minutes, posted.lines[1].balance)
    await uow.outbox.push([Notice(f"points:opening:{posted.sequence}:{who}", fact, now, to_person=who)])
