"""积分管理: catalogue, partners, month close; what waits for a second person stands on top."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.people import Role
from domain.permissions import Action, may, require
from domain.timebank_desk import LONGEST_PARTNER, MonthReported
from domain.timebank_months import CloseRefused, Month
from domain.timebank_policy import RewardKind
from domain.timebank_rewards import NewReward
from domain.times import local
from handlers import timebank_corrections
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import month_in, pieces_of, points_of, title_of
from handlers.turn import Turn
from usecases.timebank_desk import (
    add_partner,
    add_reward,
    close_books,
    month_to_close,
    put_at_till,
    stock_up,
    waiting,
    withdraw_reward,
)
from usecases.timebank_openings import openings_waiting
from wording import timebank_books as book_words
from wording import timebank_corrections as correction_words
from wording import timebank_office as words
from wording import timebank_till as till_words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.timebank_taps import CloseMonth, OfferTill, Office, PutAtTill, StockUp, WithdrawReward

router = Router(name="timebank_office")
SHOWN = 5
KIND_OF = {name: kind for kind, name in words.REWARD_KINDS.items()}


async def cards(turn: Turn) -> list[Said_]:
    """Return what waits for the speaker's agreement, a card each; nothing for those who may not decide."""
    me = turn.speaker.known()
    if not may(turn.speaker.grants, Action.DECIDE_POINTS, me.community_id, turn.now):
        return []
    books = turn.uow.timebank
    proposals = await books.office.pending_proposals(me.community_id)
    openings = await books.desk.pending_openings(me.community_id)
    return [
        *[
            correction_words.proposal(await waiting(turn.uow, each))
            for each in proposals
            if me.id not in {each.proposer_id, *each.terms.gainers}
        ],
        *[
            correction_words.openings(await openings_waiting(turn.uow, each))
            for each in openings
            if each.proposer_id != me.id
        ],
    ]


@router.message(Said(Word.POINTS_OFFICE), F.chat.type == "private")
@router.callback_query(Said(Word.POINTS_OFFICE))
async def office(event: Message | CallbackQuery, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.READ_BOOKS, turn.speaker.known().community_id, turn.now)
    waits = await cards(turn)
    return Reply((words.office(len(waits)), *waits[:SHOWN]))


@router.callback_query(Tapped(Office))
async def do(event: CallbackQuery, tap: Office, turn: Turn) -> Reply:
    start = STARTS.get(tap.what)
    return Reply() if start is None else await start(turn)


