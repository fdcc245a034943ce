"""上门 in words: the time, the reminders, 到了 and 出来了."""

from collections.abc import Iterable
from datetime import datetime

from domain.visits import VisitAgreed, VisitProposed, VisitReminder, VisitSilent
from wording.dates import say_until, say_when
from wording.forms import Question
from wording.message import Button, Message, lines, rows
from wording.people import say_phone
from wording.wish_taps import AgreeVisit, Arrived, FulfilWish, Left, PassOn, ProposeVisit, ReleaseWish

AGREE, OTHER_TIME = "可以", "换个时间"
ARRIVED, LEFT = "我到了", "我出来了"
PROPOSE = "约个时间"


def when(offered: Iterable[str]) -> Question:
    return Question(
        ask="您想约什么时候？可以点，也可以打字，比如：后天下午三点。",
        name="时间",
        choices=tuple(offered),
        help="请说清楚哪一天、几点，比如：后天下午三点。",
    )


def proposing(at: datetime, now: datetime) -> Message:
    return Message(lines(f"💛 好的，我去问：{say_when(at, now)} 行不行。", "有回话就告诉您。"))


def unclear() -> Message:
    return Message("💛 这个时间我没听明白，是我的问题。请再点一次「约个时间」，说清哪一天、几点。")


def proposed(fact: VisitProposed, now: datetime) -> Message:
    return Message(
        lines(f"💛 心愿 {fact.number} 号，{fact.who}想约：", f"{say_when(fact.starts_at, now)}。行吗？"),
        rows(
            (
                Button(AGREE, AgreeVisit(fact.visit_id).pack()),
                Button(OTHER_TIME, ProposeVisit(fact.wish_id).pack()),
            )
        ),
    )


def agreed(fact: VisitAgreed, now: datetime) -> Message:
    if fact.comes:
        text = lines(f"💛 约好了：{say_when(fact.starts_at, now)}去{fact.who}家。", "到了点「我到了」，不用打字。")
        return Message(text, _going(fact))
    return Message(
        lines(f"💛 约好了：{say_when(fact.starts_at, now)}，{fact.who}来。", "上门会报 4 个数，说不对别开门。"),
        rows((Button(OTHER_TIME, ProposeVisit(fact.wish_id).pack()),)),
    )


def reminder(fact: VisitReminder, now: datetime) -> Message:
    if fact.comes:
        return Message(
            f"💛 提醒您：{say_when(fact.starts_at, now)}去{fact.who}家，心愿 {fact.number} 号。", _going(fact)
        )
    return Message(
        f"💛 提醒您：{say_when(fact.starts_at, now)}，{fact.who}来您家。",
        rows((Button(OTHER_TIME, ProposeVisit(fact.wish_id).pack()),)),
    )


def _going(fact: VisitAgreed | VisitReminder) -> tuple[tuple[Button, ...], ...]:
    return rows(
        (
            Button(ARRIVED, Arrived(fact.visit_id).pack()),
            Button(OTHER_TIME, ProposeVisit(fact.wish_id).pack()),
            Button("请别人替我", PassOn(fact.wish_id).pack()),
            Button("去不了", ReleaseWish(fact.wish_id).pack()),
        )
    )


def arrived(visit_id: int) -> Message:
    return Message(
        lines("💛 好的，到了。", "办完出来，点一下「我出来了」。"), rows((Button(LEFT, Left(visit_id).pack()),))
    )


def left(wish_id: int) -> Message:
    return Message(
        lines("💛 平安出来就好，辛苦了。", "事情办好了吗？"),
        rows((Button("办好了", FulfilWish(wish_id).pack()), Button("下次再去", ProposeVisit(wish_id).pack()))),
    )


def silent(fact: VisitSilent) -> Message:
    where = "说到了，一直没说出来" if fact.has_arrived else "没有说到了"
    return Message(
        lines(
            f"💛 请打电话问一声：心愿 {fact.number} 号，原定 {say_until(fact.ends_at)} 结束，{fact.volunteer}{where}。",
            f"📞 志愿者{fact.volunteer} {say_phone(fact.volunteer_phone)}" if fact.volunteer_phone else "",
            f"📞 街坊{fact.requester} {say_phone(fact.requester_phone)}" if fact.requester_phone else "",
            f"地址：{fact.building}{fact.room}",
            f"📞 家里人{fact.emergency_name} {say_phone(fact.emergency_phone)}" if fact.emergency_phone else "",
        )
    )


def noted() -> str:
    return "记下了，我告诉对方。"
