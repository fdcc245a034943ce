"""The books: what a transfer does to accounts and lots, and how each transfer is chained to the one before it.

Pure double entry. `Books` starts from what storage loaded under lock, takes orders one after another and remembers
what changed, so that one order and a thousand cost the database the same number of statements.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from domain.timebank import (
    LOT_BEARING,
    MAY_OWE,
    NEVER,
    Code,
    HoldSettledAlready,
    KeyUsedOtherwise,
    NotEnoughPoints,
    Party,
    PointsOutOfRange,
    ReversedAlready,
    Source,
    checked_points,
    is_whole,
)

GENESIS = "0" * 64  # what the first transfer of a community is chained to


@dataclass(frozen=True, slots=True)
class Lot:
    """Points of one issue: `origin` is the sequence of the transfer that issued them."""

    origin: int
    expires_on: date
    points: int


@dataclass(frozen=True, slots=True)
class Order:
    """A transfer that somebody wants. `key` makes it happen once; `fingerprint` says what was asked for under it.

    `minutes` is served time that goes with it (negative in a reversal), `paid_minutes` the part the caps let through.
    `lots` names the lots to be drawn first, or, from an account without lots, those that come back into being.
    A transfer of no points is a record of hours, and carries minutes.
    """

    debit: Party
    credit: Party
    points: int
    code: Code
    source: Source
    key: str
    fingerprint: str
    actor_id: int | None = None
    minutes: int = 0
    paid_minutes: int = 0
    is_honour: bool = False
    served_on: date | None = None
    expires_on: date = NEVER
    lots: tuple[Lot, ...] = ()
    resolves: int | None = None
    reverses: int | None = None
    detail: str = ""

    def __post_init__(self) -> None:
        if not is_whole(self.points) or (self.points == 0 and self.minutes == 0):
            raise PointsOutOfRange(self.points)
        if self.points != 0:
            checked_points(self.points)
        if self.debit == self.credit:
            raise ValueError("a transfer to itself")


@dataclass(frozen=True, slots=True)
class AccountState:
    """An account as loaded or as it is after the orders so far; `version` counts its entries."""

    id: int
    party: Party
    balance: int = 0
    version: int = 0
    credit_minutes: int = 0
    honour_minutes: int = 0
    paid_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One of the two entries of a transfer: the signed points, and the account after them."""

    account_id: int
    version: int
    points: int
    balance: int
    minutes: int
    paid_minutes: int


@dataclass(frozen=True, slots=True)
class Posted:
    """A transfer in the books. `drawn` are the lots that moved with it, so that lots can be replayed from transfers."""

    community_id: int
    sequence: int
    at: datetime
    order: Order
    drawn: tuple[Lot, ...]
    lines: tuple[Line, Line]
    previous_hash: str
    hash: str = ""
    is_repeat: bool = False


