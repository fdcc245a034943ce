"""The counter in words: partners, codes, what was handed out, and what is owed for it."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.papers import MerchantMonth
from domain.people import Person
from domain.timebank_desk import (
    Partner,
    SettlementSheet,
)
from domain.timebank_months import Month
from domain.timebank_rewards import CodeAnswer, CodeTaken, CodeUsedBefore, CodeWrong, Redemption, TillResting
from domain.times import local
from wording.dates import say_clock, say_day, say_when
from wording.forms import Question
from wording.menu import LABELS, Word
from wording.message import Button, Message, Shown, attached, lines, rows
from wording.timebank_catalogue import SHOWN, no_partner
from wording.timebank_taps import (
    OfferTill,
    OpenTill,
    PayMerchant,
    PutAtTill,
    TillDay,
    TillMonth,
    TillSheet,
)

CODE = Question(ask="请打 6 位兑换码。", name="兑换码", help="兑换码是 6 个数字，比如：123 456。")
PARTNER_NAME = Question(ask="商户叫什么名字？比如：老王理发店。", name="商户", help="请写名字，40 个字以内。")


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
    if sheet.handed:
        buttons.append(Button("要表格", TillSheet(sheet.partner.id, month.year, month.month).pack()))
    earlier = month.previous
    buttons.append(Button(f"{earlier.month} 月结算", TillMonth(sheet.partner.id, earlier.year, earlier.month).pack()))
    head = f"⭐ {sheet.partner.name}，{month.year} 年 {month.month} 月：{len(sheet.handed)} 份，{sheet.points} 分。"
    return Message(lines(head, *listed, paid if sheet.points else ""), rows(buttons))


def settlement_file(paper: MerchantMonth) -> Message:
    month = paper.month
    return Message(
        f"⭐ {paper.partner}，{month.year} 年 {month.month} 月：{len(paper.handed)} 份，{paper.points} 分。",
        document=attached(Shown.FILE, f"结算{paper.partner}{month}.xlsx", "settlement_sheet", paper),
    )
