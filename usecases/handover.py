"""A person takes over: ask for one, take it, speak both ways through the bot, end it, chase what nobody answers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.handover import (
    SILENT_FOR,
    Handover,
    HandoverAnswered,
    HandoverCard,
    HandoverEnded,
    HandoverHeard,
    HandoverOver,
    HandoverState,
    HandoverStillWaiting,
    Spoken,
)
from domain.notices import Fact, Lane, Notice
from domain.people import Community, Role, Speaker
from domain.permissions import Action, require
from domain.refusals import NotFound, NotYours
from domain.voice import VoiceAnswered, VoiceNote
from usecases.ports import UnitOfWork

ANSWERING = (Role.STAFF, Role.ADMIN)
WORDS_KEPT = timedelta(days=30)


async def ask_for_person(
    uow: UnitOfWork, speaker: Speaker, community: Community, turns: Sequence[Spoken], now: datetime, danger: str = ""
) -> Handover:
    """Open a conversation with a person, or add to the open one, and show staff a card; danger goes out at once."""
    there = await uow.handovers.open_of_chat(speaker.chat_id)
    if there is not None:
        for turn in turns[-1:]:
            there = there.hear(turn.who, turn.text, now)
        there = replace(there, danger=danger or there.danger)
        await uow.handovers.save(there)
        if danger:
            await _show_staff(uow, there, now, f"danger-{now.timestamp():.3f}")
        return there
    person = speaker.person
    fresh = Handover(
        id=0,
        community_id=community.id,
        chat_id=speaker.chat_id,
        person_id=person.id if person else None,
        name=person.name if person else "",
        place=f"{person.building}{person.room}" if person else "",
        phone=person.phone if person else "",
        turns=(),
        state=HandoverState.WAITING,
        opened_at=now,
        since_at=now,
        danger=danger,
    )
    for turn in turns:
        fresh = fresh.hear(turn.who, turn.text, now)
    opened = await uow.handovers.add(fresh)
    await _show_staff(uow, opened, now, "card")
    return opened


async def take_handover(uow: UnitOfWork, speaker: Speaker, handover_id: int, now: datetime) -> Handover:
    """Take the conversation; refuses with `HandoverTakenAlready`, `HandoverOver`, `NotAllowed`."""
    one = await _held(uow, speaker, handover_id)
    require(speaker.grants, Action.ANSWER_RESIDENT, one.community_id, now)
    helper = speaker.known()
    earlier = await uow.people.person(one.helper_id) if one.helper_id else None
    taken = one.take(helper.id, earlier.name if earlier else "", now)
    await uow.handovers.save(taken)
    if one.state is HandoverState.WAITING:
        await _to_asker(uow, taken, HandoverAnswered(taken.id, helper.name, _role(speaker)), now)
        await _show_staff(uow, taken, now, "taken", helper=helper.name, replaces="card")
    return taken


async def answer_asker(uow: UnitOfWork, speaker: Speaker, handover_id: int, text: str, now: datetime) -> Handover:
    """Pass the helper's words on; the person sees who is speaking."""
    one = await _helped(uow, speaker, handover_id)
    helper = speaker.known()
    said = one.hear(helper.name, text, now)
    await uow.handovers.save(said)
    await _to_asker(uow, said, HandoverAnswered(said.id, helper.name, _role(speaker), text), now)
    return said


async def answer_by_voice(
    uow: UnitOfWork, speaker: Speaker, handover_id: int, note: VoiceNote, noted: str, now: datetime
) -> Handover:
    """Pass the helper's voice note on as it came; `noted` stands for it in the conversation."""
    one = await _helped(uow, speaker, handover_id)
    helper = speaker.known()
    said = one.hear(helper.name, noted, now)
    await uow.handovers.save(said)
    fact = VoiceAnswered(said.id, helper.name, _role(speaker), note.file_id, note.seconds)
    await _to_asker(uow, said, fact, now)
    return said


async def tell_helper(uow: UnitOfWork, one: Handover, text: str, now: datetime) -> Handover:
    """Pass the asker's words on to whoever has the conversation; while nobody has, they are kept for them."""
    said = one.hear(one.name, text, now)
    await uow.handovers.save(said)
    if said.helper_id is not None and said.state is HandoverState.TAKEN:
        fact = HandoverHeard(said.id, said.name, text)
        await uow.outbox.push([_notice(said, "heard", fact, now, to_person=said.helper_id)])
    return said


