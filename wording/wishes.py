"""微心愿 in words."""

from collections.abc import Sequence
from dataclasses import replace

from domain.elsewhere import Elsewhere
from domain.papers import WishMonth, WishPoster
from domain.private_words import Private
from domain.wishes import (
    Wish,
    WishCard,
    WishDetails,
    WishDone,
    WishMoved,
    WishState,
    WishUnsolved,
    WishWaiting,
)
from wording.dates import say_minutes
from wording.followups import ELSEWHERE
from wording.forms import Question
from wording.message import Button, Key, Message, Shown, attached, lines, rows
from wording.names import WISH_CATEGORIES
from wording.people import say_phone
from wording.wish_taps import (
    ApproveWish,
    ClaimWish,
    FulfilWish,
    MarkWish,
    PassOn,
    ProposeVisit,
    RateWish,
    ReleaseWish,
    ReopenWish,
    ReturnWish,
    ShowFigures,
    TakeRegister,
    WithdrawWish,
)

TITLE = "您的心愿"
WITHDRAWABLE = frozenset(
    {WishState.SUBMITTED, WishState.OPEN, WishState.CLAIMED, WishState.REOPENED, WishState.EXPIRED}
)
CATEGORY = Question(
    ask="是哪一类的事？",
    name="类别",
    choices=tuple(WISH_CATEGORIES.values()),
    takes_text=False,
    help="请点一类，拿不准就点「其他」。",
)
DESCRIPTION = Question(
    ask="您想请人帮什么忙？一句话就行，发照片、语音也行。",
    name="心愿",
    help="请用一句话告诉我是什么事，500 字以内，比如：厨房灯不亮了，想请人换一个。",
)
WANTED = Question(
    ask="什么时候方便？比如：明天下午。",
    name="时间",
    choices=("这两天都行", "越快越好", "周末"),
    help="请写个大概时间。",
)
MINUTES = Question(
    ask="大概用了多少时间？",
    name="用时",
    choices=("15 分钟", "30 分钟", "45 分钟", "60 分钟", "90 分钟", "120 分钟"),
    help="请写分钟数，比如：45。最长 480 分钟。",
)
REASON = Question(ask="为什么退回？请写一句大白话，对方会看到。", name="原因", help="请写一句原因。")


def description(speaks_for: bool) -> Question:
    if not speaks_for:
        return DESCRIPTION
    return replace(DESCRIPTION, ask=f"{DESCRIPTION.ask}替街坊说，发「替人许心愿」。")


def made(wish: Wish, keys: tuple[tuple[Key, ...], ...], private: Sequence[Private] = ()) -> Message:
    """Say that it is written down, and what of it no group will see."""
    covered = f"话里的{'、'.join(PRIVATE[each] for each in private)}，发群时我会遮住。" if private else ""
    if wish.state is WishState.OPEN:
        return Message(lines(f"💛 记下了，心愿 {wish.number} 号，正在帮您找人。", covered), keyboard=keys)
    text = lines(f"💛 记下了，心愿 {wish.number} 号。", covered, "社区看过就帮您找人，有消息告诉您。")
    return Message(text, keyboard=keys)


def waiting(fact: WishWaiting) -> Message:
    text = lines(
        f"💛 新心愿 {fact.number} 号，请您看看：",
        f"{fact.requester}，{fact.building}",
        f"{WISH_CATEGORIES[fact.category]}：{fact.description}",
        f"时间：{fact.wanted}",
        f"代办：{fact.helper}" if fact.helper else "",
        f"话里有{'、'.join(PRIVATE[Private(each)] for each in fact.private)}，发群时我会遮住。" if fact.private else "",
        "通过后会发到志愿队群，只写楼栋，不写姓名电话。",
    )
    marks = (
        Button("✓ 两人同去" if fact.needs_two else "两人同去", MarkWish(fact.wish_id, "two").pack()),
        Button("✓ 要报平安" if fact.reports_in else "要报平安", MarkWish(fact.wish_id, "safe").pack()),
    )
    verdicts = (Button("通过", ApproveWish(fact.wish_id).pack()), Button("退回", ReturnWish(fact.wish_id).pack()))
    return Message(text, (verdicts, marks))


