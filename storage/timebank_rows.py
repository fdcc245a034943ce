"""Rows of the books as domain objects, and back."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.engine import RowMapping

from domain.timebank import AccountKind, Code, Party, Source, SourceKind
from domain.timebank_books import AccountState, Line, Order, Posted, lots_from_text, lots_text


def account_state(row: RowMapping) -> AccountState:
    return AccountState(
        id=row["id"],
        party=Party(AccountKind(row["kind"]), row["owner_id"]),
        balance=row["balance"],
        version=row["version"],
        credit_minutes=row["credit_minutes"],
        honour_minutes=row["honour_minutes"],
        paid_minutes=row["paid_minutes"],
    )


def posted_from(row: RowMapping, entries: Sequence[RowMapping]) -> Posted:
    """Return the transfer as it was booked; the debit's line is the first."""
    debit, credit = (line_from(one) for one in sorted(entries, key=lambda one: bool(one["is_credit"])))
    order = Order(
        debit=Party(AccountKind(row["debit_kind"]), row["debit_owner_id"]),
        credit=Party(AccountKind(row["credit_kind"]), row["credit_owner_id"]),
        points=row["points"],
        code=Code(row["code"]),
        source=Source(SourceKind(row["source_kind"]), row["source_id"]),
        key=row["key"],
        fingerprint=row["fingerprint"],
        actor_id=row["actor_id"],
        minutes=row["minutes"],
        paid_minutes=row["paid_minutes"],
        is_honour=row["is_honour"],
        served_on=row["served_on"],
        expires_on=row["expires_on"],
        resolves=row["resolves"],
        reverses=row["reverses"],
        detail=row["detail"],
    )
    return Posted(
        community_id=row["community_id"],
        sequence=row["sequence"],
        at=row["at"],
        order=order,
        drawn=lots_from_text(row["drawn"]),
        lines=(debit, credit),
        previous_hash=row["previous_hash"],
        hash=row["hash"],
    )


def line_from(row: RowMapping) -> Line:
    return Line(
        account_id=row["account_id"],
        version=row["version"],
        points=row["points"],
        balance=row["balance"],
        minutes=row["minutes"],
        paid_minutes=row["paid_minutes"],
    )


def transfer_row(posted: Posted) -> dict[str, Any]:
    order = posted.order
    return {
        "community_id": posted.community_id,
        "sequence": posted.sequence,
        "at": posted.at,
        "code": order.code,
        "debit_kind": order.debit.kind,
        "debit_owner_id": order.debit.owner_id,
        "credit_kind": order.credit.kind,
        "credit_owner_id": order.credit.owner_id,
        "points": order.points,
        "minutes": order.minutes,
        "paid_minutes": order.paid_minutes,
        "is_honour": order.is_honour,
        "served_on": order.served_on,
        "expires_on": order.expires_on,
        "source_kind": order.source.kind,
        "source_id": order.source.id,
        "actor_id": order.actor_id,
        "key": order.key,
        "fingerprint": order.fingerprint,
        "resolves": order.resolves,
        "reverses": order.reverses,
        "detail": order.detail,
        "drawn": lots_text(posted.drawn),
        "previous_hash": posted.previous_hash,
        "hash": posted.hash,
    }


def entry_rows(posted: Posted) -> list[dict[str, Any]]:
    return [
        {
            "account_id": line.account_id,
            "version": line.version,
            "community_id": posted.community_id,
            "sequence": posted.sequence,
            "is_credit": is_credit,
            "points": line.points,
            "balance": line.balance,
            "minutes": line.minutes,
            "paid_minutes": line.paid_minutes,
            "served_on": posted.order.served_on if line.minutes else None,
        }
        for is_credit, line in enumerate(posted.lines)
    ]
