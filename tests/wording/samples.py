"""Everything a user can see: the literals of `wording`, every fact rendered, every question of every form."""

import ast
import dataclasses
import enum
import re
import types
import typing
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import handlers.routers  # noqa: F401 - importing the handlers registers every form
from domain.duty import DutyKind
from domain.notices import Fact
from domain.private_words import Private
from domain.registration import RegistrationStep
from domain.reminders import Rung
from handlers.blanks import FORMS, Draft
from wording.forms import Question
from wording.message import Message

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 10, 1, 20, tzinfo=UTC)
CHINESE = re.compile("[\u4e00-\u9fff]")
PLAIN: dict[Any, tuple[Any, ...]] = {
    str: ("张三", ""),
    int: (3, 0),
    float: (1.5,),
    bool: (False, True),
    bytes: (b"x",),
    datetime: (NOW + timedelta(days=2),),
    date: (date(2026, 3, 12),),
    timedelta: (timedelta(hours=1),),
}


# Fields of which only some values ever reach a fact, or which carry a name of a table as plain text.
ONLY: dict[tuple[str, str], tuple[Any, ...]] = {
    ("MonthReady", "year"): (2026,),
    ("MonthReady", "month"): (3, 12),
    ("RegistrationWaiting", "step"): (RegistrationStep.REVIEW, RegistrationStep.CONFIRM),
    ("ShiftReminder", "rung"): (Rung.EVENING, Rung.AGAIN, Rung.TWO_HOURS, Rung.LAST_CALL, Rung.OPEN_END),
    ("BackfillWaiting", "kind"): tuple(each.value for each in DutyKind),
    ("WishWaiting", "private"): ((), tuple(each.value for each in Private)),
}


class AnyExtra(dict[str, Any]):
    """What a form found out when it was opened: whatever it looks for is empty."""

    def __missing__(self, key: str) -> Any:
        return []


def values_of(kind: Any) -> list[Any]:
    """Return a few values of a type, every member of an enum among them."""
    origin = get_origin(kind)
    if origin in {typing.Union, types.UnionType}:
        some = [value for part in get_args(kind) if part is not type(None) for value in values_of(part)]
        return [*some, None] if type(None) in get_args(kind) else some
    if origin in {tuple, list, frozenset}:
        parts = [part for part in get_args(kind) if part is not Ellipsis]
        is_fixed = origin is tuple and Ellipsis not in get_args(kind)
        return [origin(values_of(part)[0] for part in parts), *([] if is_fixed else [origin()])]
    if origin is dict:
        key, value = get_args(kind)
        return [{values_of(key)[0]: values_of(value)[0]}]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return list(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return list(samples_of(kind))
    return list(PLAIN.get(kind, (None,)))


def samples_of(kind: type) -> Iterator[Any]:
    """Yield instances: one with the first value of every field, and one for each other value of each field."""
    hints = get_type_hints(kind)
    offered = {
        each.name: ONLY.get((kind.__name__, each.name)) or values_of(hints[each.name])
        for each in dataclasses.fields(kind)
        if each.init
    }
    usual = {name: values[0] for name, values in offered.items()}
    yield kind(**usual)
    for name, values in offered.items():
        for value in values[1:]:
            yield kind(**(usual | {name: value}))


def facts() -> list[type[Fact]]:
    return [
        each
        for name, each in sorted(Fact.registry.items())
        if each is not Message and each.__module__.startswith("domain")
    ]


def questions() -> Iterator[tuple[str, str, Question]]:
    for name, form in sorted(FORMS.items()):
        for field in form.fields:
            yield name, field.key, field.asked(Draft(AnyExtra(), AnyExtra()))


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every Chinese literal of `wording` with its place; the parts of an f-string are one sentence."""
    for path in sorted((ROOT / "wording").glob("*.py")):
        tree = ast.parse(path.read_text())
        inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.expr):
                continue
            text = ""
            if isinstance(node, ast.JoinedStr):
                text = "".join(str(part.value) if isinstance(part, ast.Constant) else "○" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside | docs:
                text = node.value
            if CHINESE.search(text):
                yield f"{path.name}:{node.lineno}", text