def declined(kind: Elsewhere, phone: str) -> Message:
    return Message(
        lines(
            ELSEWHERE[kind],
            f"📞 社区电话：{phone}" if phone else "",
            "我也跟社区说一声。还有别的事，接着告诉我就行，不用了就点「取消」。",
        )
    )


def decided(wish: Wish, who: str) -> Message:
    verdict = "退回了" if wish.state is WishState.RETURNED else "通过了，已发到志愿队群"
    return Message(f"💛 心愿 {wish.number} 号{verdict}。经办：{who}")


PRIVATE: dict[Private, str] = {
    Private.PHONE: "电话号码",
    Private.ID_CARD: "身份证号",
    Private.BANK_CARD: "银行卡号",
    Private.ROOM: "门牌",
    Private.NAME: "姓名",
    Private.HEALTH: "身体情况",
    Private.ALONE: "一个人住",
}
CARD_ENDS: dict[WishState, str] = {
    WishState.CLAIMED: "{claimer}师傅认领了，谢谢！",
    WishState.FULFILLED: "{claimer}师傅办好了，等街坊评价。",
    WishState.CLOSED: "圆满完成，谢谢{claimer}师傅！",
    WishState.WITHDRAWN: "街坊收回了这个心愿。",
    WishState.RETURNED: "这个心愿不用办了。",
    WishState.REOPENED: "还差一点，{claimer}师傅接着办。",
    WishState.EXPIRED: "这个心愿先放一放。",
}


def card(fact: WishCard) -> Message:
    text = lines(
        f"💛 微心愿 {fact.number} 号",
        f"{WISH_CATEGORIES[fact.category]}：{fact.description}",
        f"{fact.building}，时间：{fact.wanted}" if fact.building else f"时间：{fact.wanted}",
    )
    poster = WishPoster(fact.number, fact.category, fact.description, fact.building, fact.wanted)
    picture = attached(Shown.PHOTO, "微心愿.png", "wish_card", poster)
    if fact.state is WishState.OPEN:
        return Message(text, rows((Button("我来认领", ClaimWish(fact.wish_id).pack()),)), document=picture)
    if fact.wants_second:
        joins = rows((Button("我来搭把手", ClaimWish(fact.wish_id).pack()),))
        return Message(lines(text, f"{fact.claimer}师傅认领了，还差一位同去。"), joins, document=picture)
    return Message(lines(text, CARD_ENDS.get(fact.state, "").format(claimer=fact.claimer)), document=picture)


TO_GOERS = {
    "passed_on": "💛 心愿 {number} 号有人接手了，您放心歇着，谢谢您。",
    "partner_left": "💛 心愿 {number} 号，同去的那位去不了了。您先不用去，谢谢您。",
}


def moved(fact: WishMoved) -> Message:
    if fact.reason in TO_GOERS:
        return Message(TO_GOERS[fact.reason].format(number=fact.number))
    match fact.state:
        case WishState.OPEN:
            return Message(
                f"💛 您的心愿 {fact.number} 号正在找人，有人接了我就告诉您。",
                rows((Button("不用了", WithdrawWish(fact.wish_id).pack()),)),
            )
        case WishState.CLAIMED:
            return Message(
                lines(
                    f"💛 好消息，{fact.claimer}来帮您！",
                    f"上门时会说这 4 个数：{fact.visit_code}",
                    "说不对的，别开门。",
                ),
                rows(
                    (
                        Button("约个时间", ProposeVisit(fact.wish_id).pack()),
                        Button("不用了", WithdrawWish(fact.wish_id).pack()),
                    )
                ),
            )
        case WishState.RETURNED:
            return Message(
                lines(f"💛 您的心愿 {fact.number} 号要改一处：", f"「{fact.reason}」", "改好再跟我说一次就行。")
            )
        case WishState.WITHDRAWN:
            return Message(f"💛 心愿 {fact.number} 号，街坊说不用了。您不用去了，谢谢您。")
        case _:
            return Message(f"💛 您的心愿 {fact.number} 号有新进展。")


