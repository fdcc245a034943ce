"""Role × action, cell by cell: what is not in this picture is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.people import Grant, Role, ScopeKind
from domain.permissions import ALLOWED, INVITABLE, Action, may, require
from domain.refusals import NotAllowed

NOW = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
HERE, THERE = 1, 2
# One line per action, in words of the office; the letters stand for the roles.
LETTERS = {
    "v": Role.VOLUNTEER,
    "l": Role.LEADER,
    "g": Role.GRID_ATTENDANT,
    "b": Role.BUILDING_CAPTAIN,
    "m": Role.MEDIATOR,
    "s": Role.STAFF,
    "o": Role.OFFICER,
    "a": Role.ADMIN,
    "p": Role.PARTNER,
    "c": Role.MERCHANT,
}
PICTURE = {
    Action.REVIEW_REGISTRATION: "sa",
    Action.CONFIRM_REGISTRATION: "oa",
    Action.APPROVE_WISH: "sa",
    Action.CLAIM_WISH: "v",
    Action.ADOPT_WISH: "p",
    Action.SEE_BOARD: "gpsa",
    Action.WISH_FOR: "vlgbmsoa",
    Action.ASSIGN_SHIFT: "lsa",
    Action.CONFIRM_ATTENDANCE: "lsa",
    Action.MEDIATE: "m",
    Action.READ_CASE: "ms",
    Action.ANNOUNCE: "sa",
    Action.READ_PERSON: "gbsa",
    Action.READ_SENSITIVE: "sa",
    Action.CHANGE_CATEGORY: "sa",
    Action.SUSPEND_PERSON: "sa",
    Action.LINK_ACCOUNT: "sa",
    Action.APPOINT_PROXY: "sa",
    Action.IMPORT_PEOPLE: "sa",
    Action.EXPORT_PEOPLE: "sa",
    Action.READ_HISTORY: "sa",
    Action.ANSWER_RESIDENT: "sa",
    Action.INVITE: "sa",
    Action.BIND_GROUP: "sa",
    Action.FOUND_COMMUNITY: "a",
    Action.KEEP_CATALOGUE: "sa",
    Action.TAKE_CODE: "csa",
    Action.SETTLE_MERCHANT: "sa",
    Action.READ_BOOKS: "soa",
    Action.PROPOSE_POINTS: "sa",
    Action.DECIDE_POINTS: "soa",
    Action.CLOSE_MONTH: "sa",
}
CELLS = [(role, action) for role in Role for action in Action]


def _grant(role: Role, **more: object) -> Grant:
    return Grant(role, HERE, **more)  # type: ignore[arg-type]  # the fields of Grant by name


@pytest.mark.parametrize(("role", "action"), CELLS)
def test_a_role_may_do_what_the_picture_shows_and_nothing_else(role: Role, action: Action) -> None:
    shown = role in {LETTERS[letter] for letter in PICTURE[action]}
    assert may([_grant(role)], action, HERE, NOW) is shown


@pytest.mark.parametrize(("role", "action"), [(role, action) for role in Role for action in Action])
def test_no_role_reaches_into_another_community(role: Role, action: Action) -> None:
    assert not may([_grant(role)], action, THERE, NOW)


def test_every_action_has_a_line_and_nobody_has_all_of_them() -> None:
    assert set(ALLOWED) == set(Action) == set(PICTURE)
    assert Role.RESIDENT not in set().union(*ALLOWED.values())


@pytest.mark.parametrize("action", Action)
def test_without_a_grant_nothing_is_allowed(action: Action) -> None:
    with pytest.raises(NotAllowed):
        require([], action, HERE, NOW)


@pytest.mark.parametrize("action", Action)
def test_a_grant_holds_within_its_period_only(action: Action) -> None:
    role = next(iter(ALLOWED[action]))
    grant = _grant(role, from_at=NOW, until_at=NOW + timedelta(days=1))
    assert not may([grant], action, HERE, NOW - timedelta(seconds=1))
    assert may([grant], action, HERE, NOW)
    assert not may([grant], action, HERE, NOW + timedelta(days=1))


def test_a_captain_reads_about_their_own_building_only() -> None:
    captain = [_grant(Role.BUILDING_CAPTAIN, scope_kind=ScopeKind.BUILDING, scope_id="3号楼")]
    home, next_door = (ScopeKind.BUILDING, "3号楼"), (ScopeKind.BUILDING, "5号楼")
    assert may(captain, Action.READ_PERSON, HERE, NOW, within=[home])
    assert not may(captain, Action.READ_PERSON, HERE, NOW, within=[next_door])
    assert not may(captain, Action.READ_PERSON, HERE, NOW), "the community as a whole is more than a building"
    assert not may(captain, Action.READ_PERSON, THERE, NOW, within=[home]), "another community has a 3号楼, too"


def test_a_district_admin_reaches_every_community() -> None:
    admin = [Grant(Role.ADMIN, None, ScopeKind.DISTRICT)]
    assert may(admin, Action.FOUND_COMMUNITY, THERE, NOW)


def test_nobody_but_an_admin_makes_staff() -> None:
    makers = {maker for maker, made in INVITABLE.items() if Role.STAFF in made or Role.ADMIN in made}
    assert makers == {Role.ADMIN}
