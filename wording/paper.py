"""Every sentence on a card, a poster, a roster, a statement, a certificate, a letter and in a person's calendar."""

from datetime import date, time, timedelta

from domain.papers import (
    BuildingPoster,
    CalendarShift,
    PointsStatement,
    Promise,
    RosterName,
    RosterShift,
    RosterWeek,
    ServiceCertificate,
    Settlement,
    ThankYouLetter,
    VolunteerCard,
    WishMonth,
    WishPoster,
)
from domain.timebank import MINUTES_PER_HOUR, to_next_star_minutes
from domain.timebank_months import Month
from wording.dates import WEEKDAYS, say_minutes
from wording.names import WISH_CATEGORIES

ALL_STARS = 5
TEN = 10

CARD = "银龄志愿者"
CARD_SKILLS = "我会做"
CARD_SCAN = "手机扫一扫，有事找我们"
POSTER_HEADING = "有事找银龄帮"
POSTER_STEPS = (
    ("扫上面的方块码", "手机对准它，停一停"),
    ("点一下【开始】", "手机下面有大按钮"),
    ("说您要办的事", "打字、说话都行"),
)
ROSTER_NOTHING = "这一周没有值班，您安心休息。"
ROSTER_FOOT = "去不了没关系，早点告诉我，\n我来找人顶班。"
SHEET_HEADINGS = ("编号", "姓名", "岗位", "时间", "签到", "签退")
SHEET_HOW = "到了在「签到」签名，走时在「签退」签名。"
SHEET_SCAN = "扫一扫，也能签到"
EMPTY_SEAT = "（还缺人）"
CLOSING_POINTS = {True: "月底有", False: "现在有"}
LAST_MONTH_POINTS = "上月留下"
CHART = "每月得的分"
CERTIFICATE = "志愿服务证明"
CERTIFICATE_THANKS = "感谢您为街坊邻里付出的时间。"
CERTIFICATE_SCAN = "扫一扫，查真伪"
CERTIFICATE_SEAL = "（盖章）"
LETTER = "感谢信"
LETTER_SAID = "对您说："
LETTER_CLOSE = "谢谢您。有您在，街坊心里暖。"
SETTLEMENT = "调解协议书"
SETTLEMENT_DISPUTE = "事情经过"
SETTLEMENT_PROMISES = "双方说好"
SETTLEMENT_CLOSING = "以上是双方自愿说好的，每人留一份，都照着办。"
SETTLEMENT_FOOT = "这份协议只给双方、调解员和工作室看，请收好。"
PARTY_SIGNS = "甲乙丙丁戊己庚辛壬癸"
SIGNED_ON = "日期："
WISHES_CHART = "大家许的是什么"


def full_day(on: date) -> str:
    """Return 「2026年3月15日（周日）」: paper outlives the day it was printed on, so the year is named."""
    return f"{on.year}年{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def day(on: date) -> str:
    return f"{on.month}月{on.day}日（周{WEEKDAYS[on.weekday()]}）"


def span(from_on: date, to_on: date) -> str:
    return f"{day(from_on)}到{day(to_on)}"


def month(of: Month) -> str:
    return f"{of.year}年{of.month}月"


def bar_month(of: Month) -> str:
    return f"{of.month}月"


def hours(begins: time, ends: time) -> str:
    """Return 「7:00–8:00」; an end on or before the beginning is on the next morning."""
    following = "次日 " if ends <= begins else ""
    return f"{begins.hour}:{begins.minute:02d}–{following}{ends.hour}:{ends.minute:02d}"


def points(number: int) -> str:
    return f"{number} 分"


def tenths(number: int | None) -> str:
    return "还没有" if number is None else f"{number // TEN}.{number % TEN}"


def star_row(count: int) -> str:
    return "★" * count + "☆" * (ALL_STARS - count)


def star_words(count: int) -> str:
    return f"{count} 星志愿者" if count else "欢迎您加入"


def card_number(card: VolunteerCard) -> str:
    return f"编号 {card.number}"


def poster_where(poster: BuildingPoster) -> str:
    return f"{poster.community} {poster.building}".strip()


def poster_call(poster: BuildingPoster) -> str:
    return f"打电话也行：{poster.phone}" if poster.phone else "不会用手机，请到社区来，我们帮您"


def roster_title(week: RosterWeek) -> str:
    return f"{week.team}值班表"


def roster_when(shift: RosterShift) -> str:
    return f"{hours(shift.starts, shift.ends)}　{shift.post}"


def roster_names(names: tuple[RosterName, ...]) -> str:
    return "、".join(each.name for each in names)


def roster_missing(shift: RosterShift) -> str:
    return f"还缺 {shift.missing} 人，您来吗？" if shift.missing else ""


def day_continued(heading: str) -> str:
    return f"{heading} 接上张"


def roster_foot(week: RosterWeek) -> str:
    return f"{ROSTER_FOOT}\n电话 {week.phone}" if week.phone else ROSTER_FOOT


def sheet_foot(week: RosterWeek) -> str:
    call = f"，电话 {week.phone}" if week.phone else ""
    return f"{week.community}{call}"


def statement_title(statement: PointsStatement) -> str:
    return f"{month(statement.statement.month)}的积分"


def whose(name: str, number: str, community: str) -> str:
    return "　".join(part for part in (name, number, community) if part)


def signed_points(number: int) -> str:
    return f"{number:+d} 分" if number else "0 分"


