"""A sentence in private, whoever says it and whenever: danger first, then who it is meant for, then what it means."""

import secrets
from dataclasses import replace

from domain.answers import masked_id
from domain.handover import LONGEST_TURN, TURNS_KEPT, HandoverOver, HandoverState, Spoken
from domain.refusals import NotFound, NotYours
from handlers import forms
from handlers.emergencies import call_out
from handlers.hearing import NO, YES, bare
from handlers.meanings import DOORS, Event, Heard, facts
from handlers.subjects import CONFIDENTIAL
from handlers.turn import Turn, Understanding
from handlers.waiting import next_offer, put_off
from usecases.handover import answer_asker, open_of, tell_helper
from wording import forms as form_words
from wording import handover as handover_words
from wording import talk as words
from wording.handover import BOT
from wording.message import Message as Said
from wording.message import Reply

LONGEST_READ = 1000  # characters that are looked at for a meaning; a wish of that length is asked to be shorter
PATIENCE = 2
SHOWN_GUESSES = 3
_NOT_IN_TURN = {"cancel", "emergency"}
"""What is no request that waits for the one before it."""


async def listen(event: Event, turn: Turn, text: str) -> Reply:
    """Answer a sentence; what was said is kept short, for the person who may have to take over."""
    meant = turn.reader.read(text[:LONGEST_READ], turn.now)
    if meant.danger or (meant.intent == "emergency" and meant.sure):
        return await call_out(turn, meant.danger, text)
    gone = forms.drop_if_too_old(turn)
    if forms.is_open(turn):
        return await _in_form(event, turn, text)
    if masked_id(text):
        return Reply((Said(form_words.no_id_numbers()),))
    through = await _to_person(turn, text)
    if through is not None:
        return through
    reply = await _answered_back(event, turn, text) or await consider(event, turn, text, meant)
    return reply if gone is None else replace(reply, messages=(gone, *reply.messages))


async def consider(event: Event, turn: Turn, text: str, meant: Understanding | None = None) -> Reply:
    """Say what was understood before anything is done; several requests are taken one after the other."""
    pieces = _requests(turn, text)
    if len(pieces) > 1:
        put_off(turn, pieces[1:])
        first = await consider(event, turn, pieces[0])
        return replace(first, messages=(words.several(len(pieces)), *first.messages))
    meant = meant or turn.reader.read(text[:LONGEST_READ], turn.now)
    run = secrets.token_hex(3)
    heard = {"run": run, "intent": meant.intent, "text": text, "slots": dict(meant.slots), "guesses": []}
    turn.talk.put("heard", heard)
    _remember(turn, turn.speaker.person.name if turn.speaker.person else "", text)
    if meant.sure and (meant.intent in words.AT_ONCE or meant.intent == "cancel"):
        return await act(event, turn, meant.intent)
    if meant.sure and meant.intent in words.ASKS:
        turn.talk.put("misses", None)
        return _said(turn, words.did_you_mean(meant.intent, text, run, facts(turn, meant.slots)))
    return _not_understood(turn, heard, meant.candidates[:SHOWN_GUESSES])


async def act(event: Event, turn: Turn, intent: str) -> Reply:
    """Do what was understood, with the words and facts of the sentence; then ask about what else was said."""
    heard = turn.talk.state.get("heard") or {"intent": intent, "text": "", "slots": {}}
    if intent != heard["intent"]:
        # The facts were those of another request: 三号楼换灯 has a kind as a wish, and none as a question.
        heard["slots"] = dict(turn.reader.read(heard["text"][:LONGEST_READ], turn.now, intent).slots)
    turn.talk.put("heard", None)
    turn.talk.put("misses", None)
    reply = await DOORS[intent](event, turn, heard | {"intent": intent})
    if forms.is_open(turn):
        return reply
    return replace(reply, messages=(*reply.messages, *next_offer(turn)))


def was_wrong(turn: Turn, heard: Heard) -> Reply:
    """Take a 不对: the next guesses, without the one that was wrong."""
    meant = turn.reader.read(heard["text"][:LONGEST_READ], turn.now)
    others = [each for each in meant.candidates if each != heard["intent"]][:SHOWN_GUESSES]
    return _not_understood(turn, heard, tuple(others))


async def switch(event: Event, turn: Turn, run: str | None = None) -> Reply:
    """Change the subject: the form is set aside and kept, and the new wish is taken up at once."""
    asked = forms.switch(turn, run)
    if asked is None:
        return Reply(toast=words.said_before())
    intent, text = asked
    meant = turn.reader.read(text, turn.now)
    turn.talk.put("heard", {"run": "", "intent": intent, "text": text, "slots": dict(meant.slots), "guesses": []})
    return await act(event, turn, intent)


