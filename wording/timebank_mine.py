"""A person's own points in words: how many, where from, what lapses, the star list."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.timebank import Balance, Entry, Expiring, SourceKind, stars
from domain.timebank_desk import EntryTold, Origin, PointsLed, SourceTold
from domain.timebank_notices import PointsLapsed, ServiceCredited
from domain.times import local
from wording.dates import say_day, say_minutes, say_when
from wording.menu import LABELS, Word
from wording.message import Button, Message, lines, rows
from wording.timebank import ACTIVITIES, CODES, STAR, explain, menu_button, source_button
from wording.timebank_taps import MonthPicture, OlderEntries, ShowOnList, TellEntry

ORIGINS: dict[SourceKind, str] = {
    SourceKind.SHIFT: "值的班：{title}，{at}。",
    SourceKind.WISH: "心愿 {number} 号，{activity}。",
    SourceKind.CASE: "调解 {number}。",
    SourceKind.ACTIVITY: "{on}的活动：{title}。{who}记的，{second}签的字。",
    SourceKind.BACKFILL: "{on}的{activity}，补记的。{who}记的，{second}签的字。",
    SourceKind.ADJUSTMENT: "{who}提的，{second}同意的。原因：{reason}",
    SourceKind.GIFT: "{who}。",
    SourceKind.REWARD: "兑换：{title}。",
    SourceKind.REDEMPTION: "兑换：{title}。",
    SourceKind.DONATION: "捐到大家的积分池。",
    SourceKind.GRANT: "社区积分池。{who}提的，{second}同意的。原因：{reason}",
    SourceKind.REGISTRATION: "您报到时的见面礼。",
    SourceKind.IMPORT: "以前的老账本，两个人核对过。",
    SourceKind.EXPIRY: "到了期限没用完。",
    SourceKind.TRANSFER: "更正账上第 {leads_to} 号那一笔。",
}
# Where what points came from is no longer kept.
BARE: dict[SourceKind, str] = {
    SourceKind.SHIFT: "值的一个班。",
    SourceKind.WISH: "一个心愿。",
    SourceKind.CASE: "一次调解。",
    SourceKind.ACTIVITY: "一次活动。",
    SourceKind.BACKFILL: "补记的服务，两个人签过字。",
}
# What can be opened by itself, with every line it led to.
OPENED = frozenset({SourceKind.SHIFT, SourceKind.WISH, SourceKind.CASE, SourceKind.ACTIVITY, SourceKind.BACKFILL})
MOST_LED = 8
GIFT_SIDES = {True: "{who}送您的。", False: "您送给{who}的。"}


def statement(
    balance: Balance, entries: Sequence[Entry], expiring: Sequence[Expiring], now: datetime, *, keeps_till: bool = False
) -> Message:
    """Return what there is, how it came about, what lapses and how far the next star is."""
    offered = (Word.REWARDS, Word.MY_REWARDS, Word.GIVE, Word.DONATE, Word.STARS, Word.CERTIFICATE, Word.RULES)
    buttons = [menu_button(word) for word in (*offered, *((Word.TILL,) if keeps_till else ()))]
    if not entries:
        text = "⭐ 您现在有 0 分。帮街坊做一件事、值一次班，就有分了。"
        return Message(
            text,
            rows(
                each for each in buttons if each.label in {LABELS[Word.REWARDS], LABELS[Word.TILL], LABELS[Word.RULES]}
            ),
        )
    today = local(now).date()
    held = f"（另有 {balance.pending} 分兑换中）" if balance.pending else ""
    text = lines(
        f"⭐ 您现在有 {balance.available} 分{held}。",
        f"一共服务 {say_minutes(balance.minutes)}。{STAR * balance.stars}",
        _next_star(balance),
        *(
            f"其中 {each.points} 分能用到{say_day(each.expires_on - timedelta(days=1), today)}，过了就没了。"
            for each in expiring[:2]
        ),
        "最近的每一笔：",
        *(_line(each, today) for each in entries),
    )
    picture = Button("这个月的单子", MonthPicture(today.year, today.month).pack())
    return Message(text, (*rows((Button("每一笔哪来的", OlderEntries(0).pack()), picture)), *rows(buttons)))


def _lapsing(one: Expiring, today: date) -> str:
    return f"其中 {one.points} 分能用到{say_day(one.expires_on - timedelta(days=1), today)}，过了就没了。"


def _next_star(balance: Balance) -> str:
    missing = balance.to_next_star_minutes
    if missing is None:
        return "五颗星都拿到了，了不起！"
    return f"再服务 {say_minutes(missing)}，就到第 {balance.stars + 1} 颗星。"


def _line(entry: Entry, today: date) -> str:
    on = say_day(local(entry.at).date(), today)
    told = entry.explanation
    how = CODES[entry.code] if told is None else f"{ACTIVITIES[told.activity]} {say_minutes(told.minutes)}"
    return f"{on}：{entry.points:+d} 分，{how}"


def page(entries: Sequence[Entry], now: datetime, *, has_older: bool) -> Message:
    """Return some lines, each with a button that opens where it came from."""
    if not entries:
        return Message("⭐ 前面没有了，这就是全部。")
    today = local(now).date()
    text = lines(
        "⭐ 想知道哪一笔，就点哪一笔：",
        *(f"{place}. {_line(each, today)}" for place, each in enumerate(entries, start=1)),
    )
    buttons = [Button(f"第 {place} 笔", TellEntry(each.sequence).pack()) for place, each in enumerate(entries, start=1)]
    older = rows((Button("更早的", OlderEntries(entries[-1].number).pack()),)) if has_older else ()
    return Message(text, (*rows(buttons), *older))


def entry_told(told: EntryTold, now: datetime) -> Message:
    """Return 这 5 分哪来的: when, how it was reckoned, from which source, and the number under which it stands."""
    one, origin = told.entry, told.origin
    text = lines(
        f"⭐ 这 {abs(one.points)} 分，{say_when(one.at, now)}{'记上的' if one.points >= 0 else '减去的'}。",
        explain(one.explanation) if one.explanation is not None else f"{CODES[one.code]}。",
        f"来自：{_said(origin, now, is_gain=one.points > 0)}",
        f"服务时间 {say_minutes(abs(one.minutes))}，{'补记' if one.minutes > 0 else '减去'}。"
        if one.minutes and one.explanation is None
        else "",
        f"记完有 {one.balance} 分。账上第 {one.sequence} 号。",
        "觉得不对，把这个号告诉社区，两个人核对后能更正。",
    )
    leads = [Button("看原来那一笔", TellEntry(origin.leads_to).pack())] if origin.leads_to else []
    opens = [source_button(origin.kind, origin.id)] if origin.kind in OPENED else []
    return Message(text, rows([*leads, *opens]))


def credited(fact: ServiceCredited) -> Message:
    return Message(
        lines(
            f"⭐ 您的服务核对好了，{say_minutes(fact.minutes)}，记 {fact.points} 分。",
            explain(fact.explanation),
            f"您现在有 {fact.balance} 分。",
        ),
        rows((source_button(fact.source, fact.source_id),)),
    )


def source_told(told: SourceTold, now: datetime) -> Message:
    """Return what it was, and each line that it led to with a button that explains it."""
    shown = told.lines[:MOST_LED]
    text = lines(
        f"⭐ {_said(told.origin, now, is_gain=True)}",
        "记的分：" if shown else "",
        *(_led(place, each, told.names, now) for place, each in enumerate(shown, start=1)),
    )
    return Message(
        text,
        rows(Button(f"第 {place} 笔", TellEntry(each.sequence).pack()) for place, each in enumerate(shown, start=1)),
    )


def _led(place: int, one: PointsLed, names: dict[int, str], now: datetime) -> str:
    whose = f"{names[one.person_id]} " if one.person_id in names else ""
    return f"{place}. {say_when(one.at, now)}：{whose}{one.points:+d} 分，{CODES[one.code]}"


def _said(origin: Origin, now: datetime, *, is_gain: bool) -> str:
    is_gone = not (origin.number or origin.title or origin.who)
    pattern = BARE.get(origin.kind, ORIGINS[origin.kind]) if is_gone else ORIGINS[origin.kind]
    if origin.kind is SourceKind.GIFT:
        pattern = "{who}提的，{second}同意的。原因：{reason}" if origin.reason else GIFT_SIDES[is_gain]
    return pattern.format(
        title=origin.title,
        number=origin.number,
        at=say_when(origin.at, now) if origin.at else "",
        on=say_day(origin.on, local(now).date()) if origin.on else "以前",
        activity=ACTIVITIES[origin.activity] if origin.activity else "服务",
        who=origin.who,
        second=origin.second,
        reason=origin.reason,
        leads_to=origin.leads_to,
    )


def points_lapsed(fact: PointsLapsed) -> Message:
    return Message(f"⭐ 有 {fact.points} 分到期了。您还有 {fact.balance} 分，服务的小时数都在。")


def star_list(told: Sequence[tuple[str, int]], now: datetime, *, is_hidden: bool) -> Message:
    """Return who served most; whoever would rather not stand there says so with one button."""
    listed = [
        f"{place}. {name}：{say_minutes(minutes)}{' ' + STAR * stars(minutes) if stars(minutes) else ''}"
        for place, (name, minutes) in enumerate(told, start=1)
    ]
    month = local(now).month
    button = Button("把我写上", ShowOnList(1).pack()) if is_hidden else Button("别写我", ShowOnList(0).pack())
    head = f"⭐ {month} 月的星级榜，谢谢各位：" if listed else "⭐ 星级榜还空着，等您来。"
    return Message(lines(head, *listed, "（没写您的名字。）" if is_hidden else ""), rows((button,)))


def listed(*, is_hidden: bool) -> str:
    return "好的，榜上不写您。小时数和星照样记。" if is_hidden else "好的，榜上有您了。"
