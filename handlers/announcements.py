"""公告: write, choose whom, look, send; 我知道了."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from domain.announcements import LONGEST_TEXT, Audience, AudienceKind
from domain.answers import cleaned
from domain.permissions import Action, require
from handlers.filters import Said, Tapped
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.announcements import acknowledge, draft, send
from wording import announcements as words
from wording.menu import Word
from wording.message import Reply
from wording.names import AUDIENCES
from wording.taps import Acknowledge, SendAnnouncement

router = Router(name="announcements")
KIND_OF = {name: kind for kind, name in AUDIENCES.items()}


def _text_of(text: str) -> str | None:
    said = cleaned(text)
    return said if 0 < len(said) <= LONGEST_TEXT else None


def _kind(form: Draft) -> AudienceKind | None:
    return KIND_OF.get(form.answers.get("audience", ""))


def _names(form: Draft) -> list[str]:
    if _kind(form) is AudienceKind.GROUP:
        return [title for _, title in form.extra["groups"]]
    return list(form.extra["buildings"])


async def _drafted(turn: Turn, form: Draft) -> Reply:
    kind = _kind(form) or AudienceKind.EVERYBODY
    chosen = form.answers.get("which", "")
    by_title = {title: str(chat_id) for chat_id, title in form.extra["groups"]}
    name = by_title.get(chosen, "") if kind is AudienceKind.GROUP else chosen
    one = await draft(turn.uow, turn.speaker, form.answers["text"], Audience(kind, name), turn.now)
    community = await turn.uow.people.community(one.community_id)
    return Reply(words.preview(one, community.name, chosen or AUDIENCES[kind]))


ANNOUNCEMENT = register(
    Form(
        "announcement",
        words.TITLE,
        (
            Field("text", words.TEXT, _text_of),
            Field("audience", words.AUDIENCE),
            Field(
                "which",
                lambda form: words.which(_names(form), _kind(form) or AudienceKind.BUILDING),
                wanted=lambda form: _kind(form) in {AudienceKind.GROUP, AudienceKind.BUILDING},
            ),
        ),
        _drafted,
        is_summarised=False,
    )
)


@router.message(Said(Word.ANNOUNCE), F.chat.type == "private")
@router.callback_query(Said(Word.ANNOUNCE))
async def start(event: Message | CallbackQuery, turn: Turn) -> Reply:
    author = turn.speaker.known()
    require(turn.speaker.grants, Action.ANNOUNCE, author.community_id, turn.now)
    groups = await turn.uow.people.groups(author.community_id)
    buildings = await turn.uow.people.buildings(author.community_id)
    extra = {"groups": [[each.chat_id, each.title] for each in groups], "buildings": buildings}
    return await begin(turn, ANNOUNCEMENT, extra=extra)


@router.callback_query(Tapped(SendAnnouncement))
async def send_it(event: CallbackQuery, tap: SendAnnouncement, turn: Turn) -> Reply:
    _, recipients = await send(turn.uow, turn.speaker, tap.announcement_id, turn.now)
    return Reply(redraw=words.sent(recipients))


@router.callback_query(Tapped(Acknowledge))
async def acknowledged(event: CallbackQuery, tap: Acknowledge, turn: Turn) -> Reply:
    is_new = await acknowledge(turn.uow, turn.speaker, tap.announcement_id, turn.now)
    return Reply(toast=words.ACKNOWLEDGED if is_new else words.ACKNOWLEDGED_BEFORE)
