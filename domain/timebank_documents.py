"""A policy as a plain document and back, strictly: an unknown or senseless field is refused by its name."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from domain.timebank import Activity
from domain.timebank_policy import GiftTo, Overflow, Policy, PolicyOutOfRange, RewardKind, Rounding

FIELDS = tuple(field.name for field in fields(Policy))


def policy_document(policy: Policy) -> dict[str, Any]:
    return {name: _plain(getattr(policy, name)) for name in FIELDS}


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): number for key, number in value.items()}
        case frozenset():
            return sorted(str(item) for item in value)
        case _:
            return value


def policy_from(document: Mapping[str, Any]) -> Policy:
    """Return the policy, or refuse with `PolicyOutOfRange` naming the field that is wrong."""
    for name in document:
        if name not in FIELDS:
            raise PolicyOutOfRange(name, "unknown field")
    for name in ("name", "from_on"):
        if name not in document:
            raise PolicyOutOfRange(name, "missing")
    return Policy(**{name: _read(name, value) for name, value in document.items()})


def _read(name: str, value: Any) -> Any:
    try:
        return READERS[name](value) if name in READERS else value
    except (ValueError, TypeError, AttributeError) as wrong:
        raise PolicyOutOfRange(name, value) from wrong


READERS: Mapping[str, Callable[[Any], Any]] = {
    "from_on": date.fromisoformat,
    "until_on": lambda value: None if value is None else date.fromisoformat(value),
    "rates": lambda value: {Activity(name): rate for name, rate in value.items()},
    "satisfaction": lambda value: {int(rating): percent for rating, percent in value.items()},
    "rounding": Rounding,
    "overflow": Overflow,
    "gift_to": GiftTo,
    "rewards": lambda value: frozenset(RewardKind(kind) for kind in value),
}
