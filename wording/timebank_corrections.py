"""What two people decide about points, in words: corrections, grants, reversals, passing on, older books."""

from collections.abc import Sequence

from domain.timebank_gifts import ProposalKind
from domain.timebank_notices import (
    OpeningBooked,
    OpeningsSettled,
    OpeningsWaiting,
    PointsCorrected,
    ProposalSettled,
    ProposalWaiting,
)
from wording.dates import say_minutes
from wording.forms import Question
from wording.message import Button, Key, Message, lines, rows
from wording.timebank import CODES
from wording.timebank_taps import (
    DecideOpenings,
    DecidePoints,
    TellEntry,
)

Keys = tuple[tuple[Key, ...], ...]
KINDS: dict[ProposalKind, str] = {
    ProposalKind.ADJUSTMENT: "更正积分",
    ProposalKind.REVERSAL: "撤回一笔",
    ProposalKind.GRANT: "积分池帮扶",
    ProposalKind.INHERITANCE: "转给家人",
}
ADD, SUBTRACT = "加分", "减分"
WHO = Question(ask="是谁的账？请写姓名或手机号。", name="姓名", help="请写姓名，或 11 位手机号。")
HEIR = Question(ask="转给谁？请写姓名或手机号。", name="转给", help="请写姓名，或 11 位手机号。")
DIRECTION = Question(ask="加还是减？", name="加减", choices=(ADD, SUBTRACT), takes_text=False)
AMOUNT = Question(ask="多少分？只改时间的，写 0。", name="分数", help="请写整数，比如：5。")
HOURS = Question(
    ask="服务时间也要改吗？写分钟数，不改就跳过。",
    name="分钟",
    can_skip=True,
    help="请写分钟数，比如：60；不改就点「跳过」。",
)
REASON = Question(ask="为什么？他会看到这句话。", name="原因", help="请写一句原因，200 个字以内。")
SEQUENCE = Question(ask="撤回账上第几号？本人点「每一笔哪来的」能看到号。", name="账号", help="请写号，比如：12。")
OPENINGS = Question(
    ask=lines("请把老账本发给我，一人一行：", "姓名 分数 小时 手机号", "小时和手机号可以不写，重名的要写手机号。"),
    name="老账本",
    help="请一人一行，比如：王建国 120 60 13700000001",
)


def which(labels: Sequence[str]) -> Question:
    return Question(ask="是哪一位？", name="姓名", choices=tuple(labels), takes_text=False)


def _change(points: int, minutes: int) -> str:
    parts = [f"{points:+d} 分"] if points else []
    parts += [f"{'加' if minutes > 0 else '减'} {say_minutes(abs(minutes))}"] if minutes else []
    return "，".join(parts)


def proposed(fact: ProposalWaiting, keys: Keys) -> Message:
    return Message(f"⭐ 记下了：{KINDS[fact.kind]}，{fact.name}。等另一位同事点头，账还没动。", keyboard=keys)


def proposal(fact: ProposalWaiting) -> Message:
    """Return the card for the second person: what would be done to whose account, by whose word and why."""
    what = {
        ProposalKind.ADJUSTMENT: _change(fact.points, fact.minutes),
        ProposalKind.GRANT: f"从积分池给 {fact.points} 分",
        ProposalKind.INHERITANCE: f"全部积分转给{fact.heir}",
        ProposalKind.REVERSAL: f"撤回账上第 {fact.sequence} 号：{CODES[fact.was] if fact.was else ''} {fact.points} 分",
    }[fact.kind]
    text = lines(
        f"⭐ {fact.proposer}提了一笔{KINDS[fact.kind]}，请您看看：",
        f"{fact.name}：{what}",
        f"原因：{fact.reason}",
        "您同意，账才会动。",
    )
    yes, no = DecidePoints(fact.proposal_id, 1), DecidePoints(fact.proposal_id, 0)
    look = [Button("看那一笔", TellEntry(fact.sequence).pack())] if fact.sequence else []
    return Message(text, rows((Button("同意", yes.pack()), Button("不同意", no.pack()), *look)))


def decided(fact: ProposalWaiting, who: str, *, agrees: bool) -> Message:
    verdict = "同意了，账改好了，也告诉了本人" if agrees else "不同意，账没动"
    return Message(f"⭐ {KINDS[fact.kind]}（{fact.name}）：{who}{verdict}。")


def settled(fact: ProposalSettled) -> Message:
    verdict = "同意了，账改好了" if fact.is_agreed else "不同意，账没动"
    return Message(f"⭐ 您提的{KINDS[fact.kind]}（{fact.name}）：{fact.decider}{verdict}。")


def corrected(fact: PointsCorrected) -> Message:
    return Message(
        lines(
            f"⭐ 您的账改了一笔：{_change(fact.points, fact.minutes) or '0 分'}。",
            f"原因：{fact.reason}",
            f"您现在有 {fact.balance} 分。觉得不对，跟社区说。",
        ),
        rows((Button("这笔哪来的", TellEntry(fact.sequence).pack()),)),
    )


def openings_proposed(fact: OpeningsWaiting, keys: Keys) -> Message:
    return Message(f"⭐ 看懂了：{_book(fact)}。等另一位同事点头，账还没动。", keyboard=keys)


def openings(fact: OpeningsWaiting) -> Message:
    yes, no = DecideOpenings(fact.book_id, 1), DecideOpenings(fact.book_id, 0)
    return Message(
        lines(f"⭐ {fact.proposer}录了一份老账本，请您核对：", _book(fact), "您同意，账才会动。"),
        rows((Button("同意", yes.pack()), Button("不同意", no.pack()))),
    )


def _book(fact: OpeningsWaiting) -> str:
    return f"{fact.people} 个人，一共 {fact.points} 分，{say_minutes(fact.minutes)}"


def openings_decided(fact: OpeningsWaiting, who: str, *, agrees: bool) -> Message:
    verdict = "同意了，都记上了" if agrees else "不同意，账没动"
    return Message(f"⭐ 老账本（{_book(fact)}）：{who}{verdict}。")


def opening_booked(fact: OpeningBooked) -> Message:
    return Message(f"⭐ 您以前的 {fact.points} 分、{say_minutes(fact.minutes)}记上了。您现在有 {fact.balance} 分。")


def openings_settled(fact: OpeningsSettled) -> Message:
    verdict = "同意了，都记上了" if fact.is_agreed else "不同意，账没动"
    return Message(f"⭐ 您录的老账本（{fact.people} 个人，{fact.points} 分）：{fact.decider}{verdict}。")
