"""What two people decide about points: corrections, reversals, grants, passing on, opening balances."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.permissions import Action, require
from domain.timebank import AccountKind, TransferNotFound
from domain.timebank_gifts import NewProposal, ProposalKind
from handlers.filters import Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import (
    begin_about,
    fresh_key,
    lines_of,
    minutes_of,
    person_in,
    points_of,
    points_or_none_of,
    reason_of,
    whole_of,
)
from handlers.turn import Turn
from usecases.timebank_desk import decide_points, propose_points, waiting
from usecases.timebank_openings import decide_openings, openings_waiting, propose_openings
from wording import timebank_corrections as words
from wording.message import Reply
from wording.timebank import nobody_so_called
from wording.timebank_gifts import POINTS
from wording.timebank_taps import DecideOpenings, DecidePoints

router = Router(name="timebank_corrections")


async def _proposed(turn: Turn, draft: Draft, terms: NewProposal) -> Reply:
    made = await propose_points(turn.uow, turn.speaker, terms, draft.extra["key"], turn.now)
    return Reply((words.proposed(await waiting(turn.uow, made), turn.keys),))


async def _adjusted(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    sign = 1 if told["direction"] == words.ADD else -1
    terms = NewProposal(
        community_id=turn.speaker.known().community_id,
        kind=ProposalKind.ADJUSTMENT,
        person_id=person_in(told, draft.extra),
        reason=told["reason"],
        points=sign * int(told["points"]),
        minutes=sign * int(told["minutes"] or 0),
        is_honour=True,
    )
    return await _proposed(turn, draft, terms)


async def _granted(turn: Turn, draft: Draft) -> Reply:
    terms = NewProposal(
        community_id=turn.speaker.known().community_id,
        kind=ProposalKind.GRANT,
        person_id=person_in(draft.answers, draft.extra),
        reason=draft.answers["reason"],
        points=int(draft.answers["points"]),
    )
    return await _proposed(turn, draft, terms)


async def _inherited(turn: Turn, draft: Draft) -> Reply:
    terms = NewProposal(
        community_id=turn.speaker.known().community_id,
        kind=ProposalKind.INHERITANCE,
        person_id=person_in(draft.answers, draft.extra),
        reason=draft.answers["reason"],
        heir_id=person_in(draft.answers, draft.extra, "heir"),
    )
    return await _proposed(turn, draft, terms)


async def _reversed(turn: Turn, draft: Draft) -> Reply:
    home, sequence = turn.speaker.known().community_id, int(draft.answers["sequence"])
    found = await turn.uow.timebank.transfer(home, sequence)
    owners = (
        [one.owner_id for one in (found.order.credit, found.order.debit) if one.kind in OF_PERSONS] if found else []
    )
    if not owners:
        raise TransferNotFound(sequence)
    terms = NewProposal(home, ProposalKind.REVERSAL, owners[0], draft.answers["reason"], sequence=sequence)
    return await _proposed(turn, draft, terms)


OF_PERSONS = frozenset({AccountKind.PERSON, AccountKind.HELD})
PERSON = Field("person", lambda draft: words.which([label for _, label in draft.extra["person"]]))
HEIR = Field("heir", lambda draft: words.which([label for _, label in draft.extra["heir"]]))
REASON = Field("reason", words.REASON, reason_of)
ADJUST = register(
    Form(
        "adjust_points",
        "更正积分",
        (
            PERSON,
            Field("direction", words.DIRECTION),
            Field("points", words.AMOUNT, points_or_none_of),
            Field("minutes", words.HOURS, minutes_of),
            REASON,
        ),
        _adjusted,
    )
)
GRANT = register(Form("grant_points", "积分池帮扶", (PERSON, Field("points", POINTS, points_of), REASON), _granted))
INHERIT = register(Form("inherit_points", "转给家人", (PERSON, HEIR, REASON), _inherited))


def _number(text: str) -> str | None:
    number = whole_of(text)
    return str(number) if number else None


REVERSE = register(Form("reverse_points", "撤回一笔", (Field("sequence", words.SEQUENCE, _number), REASON), _reversed))


async def _found(turn: Turn, draft: Draft) -> Reply:
    told, form = draft.answers["who"], AFTER[draft.extra["then"]]
    return await begin_about(turn, told, form, WHO, nobody_so_called(told), draft.extra)


async def _heir_found(turn: Turn, draft: Draft) -> Reply:
    """Go on with both persons known; the first one's choice is kept."""
    told = draft.answers["who"]
    return await begin_about(turn, told, INHERIT, HEIR_WHO, nobody_so_called(told), draft.extra, "heir")


async def _first_chosen(turn: Turn, draft: Draft) -> Reply:
    chosen = [each for each in draft.extra["person"] if each[1] == draft.answers["person"]]
    turn.talk.put("form", None)
    return await begin(turn, HEIR_WHO, extra={**draft.extra, "person": chosen})


WHO = register(Form("points_who", "积分", (Field("who", words.WHO),), _found, is_summarised=False))
HEIR_WHO = register(Form("points_heir", "转给家人", (Field("who", words.HEIR),), _heir_found, is_summarised=False))
INHERIT_FROM = register(Form("inherit_from", "转给家人", (PERSON,), _first_chosen, is_summarised=False))
AFTER = {"adjust": ADJUST, "grant": GRANT, "inherit": INHERIT_FROM}


def _starts(then: str) -> Callable[[Turn], Awaitable[Reply]]:
    async def start(turn: Turn) -> Reply:
        _allowed(turn)
        return await begin(turn, WHO, extra={"then": then, "key": fresh_key(then)})

    return start


def _allowed(turn: Turn) -> None:
    """Refuse before anything is asked; the use case refuses again."""
    require(turn.speaker.grants, Action.PROPOSE_POINTS, turn.speaker.known().community_id, turn.now)


async def _begin_reversal(turn: Turn) -> Reply:
    _allowed(turn)
    return await begin(turn, REVERSE, extra={"key": fresh_key("reverse")})


async def _openings_read(turn: Turn, draft: Draft) -> Reply:
    book = await propose_openings(turn.uow, turn.speaker, draft.answers["lines"], turn.now)
    return Reply((words.openings_proposed(await openings_waiting(turn.uow, book), turn.keys),))


OPENINGS = register(
    Form("openings", "录老账本", (Field("lines", words.OPENINGS, lines_of),), _openings_read, is_summarised=False)
)


async def _begin_openings(turn: Turn) -> Reply:
    _allowed(turn)
    return await begin(turn, OPENINGS)


STARTS: dict[str, Callable[[Turn], Awaitable[Reply]]] = {
    **{then: _starts(then) for then in AFTER},
    "reverse": _begin_reversal,
    "openings": _begin_openings,
}


@router.callback_query(Tapped(DecidePoints))
async def decide(event: CallbackQuery, tap: DecidePoints, turn: Turn) -> Reply:
    agrees = bool(tap.agrees)
    fact = await decide_points(turn.uow, turn.speaker, tap.proposal_id, turn.now, agrees=agrees)
    return Reply(redraw=words.decided(fact, turn.speaker.known().name, agrees=agrees))


@router.callback_query(Tapped(DecideOpenings))
async def decide_book(event: CallbackQuery, tap: DecideOpenings, turn: Turn) -> Reply:
    agrees = bool(tap.agrees)
    fact = await decide_openings(turn.uow, turn.speaker, tap.book_id, turn.now, agrees=agrees)
    return Reply(redraw=words.openings_decided(fact, turn.speaker.known().name, agrees=agrees))