async def _added(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    partner_id, partner_name = next(each for each in draft.extra["partners"] if each[1] == told["partner"])
    terms = NewReward(
        community_id=turn.speaker.known().community_id,
        partner_id=int(partner_id),
        title=told["title"],
        kind=KIND_OF.get(told["kind"], RewardKind.SERVICE),
        points=int(told["points"]),
        stock=int(told["stock"]) if told["stock"] else None,
        limit=int(told["limit"]) if told["limit"] else None,
    )
    reward = await add_reward(turn.uow, turn.speaker, terms, turn.now)
    return Reply((words.reward_added(reward, partner_name, turn.keys),))


REWARD = register(
    Form(
        "reward",
        "上架兑换品",
        (
            Field("title", words.TITLE, title_of),
            Field("kind", words.KIND),
            Field("points", words.PRICE, points_of),
            Field("stock", words.STOCK, pieces_of),
            Field("limit", words.LIMIT, pieces_of),
            Field("partner", lambda draft: words.partner([name for _, name in draft.extra["partners"]])),
        ),
        _added,
    )
)


async def _begin_reward(turn: Turn) -> Reply:
    home = _allowed(turn, Action.KEEP_CATALOGUE)
    partners = await turn.uow.timebank.desk.partners(home)
    if not partners:
        return Reply((words.no_partner(),))
    return await begin(turn, REWARD, extra={"partners": [[each.id, each.name] for each in partners]})


def _allowed(turn: Turn, action: Action) -> int:
    """Refuse before anything is asked; the use case refuses again."""
    me = turn.speaker.known()
    require(turn.speaker.grants, action, me.community_id, turn.now)
    return me.community_id


async def _partner_added(turn: Turn, draft: Draft) -> Reply:
    return Reply(
        (till_words.partner_added(await add_partner(turn.uow, turn.speaker, draft.answers["name"], turn.now)),)
    )


def _partner_name(text: str) -> str | None:
    name = title_of(text)
    return name if name and len(name) <= LONGEST_PARTNER else None


PARTNER = register(
    Form(
        "partner",
        "新增商户",
        (Field("name", till_words.PARTNER_NAME, _partner_name),),
        _partner_added,
        is_summarised=False,
    )
)


async def _begin_partner(turn: Turn) -> Reply:
    _allowed(turn, Action.KEEP_CATALOGUE)
    return await begin(turn, PARTNER)


async def _rewards(turn: Turn) -> Reply:
    home = _allowed(turn, Action.KEEP_CATALOGUE)
    names = {each.id: each.name for each in await turn.uow.timebank.desk.partners(home)}
    return Reply(tuple(words.rewards(await turn.uow.timebank.catalogue.rewards(home), names)))


async def _partners(turn: Turn) -> Reply:
    home = _allowed(turn, Action.KEEP_CATALOGUE)
    found = await turn.uow.timebank.desk.partners(home)
    persons = await turn.uow.people.persons({who for each in found for who in each.clerks})
    month = Month.of(local(turn.now).date())
    return Reply(tuple(till_words.partners(found, {who: one.name for who, one in persons.items()}, month)))


async def _begin_close(turn: Turn) -> Reply:
    return Reply((book_words.close_which(await month_to_close(turn.uow, turn.speaker, turn.now)),))


STARTS: dict[str, Callable[[Turn], Awaitable[Reply]]] = {
    "rewards": _rewards,
    "reward": _begin_reward,
    "partners": _partners,
    "partner": _begin_partner,
    "close": _begin_close,
    **timebank_corrections.STARTS,
}


async def _stocked(turn: Turn, draft: Draft) -> Reply:
    pieces = int(draft.answers["pieces"])
    reward = await stock_up(turn.uow, turn.speaker, int(draft.extra["reward"]), pieces, turn.now)
    return Reply((words.stocked(reward, turn.keys),))


STOCK = register(Form("stock_up", "补货", (Field("pieces", words.PIECES, pieces_of),), _stocked, is_summarised=False))


@router.callback_query(Tapped(StockUp))
async def stock(event: CallbackQuery, tap: StockUp, turn: Turn) -> Reply:
    _allowed(turn, Action.KEEP_CATALOGUE)
    return await begin(turn, STOCK, extra={"reward": tap.reward_id})


@router.callback_query(Tapped(WithdrawReward))
async def withdraw(event: CallbackQuery, tap: WithdrawReward, turn: Turn) -> Reply:
    return Reply(redraw=words.withdrawn(await withdraw_reward(turn.uow, turn.speaker, tap.reward_id, turn.now)))


@router.callback_query(Tapped(OfferTill))
async def offer_till(event: CallbackQuery, tap: OfferTill, turn: Turn) -> Reply:
    home = _allowed(turn, Action.KEEP_CATALOGUE)
    merchants = await turn.uow.people.holders(home, (Role.MERCHANT,), turn.now)
    persons = await turn.uow.people.persons(merchants)
    till = await turn.uow.timebank.desk.partner(home, tap.partner_id)
    if till is None:
        return Reply((words.no_partner(),))
    return Reply((till_words.whose_till(till, [persons[who] for who in merchants if who in persons]),))


@router.callback_query(Tapped(PutAtTill))
async def at_till(event: CallbackQuery, tap: PutAtTill, turn: Turn) -> Reply:
    till = await put_at_till(turn.uow, turn.speaker, tap.person_id, tap.partner_id, turn.now)
    person = await turn.uow.people.person(tap.person_id)
    return Reply(redraw=till_words.at_till(till, person.name if person else ""))


@router.callback_query(Tapped(CloseMonth))
async def close(event: CallbackQuery, tap: CloseMonth, turn: Turn) -> Reply:
    """Report or shout; what was found out is committed either way, since it is an answer and no refusal."""
    answer = await close_books(turn.uow, turn.speaker, month_in(tap.year, tap.month), turn.now)
    if isinstance(answer, CloseRefused):
        return Reply(redraw=book_words.not_closed(answer.report))
    person = await turn.uow.people.person(answer.closed_by)
    who = person.name if person else ""
    fact = MonthReported(answer.month.year, answer.month.month, answer.sequence, answer.trial, who)
    return Reply(redraw=book_words.closed(fact))
