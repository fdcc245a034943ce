"""时间银行: how much and where from, what for, to whom, the star list and the certificate."""

import re

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.permissions import Action, may
from domain.refusals import NotFound
from domain.timebank import Source, SourceKind
from domain.times import local
from handlers import timebank_catalogue, timebank_corrections, timebank_mediation, timebank_office, timebank_till
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.timebank_fields import NotInForm, begin_about, fresh_key, month_in, person_in, points_of
from handlers.turn import Turn
from usecases.timebank_certificates import certify, look_up
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
    want_monthly,
)
from usecases.timebank_papers import begun, certificate_paper
from usecases.timebank_sources import source_lines, tell_entry
from wording import talk as talk_words
from wording import timebank_gifts as gift_words
from wording import timebank_mine as words
from wording import timebank_office as office_words
from wording import timebank_papers as paper_words
from wording import timebank_rewards as reward_words
from wording.menu import Word
from wording.message import Message as Said_
from wording.message import Reply
from wording.timebank import nobody_so_called
from wording.timebank_rules import rules as say_rules
from wording.timebank_taps import (
    Certify,
    MonthPicture,
    OlderEntries,
    PointsOf,
    Redeem,
    SendMonthly,
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
CHECK = re.compile(r"^查证明\s*([\d-]{5,40})\s+([A-Za-z0-9]{8})\s*$")


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
    return Reply((reward_words.reserved(held, partner, left, turn.now), reward_words.scannable(held)))


@router.message(Said(Word.MY_REWARDS), PRIVATE)
@router.callback_query(Said(Word.MY_REWARDS))
async def mine(event: Message | CallbackQuery, turn: Turn) -> Reply:
    found, partners = await my_redemptions(turn.uow, turn.speaker)
    return Reply((reward_words.redemptions(found, partners, turn.now),))


@router.callback_query(Tapped(TakeBack))
async def give_back(event: CallbackQuery, tap: TakeBack, turn: Turn) -> Reply:
    return Reply(redraw=reward_words.taken_back(*await take_back(turn.uow, turn.speaker, tap.redemption_id, turn.now)))


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


@router.callback_query(Tapped(MonthPicture))
async def picture(event: CallbackQuery, tap: MonthPicture, turn: Turn) -> Reply:
    me, month = turn.speaker.known(), begun(month_in(tap.year, tap.month), turn.now)
    is_monthly = me.id not in await turn.uow.timebank.desk.without_monthly(me.community_id)
    return Reply((paper_words.month_picture(me.id, month, is_monthly=is_monthly),))


@router.callback_query(Tapped(SendMonthly))
async def send_monthly(event: CallbackQuery, tap: SendMonthly, turn: Turn) -> Reply:
    await want_monthly(turn.uow, turn.speaker, is_wanted=bool(tap.wanted))
    return Reply((Said_(paper_words.send_monthly(is_monthly=bool(tap.wanted))),))


@router.message(Said(Word.CERTIFICATE), PRIVATE)
@router.callback_query(Said(Word.CERTIFICATE))
async def certificate(event: Message | CallbackQuery, turn: Turn) -> Reply:
    turn.speaker.known()
    return Reply((paper_words.which_year(local(turn.now).year),))


@router.message(Said(Word.RULES), PRIVATE)
@router.callback_query(Said(Word.RULES))
async def rules(event: Message | CallbackQuery, turn: Turn) -> Reply:
    book = await turn.uow.timebank.policies(turn.speaker.known().community_id)
    return Reply((say_rules(book, local(turn.now).date()),))


@router.callback_query(Tapped(Certify))
async def certified(event: CallbackQuery, tap: Certify, turn: Turn) -> Reply:
    one = await certify(turn.uow, turn.speaker, tap.year, turn.now)
    paper = await certificate_paper(turn.uow, one)
    return Reply((paper_words.certified(one, paper, turn.keys),))


@router.message(F.text.regexp(CHECK), PRIVATE, NotInForm())
async def check(message: Message, turn: Turn) -> Reply:
    """Anybody may ask whether a certificate is genuine, known to us or not."""
    asked = CHECK.match(message.text or "")
    found = await look_up(turn.uow, asked[1], asked[2]) if asked else None
    person = await turn.uow.people.person(found.person_id) if found else None
    community = await turn.uow.people.community(found.community_id) if found else None
    return Reply(
        (paper_words.looked_up(found, person.respectful if person else "", community.name if community else ""),)
    )


router.include_routers(
    timebank_till.router,
    timebank_office.router,
    timebank_catalogue.router,
    timebank_corrections.router,
    timebank_mediation.router,
)
