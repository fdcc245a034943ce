"""One volunteer and one shift of a problem file."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from domain.rosters import MAY_PASS_MIDNIGHT, Category, Id, Kind, Leave, Part, Shift, Volunteer
from scheduling.rosters.fields import Bounds, Complaints, Fields, choice, day, identity, pair, whole

VOLUNTEER_FIELDS = (
    "id", "category", "free", "leave", "max_per_week", "trained", "captain", "carried_points", "partners", "distance",
)  # fmt: skip
SHIFT_FIELDS = (
    "id", "date", "part", "start", "end", "kind", "post", "need", "trained", "captain", "points",
)  # fmt: skip
WEEKDAY = Bounds(0, 6)
TIMES_A_WEEK = Bounds(0, 28)
METRES = Bounds(0, 1_000_000)
CARRIED_POINTS = Bounds(0, 1_000_000)
PEOPLE = Bounds(0, 1_000)
POINTS = Bounds(0, 1_000)


class Register:
    """The ids of one list. 7 and "7" are one id, kept as the list has it."""

    def __init__(self, what: str, rows: Sequence[Fields]) -> None:
        self._what = what
        self._known: dict[str, Id] = {}
        for fields in rows:
            self._enter(fields)

    def _enter(self, fields: Fields) -> None:
        found = fields.identity("id")
        if found is None:
            return
        if str(found) in self._known:
            fields.complaints.add(fields.path("id"), found, f"another {self._what} has this id already")
        self._known.setdefault(str(found), found)

    def find(self, where: str, value: Any, complaints: Complaints) -> Id | None:
        """Give the id that is meant, as its list has it."""
        found = identity(where, value, complaints)
        if found is None or str(found) in self._known:
            return None if found is None else self._known[str(found)]
        complaints.add(where, value, f"no {self._what} has this id")
        return None


def read_volunteer(fields: Fields, names: Register) -> Volunteer | None:
    fields.refuse_others(VOLUNTEER_FIELDS)
    before = len(fields.complaints.found)
    category = fields.choice("category", Category)
    is_limited = fields.values.get("max_per_week") is not None
    max_per_week = fields.whole("max_per_week", TIMES_A_WEEK) if is_limited else None
    trained, captain = fields.yes_or_no("trained", default=False), fields.yes_or_no("captain", default=False)
    carried = fields.whole("carried_points", CARRIED_POINTS, 0)
    free, leave = frozenset(_free(fields)), tuple(_leave(fields))
    partners, metres = frozenset(_partners(fields, names)), _metres(fields)
    name = fields.values.get("id")
    if category is None or trained is None or captain is None or carried is None or name is None:
        return None
    if len(fields.complaints.found) > before:
        return None
    return Volunteer(
        id=name,
        category=category,
        free=free,
        leave=leave,
        max_per_week=max_per_week,
        trained=trained,
        captain=captain,
        carried_points=carried,
        partners=partners,
        metres=metres,
    )


def _free(fields: Fields) -> Iterator[tuple[int, Part]]:
    complaints = fields.complaints
    for where, row in fields.rows("free", is_required=True):
        both = pair(where, row, 'must be a pair like [0, "morning"], Monday being 0', complaints)
        if both is None:
            continue
        weekday = whole(f"{where}[0]", both[0], WEEKDAY, complaints)
        part = choice(f"{where}[1]", both[1], Part, complaints)
        if weekday is not None and part is not None:
            yield weekday, part


def _leave(fields: Fields) -> Iterator[Leave]:
    for where, row in fields.rows("leave"):
        both = pair(where, row, "must be a pair [first day, last day]", fields.complaints)
        if both is None:
            continue
        first = day(f"{where}[0]", both[0], fields.complaints)
        last = day(f"{where}[1]", both[1], fields.complaints)
        if first and last and _is_in_order(where, first, last, fields.complaints):
            yield Leave(first, last)


def _is_in_order(where: str, first: date, last: date, complaints: Complaints) -> bool:
    if first > last:
        complaints.add(where, [str(first), str(last)], "ends before it begins")
    return first <= last


def _partners(fields: Fields, names: Register) -> Iterator[Id]:
    for where, row in fields.rows("partners"):
        partner = names.find(where, row, fields.complaints)
        if partner is None:
            continue
        if str(partner) == str(fields.values.get("id")):
            fields.complaints.add(where, row, "nobody is their own partner")
        else:
            yield partner


def _metres(fields: Fields) -> dict[str, int]:
    """Ways to posts; a post without shifts in this problem may well be among them."""
    ways = fields.values.get("distance", {})
    if not isinstance(ways, dict):
        fields.complaints.add(fields.path("distance"), ways, "must be an object of posts and metres")
        return {}
    read = {
        post: whole(f"{fields.path('distance')}.{post}", metres, METRES, fields.complaints)
        for post, metres in ways.items()
    }
    return {post: metres for post, metres in read.items() if metres is not None}


def read_shift(fields: Fields) -> Shift | None:
    fields.refuse_others(SHIFT_FIELDS)
    on, part, kind = fields.day("date"), fields.choice("part", Part), fields.choice("kind", Kind)
    start, end, post = fields.clock("start"), fields.clock("end"), fields.identity("post")
    need, points = fields.whole("need", PEOPLE), fields.whole("points", POINTS, 1)
    trained, captain = fields.whole("trained", PEOPLE, 0), fields.whole("captain", PEOPLE, 0)
    name = fields.values.get("id")
    if start and end and kind and end <= start and kind not in MAY_PASS_MIDNIGHT:
        fields.complaints.add(fields.path("end"), f"{end:%H:%M}", f"is not after start, {start:%H:%M}")
    if start and end and start == end:
        fields.complaints.add(fields.path("end"), f"{end:%H:%M}", "is the same as start")
    for role, number in (("trained", trained), ("captain", captain)):
        if number is not None and need is not None and number > need:
            fields.complaints.add(fields.path(role), number, f"is more than need, {need}")
    if on is None or part is None or kind is None or start is None or end is None or post is None:
        return None
    if need is None or points is None or trained is None or captain is None or name is None:
        return None
    return Shift(
        id=name,
        date=on,
        part=part,
        start=start,
        end=end,
        kind=kind,
        post=str(post),
        need=need,
        trained=trained,
        captain=captain,
        points=points,
    )
