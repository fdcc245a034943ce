"""代办人 and 换手机: codes, binding, acting for somebody, taking an authority back."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from domain.answers import name_of, phone_of
from domain.people import Person
from domain.proxies import CodePurpose, ProxyKind, ProxyScope
from handlers.fields import line_of
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.people import community_of
from usecases.proxies import account_code, begin_acting, bind_by_contact, peek, proxy_code, redeem, revoke, unbind
from wording import proxies as words
from wording.menu import Word, keyboard
from wording.message import Key, Reply
from wording.taps import ActFor, NameProxy, NewPhone, NotMyPhone, RevokeProxy, StaffCode, StaffProxy, StopActing

router = Router(name="proxies")
PREFIX = "p-"
KIND_OF = {name: kind for kind, name in words.KINDS.items()}
SCOPE_OF = {name: scope for scope, name in words.SCOPES.items()}


class OnRecord(Filter):
    """A phone shares its own number, and somebody on record has it: staff or an Excel brought them in before."""

    async def __call__(self, event: Message, turn: Turn) -> bool | dict[str, Any]:
        shared = event.contact
        if shared is None or event.from_user is None or shared.user_id != event.from_user.id or turn.speaker.person:
            return False
        number = phone_of(shared.phone_number)
        home = await community_of(turn.uow, turn.speaker, turn.talk.state.get("community"))
        known = await turn.uow.people.by_phone(home.id, number) if home and number else None
        return {"on_record": known} if known is not None else False


@router.message(F.contact, F.chat.type == "private", OnRecord())
async def recognised(message: Message, turn: Turn, on_record: Person) -> Reply:
    """Bind the phone to the person on record: the messenger itself has vouched for the number."""
    person = await bind_by_contact(turn.uow, turn.speaker, on_record.community_id, on_record.phone, turn.now)
    turn.talk.put("form", None)
    return Reply((words.bound(on_record.name, await _keys_of(turn, person or on_record)),))


async def _keys_of(turn: Turn, person: Person) -> tuple[tuple[Key, ...], ...]:
    held = await turn.uow.people.grants(person.id)
    return keyboard(frozenset(grant.role for grant in held if grant.holds(turn.now)))


async def _redeemed(turn: Turn, draft: Draft) -> Reply:
    person, given, proxy = await redeem(
        turn.uow, turn.speaker, draft.extra["code"], draft.answers.get("name", ""), turn.now
    )
    if given.purpose is CodePurpose.ACCOUNT or proxy is None:
        return Reply((words.bound(person.name, await _keys_of(turn, person)),))
    return Reply(words.became(person, proxy, turn.keys))


REDEEM = register(
    Form(
        "redeem_code",
        words.TITLE,
        (Field("name", words.NAME, name_of, wanted=lambda draft: draft.extra["asks_name"]),),
        _redeemed,
        is_summarised=False,
    )
)


async def open_code(turn: Turn, code: str) -> Reply:
    """Take a one-time code of a person; a helper we do not know yet is asked for their name first."""
    given = await peek(turn.uow, code, turn.now)
    asks_name = given.purpose is CodePurpose.PROXY and turn.speaker.person is None
    return await begin(turn, REDEEM, extra={"code": code, "asks_name": asks_name})


async def _named(turn: Turn, draft: Draft) -> Reply:
    told = draft.answers
    person_id = int(draft.extra["person"]) or turn.speaker.known().id
    kind, scope = KIND_OF.get(told["who"], ProxyKind.CHILD), SCOPE_OF.get(told["what"], ProxyScope.EVERYDAY)
    days, consent = words.SPANS[told["until"]], told.get("consent", "")
    code = await proxy_code(turn.uow, turn.speaker, person_id, kind, scope, days, turn.now, consent)
    person = await turn.uow.people.person(person_id)
    return Reply(words.code("proxy", f"{PREFIX}{code}", turn.bot_name, person.name if person else ""))


APPOINT = register(
    Form(
        "name_proxy",
        words.TITLE,
        (
            Field("consent", words.CONSENT, line_of, wanted=lambda draft: int(draft.extra["person"]) != 0),
            Field("who", words.WHO),
            Field("what", words.WHAT),
            Field("until", words.UNTIL),
        ),
        _named,
        is_summarised=False,
    )
)


@router.message(Said(Word.PROXIES), F.chat.type == "private")
@router.callback_query(Said(Word.PROXIES))
async def mine(event: Message | CallbackQuery, turn: Turn) -> Reply:
    me = turn.speaker.known()
    acting = me.name if turn.speaker.acting else ""
    mine_ = await turn.uow.proxies.of_person(me.id, turn.now)
    others = await turn.uow.proxies.of_proxy(me.id, turn.now)
    ids = [each.proxy_id for each in mine_] + [each.person_id for each in others]
    names = {who: one.name for who, one in (await turn.uow.people.persons(ids)).items()}
    shown = words.mine(
        [(each, names[each.proxy_id]) for each in mine_],
        [(each, names[each.person_id]) for each in others],
        len(await turn.uow.proxies.accounts_of(me.id)),
        acting,
    )
    return Reply((shown,))


@router.callback_query(Tapped(ActFor))
async def act_for(event: CallbackQuery, tap: ActFor, turn: Turn) -> Reply:
    person = await begin_acting(turn.uow, turn.speaker, tap.proxy_id, turn.now)
    turn.talk.put("acting", tap.proxy_id)
    return Reply((words.acting(person.name, keyboard(frozenset())),))


@router.callback_query(Tapped(StopActing))
async def stop_acting(event: CallbackQuery, tap: StopActing, turn: Turn) -> Reply:
    turn.talk.put("acting", None)
    return Reply((words.stopped(turn.keys),))


@router.callback_query(Tapped(RevokeProxy))
async def revoked(event: CallbackQuery, tap: RevokeProxy, turn: Turn) -> Reply:
    await revoke(turn.uow, turn.speaker, tap.proxy_id, turn.now)
    return Reply(redraw=words.revoked())


@router.callback_query(Tapped(NameProxy))
async def name_proxy(event: CallbackQuery, tap: NameProxy, turn: Turn) -> Reply:
    turn.speaker.known()
    return await begin(turn, APPOINT, extra={"person": 0})


@router.callback_query(Tapped(StaffProxy))
async def staff_proxy(event: CallbackQuery, tap: StaffProxy, turn: Turn) -> Reply:
    return await begin(turn, APPOINT, extra={"person": tap.person_id})


@router.callback_query(Tapped(NewPhone))
async def new_phone(event: CallbackQuery, tap: NewPhone, turn: Turn) -> Reply:
    code, person = await account_code(turn.uow, turn.speaker, turn.speaker.known().id, turn.now)
    return Reply(words.code("phone", f"{PREFIX}{code}", turn.bot_name, person.name))


@router.callback_query(Tapped(StaffCode))
async def staff_code(event: CallbackQuery, tap: StaffCode, turn: Turn) -> Reply:
    code, person = await account_code(turn.uow, turn.speaker, tap.person_id, turn.now)
    return Reply(words.code("phone", f"{PREFIX}{code}", turn.bot_name, person.name))


@router.callback_query(Tapped(NotMyPhone))
async def not_mine(event: CallbackQuery, tap: NotMyPhone, turn: Turn) -> Reply:
    await unbind(turn.uow, turn.speaker, tap.account_id, turn.now)
    return Reply(redraw=words.unbound())
