"""Hello, joining with a code, communities and groups, inviting helpers."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.answers import cleaned, name_of
from domain.people import Purpose, Role
from domain.permissions import INVITABLE, Action, require
from domain.places import building_name
from handlers.fields import LONGEST_LINE
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, kept_offer, register
from handlers.proxies import PREFIX as CODE_PREFIX
from handlers.proxies import open_code
from handlers.timebank_papers import LINK as CERTIFICATE
from handlers.timebank_papers import open_certificate
from handlers.turn import Turn
from usecases.people import admin_code, bind_group, community_of, invite, join, peek
from wording import people as words
from wording.menu import Word, keyboard
from wording.message import Reply
from wording.taps import BindGroup, Invite

router = Router(name="people")
JOIN_PREFIX, COMMUNITY_PREFIX = "join-", "c-"
LINK_HOLDERS = frozenset({Role.ADMIN, Role.STAFF})


async def _joined(turn: Turn, draft: Draft) -> Reply:
    person, role = await join(
        turn.uow,
        turn.speaker,
        draft.extra["code"],
        draft.answers.get("name", ""),
        draft.answers.get("community", ""),
        turn.now,
    )
    community = await turn.uow.people.community(person.community_id)
    link = words.community_link(turn.bot_name, community.id) if role in LINK_HOLDERS else ""
    return Reply((words.joined(role, community.name, link, keyboard(turn.speaker.roles() | {role})),))


def _community_of(text: str) -> str | None:
    name = cleaned(text)
    return name if 1 < len(name) <= LONGEST_LINE // 4 else None


JOIN = register(
    Form(
        "join",
        "加入",
        (
            Field("name", words.JOIN_NAME, name_of, wanted=lambda draft: not draft.extra["known"]),
            Field(
                "community",
                lambda draft: words.community_name(draft.extra["communities"]),
                _community_of,
                wanted=lambda draft: draft.extra["founds"],
            ),
        ),
        _joined,
        is_summarised=False,
    )
)


@router.message(CommandStart(), F.chat.type == "private")
async def start(message: Message, command: CommandObject, turn: Turn) -> Reply:
    """Greet; a link may carry an invitation or name a community. An open form is kept and offered again."""
    payload = (command.args or "").strip()
    if payload.startswith(CODE_PREFIX):
        return await open_code(turn, payload.removeprefix(CODE_PREFIX).upper())
    if payload.startswith(CERTIFICATE):
        return await open_certificate(turn, payload.removeprefix(CERTIFICATE))
    if payload.startswith(JOIN_PREFIX):
        return await _join(turn, payload.removeprefix(JOIN_PREFIX).upper())
    if turn.is_operator and Role.ADMIN not in turn.speaker.roles():
        return await _join(turn, await admin_code(turn.uow, turn.now))
    hinted, _, building = payload.removeprefix(COMMUNITY_PREFIX).partition("-b")
    if payload.startswith(COMMUNITY_PREFIX) and hinted.isdecimal():
        turn.talk.put("community", int(hinted))
        turn.talk.put("building", building_name(building) if building else None)
    community = await community_of(turn.uow, turn.speaker, turn.talk.state.get("community"))
    name = turn.speaker.person.name if turn.speaker.person else ""
    hello = words.welcome(community.name if community else "", turn.keys, name)
    kept = kept_offer(turn)
    return Reply((hello, kept) if kept else (hello,))


async def _join(turn: Turn, code: str) -> Reply:
    """Ask a newcomer's name; the first of an admin's questions is which community, and it may be a new one."""
    invitation = await peek(turn.uow, code, turn.now)
    founds = invitation.role is Role.ADMIN and turn.speaker.community is None
    there = [each.name for each in await turn.uow.people.communities()] if founds else []
    extra = {"code": code, "known": turn.speaker.person is not None, "founds": founds, "communities": there}
    return await begin(turn, JOIN, extra=extra)


@router.message(Said(Word.COMMUNITY))
@router.callback_query(Said(Word.COMMUNITY))
async def who_to_call(event: Message | CallbackQuery, turn: Turn) -> Reply:
    community = await community_of(turn.uow, turn.speaker)
    return Reply((words.who_to_call(community.name if community else "", community.phone if community else ""),))


@router.message(Said(Word.INVITE))
@router.callback_query(Said(Word.INVITE))
async def invite_whom(event: Message | CallbackQuery, turn: Turn) -> Reply:
    require(turn.speaker.grants, Action.INVITE, turn.speaker.known().community_id, turn.now)
    held = turn.speaker.roles()
    offered = [role for role in Role if any(role in INVITABLE.get(each, ()) for each in held)]
    return Reply((words.invite_whom(offered),))


@router.callback_query(Tapped(Invite))
async def invited(event: CallbackQuery, tap: Invite, turn: Turn) -> Reply:
    role = Role(tap.role)
    code = await invite(turn.uow, turn.speaker, role, turn.now)
    return Reply((words.invitation(role, code, turn.bot_name),))


@router.my_chat_member(F.chat.type.in_({"group", "supergroup"}))
async def added(event: ChatMemberUpdated, turn: Turn) -> Reply | None:
    if event.new_chat_member.status not in {"member", "administrator"}:
        return None
    bound_to = await turn.uow.people.group(event.chat.id)
    if bound_to is None:
        return Reply((words.group_hello(),))
    community = await turn.uow.people.community(bound_to.community_id)
    return Reply((words.group_bound(bound_to.purpose, community.name),))


@router.message(Command("bind"), F.chat.type.in_({"group", "supergroup"}))
async def bind(message: Message, turn: Turn) -> Reply:
    return Reply((words.group_hello(),))


@router.callback_query(Tapped(BindGroup))
async def bound(event: CallbackQuery, tap: BindGroup, turn: Turn) -> Reply:
    purpose = Purpose(tap.purpose)
    chat = event.message.chat if event.message else None
    if chat is None:
        return Reply()
    await bind_group(turn.uow, turn.speaker, chat.id, chat.title or "", purpose, turn.now)
    community = await turn.uow.people.community(turn.speaker.known().community_id)
    return Reply(redraw=words.group_bound(purpose, community.name))


@router.message(F.migrate_to_chat_id)
async def moved(message: Message, turn: Turn) -> Reply:
    """Follow a group that became a supergroup."""
    if message.migrate_to_chat_id is not None:
        await turn.uow.people.group_moved(message.chat.id, message.migrate_to_chat_id)
    return Reply()
