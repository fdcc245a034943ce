"""Activities of many in words: what, when, who was there, and a second person's word."""

from collections.abc import Sequence

from domain.timebank import Activity, SourceKind
from domain.timebank_activities import LONGEST_NAME
from domain.timebank_notices import MeetingSettled, MeetingWaiting
from wording.dates import say_minutes
from wording.forms import Question
from wording.message import Button, Key, Message, lines, rows
from wording.timebank import ACTIVITIES, source_button
from wording.timebank_taps import DecideMeeting

Keys = tuple[tuple[Key, ...], ...]
TITLE_OF_FORM = "记活动"
OFFERED = (Activity.LECTURE, Activity.LESSON, Activity.VISIT, Activity.PATROL, Activity.CLEANING, Activity.OTHER)
KINDS: dict[str, Activity] = {ACTIVITIES[each]: each for each in OFFERED}
TITLE = Question(ask="什么活动？比如：重阳节慰问。", name="活动", help=f"请写活动的名字，{LONGEST_NAME} 个字以内。")
KIND = Question(ask="算哪一类？", name="类别", choices=tuple(KINDS), takes_text=False)
MINUTES = Question(ask="每人服务了多少分钟？", name="分钟", help="请写分钟数，比如：90。")
PEOPLE = Question(
    ask=lines("都有谁？写姓名，中间用顿号隔开。", "有重名的，写他的手机号。"),
    name="人员",
    help="请写姓名，比如：王建国、周大勇。",
)


def which_day(days: Sequence[str]) -> Question:
    return Question(ask="哪一天？", name="日期", choices=tuple(days), takes_text=False)


def proposed(fact: MeetingWaiting, keys: Keys) -> Message:
    return Message(f"⭐ 记下了：{fact.title}，{len(fact.names)} 个人。等另一位同事点头，账还没动。", keyboard=keys)


def waiting(fact: MeetingWaiting) -> Message:
    on = f"{fact.served_on.month}月{fact.served_on.day}日"
    yes, no = DecideMeeting(fact.meeting_id, 1), DecideMeeting(fact.meeting_id, 0)
    return Message(
        lines(
            f"⭐ {fact.proposer}记了一次活动，请您核对：",
            f"{fact.title}，{on}，{ACTIVITIES[fact.activity]}，每人 {say_minutes(fact.minutes)}",
            f"到了 {len(fact.names)} 个人：{'、'.join(fact.names)}",
            "您同意，才给大家记分。",
        ),
        rows((Button("同意", yes.pack()), Button("不同意", no.pack()))),
    )


def decided(fact: MeetingWaiting, who: str, *, agrees: bool) -> Message:
    verdict = "同意了，都记上了，也告诉了本人" if agrees else "不同意，账没动"
    opens = (source_button(SourceKind.ACTIVITY, fact.meeting_id, "记的分"),) if agrees else ()
    return Message(f"⭐ {fact.title}（{len(fact.names)} 个人）：{who}{verdict}。", rows(opens))


def settled(fact: MeetingSettled) -> Message:
    verdict = "同意了，都记上了" if fact.is_agreed else "不同意，账没动"
    return Message(f"⭐ 您记的活动「{fact.title}」：{fact.decider}{verdict}。")
