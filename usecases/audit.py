"""The trail: note a deed, note who saw what, and read both back."""

from collections.abc import Iterable
from datetime import datetime

from domain.audit import Deed, Reveal, Seen, Why
from domain.people import Speaker
from domain.permissions import Action, require
from domain.records import HistoryLine
from domain.refusals import NotFound
from usecases.ports import UnitOfWork

LINES = 30


async def note(uow: UnitOfWork, speaker: Speaker, what: str, subject: str, subject_id: int, now: datetime) -> None:
    """Write down that the speaker did this; a proxy is the actor, and the person they act for stands beside."""
    person = speaker.person.id if speaker.person else None
    acting = speaker.acting
    community = speaker.community.id if speaker.community else None
    actor = acting.proxy_person_id if acting else person
    behalf = person if acting else None
    await uow.audit.note(Deed(now, what, subject, subject_id, community, actor, speaker.account.id or None, behalf))


async def seen(
    uow: UnitOfWork,
    speaker: Speaker,
    persons: Iterable[int],
    what: Iterable[Seen],
    why: Why,
    now: datetime,
    subject_id: int = 0,
) -> None:
    """Write down that the speaker was shown this of these persons."""
    by = speaker.acting.proxy_person_id if speaker.acting else speaker.known().id
    kinds = list(what)
    await uow.audit.reveal(Reveal(now, who, by, kind, why, subject_id) for who in persons for kind in kinds)


async def history(uow: UnitOfWork, speaker: Speaker, subject: str, subject_id: int, now: datetime) -> list[HistoryLine]:
    """Return what happened to a person or a case of the speaker's community, newest first; asking is noted, too."""
    reader = speaker.known()
    require(speaker.grants, Action.READ_HISTORY, reader.community_id, now)
    if subject == "person":
        who = await uow.people.person(subject_id)
        if who is None or who.community_id != reader.community_id:
            raise NotFound
    deeds = await uow.audit.of_subject(subject, subject_id, reader.community_id, LINES)
    deeds = [deed for deed in deeds if deed.community_id == reader.community_id]
    ids = {who for deed in deeds for who in (deed.actor_id, deed.on_behalf_of) if who is not None}
    names = {who: person.name for who, person in (await uow.people.persons(ids)).items()}
    await note(uow, speaker, "read_history", subject, subject_id, now)
    return [
        HistoryLine(
            deed.at,
            deed.what,
            deed.subject,
            deed.subject_id,
            names.get(deed.actor_id or 0, ""),
            names.get(deed.on_behalf_of or 0, ""),
        )
        for deed in deeds
    ]
