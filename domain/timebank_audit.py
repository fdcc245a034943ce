"""Prove the books: replay every transfer from the first, and compare with what accounts, lots and holds say now.

Written from the rules and not from `Books`: the only thing the two share is the text that the chain is computed over.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from domain.timebank import LOT_BEARING, MAY_OWE, AccountKind, Code, Party
from domain.timebank_books import GENESIS, AccountState, Line, Lot, Posted, canonical, chained


class Fault(StrEnum):
    """What can be wrong with books."""

    GAP = "gap"
    CHAIN = "chain"
    HASH = "hash"
    ANCHOR = "anchor"
    ENTRIES = "entries"
    UNREADABLE = "unreadable"
    BELOW_ZERO = "below_zero"
    RESOLVES = "resolves"
    REVERSES = "reverses"
    KEY = "key"
    LOT = "lot"
    BALANCE = "balance"
    SUM = "sum"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class Problem:
    fault: Fault
    community_id: int
    where: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link of a community's chain; kept outside the database, it fixes everything before it."""

    community_id: int
    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a proof found. `points` are those in the hands of persons, spendable or held."""

    transfers: int
    accounts: int
    points: int
    heads: tuple[Head, ...]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class Audit:
    """Replay of one community; feed the transfers in order, then `close` with the state that storage shows."""

    community_id: int
    anchors: Mapping[int, str] = field(default_factory=dict)
    sequence: int = 0
    head: str = GENESIS
    problems: list[Problem] = field(default_factory=list)
    accounts: dict[int, AccountState] = field(default_factory=dict)
    lots: Counter[tuple[int, int]] = field(default_factory=Counter)
    expiries: dict[int, date] = field(default_factory=dict)
    open_holds: dict[int, Posted] = field(default_factory=dict)
    reversible: dict[int, tuple[Party, Party, int]] = field(default_factory=dict)

    def blame(self, fault: Fault, where: object) -> None:
        self.problems.append(Problem(fault, self.community_id, str(where)))

    def read(self, posted: Posted) -> None:
        self._link(posted)
        debit, credit = posted.lines
        order = posted.order
        if (debit.points, credit.points) != (-order.points, order.points):
            self.blame(Fault.ENTRIES, f"{posted.sequence}: {debit.points} and {credit.points} for {order.points}")
        if (
            debit.minutes + credit.minutes != order.minutes
            or debit.paid_minutes + credit.paid_minutes != order.paid_minutes
        ):
            self.blame(Fault.ENTRIES, f"{posted.sequence}: minutes")
        for party, line in ((order.debit, debit), (order.credit, credit)):
            self._step(posted, party, line)
        self._settle(posted)
        self._move(posted)

    def _link(self, posted: Posted) -> None:
        if posted.sequence != self.sequence + 1:
            self.blame(Fault.GAP, f"{posted.sequence} after {self.sequence}")
        if posted.previous_hash != self.head:
            self.blame(Fault.CHAIN, posted.sequence)
        if posted.hash != chained(posted.previous_hash, canonical(posted)):
            self.blame(Fault.HASH, posted.sequence)
        if self.anchors.get(posted.sequence, posted.hash) != posted.hash:
            self.blame(Fault.ANCHOR, posted.sequence)
        self.sequence, self.head = posted.sequence, posted.hash

    def _step(self, posted: Posted, party: Party, line: Line) -> None:
        before = self.accounts.get(line.account_id, AccountState(line.account_id, party))
        is_honour = posted.order.is_honour
        after = replace(
            before,
            balance=before.balance + line.points,
            version=before.version + 1,
            credit_minutes=before.credit_minutes + (0 if is_honour else line.minutes),
            honour_minutes=before.honour_minutes + (line.minutes if is_honour else 0),
            paid_minutes=before.paid_minutes + line.paid_minutes,
        )
        self.accounts[line.account_id] = after
        if (before.party, after.version, after.balance) != (party, line.version, line.balance):
            self.blame(Fault.ENTRIES, f"{posted.sequence}: account {line.account_id}")
        if after.balance < 0 and party.kind not in MAY_OWE:
            self.blame(Fault.BELOW_ZERO, f"{posted.sequence}: account {line.account_id} at {after.balance}")

    def _settle(self, posted: Posted) -> None:
        order = posted.order
        if order.code is Code.HOLD:
            self.open_holds[posted.sequence] = posted
        if order.resolves is not None:
            hold = self.open_holds.pop(order.resolves, None)
            if hold is None or (hold.order.credit, hold.order.points) != (order.debit, order.points):
                self.blame(Fault.RESOLVES, posted.sequence)
        if order.reverses is not None:
            parties = self.reversible.pop(order.reverses, None)
            if parties != (order.debit, order.credit, order.points):
                self.blame(Fault.REVERSES, posted.sequence)
        elif order.code not in UNREVERSIBLE:
            back_to = Party(AccountKind.PERSON, order.debit.owner_id) if order.code is Code.POST else order.debit
            self.reversible[posted.sequence] = (order.credit, back_to, order.points)

    def _move(self, posted: Posted) -> None:
        order, (debit, credit) = posted.order, posted.lines
        has_lots = order.debit.kind in LOT_BEARING or order.credit.kind in LOT_BEARING
        if sum(lot.points for lot in posted.drawn) != (order.points if has_lots else 0):
            self.blame(Fault.LOT, f"{posted.sequence}: drawn lots are not the points")
        for lot in posted.drawn:
            if self.expiries.setdefault(lot.origin, lot.expires_on) != lot.expires_on:
                self.blame(Fault.LOT, f"{posted.sequence}: lot {lot.origin} changed its expiry")
            if order.debit.kind in LOT_BEARING:
                self._shift((debit.account_id, lot.origin), -lot.points, posted.sequence)
            if order.credit.kind in LOT_BEARING:
                self._shift((credit.account_id, lot.origin), lot.points, posted.sequence)

    def _shift(self, place: tuple[int, int], points: int, sequence: int) -> None:
        self.lots[place] += points
        if self.lots[place] < 0:
            self.blame(Fault.LOT, f"{sequence}: lot {place} below zero")

    def close(self, accounts: Iterable[AccountState], lots: Iterable[tuple[int, Lot]]) -> None:
        """Compare the replay with the accounts and the (account, lot) pairs as they stand."""
        standing = {account.id: account for account in accounts}
        for number in sorted(standing.keys() | self.accounts.keys()):
            now, replayed = standing.get(number), self.accounts.get(number)
            if now is None or now != (replayed or AccountState(number, now.party)):
                self.blame(Fault.BALANCE, f"account {number}: {now} is not {replayed}")
        if sum(account.balance for account in standing.values()):
            self.blame(Fault.SUM, sum(account.balance for account in standing.values()))
        self._close_lots(standing, lots)
        self._close_holds(standing)
        for sequence in self.anchors:
            if sequence > self.sequence:
                self.blame(Fault.ANCHOR, f"{sequence} is missing")

    def _close_lots(self, standing: Mapping[int, AccountState], lots: Iterable[tuple[int, Lot]]) -> None:
        now = {(account_id, lot.origin): lot for account_id, lot in lots}
        for place in sorted(now.keys() | self.lots.keys()):
            lot = now.get(place)
            if (lot.points if lot else 0) != self.lots[place]:
                self.blame(Fault.LOT, f"account and origin {place}")
            if lot is not None and lot.expires_on != self.expires_of(lot):
                self.blame(Fault.LOT, f"expiry of {place}")
        held: Counter[int] = Counter()
        for (account_id, _), lot in now.items():
            held[account_id] += lot.points
        for account in standing.values():
            if account.party.kind in LOT_BEARING and held[account.id] != account.balance:
                self.blame(Fault.LOT, f"account {account.id}: lots {held[account.id]}, balance {account.balance}")

    def expires_of(self, lot: Lot) -> date:
        return self.expiries.get(lot.origin, lot.expires_on)

    def _close_holds(self, standing: Mapping[int, AccountState]) -> None:
        held: Counter[Party] = Counter()
        for hold in self.open_holds.values():
            held[hold.order.credit] += hold.order.points
        for account in standing.values():
            if account.party.kind is AccountKind.HELD and held[account.party] != account.balance:
                self.blame(Fault.HOLDS, f"account {account.id}: holds {held[account.party]}, balance {account.balance}")


# A hold is settled instead, a reversal is not reversed, and what lapsed or was given back is corrected by adjustment.
UNREVERSIBLE = frozenset({Code.HOLD, Code.VOID, Code.REVERSAL, Code.EXPIRY, Code.SETTLEMENT})