def details(fact: WishDetails) -> Message:
    text = lines(
        f"💛 心愿 {fact.number} 号，请您搭把手，谢谢！"
        if fact.is_second
        else f"💛 心愿 {fact.number} 号交给您了，谢谢！",
        f"{fact.requester}，{fact.building}{fact.room}",
        f"📞 {say_phone(fact.phone)}" if fact.phone else "",
        f"事情：{fact.description}",
        f"时间：{fact.wanted}",
        f"到了门口，请说这 4 个数：{fact.visit_code}",
        "还有照片或语音，随后发您。" if fact.files else "",
    )
    if fact.is_second:
        return Message(text)
    return Message(
        text,
        rows(
            (
                Button("办好了", FulfilWish(fact.wish_id).pack()),
                Button("约个时间", ProposeVisit(fact.wish_id).pack()),
                Button("请别人替我", PassOn(fact.wish_id).pack()),
                Button("去不了", ReleaseWish(fact.wish_id).pack()),
            )
        ),
    )


def claimed(wish: Wish) -> str:
    return f"心愿 {wish.number} 号交给您了，谢谢！详情我私下发给您。"


def too_late(others: Sequence[Wish]) -> Message:
    if not others:
        return Message("谢谢您的热心！这个已经有人接了。有新的心愿我再找您。")
    listed = [
        f"{each.number} 号 {WISH_CATEGORIES[each.category]}：{each.description}（{each.building}）" for each in others
    ]
    return Message(
        lines("谢谢您的热心！这个已经有人接了。还有街坊等着：", *listed),
        rows(Button(f"认领 {each.number} 号", ClaimWish(each.id).pack()) for each in others),
    )


def released(wish: Wish) -> Message:
    return Message(f"好的，您安心忙。心愿 {wish.number} 号我再找人。")


def noted_done(wish: Wish) -> Message:
    return Message(
        lines(
            f"💛 心愿 {wish.number} 号记下了：{say_minutes(wish.minutes)}。辛苦您了！",
            "等街坊评价后给您记分。",
            "想留张照片，现在发给我就行，不发也可以。",
        )
    )


def done(fact: WishDone) -> Message:
    text = lines(f"💛 {fact.claimer}说，您的心愿 {fact.number} 号办好了。", "您满意吗？5 分是最满意。")
    buttons = [Button(f"{rating} 分", RateWish(fact.wish_id, rating).pack()) for rating in (5, 4, 3, 2, 1)]
    return Message(text, rows((*buttons, Button("还没解决", ReopenWish(fact.wish_id).pack()))))


def month(fact: WishMonth, back: int = 0) -> Message:
    text = lines(
        f"💛 {fact.month.month} 月的心愿：",
        f"收到 {fact.received} 个，办好 {fact.fulfilled} 个，还有 {fact.waiting} 个在办。",
        f"平均 {fact.days_tenths / 10:.1f} 天办好。" if fact.days_tenths is not None else "",
        f"满意度 {fact.rating_tenths / 10:.1f} 分。" if fact.rating_tenths is not None else "",
    )
    more = (Button("上个月的", ShowFigures(back + 1).pack()), Button("要台账", TakeRegister(fact.month.year).pack()))
    return Message(text, rows(more), document=attached(Shown.PHOTO, "心愿月报.png", "wish_month", fact))


def reopened() -> Message:
    return Message("💛 对不住，我马上告诉他再来看看。")


def unsolved(fact: WishUnsolved) -> Message:
    return Message(
        lines(f"💛 {fact.requester}说，心愿 {fact.number} 号还没完全解决。", "麻烦您再联系一下。"),
        rows((Button("办好了", FulfilWish(fact.wish_id).pack()), Button("去不了", ReleaseWish(fact.wish_id).pack()))),
    )


def withdrawn(wish: Wish) -> Message:
    return Message(f"好的，心愿 {wish.number} 号收回了。")
