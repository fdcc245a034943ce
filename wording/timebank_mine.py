"""A person's own time bank in words: where from, what for, to whom, and where one stands."""

from collections.abc import Sequence
from datetime import date, datetime

from domain.papers import PointsStatement, ServiceCertificate
from domain.timebank import Balance, Entry, Expiring, SourceKind
from domain.timebank_desk import Certified, EntryTold, GiftReceived, Offer, Origin, PointsLapsed, RewardHanded
from domain.timebank_policy import GiftTo
from domain.timebank_rewards import Redemption, RedemptionLapsed, RedemptionState
from domain.times import local
from wording.dates import say_day, say_minutes, say_when
from wording.forms import Question
from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, Shown, attached, lines, rows
from wording.refusals import say
from wording.taps import Menu
from wording.timebank import ACTIVITIES, CODES, STAR, explain
from wording.timebank_taps import Certify, MonthPicture, OlderEntries, Redeem, ShowOnList, TakeBack, TellEntry

Keys = tuple[tuple[Key, ...], ...]
SHOWN_OFFERS = 8
SHOWN_REDEMPTIONS = 6
STATES: dict[RedemptionState, str] = {
    RedemptionState.HELD: "等您去换",
    RedemptionState.USED: "换走了",
    RedemptionState.CANCELLED: "退回了",
    RedemptionState.LAPSED: "过期退回了",
}
ORIGINS: dict[SourceKind, str] = {
    SourceKind.SHIFT: "值的班：{title}，{at}。",
    SourceKind.WISH: "心愿 {number} 号。",
    SourceKind.CASE: "调解 {number}。",
    SourceKind.ACTIVITY: "一次活动。",
    SourceKind.BACKFILL: "补记的服务，两个人签过字。",
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
GIFT_SIDES = {True: "{who}送您的。", False: "您送给{who}的。"}

GIVE_TITLE, DONATE_TITLE = "送积分", "捐积分"
WHO = Question(
    ask="送给谁？请写他的姓名，或者手机号。", name="给谁", help="请写姓名或手机号，比如：王建国，或 13700000001。"
)
POINTS = Question(ask="多少分？", name="分数", help="分数要写 1 以上的整数，比如：5。")


def which(labels: Sequence[str]) -> Question:
    return Question(ask="是哪一位？", name="给谁", choices=tuple(labels), takes_text=False)


def menu_button(word: Word) -> Button:
    return Button(LABELS[word], Menu(word.value).pack())


def statement(
    balance: Balance, entries: Sequence[Entry], expiring: Sequence[Expiring], now: datetime, *, keeps_till: bool = False
) -> Message:
    """Return what there is, how it came about, what lapses and how far the next star is."""
    offered = (Word.REWARDS, Word.MY_REWARDS, Word.GIVE, Word.DONATE, Word.STARS, Word.CERTIFICATE)
    buttons = [menu_button(word) for word in (*offered, *((Word.TILL,) if keeps_till else ()))]
    if not entries:
        text = "⭐ 您现在有 0 分。帮街坊做一件事、值一次班，就有分了。"
        return Message(text, rows(each for each in buttons if each.label in {LABELS[Word.REWARDS], LABELS[Word.TILL]}))
    today = local(now).date()
    held = f"（另有 {balance.pending} 分兑换中）" if balance.pending else ""
    text = lines(
        f"⭐ 您现在有 {balance.available} 分{held}。",
        f"一共服务 {say_minutes(balance.minutes)}。{STAR * balance.stars}",
        _next_star(balance),
        *(f"其中 {each.points} 分请在{say_day(each.expires_on, today)}前用，过了就没了。" for each in expiring[:2]),
        "最近的每一笔：",
        *(_line(each, today) for each in entries),
    )
    picture = Button("这个月的单子", MonthPicture(today.year, today.month).pack())
    return Message(text, (*rows((Button("每一笔哪来的", OlderEntries(0).pack()), picture)), *rows(buttons)))


def _next_star(balance: Balance) -> str:
    missing = balance.to_next_star_minutes
    if missing is None:
        return "五颗星都拿到了，了不起！"
    return f"再服务 {say_minutes(missing)}，就到第 {balance.stars + 1} 颗星。"


def _line(entry: Entry, today: date) -> str:
    on = say_day(local(entry.at).date(), today)
    how = explain(entry.explanation) if entry.explanation is not None else CODES[entry.code]
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
    return Message(text, rows(leads))


def _said(origin: Origin, now: datetime, *, is_gain: bool) -> str:
    pattern = ORIGINS[origin.kind]
    if origin.kind is SourceKind.GIFT:
        pattern = "{who}提的，{second}同意的。原因：{reason}" if origin.reason else GIFT_SIDES[is_gain]
    return pattern.format(
        title=origin.title,
        number=origin.number,
        at=say_when(origin.at, now) if origin.at else "",
        who=origin.who,
        second=origin.second,
        reason=origin.reason,
        leads_to=origin.leads_to,
    )


def shelf(offers: Sequence[Offer], balance: Balance, now: datetime) -> Message:
    """Return what can be had, what is left of it, and why something cannot."""
    if not offers:
        return Message("⭐ 现在还没有能换的，社区上了新的我告诉大家。", rows((menu_button(Word.POINTS),)))
    shown = offers[:SHOWN_OFFERS]
    listed = [_offer(place, each, now) for place, each in enumerate(shown, start=1)]
    buttons = [
        Button(f"换第 {place} 样", Redeem(each.reward.id).pack())
        for place, each in enumerate(shown, start=1)
        if each.hindrance is None
    ]
    text = lines(f"⭐ 您有 {balance.available} 分，能换这些：", *listed)
    return Message(text, rows((*buttons, menu_button(Word.MY_REWARDS))))


def _offer(place: int, offer: Offer, now: datetime) -> str:
    terms = offer.reward.terms
    left = f"，还剩 {terms.stock} 份" if terms.stock is not None else ""
    limit = f"，每人 {terms.limit} 份" if terms.limit is not None else ""
    why = f"（{say(offer.hindrance, now)}）" if offer.hindrance is not None else ""
    return f"{place}. {terms.title}：{terms.points} 分，在{offer.partner or '社区'}{left}{limit}{why}"


def reserved(held: Redemption, partner: str, balance: Balance, now: datetime) -> Message:
    """Return the code in two groups of three, until when it holds and what is left."""
    return Message(
        lines(
            f"⭐ 给您留好了：{held.title}。",
            f"兑换码：{held.code[:3]} {held.code[3:]}",
            f"请在{say_when(held.expires_at, now)}前到{partner or '社区'}，把码给店里看。",
            f"先扣 {held.points} 分，您还有 {balance.available} 分。没去换，分会退给您。",
            "码只能用一次，别告诉别人。",
        ),
        rows((Button("不换了，退回", TakeBack(held.id).pack()), menu_button(Word.MY_REWARDS))),
    )


def scannable(held: Redemption) -> Message:
    """Return the code as a picture that a till's scanner reads: the six digits and nothing else."""
    picture = attached(Shown.PHOTO, "duihuanma.png", "link", held.code)
    return Message(f"店里有扫码枪的，扫这个也行：{held.title}。", document=picture)


def month_picture(paper: PointsStatement) -> Message:
    month = paper.statement.month
    earlier = month.previous
    button = Button(f"{earlier.month} 月的单子", MonthPicture(earlier.year, earlier.month).pack())
    picture = attached(Shown.PHOTO, f"jifen-{month}.png", "points_statement", paper)
    return Message(f"⭐ {month.year} 年 {month.month} 月的积分单子。", rows((button,)), document=picture)


def redemptions(found: Sequence[Redemption], partners: dict[int, str], now: datetime) -> Message:
    if not found:
        return Message("⭐ 您还没换过东西。", rows((menu_button(Word.REWARDS),)))
    shown = found[:SHOWN_REDEMPTIONS]
    listed = [_redemption(place, each, partners, now) for place, each in enumerate(shown, start=1)]
    buttons = [
        Button(f"退回第 {place} 份", TakeBack(each.id).pack())
        for place, each in enumerate(shown, start=1)
        if each.state is RedemptionState.HELD
    ]
    return Message(lines("⭐ 您的兑换：", *listed), rows((*buttons, menu_button(Word.REWARDS))))


def _redemption(place: int, one: Redemption, partners: dict[int, str], now: datetime) -> str:
    where = partners.get(one.partner_id, "社区")
    if one.state is RedemptionState.HELD:
        code = f"{one.code[:3]} {one.code[3:]}"
        return f"{place}. {one.title}（{one.points} 分）：码 {code}，{say_when(one.expires_at, now)}前到{where}"
    on = say_day(local(one.settled_at or one.reserved_at).date(), local(now).date())
    return f"{place}. {one.title}（{one.points} 分）：{on}{STATES[one.state]}"


def taken_back(one: Redemption, balance: Balance) -> Message:
    return Message(f"⭐ 退回了：{one.title}。{one.points} 分还给您，现在有 {balance.available} 分。")


def lapsed(fact: RedemptionLapsed) -> Message:
    return Message(
        f"⭐ 「{fact.title}」过了时间没去换，{fact.points} 分退给您了。想换可以再换。",
        rows((menu_button(Word.REWARDS),)),
    )


def handed(fact: RewardHanded) -> Message:
    return Message(
        lines(
            f"⭐ {fact.partner}给您换了：{fact.title}，用了 {fact.points} 分。",
            f"您还有 {fact.balance} 分。不是您换的，马上告诉社区。",
        )
    )


def points_lapsed(fact: PointsLapsed) -> Message:
    return Message(f"⭐ 有 {fact.points} 分到期了。您还有 {fact.balance} 分，服务的小时数都在。")


def give_intro(to: GiftTo, left: int | None, available: int) -> Message:
    """Say what may be given to whom, before it is asked."""
    whom = "送给住在一起的家人" if to is GiftTo.FAMILY else "送给社区里的人"
    cap = f"，这个月还能送 {left} 分" if left is not None else ""
    return Message(f"您有 {available} 分，可以{whom}{cap}。小时数留给您自己。")


def nobody_so_called(told: str) -> Message:
    return Message(f"没找到「{told}」。请看看名字，或者写他登记的手机号。")


def donate_ask(available: int) -> Question:
    return Question(
        ask=f"您有 {available} 分。捐给大家的积分池，社区两个人同意后帮给有难处的街坊。捐多少分？",
        name="分数",
        help="分数要写 1 以上的整数，比如：5。",
    )


def gave(name: str, points: int, balance: Balance, keys: Keys) -> Message:
    return Message(f"⭐ 送好了：{name}，{points} 分。您还有 {balance.available} 分。", keyboard=keys)


def received(fact: GiftReceived) -> Message:
    return Message(f"⭐ {fact.giver}送您 {fact.points} 分。您现在有 {fact.balance} 分。")


def donated(points: int, balance: Balance, keys: Keys) -> Message:
    return Message(f"⭐ 谢谢您捐了 {points} 分！您还有 {balance.available} 分。", keyboard=keys)


def star_list(told: Sequence[tuple[str, int]], now: datetime, *, is_hidden: bool) -> Message:
    """Return who served most; whoever would rather not stand there says so with one button."""
    listed = [f"{place}. {name}：{say_minutes(minutes)}" for place, (name, minutes) in enumerate(told, start=1)]
    month = local(now).month
    button = Button("把我写上", ShowOnList(1).pack()) if is_hidden else Button("别写我", ShowOnList(0).pack())
    head = f"⭐ {month} 月的星级榜，谢谢各位：" if listed else "⭐ 星级榜还空着，等您来。"
    return Message(lines(head, *listed, "（没写您的名字。）" if is_hidden else ""), rows((button,)))


def listed(*, is_hidden: bool) -> str:
    return "好的，榜上不写您。小时数和星照样记。" if is_hidden else "好的，榜上有您了。"


def which_year(year: int) -> Message:
    return Message(
        "⭐ 开哪一年的志愿服务证明？",
        rows(Button(f"{each} 年", Certify(each).pack()) for each in (year, year - 1)),
    )


def certified(one: Certified, paper: ServiceCertificate, keys: Keys) -> Message:
    return Message(
        lines(
            f"⭐ 志愿服务证明，编号 {one.number}",
            f"校验码 {one.check_code}",
            f"{one.from_on.year} 年在{paper.community}服务 {one.hours} 小时。",
            *(f"{ACTIVITIES[activity]}：{say_minutes(minutes)}" for activity, minutes in one.by_activity),
            "要盖章的，打印出来拿到社区。",
            f"谁想查真假，发给我：查证明 {one.number} {one.check_code}",
        ),
        keyboard=keys,
        document=attached(Shown.FILE, f"志愿服务证明{one.number}.pdf", "service_certificate", paper),
    )


def looked_up(found: Certified | None, family_name: str, community: str) -> Message:
    """Say whether it is genuine; the name is given by its family name only, since anybody may ask."""
    if found is None:
        return Message("这个编号和校验码对不上。请照着证明再看一遍，还对不上，就不是我们开的。")
    day = f"{found.issued_at.year} 年 {local(found.issued_at).month} 月 {local(found.issued_at).day} 日"
    return Message(
        lines(
            "是真的。",
            f"{community}{day}开的，{family_name}姓志愿者，",
            f"{found.from_on.year} 年服务 {found.hours} 小时。",
        )
    )
