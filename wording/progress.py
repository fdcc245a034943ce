"""到哪一步了 in words: which step, in whose hands, since when, what comes next."""

from datetime import datetime

from domain.mediation import Case, CaseState
from domain.people import Person
from domain.progress import Progress
from domain.registration import Chase, RegistrationState
from domain.wishes import Wish, WishState
from wording.dates import say_ago, say_when
from wording.message import Button, Message, lines, rows
from wording.names import ASSIGNMENT_STATES, CASE_STATES, REGISTRATION_STATES, WISH_CATEGORIES, WISH_STATES
from wording.registration import IN_HANDS, NEXT
from wording.wish_taps import WithdrawWish
from wording.wishes import WITHDRAWABLE

WISH_NEXT: dict[WishState, str] = {
    WishState.SUBMITTED: "下一步：社区看过就帮您找人。",
    WishState.OPEN: "下一步：有人接了就告诉您。",
    WishState.CLAIMED: "下一步：他来帮您。",
    WishState.FULFILLED: "下一步：请您打个分。",
    WishState.REOPENED: "下一步：他再来看看。",
    WishState.EXPIRED: "下一步：您说还需要，我就接着找。",
}
CASE_NEXT: dict[CaseState, str] = {
    CaseState.RECEIVED: "下一步：请一位调解员。",
    CaseState.ASSIGNED: "下一步：调解员应下后联系您。",
    CaseState.IN_MEDIATION: "下一步：调解员约您谈。",
}


def progress(found: Progress, now: datetime) -> Message:
    """Return everything that is under way, newest worry first, and what can be done about it."""
    parts = [
        *_registration(found, now),
        *(_wish(each, found.names, now) for each in found.wishes),
        *(_taken(each, found.names, now) for each in found.taken),
        *(_case(each, found.names, now) for each in found.cases),
        *(
            f"🚩 {say_when(each.shift.starts_at, now)}，{each.shift.post.name}：{ASSIGNMENT_STATES[each.state]}。"
            for each in found.shifts
        ),
    ]
    if not parts:
        return Message("您现在没有正在办的事。有什么要帮忙的，随时跟我说。")
    buttons = [
        Button(f"收回心愿 {each.number} 号", WithdrawWish(each.id).pack())
        for each in found.wishes
        if each.state in WITHDRAWABLE
    ]
    return Message("\n\n".join(parts), rows(buttons))


def _registration(found: Progress, now: datetime) -> list[str]:
    if found.registration is None or found.registration.state is RegistrationState.CONFIRMED:
        return []
    one = found.registration
    office = IN_HANDS.get(one.state, "")
    owner = found.names[one.owner_id].name if one.owner_id in found.names else ""
    hands = f"{owner}（{office}）" if owner and office and one.chased is not Chase.NEXT_UP else owner or office
    return [
        lines(
            f"📝 您的报到：{REGISTRATION_STATES[one.state]}（{say_ago(one.since_at, now)}开始）。",
            f"在谁手里：{hands}，最晚{say_when(one.deadline_at, now)}。" if hands else "",
            f"「{one.reason}」" if one.reason else "",
            NEXT.get(one.state, ""),
        )
    ]


def _wish(one: Wish, names: dict[int, Person], now: datetime) -> str:
    hands = names[one.claimer_id].name if one.claimer_id in names else "社区"
    return lines(
        f"💛 心愿 {one.number} 号（{WISH_CATEGORIES[one.category]}）：{WISH_STATES[one.state]}。",
        f"在谁手里：{hands}，{say_ago(one.since_at, now)}开始。",
        WISH_NEXT.get(one.state, ""),
    )


def _taken(one: Wish, names: dict[int, Person], now: datetime) -> str:
    requester = names[one.requester_id].name if one.requester_id in names else "街坊"
    waits = "等他评价" if one.state is WishState.FULFILLED else "等您去办"
    return f"💛 您接的心愿 {one.number} 号（{requester}）：{waits}，{say_ago(one.since_at, now)}开始。"


def _case(one: Case, names: dict[int, Person], now: datetime) -> str:
    hands = names[one.mediator_id].name if one.mediator_id in names else "社区"
    return lines(
        f"🤝 {one.number}：{CASE_STATES[one.state]}。",
        f"在谁手里：{hands}，{say_ago(one.since_at, now)}开始。",
        CASE_NEXT.get(one.state, ""),
    )