async def _in_form(event: Event, turn: Turn, text: str) -> Reply:
    if forms.pending_change(turn):
        if bare(text) in YES | {words.SWITCH}:
            return await switch(event, turn)
        if bare(text) in NO | {words.STAY}:
            return await forms.resume(turn)
    misses = turn.talk.state.get("misses", 0)
    reply = await forms.hear(turn, text)
    if turn.talk.state.get("misses", 0) > misses:
        _remember_miss(turn, text)
    return reply


async def _answered_back(event: Event, turn: Turn, text: str) -> Reply | None:
    """Take 对, 不对, a number or a correction as the answer to what we have just read back."""
    heard = turn.talk.state.get("heard")
    if not heard:
        return None
    if heard["guesses"]:
        number = turn.reader.choice(text, len(heard["guesses"]))
        return None if number is None else await act(event, turn, heard["guesses"][number])
    if bare(text) in YES:
        return await act(event, turn, heard["intent"])
    if bare(text) in NO:
        return was_wrong(turn, heard)
    found = turn.reader.correction(text, turn.now)
    if found is None or not found.wrong or found.wrong not in heard["text"]:
        return None
    return await consider(event, turn, heard["text"].replace(found.wrong, found.right))


def _requests(turn: Turn, text: str) -> list[str]:
    """Return the requests of a message when each of them is clear by itself; otherwise it is one."""
    pieces = turn.reader.requests(text[:LONGEST_READ])
    meanings = [turn.reader.read(each, turn.now) for each in pieces] if len(pieces) > 1 else []
    are_clear = meanings and all(
        each.sure and each.intent in DOORS and each.intent not in _NOT_IN_TURN for each in meanings
    )
    # One thing told in two sentences stays one: 灯坏了。想请人修。
    return pieces if are_clear and len({(each.intent, each.slots.get("category")) for each in meanings}) > 1 else [text]


def _not_understood(turn: Turn, heard: Heard, candidates: tuple[str, ...]) -> Reply:
    misses = int(turn.talk.state.get("misses", 0)) + 1
    turn.talk.put("misses", misses)
    turn.talk.put("heard", heard | {"guesses": words.offered(candidates)})
    answer = words.guesses if misses < PATIENCE else words.offer_person
    return _said(turn, answer(candidates, heard["run"]))


def _said(turn: Turn, message: Said) -> Reply:
    _remember(turn, BOT, message.text)
    return Reply((message,))


def _remember(turn: Turn, who: str, text: str) -> None:
    """Keep the last turns for a person who takes over; sealed with the conversation."""
    turns = [*turn.talk.state.get("turns", []), [who, text[:LONGEST_TURN]]]
    turn.talk.put("turns", turns[-TURNS_KEPT:])


def _remember_miss(turn: Turn, text: str) -> None:
    """Keep for a person what was not understood, and in which form; answers are not kept, nor confidential words."""
    form = turn.talk.state["form"]["name"]
    _remember(turn, BOT, handover_words.in_form(forms.FORMS[form].title))
    if form not in CONFIDENTIAL:
        _remember(turn, turn.speaker.person.name if turn.speaker.person else "", text)


def last_turns(turn: Turn) -> tuple[Spoken, ...]:
    return tuple(Spoken(who, text) for who, text in turn.talk.state.get("turns", []))


async def _to_person(turn: Turn, text: str) -> Reply | None:
    """Pass the sentence on when a person is talking with the speaker, from either side."""
    helping = turn.talk.state.get("helping")
    if helping is not None:
        try:
            await answer_asker(turn.uow, turn.speaker, int(helping), text, turn.now)
        except (HandoverOver, NotFound, NotYours):
            turn.talk.put("helping", None)
        else:
            return Reply((Said(handover_words.passed_on()),))
    there = await open_of(turn.uow, turn.speaker.chat_id)
    if there is None:
        return None
    if there.state is HandoverState.TAKEN:
        await tell_helper(turn.uow, there, text, turn.now)
        return Reply((Said(handover_words.passed_on()),))
    # Nobody has come yet: what is clear is done by the bot, the rest waits for the person.
    if turn.talk.state.get("heard") or turn.reader.read(text[:LONGEST_READ], turn.now).intent in DOORS:
        return None
    await tell_helper(turn.uow, there, text, turn.now)
    return Reply((handover_words.kept_for_helper(),))
