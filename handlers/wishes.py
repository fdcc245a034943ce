"""微心愿: the form, the cards, the claim, the thank-you."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message, TelegramObject

from domain.answers import minutes_of
from domain.elsewhere import Elsewhere, elsewhere
from domain.permissions import Action, may
from domain.wishes import LONGEST_DESCRIPTION, WishAlreadyClaimed
from handlers.fields import CONSENT, WHO, about, line_of, person_from
from handlers.filters import Said, Tapped
from handlers.forms import Answers, Draft, Field, Form, begin, register
from handlers.turn import Turn
from handlers.wish_fields import FIELDS, told_in
from handlers.wish_kept import expect_proof, take_pending
from usecases.people import agree_anew, introduce
from usecases.wish_claims import (
    claim_wish,
    fulfil_wish,
    other_open_wishes,
    pass_on,
    release_wish,
    reopen_wish,
)
from usecases.wish_ratings import rate_wish
from usecases.wish_telling import asking, shown_words
from usecases.wishes import (
    approve_wish,
    mark_wish,
    renew_wish,
    return_wish,
    tell_staff_elsewhere,
    tell_wish,
    waiting_card,
    withdraw_wish,
)
from wording import followups as followup_words
from wording import matching as matching_words
from wording import people as people_words
from wording import refusals
from wording import wish_thanks as thank_words
from wording import wishes as words
from wording.menu import Word
from wording.message import Reply
from wording.wish_taps import (
    ApproveWish,
    ClaimWish,
    FulfilWish,
    MarkWish,
    PassOn,
    RateWish,
    ReleaseWish,
    RenewWish,
    ReopenWish,
    ReturnWish,
    WithdrawWish,
)

router = Router(name="wishes")
WISH_FORMS = frozenset({"wish", "wish_for"})


async def _made(turn: Turn, draft: Draft) -> Reply:
    speaker = turn.speaker
    if not draft.extra["known"]:
        person = await introduce(turn.uow, speaker, person_from(draft), turn.now)
        speaker = await turn.again(person)
    elif "consent" in draft.answers:
        await agree_anew(turn.uow, speaker, turn.now)
    wish = await tell_wish(turn.uow, speaker, told_in(turn, draft), turn.now)
    _, private = await shown_words(turn.uow, wish)
    return Reply((words.made(wish, turn.keys, private),))


class AsksElsewhere(Filter):
    """The first answer of a wish asks for what volunteers may not do; danger is the business of whoever listens."""

    async def __call__(self, event: TelegramObject, turn: Turn) -> bool | dict[str, Any]:
        form = turn.talk.state.get("form") or {}
        text = (event.text or event.caption) if isinstance(event, Message) else None
        if form.get("name") not in WISH_FORMS or "description" in form.get("answers", {}) or not text:
            return False
        kind = elsewhere(text)
        if kind is None or turn.reader.read(text[:LONGEST_DESCRIPTION], turn.now).danger:
            return False
        return {"kind": kind}


WISH = register(
    Form(
        "wish",
        words.TITLE,
        (
            *FIELDS,
            CONSENT,
            *WHO,
        ),
        _made,
        ended=lambda turn: Reply((people_words.refused_consent(turn.keys),)),
    )
)


@router.message(Said(Word.WISH))
@router.callback_query(Said(Word.WISH))
async def start(event: Message | CallbackQuery, turn: Turn) -> Reply:
    return await open_wish(turn, {})


async def open_wish(turn: Turn, answers: Answers, *, redraws: bool = False) -> Reply:
    """Open the form, pre-filled with what was understood already."""
    extra = await about(turn, turn.talk.state.get("community"))
    if extra["community"] is None:
        return Reply((people_words.no_community(),))
    extra["files"], counted = take_pending(turn)
    home = turn.speaker.community
    extra["speaks_for"] = home is not None and may(turn.speaker.grants, Action.WISH_FOR, home.id, turn.now)
    return await begin(turn, WISH, answers | ({"files": counted} if counted else {}), extra, redraws=redraws)


@router.message(AsksElsewhere(), F.chat.type == "private")
async def decline(message: Message, turn: Turn, kind: Elsewhere) -> Reply:
    """Decline kindly and tell staff, before it is taken for a wish; the form stays open for another one."""
    await tell_staff_elsewhere(turn.uow, turn.speaker, kind.value, message.text or message.caption or "", turn.now)
    community = turn.speaker.community
    return Reply((words.declined(kind, community.phone if community else ""),))


@router.callback_query(Tapped(MarkWish))
async def mark(event: CallbackQuery, tap: MarkWish, turn: Turn) -> Reply:
    wish = await mark_wish(turn.uow, turn.speaker, tap.wish_id, tap.what, turn.now)
    return Reply(redraw=words.waiting(await waiting_card(turn.uow, wish)))


@router.callback_query(Tapped(PassOn))
async def hand_over(event: CallbackQuery, tap: PassOn, turn: Turn) -> Reply:
    wish = await pass_on(turn.uow, turn.speaker, tap.wish_id, turn.now)
    return Reply((matching_words.passing_on(wish.number),))


@router.callback_query(Tapped(RenewWish))
async def renew(event: CallbackQuery, tap: RenewWish, turn: Turn) -> Reply:
    return Reply(redraw=followup_words.renewed(await renew_wish(turn.uow, turn.speaker, tap.wish_id, turn.now)))


@router.callback_query(Tapped(ApproveWish))
async def approve(event: CallbackQuery, tap: ApproveWish, turn: Turn) -> Reply:
    wish = await approve_wish(turn.uow, turn.speaker, tap.wish_id, turn.now)
    return Reply(redraw=words.decided(wish, turn.speaker.known().name))


async def _returned(turn: Turn, draft: Draft) -> Reply:
    wish = await return_wish(turn.uow, turn.speaker, int(draft.extra["wish"]), draft.answers["reason"], turn.now)
    return Reply((words.decided(wish, turn.speaker.known().name),))


RETURN = register(
    Form("return_wish", "退回", (Field("reason", words.REASON, line_of),), _returned, is_summarised=False)
)


@router.callback_query(Tapped(ReturnWish))
async def send_back(event: CallbackQuery, tap: ReturnWish, turn: Turn) -> Reply:
    return await begin(turn, RETURN, extra={"wish": tap.wish_id})


@router.callback_query(Tapped(ClaimWish))
async def claim(event: CallbackQuery, tap: ClaimWish, turn: Turn) -> Reply:
    """Give it to the first; the second gets a kind word and two other open wishes, in private."""
    try:
        wish = await claim_wish(turn.uow, turn.speaker, tap.wish_id, turn.now)
    except WishAlreadyClaimed as late:
        toast = refusals.say(late, turn.now)
        if late.by_me:
            return Reply(toast=toast)
        others = await other_open_wishes(turn.uow, turn.speaker, tap.wish_id)
        return Reply((words.too_late(others),), toast=toast)
    return Reply(toast=words.claimed(wish))


@router.callback_query(Tapped(ReleaseWish))
async def release(event: CallbackQuery, tap: ReleaseWish, turn: Turn) -> Reply:
    return Reply(redraw=words.released(await release_wish(turn.uow, turn.speaker, tap.wish_id, turn.now)))


async def _fulfilled(turn: Turn, draft: Draft) -> Reply:
    minutes = minutes_of(draft.answers["minutes"]) or 0
    wish = await fulfil_wish(turn.uow, turn.speaker, int(draft.extra["wish"]), minutes, turn.now)
    expect_proof(turn, wish.id)
    return Reply((words.noted_done(wish),))


FULFIL = register(
    Form(
        "fulfil",
        "用时",
        (Field("minutes", words.MINUTES, lambda text: text if minutes_of(text) else None),),
        _fulfilled,
        is_summarised=False,
    )
)


@router.callback_query(Tapped(FulfilWish))
async def fulfil(event: CallbackQuery, tap: FulfilWish, turn: Turn) -> Reply:
    return await begin(turn, FULFIL, extra={"wish": tap.wish_id})


@router.callback_query(Tapped(RateWish))
async def rate(event: CallbackQuery, tap: RateWish, turn: Turn) -> Reply:
    wish = await rate_wish(turn.uow, turn.speaker, tap.wish_id, tap.rating, turn.now)
    return Reply(redraw=thank_words.rated(wish, is_own=turn.speaker.known().id in asking(wish)))


@router.callback_query(Tapped(ReopenWish))
async def reopen(event: CallbackQuery, tap: ReopenWish, turn: Turn) -> Reply:
    await reopen_wish(turn.uow, turn.speaker, tap.wish_id, turn.now)
    return Reply(redraw=words.reopened())


@router.callback_query(Tapped(WithdrawWish))
async def withdraw(event: CallbackQuery, tap: WithdrawWish, turn: Turn) -> Reply:
    return Reply(redraw=words.withdrawn(await withdraw_wish(turn.uow, turn.speaker, tap.wish_id, turn.now)))
