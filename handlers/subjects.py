"""What each form is about, so that an answer is told from a change of subject."""

import re

from handlers.slots import TIMES

# Shorter than this is an answer, however much it sounds like a request.
SHORTEST_CHANGE = 4
NOTHING: frozenset[str] = frozenset()
DUTY = frozenset({"duty_signup", "duty_query", "duty_swap", "duty_leave", "check_in"})

# A sentence of these intents never changes the subject of the form: it is what the form is about.
SUBJECTS: dict[str, frozenset[str]] = {
    "wish": frozenset({"wish"}),
    "wish_for": frozenset({"wish"}),
    "fulfil": frozenset({"wish", "wish_claim"}),
    "visit": frozenset({"wish"}),
    "dispute": frozenset({"dispute"}),
    "registration": frozenset({"register"}),
    "join": frozenset({"register"}),
    "correct": frozenset({"register"}),
    "plan": frozenset({"duty_signup"}),
    "duty_leave": frozenset({"duty_leave"}),
    "give_points": frozenset({"points"}),
    "give_points_who": frozenset({"points"}),
    "donate_points": frozenset({"points"}),
    "redeem_code": frozenset({"redeem"}),
    "till": frozenset({"redeem"}),
}
# Answers to one question that sound like something else: 站护学岗 as what one likes to do.
SOUNDS_LIKE: dict[tuple[str, str], frozenset[str]] = {
    ("wish", "description"): frozenset({"wish_claim"}),
    ("wish_for", "description"): frozenset({"wish_claim"}),
    ("dispute", "description"): frozenset({"wish"}),
    ("registration", "skills"): frozenset({"duty_signup", "wish_claim"}),
    ("registration", "free"): frozenset({"duty_signup", "wish_claim"}),
    ("plan", "post"): DUTY,
}
# Questions for a time, whose answers tell of a whole week: 明天要去医院，后天在家 sounds like leave.
# Where no duty is named it is none.
ASK_WHEN = TIMES | {"when"}
SOUND_LIKE_A_WEEK = frozenset({"duty_leave", "duty_signup"})
OF_DUTY = re.compile("班|岗|值|巡|护学|站|假|顶替")
# Forms that ask for a time as another one does.
READ_AS = {"dispute": "wish"}
# Questions to which any story is an answer: what sounded like another subject may be the story itself.
STORIES = frozenset({"description"})
# Forms whose words are shown to nobody but who deals with them, not even to a person who takes over.
CONFIDENTIAL = frozenset({"dispute", "tell_family", "tell_health", "see_sensitive"})
# Forms in which staff writes for others, or somebody of themselves: whatever is an answer is meant to be one.
TAKES_ALL = frozenset(
    {"announcement", "return_wish", "close_follow_up", "return_registration", "thank", "meeting"}
    | {"tell_past", "tell_talents", "tell_hours", "tell_family", "tell_health"}
    | {"give_role", "set_grid", "set_neighbours", "see_sensitive"}
    | {"find_person", "add_person", "list_buildings", "categorise", "change_standing", "name_proxy", "leave", "erase"}
    | {"duty_correct", "duty_backfill", "duty_calendar", "duty_move", "duty_template", "duty_post"}
    | {"reward", "partner", "stock_up", "adjust_points", "grant_points", "inherit_points", "reverse_points"}
    | {"points_who", "points_heir", "inherit_from", "openings"}
)


def may_sound_like(form: str, field: str, text: str) -> frozenset[str]:
    """Return the intents that an answer to this question may seem to have without being another subject."""
    is_week = field in ASK_WHEN and not OF_DUTY.search(text)
    return SOUNDS_LIKE.get((form, field), NOTHING) | (SOUND_LIKE_A_WEEK if is_week else NOTHING)


def answered_as(form: str) -> str:
    """Return the intent as whose an answer's times are read.

    「明天值班，后天都行」 in the form of a wish tells when the wish is to be granted, and not of a duty. The form of a
    dispute asks when somebody can be met, as that of a wish does, and not when it happens.
    """
    about = SUBJECTS.get(form, NOTHING)
    return READ_AS.get(form) or (next(iter(about)) if len(about) == 1 else "other")
