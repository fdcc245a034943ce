"""时间银行: how much and where from, what for, to whom, the star list and the certificate."""

import re

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.permissions import Action, may
from domain.refusals import NotFound
from domain.timebank import Source, SourceKind
from domain.times import local
from handlers import (
    timebank_activities,
    timebank_catalogue,
    timebank_corrections,
    timebank_mediation,
    timebank_office,
    timebank_papers,
    timebank_till,
)
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import NotInForm, begin_about, fresh_key, person_in, points_of
from handlers.turn import Turn
from usecases.timebank_mine import (
    donate_points,
    find_entry,
    give_points,
    giving,
    my_redemptions,
    offered,
    overview,
    page,
    redeem,
    shelf,
    show_on_list,
    star_list,
    take_back,
)
from usecases.timebank_sources import source_lines, tell_entry
from wording import talk as talk_words
from wording import timebank_gifts as gift_words
from wording import timebank_mine as words
from wording import timebank_office as office_words
from wording import timebank_rewards as reward_words
from wording.menu import Word
from wording.message import Reply
from wording.timebank import nobody_so_called
from wording.timebank_rules import rules as say_rules
from wording.timebank_taps import (
    OlderEntries,
    PointsOf,
    Redeem,
    ShowOnList,
    ShowReward,
    TakeBack,
    TellEntry,
)

router = Router(name="timebank")
PRIVATE = F.chat.type == "private"
WHERE_FROM = re.compile(
    r"^(?:我)?(?:的)?(?:这|那)?\s*(\d{1,7})\s*分(?:是)?(?:怎么来的|哪来的|哪里来的|从哪来的|怎么没的)\s*[？?。]*$"
)


@router.message(Said(Word.POINTS), PRIVATE)
@router.callback_query(Said(Word.POINTS))
async def points(event: Message | CallbackQuery, turn: Turn) -> Reply:
    me = turn.speaker.known()
    seen = await overview(turn.uow, turn.speaker, turn.now)
    keeps_till = await turn.uow.timebank.desk.till_of(me.community_id, me.id) is not None
    messages = [words.statement(seen.balance, seen.entries, seen.expiring, turn.now, keeps_till=keeps_till)]
    if may(turn.speaker.grants, Action.READ_BOOKS, me.community_id, turn.now):
        messages.append(office_words.office_hint())
    return Reply(tuple(messages))


@router.callback_query(Tapped(OlderEntries))
async def older(event: CallbackQuery, tap: OlderEntries, turn: Turn) -> Reply:
    found, has_older = await page(turn.uow, turn.speaker, tap.before or None)
    return Reply((words.page(found, turn.now, has_older=has_older),))


@router.callback_query(Tapped(TellEntry))
async def tell(event: CallbackQuery, tap: TellEntry, turn: Turn) -> Reply:
    return Reply((words.entry_told(await tell_entry(turn.uow, turn.speaker, tap.sequence, turn.now), turn.now),))


@router.callback_query(Tapped(PointsOf))
async def source(event: CallbackQuery, tap: PointsOf, turn: Turn) -> Reply:
    """Open what points came from, with every line that it led to."""
    if tap.kind not in SourceKind.__members__.values():
        raise NotFound
    told = await source_lines(turn.uow, turn.speaker, Source(SourceKind(tap.kind), tap.source_id), turn.now)
    return Reply((words.source_told(told, turn.now),))


@router.message(F.text.regexp(WHERE_FROM), PRIVATE, NotInForm())
async def where_from(message: Message, turn: Turn) -> Reply:
    """这 5 分哪来的: the newest line of so many points is meant."""
    asked = WHERE_FROM.match(message.text or "")
    found = await find_entry(turn.uow, turn.speaker, int(asked[1]) if asked else 0)
    return Reply((words.entry_told(await tell_entry(turn.uow, turn.speaker, found.sequence, turn.now), turn.now),))


@router.message(Said(Word.REWARDS), PRIVATE)
@router.callback_query(Said(Word.REWARDS))
async def rewards(event: Message | CallbackQuery, turn: Turn) -> Reply:
    me = turn.speaker.known()
    held = await turn.uow.timebank.balance(me.community_id, me.id)
    return Reply((reward_words.shelf(await shelf(turn.uow, turn.speaker, turn.now), held, turn.now),))


@router.callback_query(Tapped(ShowReward))
async def item(event: CallbackQuery, tap: ShowReward, turn: Turn) -> Reply:
    """Show one thing by itself, with its picture, before any point is held for it."""
    me = turn.speaker.known()
    one = await offered(turn.uow, turn.speaker, tap.reward_id, turn.now)
    held = await turn.uow.timebank.balance(me.community_id, me.id)
    return Reply((reward_words.item(one, held, turn.now),))


