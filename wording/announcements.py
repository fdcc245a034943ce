"""公告 in words."""

from collections.abc import Sequence
from datetime import datetime

from domain.announcements import Announced, Announcement, AudienceKind
from wording.dates import say_when
from wording.forms import Question
from wording.message import Button, Message, lines, rows
from wording.names import AUDIENCES
from wording.taps import Acknowledge, SendAnnouncement

TITLE = "这份公告"
TEXT = Question(ask="公告写什么？", name="内容", help="请写公告内容，最多 1000 个字。")
AUDIENCE = Question(ask="发给谁？", name="发给", choices=tuple(AUDIENCES.values()), takes_text=False)


def which(names: Sequence[str], kind: AudienceKind) -> Question:
    ask = "哪个群？" if kind is AudienceKind.GROUP else "哪栋楼？"
    return Question(ask=ask, name="哪个", choices=tuple(names), takes_text=False)


def preview(one: Announcement, community: str, audience: str) -> tuple[Message, ...]:
    """Return the announcement exactly as its readers will see it, then the question whether to send it."""
    seen = announced(Announced(one.id, community, one.text))
    ask = Message(
        f"上面就是大家会看到的样子。发给：{audience}。现在发吗？",
        rows((Button("现在发", SendAnnouncement(one.id).pack()), Button("先不发", "m:desk"))),
    )
    return (Message(seen.text), ask)


def announced(fact: Announced) -> Message:
    return Message(
        lines(f"📢 {fact.community}", fact.text), rows((Button("我知道了", Acknowledge(fact.announcement_id).pack()),))
    )


def sent(recipients: int) -> Message:
    return Message(f"📢 好了，正在发给 {recipients} 处。发「待办」能看到多少人知道了。")


def counted(announcements: Sequence[Announcement], now: datetime) -> str:
    listed = [
        f"📢 {say_when(each.sent_at or now, now)}「{each.text[:12]}」：发 {each.recipients} 处，"
        f"{each.acknowledged} 人知道了"
        for each in announcements
    ]
    return lines(*listed)


ACKNOWLEDGED = "好的，谢谢您！"
ACKNOWLEDGED_BEFORE = "您已经点过了，谢谢！"
