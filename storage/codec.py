"""Facts as JSON and back, by their class names; pydantic reads the types from the dataclasses."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from domain.notices import Fact


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(Fact.registry[name])


def pack(fact: Fact) -> tuple[str, str]:
    """Return the fact's class name and its JSON."""
    name = type(fact).__name__
    return name, _adapter(name).dump_json(fact).decode()


def unpack(name: str, payload: str) -> Fact:
    """Return the fact; a name that no class bears any more is a `KeyError`."""
    fact = _adapter(name).validate_json(payload)
    assert isinstance(fact, Fact)  # noqa: S101 - narrows the adapter's Any
    return fact


def to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