async def end_handover(uow: UnitOfWork, speaker: Speaker, handover_id: int, now: datetime) -> Handover:
    """Let either side end it; the other side is told who did."""
    one = await uow.handovers.hold(handover_id)
    if one is None:
        raise NotFound
    me = speaker.person
    is_asker = speaker.chat_id == one.chat_id
    if not is_asker and (me is None or me.id != one.helper_id):
        raise NotYours
    ended = one.end(now)
    await uow.handovers.save(ended)
    fact = HandoverEnded(me.name if me else "")
    if not is_asker:
        await _to_asker(uow, ended, fact, now)
    elif one.helper_id is not None:
        await uow.outbox.push([_notice(ended, "ended", fact, now, to_person=one.helper_id)])
    else:
        await _show_staff(uow, ended, now, "over", helper=ended.name or "街坊", replaces="card")
    return ended


async def open_of(uow: UnitOfWork, chat_id: int) -> Handover | None:
    return await uow.handovers.open_of_chat(chat_id)


async def chase_handovers(uow: UnitOfWork, now: datetime) -> int:
    """Remind staff of whoever still waits, tell the person so, and end what has fallen silent."""
    chased = 0
    for one in await uow.handovers.waiting():
        if not one.chase_due(now):
            continue
        chased += 1
        rung = replace(one, chased=one.chased + 1)
        await uow.handovers.save(rung)
        await _show_staff(uow, rung, now, f"chase-{rung.chased}", is_chase=True)
        community = await uow.people.community(one.community_id)
        await _to_asker(uow, rung, HandoverStillWaiting(community.phone), now)
    for one in await uow.handovers.silent_since(now - SILENT_FOR):
        ended = one.end(now)
        await uow.handovers.save(ended)
        await _to_asker(uow, ended, HandoverEnded("", by_silence=True), now, urgent=False)
    await uow.handovers.forget_ended(now - WORDS_KEPT)
    return chased


async def _held(uow: UnitOfWork, speaker: Speaker, handover_id: int) -> Handover:
    one = await uow.handovers.hold(handover_id)
    if one is None or one.community_id != speaker.known().community_id:
        raise NotFound
    return one


async def _helped(uow: UnitOfWork, speaker: Speaker, handover_id: int) -> Handover:
    """Return the conversation that the speaker has taken; refuses with `HandoverOver`, `NotYours`, `NotFound`."""
    one = await _held(uow, speaker, handover_id)
    if one.state is HandoverState.ENDED:
        raise HandoverOver
    if one.helper_id != speaker.known().id:
        raise NotYours
    return one


def _role(speaker: Speaker) -> Role:
    held = speaker.roles()
    return next((role for role in ANSWERING if role in held), ANSWERING[0])


def _notice(
    one: Handover,
    what: str,
    fact: Fact,
    now: datetime,
    *,
    to_person: int | None = None,
    to_chat: int | None = None,
    replaces: str | None = None,
    urgent: bool = True,
) -> Notice:
    """Address one side; a conversation is answered like a reply: at once, whatever the hour."""
    key = f"handover:{one.id}:{what}:{to_person or to_chat}:{now.timestamp():.6f}"
    return Notice(
        key, fact, now, to_person=to_person, to_chat=to_chat, lane=Lane.REPLY, urgent=urgent, replaces=replaces
    )


async def _to_asker(uow: UnitOfWork, one: Handover, fact: Fact, now: datetime, *, urgent: bool = True) -> None:
    await uow.outbox.push([_notice(one, type(fact).__name__, fact, now, to_chat=one.chat_id, urgent=urgent)])


async def _show_staff(
    uow: UnitOfWork,
    one: Handover,
    now: datetime,
    what: str,
    *,
    helper: str = "",
    replaces: str = "",
    is_chase: bool = False,
) -> None:
    """Show the card to everybody who may answer; the asker, should they be one of them, sees no own card."""
    turns = () if helper else one.turns
    fact = HandoverCard(one.id, one.name, one.place, one.phone, one.danger, turns, helper, is_chase)
    holders: list[int] = await uow.people.holders(one.community_id, ANSWERING, now)
    await uow.outbox.push(
        Notice(
            f"handover:{one.id}:{what}:{who}",
            fact,
            now,
            to_person=who,
            urgent=bool(one.danger) or bool(replaces),
            replaces=f"handover:{one.id}:{replaces}:{who}" if replaces else None,
        )
        for who in holders
        if who != one.person_id
    )
