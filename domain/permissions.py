"""Role × action, deny by default: the one table that says who may do what."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from domain.people import Grant, Role, Scope
from domain.refusals import NotAllowed


class Action(StrEnum):
    REVIEW_REGISTRATION = "review_registration"
    CONFIRM_REGISTRATION = "confirm_registration"
    APPROVE_WISH = "approve_wish"
    CLAIM_WISH = "claim_wish"
    ADOPT_WISH = "adopt_wish"
    SEE_BOARD = "see_board"
    WISH_FOR = "wish_for"
    ASSIGN_SHIFT = "assign_shift"
    CONFIRM_ATTENDANCE = "confirm_attendance"
    MEDIATE = "mediate"
    READ_CASE = "read_case"
    ANNOUNCE = "announce"
    INVITE = "invite"
    BIND_GROUP = "bind_group"
    FOUND_COMMUNITY = "found_community"
    KEEP_CATALOGUE = "keep_catalogue"
    TAKE_CODE = "take_code"
    SETTLE_MERCHANT = "settle_merchant"
    READ_BOOKS = "read_books"
    PROPOSE_POINTS = "propose_points"
    DECIDE_POINTS = "decide_points"
    CLOSE_MONTH = "close_month"
    READ_PERSON = "read_person"
    READ_SENSITIVE = "read_sensitive"
    CHANGE_CATEGORY = "change_category"
    SUSPEND_PERSON = "suspend_person"
    LINK_ACCOUNT = "link_account"
    APPOINT_PROXY = "appoint_proxy"
    IMPORT_PEOPLE = "import_people"
    EXPORT_PEOPLE = "export_people"
    READ_HISTORY = "read_history"
    ANSWER_RESIDENT = "answer_resident"


R = Role
ALLOWED: dict[Action, frozenset[Role]] = {
    Action.REVIEW_REGISTRATION: frozenset({R.STAFF, R.ADMIN}),
    Action.CONFIRM_REGISTRATION: frozenset({R.OFFICER, R.ADMIN}),
    Action.APPROVE_WISH: frozenset({R.STAFF, R.ADMIN}),
    Action.CLAIM_WISH: frozenset({R.VOLUNTEER}),
    Action.ADOPT_WISH: frozenset({R.PARTNER}),
    Action.SEE_BOARD: frozenset({R.STAFF, R.ADMIN, R.GRID_ATTENDANT, R.PARTNER}),
    Action.WISH_FOR: frozenset(Role) - {R.RESIDENT, R.MERCHANT, R.PARTNER},
    Action.ASSIGN_SHIFT: frozenset({R.LEADER, R.STAFF, R.ADMIN}),
    Action.CONFIRM_ATTENDANCE: frozenset({R.LEADER, R.STAFF, R.ADMIN}),
    Action.MEDIATE: frozenset({R.MEDIATOR}),
    Action.READ_CASE: frozenset({R.MEDIATOR, R.STAFF}),
    Action.ANNOUNCE: frozenset({R.STAFF, R.ADMIN}),
    Action.INVITE: frozenset({R.STAFF, R.ADMIN}),
    Action.BIND_GROUP: frozenset({R.STAFF, R.ADMIN}),
    Action.FOUND_COMMUNITY: frozenset({R.ADMIN}),
    Action.KEEP_CATALOGUE: frozenset({R.STAFF, R.ADMIN}),
    Action.TAKE_CODE: frozenset({R.MERCHANT, R.STAFF, R.ADMIN}),
    Action.SETTLE_MERCHANT: frozenset({R.STAFF, R.ADMIN}),
    Action.READ_BOOKS: frozenset({R.STAFF, R.OFFICER, R.ADMIN}),
    Action.PROPOSE_POINTS: frozenset({R.STAFF, R.ADMIN}),
    Action.DECIDE_POINTS: frozenset({R.STAFF, R.OFFICER, R.ADMIN}),
    Action.CLOSE_MONTH: frozenset({R.STAFF, R.ADMIN}),
    Action.READ_PERSON: frozenset({R.STAFF, R.ADMIN, R.BUILDING_CAPTAIN, R.GRID_ATTENDANT}),
    Action.READ_SENSITIVE: frozenset({R.STAFF, R.ADMIN}),
    Action.CHANGE_CATEGORY: frozenset({R.STAFF, R.ADMIN}),
    Action.SUSPEND_PERSON: frozenset({R.STAFF, R.ADMIN}),
    Action.LINK_ACCOUNT: frozenset({R.STAFF, R.ADMIN}),
    Action.APPOINT_PROXY: frozenset({R.STAFF, R.ADMIN}),
    Action.IMPORT_PEOPLE: frozenset({R.STAFF, R.ADMIN}),
    Action.EXPORT_PEOPLE: frozenset({R.STAFF, R.ADMIN}),
    Action.READ_HISTORY: frozenset({R.STAFF, R.ADMIN}),
    Action.ANSWER_RESIDENT: frozenset({R.STAFF, R.ADMIN}),
}
# Staff may bring in helpers, but only an admin may make staff or another admin.
INVITABLE: dict[Role, frozenset[Role]] = {
    R.STAFF: frozenset({R.LEADER, R.MEDIATOR, R.OFFICER, R.GRID_ATTENDANT, R.BUILDING_CAPTAIN, R.MERCHANT}),
    R.ADMIN: frozenset(Role) - {R.RESIDENT, R.VOLUNTEER},
}


def may(
    grants: Iterable[Grant], action: Action, community_id: int, at: datetime, *, within: Iterable[Scope] = ()
) -> bool:
    """Say whether one of the grants, held at `at`, allows the action in this community.

    `within` names the smaller scopes the subject lies in: a building captain's grant for one building allows nothing
    anywhere else, and nothing that concerns the community as a whole.
    """
    lies_in = frozenset(within)
    return any(
        grant.role in ALLOWED.get(action, frozenset()) and grant.holds(at) and grant.reaches(community_id, lies_in)
        for grant in grants
    )


def require(
    grants: Iterable[Grant], action: Action, community_id: int, at: datetime, *, within: Iterable[Scope] = ()
) -> None:
    """Refuse with `NotAllowed` unless a grant allows the action in this community at `at`."""
    if not may(grants, action, community_id, at, within=within):
        raise NotAllowed(action)


def require_somewhere(grants: Iterable[Grant], action: Action, community_id: int, at: datetime) -> None:
    """Refuse unless a grant allows the action in this community or in a part of it; the subject is asked for later."""
    if not any(may([grant], action, community_id, at, within=[(grant.scope_kind, grant.scope_id)]) for grant in grants):
        raise NotAllowed(action)
