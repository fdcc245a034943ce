"""A month's picture and the certificate, in words."""

from domain.papers import MonthAsked, ServiceCertificate
from domain.timebank_desk import Certified
from domain.timebank_months import Month
from domain.timebank_notices import MonthReady
from domain.times import local
from wording.dates import say_minutes
from wording.message import Button, Key, Message, Shown, attached, lines, rows
from wording.timebank import ACTIVITIES
from wording.timebank_taps import Certify, MonthPicture, SendMonthly

Keys = tuple[tuple[Key, ...], ...]


def month_picture(person_id: int, month: Month, *, is_monthly: bool = True) -> Message:
    """Return the month as a picture, drawn when it leaves; `is_monthly` says whether it comes by itself."""
    earlier = month.previous
    buttons = (
        Button(f"{earlier.month} 月的单子", MonthPicture(earlier.year, earlier.month).pack()),
        Button("每月别发", SendMonthly(0).pack()) if is_monthly else Button("每月发我", SendMonthly(1).pack()),
    )
    picture = attached(Shown.PHOTO, f"jifen-{month}.png", "month_statement", MonthAsked(person_id, month))
    return Message(f"⭐ 您 {month.year} 年 {month.month} 月的积分单子。", rows(buttons), document=picture)


def monthly(fact: MonthReady) -> Message:
    return month_picture(fact.person_id, Month(fact.year, fact.month))


def send_monthly(*, is_monthly: bool) -> str:
    return "好的，每月 1 号发您上个月的单子。" if is_monthly else "好的，以后不发了。想看随时点「时间银行」。"


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


def check_link(bot: str, one: Certified) -> str:
    """Return what the code on the certificate opens: the bot, which says at once whether it is genuine."""
    return f"https://t.me/{bot}?start=v-{one.number}-{one.check_code}"


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
