"""Both ways between the books and what points came from: a line names its source, a source its lines."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from domain.people import Speaker
from domain.permissions import Action, may
from domain.refusals import NotFound
from domain.timebank import AccountKind, Activity, Code, Entry, Source, SourceKind, TransferNotFound
from domain.timebank_books import Line, Posted
from domain.timebank_desk import EntryTold, Origin, PointsLed, SourceTold
from domain.timebank_details import explanation_from
from usecases.ports import UnitOfWork


async def tell_entry(uow: UnitOfWork, speaker: Speaker, sequence: int, now: datetime) -> EntryTold:
    """Return one line with what it came from. Other people's lines are for those who may read the books."""
    me = speaker.known()
    posted = await uow.timebank.transfer(me.community_id, sequence)
    if posted is None:
        raise TransferNotFound(sequence)
    line = _line_of(posted, me.id)
    if line is None and may(speaker.grants, Action.READ_BOOKS, me.community_id, now):
        line = posted.lines[1]
    if line is None:
        raise TransferNotFound(sequence)
    order = posted.order
    explained = explanation_from(order.detail) if order.code is Code.EARN else None
    told = Entry(
        number=line.version,
        sequence=sequence,
        at=posted.at,
        points=line.points,
        code=order.code,
        source=order.source,
        balance=line.balance,
        minutes=line.minutes,
        explanation=explained,
    )
    return EntryTold(told, await _origin(uow, posted, me.id))


def _line_of(posted: Posted, person_id: int) -> Line | None:
    parties = (posted.order.debit, posted.order.credit)
    mine = [line for party, line in zip(parties, posted.lines, strict=True) if party.owner_id == person_id
            and party.kind is AccountKind.PERSON]  # fmt: skip
    return mine[0] if mine else None


async def source_lines(uow: UnitOfWork, speaker: Speaker, source: Source, now: datetime) -> SourceTold:
    """Return what a wish, a shift, a case led to in the books: the speaker's own lines, or all for who reads the books.

    Refuses with `NotFound` whoever has nothing to do with it, and what led to nothing.
    """
    me = speaker.known()
    home = me.community_id
    reads_all = may(speaker.grants, Action.READ_BOOKS, home, now)
    told = []
    for posted in await uow.timebank.office.of_source(home, source):
        parties = zip((posted.order.debit, posted.order.credit), posted.lines, strict=True)
        told += [
            PointsLed(posted.sequence, posted.at, party.owner_id, line.points, posted.order.code)
            for party, line in parties
            if party.kind is AccountKind.PERSON and (reads_all or party.owner_id == me.id)
        ]
    if not told:
        raise NotFound
    names = await uow.people.persons({one.person_id for one in told})
    origin = await LOOK_UP.get(source.kind, _bare)(uow, home, source)
    others = {who: person.name for who, person in names.items() if who != me.id}
    return SourceTold(origin, tuple(told), others)


async def _origin(uow: UnitOfWork, posted: Posted, me: int) -> Origin:
    source, home = posted.order.source, posted.community_id
    if posted.order.code is Code.GIFT:
        other = next(one.owner_id for one in (posted.order.debit, posted.order.credit) if one.owner_id != me)
        return Origin(source.kind, source.id, who=await _name(uow, other))
    return await LOOK_UP.get(source.kind, _bare)(uow, home, source)


async def _wish(uow: UnitOfWork, home: int, source: Source) -> Origin:
    wish = await uow.wishes.get(source.id)
    if wish is None or wish.community_id != home:
        return Origin(source.kind, source.id)
    return Origin(source.kind, source.id, number=wish.number, activity=Activity(wish.category.value), at=wish.since_at)


async def _shift(uow: UnitOfWork, home: int, source: Source) -> Origin:
    seat = await uow.duties.hold(source.id)
    if seat is None or seat.shift.community_id != home:
        return Origin(source.kind, source.id)
    return Origin(source.kind, source.id, title=seat.shift.post.name, at=seat.shift.starts_at)


async def _case(uow: UnitOfWork, home: int, source: Source) -> Origin:
    """Name the case by its number and nothing else: what it was about is nobody's business here."""
    case_ = await uow.cases.hold(source.id)
    return Origin(source.kind, source.id, number=case_.number if case_ and case_.community_id == home else "")


async def _backfill(uow: UnitOfWork, home: int, source: Source) -> Origin:
    row = await uow.attendance.hold_backfill(source.id)
    if row is None or row.community_id != home:
        return Origin(source.kind, source.id)
    names = [await _name(uow, each) for each in (row.entered_by, row.certified_by or 0)]
    return Origin(source.kind, source.id, activity=Activity(row.kind), on=row.served_on, who=names[0], second=names[1])


async def _meeting(uow: UnitOfWork, home: int, source: Source) -> Origin:
    made = await uow.timebank.meetings.one(home, source.id)
    if made is None:
        return Origin(source.kind, source.id)
    names = [await _name(uow, each) for each in (made.proposer_id, made.decider_id or 0)]
    return Origin(source.kind, source.id, title=made.title, on=made.served_on, who=names[0], second=names[1])


async def _reward(uow: UnitOfWork, home: int, source: Source) -> Origin:
    reward = await uow.timebank.catalogue.reward(home, source.id)
    return Origin(source.kind, source.id, title=reward.terms.title if reward else "")


async def _redemption(uow: UnitOfWork, home: int, source: Source) -> Origin:
    found = await uow.timebank.catalogue.redemption(home, source.id)
    return Origin(source.kind, source.id, title=found.title if found else "")


async def _agreed(uow: UnitOfWork, home: int, source: Source) -> Origin:
    """Say which two people stand behind a correction or a grant, and why."""
    found = await uow.timebank.office.proposal(home, source.id)
    if found is None:
        return Origin(source.kind, source.id)
    names = [await _name(uow, each) for each in (found.proposer_id, found.decider_id or 0)]
    return Origin(source.kind, source.id, who=names[0], second=names[1], reason=found.terms.reason)


async def _transfer(uow: UnitOfWork, home: int, source: Source) -> Origin:  # noqa: ARG001 - LOOK_UP calls all alike
    return Origin(source.kind, source.id, leads_to=source.id)


async def _bare(uow: UnitOfWork, home: int, source: Source) -> Origin:  # noqa: ARG001 - LOOK_UP calls all alike
    return Origin(source.kind, source.id)


async def _name(uow: UnitOfWork, person_id: int) -> str:
    person = await uow.people.person(person_id)
    return person.name if person else ""


LOOK_UP: dict[SourceKind, Callable[[UnitOfWork, int, Source], Awaitable[Origin]]] = {
    SourceKind.WISH: _wish,
    SourceKind.SHIFT: _shift,
    SourceKind.CASE: _case,
    SourceKind.BACKFILL: _backfill,
    SourceKind.ACTIVITY: _meeting,
    SourceKind.REWARD: _reward,
    SourceKind.REDEMPTION: _redemption,
    SourceKind.ADJUSTMENT: _agreed,
    SourceKind.GRANT: _agreed,
    SourceKind.GIFT: _agreed,
    SourceKind.TRANSFER: _transfer,
}
