"""A problem file is read strictly; every complaint names its field and the value, and all come at once."""

import json
from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from domain.rosters import NO_MORNING_AFTER_A_NIGHT, Category, Part, Seat
from scheduling.rosters.fields import ProblemUnreadable
from scheduling.rosters.problem_file import read_problem
from scheduling.rosters.problem_rows import VOLUNTEER_FIELDS

Change = Callable[[dict[str, Any]], object]


def story() -> dict[str, Any]:
    return {
        "from": "2026-09-01",
        "to": "2026-09-30",
        "volunteers": [
            {"id": "wang", "category": "regular", "free": [[1, "morning"], [2, "evening"]]},
            {"id": 7, "category": "regular", "free": [[1, "morning"], [2, "morning"]], "leave": []},
        ],
        "shifts": [
            {
                "id": "gate",
                "date": "2026-09-01",
                "part": "morning",
                "start": "07:00",
                "end": "08:00",
                "kind": "school_crossing",
                "post": "east",
                "need": 2,
            },
            {
                "id": "walk",
                "date": "2026-09-02",
                "part": "evening",
                "start": "20:00",
                "end": "00:30",
                "kind": "patrol",
                "post": 3,
                "need": 1,
                "points": 2,
            },
        ],
    }


def complaints(change: Change) -> list[str]:
    given = story()
    change(given)
    with pytest.raises(ProblemUnreadable) as refusal:
        read_problem(json.dumps(given))
    return str(refusal.value).splitlines()


def setting(path: str, value: object) -> Change:
    """Put a value at a path like `shifts.0.need`."""

    def change(given: dict[str, Any]) -> None:
        *way, last = path.split(".")
        place: Any = given
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[int(last) if last.isdigit() else last] = value

    return change


REFUSED = [
    ("from", "2026-02-30", 'from: "2026-02-30" - this date does not exist'),
    ("from", "yesterday", 'from: "yesterday" - must be a date like 2026-09-01'),
    ("from", "2026-10-01", 'from: "2026-10-01" - is after to, which is 2026-09-30'),
    ("to", "2028-09-30", 'to: "2028-09-30" - a roster spans at most 400 days'),
    ("to", "9999-12-31", 'to: "9999-12-31" - must lie in the years 2000 to 2199'),
    ("volunteers", {}, "volunteers: {} - must be a list"),
    ("volunteers.0", "wang", 'volunteers[0]: "wang" - must be an object'),
    ("volunteers.0.id", "", 'volunteers[0].id: "" - must be a name or a whole number'),
    ("volunteers.0.id", True, "volunteers[0].id: true - must be a name or a whole number"),
    ("volunteers.0.id", "7", "volunteers[1].id: 7 - another volunteer has this id already"),
    ("volunteers.0.category", "usual",
     'volunteers[0].category: "usual" - must be one of regular, limited, exempt, away'),
    ("volunteers.0.free", "always", 'volunteers[0].free: "always" - must be a list'),
    ("volunteers.0.free.0", [7, "morning"], "volunteers[0].free[0][0]: 7 - must be from 0 to 6"),
    ("volunteers.0.free.0", [1, "dawn"],
     'volunteers[0].free[0][1]: "dawn" - must be one of morning, noon, afternoon, evening'),
    ("volunteers.0.free.0", [1], 'volunteers[0].free[0]: [1] - must be a pair like [0, "morning"], Monday being 0'),
    ("volunteers.0.leave", [["2026-09-05", "2026-09-01"]],
     'volunteers[0].leave[0]: ["2026-09-05", "2026-09-01"] - ends before it begins'),
    ("volunteers.0.leave", [["2026-09-31", "2026-10-01"]],
     'volunteers[0].leave[0][0]: "2026-09-31" - this date does not exist'),
    ("volunteers.0.max_per_week", -1, "volunteers[0].max_per_week: -1 - must be from 0 to 28"),
    ("volunteers.0.max_per_week", 1.5, "volunteers[0].max_per_week: 1.5 - must be a whole number"),
    ("volunteers.0.trained", "yes", 'volunteers[0].trained: "yes" - must be true or false'),
    ("volunteers.0.carried_points", -3, "volunteers[0].carried_points: -3 - must be from 0 to 1000000"),
    ("volunteers.0.partners", ["li"], 'volunteers[0].partners[0]: "li" - no volunteer has this id'),
    ("volunteers.0.partners", ["wang"], 'volunteers[0].partners[0]: "wang" - nobody is their own partner'),
    ("volunteers.0.distance", [], "volunteers[0].distance: [] - must be an object of posts and metres"),
    ("volunteers.0.distance", {"east": -5}, "volunteers[0].distance.east: -5 - must be from 0 to 1000000"),
    ("volunteers.0.phone", "138",
     f'volunteers[0].phone: "138" - unknown field; known are {", ".join(VOLUNTEER_FIELDS)}'),
    ("shifts.1.id", "gate", 'shifts[1].id: "gate" - another shift has this id already'),
    ("shifts.0.date", "2026-10-01", 'shifts[0].date: "2026-10-01" - lies outside of 2026-09-01 to 2026-09-30'),
    ("shifts.0.part", "night", 'shifts[0].part: "night" - must be one of morning, noon, afternoon, evening'),
    ("shifts.0.start", "7:00", 'shifts[0].start: "7:00" - must be a time of day like 07:30'),
    ("shifts.0.start", "24:00", 'shifts[0].start: "24:00" - must be a time of day like 07:30'),
    ("shifts.0.end", "06:00", 'shifts[0].end: "06:00" - is not after start, 07:00'),
    ("shifts.1.end", "20:00", 'shifts[1].end: "20:00" - is the same as start'),
    ("shifts.0.kind", "crossing", 'shifts[0].kind: "crossing" - must be one of school_crossing, patrol, other'),
    ("shifts.0.post", None, "shifts[0].post: null - must be a name or a whole number"),
    ("shifts.0.need", -2, "shifts[0].need: -2 - must be from 0 to 1000"),
    ("shifts.0.need", "2", 'shifts[0].need: "2" - must be a whole number'),
    ("shifts.0.need", True, "shifts[0].need: true - must be a whole number"),
    ("shifts.0.trained", 3, "shifts[0].trained: 3 - is more than need, 2"),
    ("shifts.0.captain", 3, "shifts[0].captain: 3 - is more than need, 2"),
    ("shifts.0.points", 1e999, "file: this is not JSON: Infinity is not a number"),
    ("fixed", [["gate", "li"]], 'fixed[0][1]: "li" - no volunteer has this id'),
    ("fixed", [["door", "wang"]], 'fixed[0][0]: "door" - no shift has this id'),
    ("fixed", ["gate"], 'fixed[0]: "gate" - must be a pair [shift, volunteer]'),
    ("fixed", [["gate", "wang"]] * 2, 'fixed[0]: ["gate", "wang"] - is listed twice'),
    ("fixed", [["walk", 7]], 'fixed[0]: ["walk", 7] - this volunteer is not free on that weekday and part of the day'),
    ("rest", "plenty", 'rest: "plenty" - must be "no morning after a night" or a list like [["evening", "morning"]]'),
    ("rest", [["night", "morning"]], 'rest[0][0]: "night" - must be one of morning, noon, afternoon, evening'),
    ("volunters", [], "volunters: [] - unknown field; known are from, to, volunteers, shifts, fixed, rest"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "complaint"), REFUSED, ids=[f"{path} {value}" for path, value, _ in REFUSED])
