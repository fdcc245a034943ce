"""What an update did, for the audit trail: read off the button that was pressed or the form that was finished."""

import re
from dataclasses import fields
from typing import Any

from domain.people import Speaker
from domain.proxies import Acting, NotWhileActing, ProxyScope
from wording.menu import Word
from wording.taps import Change, Choose, Meant, Menu, Move, StopActing, Tap, Understood
from wording.wish_taps import AgreeVisit, ProposeVisit, RateWish, RenewWish, ReopenWish, WithdrawWish

# What a proxy for wishes only may say and tap: making, following and rating wishes, and being oneself again.
WISH_WORDS = frozenset({Word.WISH, Word.PROGRESS, Word.COMMUNITY, Word.PROXIES, Word.BACK, Word.CANCEL, Word.RESUME})
WITHIN_WISHES = (
    *(AgreeVisit, Change, Choose, Meant, Move, ProposeVisit, RateWish, RenewWish, ReopenWish),
    *(StopActing, Understood, WithdrawWish),
)
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
NUMBER = "_id"


def subject_of(tap: Tap | None) -> tuple[str, str, int] | None:
    """Return the deed, the kind of subject and its number for a button that names one: `ClaimWish(wish_id=7)`."""
    if tap is None:
        return None
    for each in fields(tap):  # type: ignore[arg-type]  # every tap is a dataclass
        value = getattr(tap, each.name)
        if each.name.endswith(NUMBER) and isinstance(value, int):
            more = "".join(f"_{value}" for value in _others(tap, each.name))
            return f"{_WORD.sub('_', type(tap).__name__).lower()}{more}"[:60], each.name.removesuffix(NUMBER), value
    return None


def refuse_beyond(acting: Acting | None, word: Word | None, tap: Tap | None) -> None:
    """Refuse with `NotWhileActing` when a proxy for wishes asks for something else in the person's name."""
    if acting is None or acting.scope is not ProxyScope.WISHES:
        return
    strange_tap = tap is not None and not isinstance(tap, (Menu, *WITHIN_WISHES))
    strange_word = word is not None and word not in WISH_WORDS
    if strange_tap or strange_word:
        raise NotWhileActing


def form_subject(state: dict[str, Any], speaker: Speaker) -> tuple[str, int]:
    """Return what a finished form was about: the subject it was opened for, or the speaker."""
    for key, value in state.get("extra", {}).items():
        if key in {"wish", "registration", "case", "person"} and str(value).isdecimal():
            return key, int(value)
    return "person", speaker.person.id if speaker.person else 0


def _others(tap: Tap, but: str) -> list[str]:
    """Return the short choices that go with the number, such as the step or the stars."""
    rest = [getattr(tap, each.name) for each in fields(tap) if each.name != but]  # type: ignore[arg-type]  # see above
    return [str(getattr(each, "value", each)) for each in rest]
