"""A call for help: the number to dial comes first, and staff is told at once."""

from domain.answers import without_ids
from domain.handover import Spoken
from handlers.turn import Turn
from usecases.handover import ask_for_person
from usecases.people import community_of
from wording import talk as words
from wording.message import Reply

UNNAMED = "call"
"""The kind of danger when nobody has said what it is."""


async def call_out(turn: Turn, danger: str | None, text: str) -> Reply:
    """Give the right number first and tell staff at once, with name and place if we know them."""
    community = await community_of(turn.uow, turn.speaker, turn.talk.state.get("community"))
    danger = danger or UNNAMED
    if community is not None:
        name = turn.speaker.person.name if turn.speaker.person else ""
        said = [Spoken(name, without_ids(text))]
        await ask_for_person(turn.uow, turn.speaker, community, said, turn.now, danger)
    return Reply((words.emergency(danger, is_told=community is not None),))