def test_a_wrong_value_is_refused_with_its_field(path: str, value: object, complaint: str) -> None:
    assert complaints(setting(path, value)) == [complaint]


@pytest.mark.parametrize("field", ["from", "to", "volunteers", "shifts"])
def test_a_missing_field_is_named(field: str) -> None:
    assert f"{field}: is missing" in complaints(lambda given: given.pop(field))


@pytest.mark.parametrize("field", ["id", "date", "part", "start", "end", "kind", "post", "need"])
def test_a_missing_field_of_a_shift_is_named(field: str) -> None:
    assert complaints(lambda given: given["shifts"][1].pop(field)) == [f"shifts[1].{field}: is missing"]


@pytest.mark.parametrize("field", ["id", "category", "free"])
def test_a_missing_field_of_a_volunteer_is_named(field: str) -> None:
    assert complaints(lambda given: given["volunteers"][1].pop(field)) == [f"volunteers[1].{field}: is missing"]


def test_all_complaints_come_at_once() -> None:
    def several(given: dict[str, Any]) -> None:
        given["shifts"][0]["need"] = -1
        given["shifts"][1]["date"] = "2026-02-30"
        given["volunteers"][0]["partners"] = ["nobody"]
        given["fixed"] = [["gate", "somebody"]]

    assert [each.split(":")[0] for each in complaints(several)] == [
        "volunteers[0].partners[0]",
        "shifts[0].need",
        "shifts[1].date",
        "fixed[0][1]",
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"from": NaN}', "[" * 100_000])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(ProblemUnreadable, match="file: "):
        read_problem(text)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(ProblemUnreadable, match="file: this is not JSON"):
        read_problem(b"\xff\xfe\x00{")


def test_a_fixed_crew_must_leave_room_for_the_trained() -> None:
    def untrained_crew(given: dict[str, Any]) -> None:
        given["shifts"][0]["trained"] = 1
        given["fixed"] = [["gate", "wang"], ["gate", 7]]

    (complaint,) = complaints(untrained_crew)
    assert complaint.startswith('fixed[0]: ["gate", "wang"] - so many are fixed that no room is left')


def test_more_people_fixed_than_needed_are_refused() -> None:
    def crowd(given: dict[str, Any]) -> None:
        given["shifts"][0]["need"] = 1
        given["fixed"] = [["gate", "wang"], ["gate", 7]]

    (complaint,) = complaints(crowd)
    assert complaint == 'fixed[0]: ["gate", "wang"] - more people are fixed on this shift than it needs'


def test_ids_are_kept_as_given_and_found_as_name_or_number() -> None:
    given = story()
    given["fixed"] = [["gate", "7"]]
    assert read_problem(json.dumps(given)).fixed == (Seat("gate", 7),)


def test_what_is_not_given_has_its_default() -> None:
    read = read_problem(json.dumps(story()))
    volunteer, shift = read.volunteers[0], read.shifts[0]
    assert (volunteer.category, volunteer.max_per_week, volunteer.trained) == (Category.REGULAR, None, False)
    assert (shift.trained, shift.captain, shift.points, read.fixed) == (0, 0, 1, ())
    assert read.rest == NO_MORNING_AFTER_A_NIGHT


def test_a_whole_number_may_be_written_with_a_point() -> None:
    given = story()
    given["shifts"][0]["need"] = 2.0
    assert read_problem(json.dumps(given)).shifts[0].need == 2


def test_a_patrol_may_end_after_midnight() -> None:
    walk = read_problem(json.dumps(story())).shifts[1]
    assert (walk.start, walk.end, walk.span[1] - walk.span[0]) == (time(20), time(0, 30), 270)


def test_rest_may_be_a_table_or_nothing() -> None:
    given = story()
    given["rest"] = [["morning", "noon"]]
    assert read_problem(json.dumps(given)).rest == frozenset({(Part.MORNING, Part.NOON)})
    given["rest"] = []
    assert read_problem(json.dumps(given)).rest == frozenset()