def statement_lines(statement: PointsStatement) -> tuple[str, ...]:
    """Return what was served, how far the next star is, and the last day of points that lapse soon."""
    served = f"这个月服务 {say_minutes(statement.statement.minutes)}。"
    row = f"{star_row(statement.stars)}　一共 {statement.minutes // MINUTES_PER_HOUR} 小时。"
    left = to_next_star_minutes(statement.minutes)
    further = (
        "5 颗星都有了，了不起！" if left is None else f"离下一颗星还差 {-(-left // MINUTES_PER_HOUR)} 小时，慢慢来。"
    )
    lapsing = statement.expiring
    expiry = (
        (f"有 {lapsing.points} 分，能用到{day(lapsing.expires_on - timedelta(days=1))}。", "想用就说「兑换」。")
        if lapsing
        else ()
    )
    return (served, row, further, *expiry)


def certificate_number(certificate: ServiceCertificate) -> str:
    return f"证明编号 {certificate.certificate_number}"


def certificate_body(certificate: ServiceCertificate) -> tuple[str, ...]:
    """Return a line each for who, from when, until when and how much, so that no date is broken in two."""
    return (
        f"志愿者编号 {certificate.number}，" if certificate.number else "",
        f"从 {full_day(certificate.from_on)}",
        f"到 {full_day(certificate.to_on)}，",
        f"在{certificate.community}参加志愿服务，",
        f"一共 {certificate.hours} 小时。",
    )


def certificate_rows(certificate: ServiceCertificate) -> tuple[tuple[str, str], ...]:
    """Return how the hours were recorded, which a reader may ask, and the stars."""
    rows = [("其中签到签退记的", say_minutes(certificate.credit_minutes))]
    if certificate.honour_minutes:
        rows.append(("其中两人签字补记的", say_minutes(certificate.honour_minutes)))
    if certificate.stars:
        rows.append(("志愿者星级", f"{star_row(certificate.stars)} {certificate.stars} 星"))
    return tuple(rows)


def certificate_check(certificate: ServiceCertificate) -> tuple[str, ...]:
    return (f"校验码 {certificate.check_code}", "扫上面的码，或者报编号和校验码，就能查真伪。")


def letter_to(letter: ThankYouLetter) -> str:
    return f"{letter.name}，您好！"


def letter_body(letter: ThankYouLetter) -> str:
    helped = letter.thanked_by or f"{letter.community}的街坊"
    return f"{full_day(letter.done_on)}，您帮{helped}办成了一件事：{WISH_CATEGORIES[letter.category]}。"


def letter_said(letter: ThankYouLetter) -> str:
    return f"{letter.thanked_by or '街坊'}{LETTER_SAID}"


def letter_words(letter: ThankYouLetter) -> str:
    return f"“{letter.words.strip()}”" if letter.words.strip() else ""


def letter_rating(letter: ThankYouLetter) -> str:
    return f"满意度：{'★' * letter.rating} {letter.rating} 分" if letter.rating else ""


def settlement_number(settlement: Settlement) -> str:
    return f"编号 {settlement.case_number}"


def settlement_rows(settlement: Settlement) -> tuple[tuple[str, str], ...]:
    """Return the parties as 甲方, 乙方 and so on, then who helped, where and when."""
    parties = zip(PARTY_SIGNS, settlement.parties, strict=False)
    return (
        *((f"{sign}方", name) for sign, name in parties),
        ("调解员", "、".join(settlement.mediators)),
        ("在哪里", settlement.place),
        ("哪一天", full_day(settlement.settled_on)),
        ("工作室", f"{settlement.community} {settlement.studio}".strip()),
    )


def promise_text(promise: Promise) -> str:
    return f"{promise.who}：{promise.what}"


def promise_due(promise: Promise) -> str:
    return f"{full_day(promise.due_on)}前办好" if promise.due_on else ""


def signatures(settlement: Settlement) -> tuple[str, ...]:
    return (
        *(f"{name} 签名：" for name in settlement.parties),
        *(f"调解员 {name} 签名：" for name in settlement.mediators),
    )


def poster_title(poster: WishPoster) -> str:
    return f"微心愿 {poster.number} 号"


def poster_lines(poster: WishPoster) -> list[str]:
    return [each for each in (f"地点：{poster.building}" if poster.building else "", f"时间：{poster.wanted}") if each]


def wish_month_title(figures: WishMonth) -> str:
    return f"{month(figures.month)}的微心愿"


def wish_tiles(figures: WishMonth) -> tuple[tuple[str, str], ...]:
    days = f"{tenths(figures.days_tenths)} 天" if figures.days_tenths is not None else tenths(None)
    rating = f"{tenths(figures.rating_tenths)} 分" if figures.rating_tenths is not None else tenths(None)
    return (
        ("收到", f"{figures.received} 个"),
        ("办成", f"{figures.fulfilled} 个"),
        ("平均用时", days),
        ("满意度", rating),
    )


def wish_month_lines(figures: WishMonth) -> tuple[str, ...]:
    if figures.waiting:
        return (f"还有 {figures.waiting} 个心愿在等人。", "您能搭把手吗？")
    return ("每个心愿都有人接了，谢谢大家！",) if figures.received else ("这个月还没有人许心愿。",)


def calendar_title(shift: CalendarShift) -> str:
    return f"{shift.duty}　{shift.post}".strip()


def calendar_notes(shift: CalendarShift) -> str:
    meet = f"集合：{shift.meet}" if shift.meet else ""
    partners = f"和您一起：{'、'.join(shift.partners)}" if shift.partners else ""
    return "\n".join(part for part in (meet, partners, ROSTER_FOOT) if part)


def calendar_name(name: str) -> str:
    return f"{name}的值班" if name else "我的值班"
