"""The catalogue as the office keeps it: rewards with their pictures, partners, and who stands at which till."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.people import Role
from domain.permissions import Action, require
from domain.timebank_desk import LONGEST_PARTNER
from domain.timebank_expiry import expires_on
from domain.timebank_months import Month
from domain.timebank_policy import RewardKind
from domain.timebank_rewards import NewReward
from domain.times import local
from handlers.fields import line_of
from handlers.filters import Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import pieces_of, points_of, title_of
from handlers.turn import Turn
from usecases.timebank_catalogue import (
    add_partner,
    add_reward,
    put_at_till,
    set_picture,
    stock_up,
    withdraw_reward,
)
from wording import timebank_catalogue as words
from wording import timebank_till as till_words
from wording.message import Reply
from wording.timebank_taps import AddPicture, OfferTill, PutAtTill, StockUp, WithdrawReward

router = Router(name="timebank_catalogue")
WAITS = "reward_picture"
PATIENCE = timedelta(minutes=10)
KIND_OF = {name: kind for kind, name in words.REWARD_KINDS.items()}


def _until(told: str, today: date) -> date | None:
    """Return the first day on which it is no longer offered; None where it is offered for good."""
    months = words.MONTHS_OFFERED.get(told)
    return None if months is None else expires_on(today, months)


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
        until_on=_until(told["until"], local(turn.now).date()),
        description=told["description"],
    )
    reward = await add_reward(turn.uow, turn.speaker, terms, turn.now)
    return Reply((words.reward_added(reward, partner_name),))


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
            Field("until", words.UNTIL),
            Field("description", words.DESCRIPTION, line_of),
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


STARTS: dict[str, Callable[[Turn], Awaitable[Reply]]] = {
    "rewards": _rewards,
    "reward": _begin_reward,
    "partners": _partners,
    "partner": _begin_partner,
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


@router.callback_query(Tapped(AddPicture))
async def ask_picture(event: CallbackQuery, tap: AddPicture, turn: Turn) -> Reply:
    """Wait for a photo: the next one within ten minutes is meant."""
    _allowed(turn, Action.KEEP_CATALOGUE)
    turn.talk.put(WAITS, {"reward": tap.reward_id, "until_at": (turn.now + PATIENCE).isoformat()})
    return Reply((words.send_picture(),))


class WaitsForPicture(Filter):
    """Somebody has just asked to add a picture to a reward."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool:  # noqa: ARG002 - aiogram's signature
        waits = turn.talk.state.get(WAITS)
        return waits is not None and turn.now < datetime.fromisoformat(waits["until_at"])


@router.message(F.photo, F.chat.type == "private", WaitsForPicture())
async def picture(message: Message, turn: Turn) -> Reply:
    sizes = message.photo or []
    reward_id = int(turn.talk.state[WAITS]["reward"])
    turn.talk.put(WAITS, None)
    reward = await set_picture(turn.uow, turn.speaker, reward_id, sizes[-1].file_id, turn.now)
    return Reply((words.pictured(reward),))


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