@router.callback_query(Tapped(Redeem))
async def reserve(event: CallbackQuery, tap: Redeem, turn: Turn) -> Reply:
    """Hold it. The pressed card is the request: pressing it twice gives the same code, a new card another."""
    if event.message is None:
        return Reply(toast=talk_words.said_before())
    key = f"redeem:{turn.speaker.account.user_id}:{tap.reward_id}:{event.message.message_id}"
    held, partner, left = await redeem(turn.uow, turn.speaker, tap.reward_id, key, turn.now)
    return Reply((reward_words.reserved(held, partner, left, turn.now),))


@router.message(Said(Word.MY_REWARDS), PRIVATE)
@router.callback_query(Said(Word.MY_REWARDS))
async def mine(event: Message | CallbackQuery, turn: Turn) -> Reply:
    found, partners = await my_redemptions(turn.uow, turn.speaker)
    return Reply((reward_words.redemptions(found, partners, turn.now),))


@router.callback_query(Tapped(TakeBack))
async def give_back(event: CallbackQuery, tap: TakeBack, turn: Turn) -> Reply:
    """Answer below: the pressed message may be the picture of the code, which cannot be turned into words."""
    return Reply((reward_words.taken_back(*await take_back(turn.uow, turn.speaker, tap.redemption_id, turn.now)),))


async def _given(turn: Turn, draft: Draft) -> Reply:
    receiver, wanted = person_in(draft.answers, draft.extra), int(draft.answers["points"])
    person, left = await give_points(turn.uow, turn.speaker, receiver, wanted, draft.extra["key"], turn.now)
    return Reply((gift_words.gave(person.name, wanted, left, turn.keys),))


GIVE = register(
    Form(
        "give_points",
        gift_words.GIVE_TITLE,
        (
            Field("person", lambda draft: gift_words.which([label for _, label in draft.extra["person"]])),
            Field("points", gift_words.POINTS, points_of),
        ),
        _given,
    )
)


async def _to_whom(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers["who"]
    return await begin_about(turn, told, GIVE, GIVE_WHO, nobody_so_called(told), draft.extra)


GIVE_WHO = register(
    Form("give_points_who", gift_words.GIVE_TITLE, (Field("who", gift_words.WHO),), _to_whom, is_summarised=False)
)


@router.message(Said(Word.GIVE), PRIVATE)
@router.callback_query(Said(Word.GIVE))
async def give(event: Message | CallbackQuery, turn: Turn) -> Reply:
    allowed = await giving(turn.uow, turn.speaker, turn.now)
    asked = await begin(turn, GIVE_WHO, extra={"key": fresh_key("gift")})
    return Reply((gift_words.give_intro(allowed.to, allowed.left, allowed.available), *asked.messages))


async def _donated(turn: Turn, draft: Draft) -> Reply:
    wanted = int(draft.answers["points"])
    left = await donate_points(turn.uow, turn.speaker, wanted, draft.extra["key"], turn.now)
    return Reply((gift_words.donated(wanted, left, turn.keys),))


DONATE = register(
    Form(
        "donate_points",
        gift_words.DONATE_TITLE,
        (Field("points", lambda draft: gift_words.donate_ask(draft.extra["available"]), points_of),),
        _donated,
    )
)


@router.message(Said(Word.DONATE), PRIVATE)
@router.callback_query(Said(Word.DONATE))
async def donate(event: Message | CallbackQuery, turn: Turn) -> Reply:
    available = (await giving(turn.uow, turn.speaker, turn.now)).available
    return await begin(turn, DONATE, extra={"key": fresh_key("donation"), "available": available})


@router.message(Said(Word.STARS), PRIVATE)
@router.callback_query(Said(Word.STARS))
async def stars(event: Message | CallbackQuery, turn: Turn) -> Reply:
    told, is_hidden = await star_list(turn.uow, turn.speaker)
    return Reply((words.star_list(told, turn.now, is_hidden=is_hidden),))


@router.callback_query(Tapped(ShowOnList))
async def show(event: CallbackQuery, tap: ShowOnList, turn: Turn) -> Reply:
    await show_on_list(turn.uow, turn.speaker, hidden=not tap.shown)
    told, is_hidden = await star_list(turn.uow, turn.speaker)
    return Reply(redraw=words.star_list(told, turn.now, is_hidden=is_hidden), toast=words.listed(is_hidden=is_hidden))


@router.message(Said(Word.RULES), PRIVATE)
@router.callback_query(Said(Word.RULES))
async def rules(event: Message | CallbackQuery, turn: Turn) -> Reply:
    book = await turn.uow.timebank.policies(turn.speaker.known().community_id)
    return Reply((say_rules(book, local(turn.now).date()),))


router.include_routers(
    timebank_till.router,
    timebank_office.router,
    timebank_catalogue.router,
    timebank_corrections.router,
    timebank_mediation.router,
    timebank_activities.router,
    timebank_papers.router,
)
