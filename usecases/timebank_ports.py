"""What the time bank needs from storage."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from domain.refusals import Refusal
from domain.timebank import Balance, Entry, Expiring
from domain.timebank_books import Order, Posted
from domain.timebank_policy import PolicyBook, Standing


class TimebankBooks(Protocol):
    """The ledger within one open transaction; the caller commits."""

    async def post(self, community_id: int, order: Order, now: datetime) -> Posted:
        """Book one order or raise its refusal; the same key with the same fingerprint returns what is booked."""
        ...

    async def post_many(self, community_id: int, orders: Sequence[Order], now: datetime) -> list[Posted | Refusal]:
        """Book orders in their sequence; each gets its transfer or its refusal, and no refusal stops the next."""
        ...

    async def lock(self, community_id: int) -> None:
        """Wait until nobody else writes these books, and keep it so until the transaction ends."""
        ...

    async def find(self, community_id: int, key: str) -> Posted | None: ...

    async def transfer(self, community_id: int, sequence: int) -> Posted | None: ...

    async def balance(self, community_id: int, person_id: int) -> Balance: ...

    async def entries(self, community_id: int, person_id: int, limit: int, before: int | None) -> list[Entry]: ...

    async def expiring(self, community_id: int, person_id: int, until_on: date) -> list[Expiring]: ...

    async def standing(self, community_id: int, person_id: int, served_on: date) -> Standing: ...

    async def policies(self, community_id: int) -> PolicyBook: ...

    async def set_policies(self, community_id: int, book: PolicyBook) -> None: ...


class TimebankUnit(Protocol):
    """The part of a unit of work that the time bank's use cases touch."""

    @property
    def timebank(self) -> TimebankBooks: ...
