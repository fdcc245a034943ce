"""A month's picture and the certificate, in words."""

from domain.papers import PointsStatement, ServiceCertificate
from domain.timebank_desk import Certified
from domain.times import local
from wording.dates import say_minutes
from wording.message import Button, Key, Message, Shown, attached, lines, rows
from wording.timebank import ACTIVITIES
from wording.timebank_taps import Certify, MonthPicture

Keys = tuple[tuple[Key, ...], ...]


def month_picture(paper: PointsStatement) -> Message:
    month = paper.statement.month
    earlier = month.previous
    button = Button(f"{earlier.month} 月的单子", MonthPicture(earlier.year, earlier.month).pack())
    picture = attached(Shown.PHOTO, f"jifen-{month}.png", "points_statement", paper)
    return Message(f"⭐ {month.year} 年 {month.month} 月的积分单子。", rows((button,)), document=picture)


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
