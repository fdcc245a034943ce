"""The time bank's counter and office in words: codes, catalogue, corrections, month close."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.people import Person
from domain.timebank_audit import Report
from domain.timebank_desk import (
    BooksAnchored,
    BooksStopped,
    MonthReported,
    OpeningBooked,
    OpeningsWaiting,
    Partner,
    PointsCorrected,
    ProposalSettled,
    ProposalWaiting,
    SettlementSheet,
)
from domain.timebank_gifts import ProposalKind
from domain.timebank_months import Month
from domain.timebank_policy import RewardKind
from domain.timebank_rewards import CodeAnswer, CodeTaken, CodeUsedBefore, CodeWrong, Redemption, Reward, TillResting
from domain.times import local
from wording.dates import say_clock, say_day, say_minutes, say_when
from wording.forms import Question
from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, lines, rows
from wording.taps import Menu
from wording.timebank import CODES
from wording.timebank_taps import (
    CloseMonth,
    DecideOpenings,
    DecidePoints,
    OfferTill,
    Office,
    OpenTill,
    PayMerchant,
    PutAtTill,
    StockUp,
    TellEntry,
    TillDay,
    TillMonth,
    WithdrawReward,
)

Keys = tuple[tuple[Key, ...], ...]
KINDS: dict[ProposalKind, str] = {
    ProposalKind.ADJUSTMENT: "更正积分",
    ProposalKind.REVERSAL: "撤回一笔",
    ProposalKind.GRANT: "积分池帮扶",
    ProposalKind.INHERITANCE: "转给家人",
}
REWARD_KINDS: dict[RewardKind, str] = {RewardKind.SERVICE: "服务", RewardKind.GOODS: "东西"}
ACCOUNTS: dict[str, str] = {
    "person": "大家手里",
    "held": "兑换中",
    "issue": "一共发出",
    "redemption": "已和商户结清",
    "merchant": "商户待结",
    "pool": "积分池",
    "expired": "过期",
}
ADD, SUBTRACT = "加分", "减分"
SHOWN = 8  # rewards and partners on one card
# What the office does: what the button says, and what it is called in the tap.
OFFICE: dict[str, str] = {
    "rewards": "看兑换品",
    "reward": "上架兑换品",
    "partners": "看商户",
    "partner": "新增商户",
    "adjust": "更正积分",
    "reverse": "撤回一笔",
    "grant": "积分池帮扶",
    "inherit": "转给家人",
    "openings": "录老账本",
    "close": "月结",
}

CODE = Question(ask="请打 6 位兑换码。", name="兑换码", help="兑换码是 6 个数字，比如：123 456。")
TITLE = Question(ask="换的是什么？比如：理发一次。", name="名字", help="请写名字，60 个字以内。")
KIND = Question(ask="是服务还是东西？", name="类别", choices=tuple(REWARD_KINDS.values()), takes_text=False)
PRICE = Question(ask="要多少分？", name="分数", help="分数要写 1 以上的整数，比如：20。")
STOCK = Question(
    ask="有多少份？不限就点「跳过」。", name="份数", can_skip=True, help="请写份数，比如：10；不限就点「跳过」。"
)
LIMIT = Question(
    ask="每人最多几份？不限就点「跳过」。", name="每人", can_skip=True, help="请写份数，比如：1；不限就点「跳过」。"
)
PIECES = Question(ask="再加多少份？", name="份数", help="请写 1 以上的整数，比如：10。")
PARTNER_NAME = Question(ask="商户叫什么名字？比如：老王理发店。", name="商户", help="请写名字，40 个字以内。")
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


def partner(names: Sequence[str]) -> Question:
    return Question(ask="在哪家换？", name="商户", choices=tuple(names), takes_text=False)


def which(labels: Sequence[str]) -> Question:
    return Question(ask="是哪一位？", name="姓名", choices=tuple(labels), takes_text=False)


def office(waiting: int) -> Message:
    head = f"⭐ 有 {waiting} 笔积分等人点头，在下面。" if waiting else "⭐ 积分管理，您要做哪一样？"
    return Message(head, rows(Button(name, Office(what).pack()) for what, name in OFFICE.items()))


def office_button() -> Button:
    return Button(LABELS[Word.POINTS_OFFICE], Menu(Word.POINTS_OFFICE.value).pack())


def office_hint() -> Message:
    return Message("上架、更正、月结在这里：", rows((office_button(),)))


def no_partner() -> Message:
    return Message("还没有商户。先加一家吧。", rows((Button(OFFICE["partner"], Office("partner").pack()),)))


def reward_added(reward: Reward, partner_name: str, keys: Keys) -> Message:
    terms = reward.terms
    left = f"{terms.stock} 份" if terms.stock is not None else "份数不限"
    return Message(f"⭐ 上架了：{terms.title}，{terms.points} 分，在{partner_name}，{left}。", keyboard=keys)


def rewards(found: Sequence[Reward], partners: dict[int, str]) -> list[Message]:
    """Return a card for each reward, since each has buttons of its own."""
    if not found:
        return [Message("还没有上架的。", rows((Button(OFFICE["reward"], Office("reward").pack()),)))]
    return [_reward(each, partners.get(each.terms.partner_id, "")) for each in found[-SHOWN:]]


def _reward(reward: Reward, partner_name: str) -> Message:
    terms = reward.terms
    left = f"还剩 {terms.stock} 份" if terms.stock is not None else "份数不限"
    limit = f"，每人 {terms.limit} 份" if terms.limit is not None else ""
    restock = [Button("补货", StockUp(reward.id).pack())] if terms.stock is not None else []
    return Message(
        f"⭐ {terms.title}：{terms.points} 分，在{partner_name}，{left}{limit}",
        rows((*restock, Button("下架", WithdrawReward(reward.id).pack()))),
    )


def stocked(reward: Reward, keys: Keys) -> Message:
    return Message(f"⭐ 补好了：{reward.terms.title}，现在 {reward.terms.stock} 份。", keyboard=keys)


def withdrawn(reward: Reward) -> Message:
    return Message(f"⭐ 下架了：{reward.terms.title}。已经拿到码的人照样能换。")


def partner_added(one: Partner) -> Message:
    return Message(
        lines(f"⭐ 加好了：{one.name}。", "谁来收码？店里没有手机的，您可以代收。"),
        rows((Button("登记店员", OfferTill(one.id).pack()), Button("代收码", OpenTill(one.id).pack()))),
    )


def partners(found: Sequence[Partner], names: dict[int, str], month: Month) -> list[Message]:
    if not found:
        return [no_partner()]
    return [_partner(each, names, month) for each in found[-SHOWN:]]


def _partner(one: Partner, names: dict[int, str], month: Month) -> Message:
    clerks = "、".join(names[each] for each in one.clerks if each in names)
    return Message(
        lines(f"⭐ {one.name}", f"收码的人：{clerks or '还没有，您可以代收'}"),
        rows(
            (
                Button("代收码", OpenTill(one.id).pack()),
                Button("登记店员", OfferTill(one.id).pack()),
                Button("今天换的", TillDay(one.id).pack()),
                Button(f"{month.month} 月结算", TillMonth(one.id, month.year, month.month).pack()),
            )
        ),
    )


def whose_till(one: Partner, merchants: Sequence[Person]) -> Message:
    if not merchants:
        return Message(f"先点「{LABELS[Word.INVITE]}」请一位商户加入，再来登记到{one.name}。")
    return Message(
        f"谁给{one.name}收码？",
        rows(Button(each.name, PutAtTill(one.id, each.id).pack()) for each in merchants[:SHOWN]),
    )


def at_till(one: Partner, name: str) -> Message:
    return Message(f"⭐ 登记好了：{name}给{one.name}收码。让他点「{LABELS[Word.TILL]}」，或者直接打 6 位码。")


def till(one: Partner, month: Month) -> tuple[Button, ...]:
    return (
        Button("再收一个", OpenTill(one.id).pack()),
        Button("今天换的", TillDay(one.id).pack()),
        Button(f"{month.month} 月结算", TillMonth(one.id, month.year, month.month).pack()),
    )


def code_answer(answer: CodeAnswer, one: Partner, now: datetime) -> Message:
    """Tell the merchant in one sentence whether to hand it out; the important word comes first."""
    buttons = rows(till(one, Month.of(local(now).date())))
    text = ""
    match answer:
        case CodeTaken(taken):
            text = lines(f"⭐ 对的，请给他：{taken.title}。", f"{taken.points} 分记到{one.name}账上了。")
        case CodeUsedBefore(used):
            when = say_when(used.settled_at, now) if used.settled_at else "以前"
            text = f"这个码用过了：{used.title}，{when}换走的。请别再给。"
        case CodeWrong(tries_left):
            text = lines("这个码不对，请别给东西。", f"请他再看看手机上的码。您还能试 {tries_left} 次。")
        case TillResting(until_at):
            text = lines(
                "错了好几次，为了大家的分安全，先歇一歇。", f"{say_when(until_at, now)}再收。着急就打社区电话。"
            )
            buttons = ()
    return Message(text, buttons)


def day(one: Partner, handed: Sequence[Redemption], on: date, today: date) -> Message:
    """Return what was handed out that day, the earliest first, without a word about who had it."""
    listed = [
        f"{say_clock(each.settled_at)} {each.title} {each.points} 分" for each in reversed(handed) if each.settled_at
    ]
    total = sum(each.points for each in handed)
    head = f"⭐ {one.name}，{say_day(on, today)}：{len(handed)} 份，{total} 分。"
    return Message(lines(head, *listed), rows((Button("再收一个", OpenTill(one.id).pack()),)))


def settlement(sheet: SettlementSheet, now: datetime, *, may_pay: bool) -> Message:
    counted: dict[tuple[str, int], int] = {}
    for each in sheet.handed:
        counted[each.title, each.points] = counted.get((each.title, each.points), 0) + 1
    listed = [f"{title}：{count} 份 × {points} 分 = {count * points} 分" for (title, points), count in counted.items()]
    month = sheet.month
    paid = f"{say_when(sheet.settled_at, now)}结清了。" if sheet.settled_at else "还没结。"
    is_payable = may_pay and sheet.settled_at is None and sheet.points and now >= month.ends_at
    buttons = [Button("已经结清", PayMerchant(sheet.partner.id, month.year, month.month).pack())] if is_payable else []
    earlier = month.previous
    buttons.append(Button(f"{earlier.month} 月结算", TillMonth(sheet.partner.id, earlier.year, earlier.month).pack()))
    head = f"⭐ {sheet.partner.name}，{month.year} 年 {month.month} 月：{len(sheet.handed)} 份，{sheet.points} 分。"
    return Message(lines(head, *listed, paid if sheet.points else ""), rows(buttons))


def nobody_so_called(told: str) -> Message:
    return Message(f"没找到「{told}」。请看看名字，或者写他登记的手机号。")


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


def close_which(month: Month) -> Message:
    return Message(
        f"⭐ 结 {month.year} 年 {month.month} 月的账？会把每一笔从头核一遍。",
        rows((Button("开始月结", CloseMonth(month.year, month.month).pack()),)),
    )


def closed(fact: MonthReported) -> Message:
    """Return the report: whose points lie where, and that they add up to nothing."""
    listed = [f"{ACCOUNTS.get(kind, kind)}：{abs(points)} 分" for kind, points in fact.trial.items() if points]
    return Message(
        lines(
            f"⭐ {fact.year} 年 {fact.month} 月的账结好了，{fact.closed_by}经办。",
            f"一共 {fact.sequence} 笔，从头核过，一分不差。",
            *listed,
        )
    )


def not_closed(report: Report) -> Message:
    return Message(
        lines(
            f"账对不上，有 {len(report.problems)} 处，这个月先不结。",
            "兑换已经停了，大家的分都在。请马上告诉管系统的人。",
        )
    )


def stopped(fact: BooksStopped) -> Message:
    return Message(
        lines(
            f"要紧：积分账有 {fact.problems} 处对不上，兑换已经停了。",
            "请马上告诉管系统的人，核好之前别手工改分。",
            f"（第一处：{fact.first}）",
        )
    )


def anchored(fact: BooksAnchored) -> Message:
    on = f"{fact.on.month} 月 {fact.on.day} 日"
    return Message(
        lines(f"⭐ {on}积分账核过了，{fact.sequence} 笔，一分不差。", f"封条：{fact.hash}", "这条请留着，以后对账用。")
    )