def canonical(posted: Posted) -> str:
    """Return the one text of a transfer and its entries that the chain is computed over."""
    order = posted.order
    return json.dumps(
        [
            [posted.community_id, posted.sequence, posted.at.astimezone(UTC).isoformat(timespec="microseconds")],
            [order.debit.kind, order.debit.owner_id, order.credit.kind, order.credit.owner_id, order.points],
            [order.code, order.source.kind, order.source.id, order.actor_id, order.key, order.fingerprint],
            [order.minutes, order.paid_minutes, order.is_honour, str(order.served_on), str(order.expires_on)],
            [order.resolves, order.reverses, order.detail, lots_text(posted.drawn)],
            [[e.account_id, e.version, e.points, e.balance, e.minutes, e.paid_minutes] for e in posted.lines],
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def chained(previous_hash: str, text: str) -> str:
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def fingerprint(*facts: object) -> str:
    """Return what a request asks for, short enough to keep and compare."""
    return hashlib.sha256(json.dumps(facts, default=str, ensure_ascii=False).encode()).hexdigest()


def lots_text(lots: Iterable[Lot]) -> str:
    return ";".join(f"{lot.origin}:{lot.expires_on.isoformat()}:{lot.points}" for lot in lots)


def lots_from_text(text: str) -> tuple[Lot, ...]:
    parts = (piece.split(":") for piece in text.split(";") if piece)
    return tuple(Lot(int(origin), date.fromisoformat(on), int(points)) for origin, on, points in parts)


@dataclass(slots=True)
class Books:
    """One community's books while orders are taken; `accounts` holds every party that an order names."""

    community_id: int
    sequence: int
    head: str
    accounts: dict[Party, AccountState]
    lots: dict[Party, list[Lot]]
    known: dict[str, Posted] = field(default_factory=dict)
    settled: set[int] = field(default_factory=set)
    reversed: set[int] = field(default_factory=set)
    posted: list[Posted] = field(default_factory=list)

    def take(self, order: Order, now: datetime) -> Posted:
        """Book the order, or return what its key booked before; a refusal leaves the books as they were."""
        before = self.known.get(order.key)
        if before is not None:
            if before.order.fingerprint != order.fingerprint:
                raise KeyUsedOtherwise(order.key)
            return replace(before, is_repeat=True)
        self._check_once(order)
        debit, credit = self.accounts[order.debit], self.accounts[order.credit]
        if debit.party.kind not in MAY_OWE and debit.balance < order.points:
            raise NotEnoughPoints(debit.balance, order.points)
        self._mark(order)
        drawn = self._move_lots(order)
        posted = self._write(order, debit, credit, drawn, now)
        self.known[order.key] = posted
        self.posted.append(posted)
        return posted

    def _check_once(self, order: Order) -> None:
        if order.resolves in self.settled:
            raise HoldSettledAlready(order.resolves)
        if order.reverses in self.reversed:
            raise ReversedAlready(order.reverses)

    def _mark(self, order: Order) -> None:
        if order.resolves is not None:
            self.settled.add(order.resolves)
        if order.reverses is not None:
            self.reversed.add(order.reverses)

    def _move_lots(self, order: Order) -> tuple[Lot, ...]:
        if order.debit.kind in LOT_BEARING:
            drawn = draw(self.lots.setdefault(order.debit, []), order.points, order.lots)
        elif order.credit.kind in LOT_BEARING and order.points:
            fresh = Lot(self.sequence + 1, order.expires_on, order.points)
            drawn = order.lots if sum(lot.points for lot in order.lots) == order.points else (fresh,)
        else:
            drawn = ()
        if order.credit.kind in LOT_BEARING:
            put(self.lots.setdefault(order.credit, []), drawn)
        return drawn

    def _write(
        self, order: Order, debit: AccountState, credit: AccountState, drawn: tuple[Lot, ...], now: datetime
    ) -> Posted:
        # Hours belong to the one who served: the credited person, or, when that is taken back, the debited one.
        debit_minutes, credit_minutes = (order.minutes, 0) if order.minutes < 0 else (0, order.minutes)
        debit_paid, credit_paid = (order.paid_minutes, 0) if order.minutes < 0 else (0, order.paid_minutes)
        after_debit = _after(debit, -order.points, debit_minutes, debit_paid, is_honour=order.is_honour)
        after_credit = _after(credit, order.points, credit_minutes, credit_paid, is_honour=order.is_honour)
        self.accounts[debit.party], self.accounts[credit.party] = after_debit, after_credit
        self.sequence += 1
        bare = Posted(
            community_id=self.community_id,
            sequence=self.sequence,
            at=now,
            order=order,
            drawn=drawn,
            lines=(
                Line(debit.id, after_debit.version, -order.points, after_debit.balance, debit_minutes, debit_paid),
                Line(credit.id, after_credit.version, order.points, after_credit.balance, credit_minutes, credit_paid),
            ),
            previous_hash=self.head,
        )
        self.head = chained(self.head, canonical(bare))
        return replace(bare, hash=self.head)


def _after(account: AccountState, points: int, minutes: int, paid: int, *, is_honour: bool) -> AccountState:
    return replace(
        account,
        balance=account.balance + points,
        version=account.version + 1,
        credit_minutes=account.credit_minutes + (0 if is_honour else minutes),
        honour_minutes=account.honour_minutes + (minutes if is_honour else 0),
        paid_minutes=account.paid_minutes + paid,
    )


def draw(lots: list[Lot], points: int, first: Iterable[Lot] = ()) -> tuple[Lot, ...]:
    """Take `points` out of the lots, those named `first` before the others, then whatever expires earliest."""
    wanted = {lot.origin: lot.points for lot in first}
    in_time = sorted(lots, key=_earliest)
    turns = [(lot, wanted[lot.origin]) for lot in in_time if lot.origin in wanted] + [(lot, points) for lot in in_time]
    taken: dict[int, int] = {}
    for lot, most in turns:
        share = min(most, points, lot.points - taken.get(lot.origin, 0))
        if share > 0:
            taken[lot.origin] = taken.get(lot.origin, 0) + share
            points -= share
    if points:
        raise ValueError("the lots hold less than the account")
    lots[:] = [replace(lot, points=lot.points - taken.get(lot.origin, 0)) for lot in lots]
    return tuple(replace(lot, points=taken[lot.origin]) for lot in in_time if lot.origin in taken)


def put(lots: list[Lot], arriving: Iterable[Lot]) -> None:
    """Add lots; those of an origin that is there already grow."""
    places = {lot.origin: index for index, lot in enumerate(lots)}
    for lot in arriving:
        if lot.origin in places:
            index = places[lot.origin]
            lots[index] = replace(lot, points=lots[index].points + lot.points)
        else:
            lots.append(lot)


def _earliest(lot: Lot) -> tuple[date, int]:
    return (lot.expires_on, lot.origin)
