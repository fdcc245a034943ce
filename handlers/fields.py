"""Questions that several forms ask, with how their answers are read."""

from difflib import get_close_matches
from typing import Any

from domain.answers import cleaned, name_of, phone_of
from domain.dossiers import LONGEST_SKILL, MOST_SKILLS, parts_of, skills_of
from domain.people import Person
from domain.places import building_name, room_name
from handlers.forms import Answers, Draft, Field
from handlers.turn import Turn
from usecases.people import community_of, has_agreed
from wording import people as words

LONGEST_LINE = 200
BUILDINGS_OFFERED = 6
NEAREST_OFFERED = 3


def line_of(text: str) -> str | None:
    """Return a short line of free text, or None when nothing or too much was said."""
    said = " ".join(cleaned(text).split())
    return said if 0 < len(said) <= LONGEST_LINE else None


def is_unknown(draft: Draft) -> bool:
    return not draft.extra.get("known")


def needs_consent(draft: Draft) -> bool:
    """Say whether the speaker has not agreed to what is kept, or to an earlier wording of it only."""
    return not draft.extra.get("agreed")


def _no_such_building(draft: Draft, answer: Any) -> str:
    """Where the community has a list of its buildings, offer the nearest ones instead of one that is not there."""
    there = draft.extra.get("all_buildings") or []
    if not there or answer in there:
        return ""
    draft.extra["buildings"] = get_close_matches(answer, there, n=NEAREST_OFFERED, cutoff=0)
    return words.no_such_building(answer)


def skills_line(text: str) -> str | None:
    """Return what somebody says they can do: one thing or several, told apart by commas."""
    said = cleaned(text)
    return said if any(sign.isalpha() for sign in said) else None


def strange_skills(draft: Draft, answer: Any) -> str:
    """Say kindly that it is too much, or that a sentence is no skill."""
    told = [answer] if isinstance(answer, str) else list(answer)
    parts = parts_of([*(draft.answers.get("skills") or []), *told])
    if len(parts) > MOST_SKILLS:
        return words.TOO_MANY_SKILLS
    return words.SHORTER_SKILL if any(len(part) > LONGEST_SKILL for part in parts) else ""


CONSENT = Field("consent", words.CONSENT, ends_on=words.REFUSE, wanted=needs_consent)
NAME = Field("name", words.NAME, name_of)
PHONE = Field("phone", words.PHONE, phone_of)
BUILDING = Field(
    "building", lambda draft: words.building(draft.extra.get("buildings", ())), building_name, doubt=_no_such_building
)
ROOM = Field("room", words.ROOM, room_name)
# Who somebody is, asked only of those we do not know.
WHO = tuple(
    Field(each.key, each.question, each.read, wanted=is_unknown, doubt=each.doubt)
    for each in (NAME, PHONE, BUILDING, ROOM)
)


async def about(turn: Turn, community_id: int | None = None) -> dict[str, object]:
    """Return what a form wants to know before it opens: is the person known, which buildings are there."""
    community = await community_of(turn.uow, turn.speaker, community_id)
    known = turn.speaker.person is not None and bool(turn.speaker.person.building)
    buildings = await turn.uow.people.buildings(community.id) if community else []
    return {
        "known": known,
        "agreed": known and has_agreed(turn.speaker),
        "community": community.id if community else None,
        "all_buildings": await turn.uow.people.listed_buildings(community.id) if community else [],
        "buildings": buildings[:BUILDINGS_OFFERED],
    }


def person_from(draft: Draft) -> Person:
    """Return the person as told in a form."""
    told: Answers = draft.answers
    return Person(
        id=0,
        community_id=int(draft.extra["community"]),
        name=told.get("name", ""),
        phone=told.get("phone", ""),
        building=told.get("building", ""),
        room=told.get("room", ""),
        skills=skills_of(told.get("skills", ())),
        free=tuple(told.get("free", ())),
    )
