"""One of each paper, filled with the people of Hekou."""

from datetime import UTC, date, datetime, time, timedelta

from domain.papers import (
    BuildingPoster,
    CalendarShift,
    MonthEarned,
    PointsStatement,
    Promise,
    RedemptionCard,
    RosterName,
    RosterShift,
    RosterWeek,
    ServiceCertificate,
    Settlement,
    ThankYouLetter,
    VolunteerCard,
    WishMonth,
)
from domain.timebank import Activity, Code, Expiring
from domain.timebank_months import Month, Statement
from domain.wishes import WishCategory

LINK = "https://t.me/yinling_hekou_bot?start=c-1-b-3"
MONDAY = date(2026, 3, 2)
CARD = VolunteerCard("王建国", "0100042", "河口社区", ("家电维修", "护学巡逻", "书法绘画"), 3, LINK)
POSTER = BuildingPoster("河口社区", "3号楼", LINK, "0546-3661234")
WANG, ZHOU, LI = RosterName("0100042", "王建国"), RosterName("0100043", "周德福"), RosterName("0100051", "李秀英")
WEEK = RosterWeek(
    "河口社区",
    "护学队",
    MONDAY,
    tuple(
        RosterShift(
            MONDAY + timedelta(days=day),
            time(hour),
            time(hour + 1),
            "实验小学东门" if hour < 12 else "河口二中北门",
            2,
            (WANG, ZHOU) if (day + hour) % 3 else (LI,),
        )
        for day in range(5)
        for hour in (7, 16)
    ),
    LINK,
    "0546-3661234",
)
MARCH = Month(2026, 3)
STATEMENT = PointsStatement(
    "王建国",
    "0100042",
    "河口社区",
    Statement(MARCH, 36, 48, 495, {Code.EARN: 32, Code.POST: -20}),
    18_600,
    tuple(
        MonthEarned(Month(2025 + (9 + each) // 12, (9 + each) % 12 + 1), (12, 21, 30, 39, 17, 32)[each])
        for each in range(6)
    ),
    Expiring(date(2026, 6, 30), 5),
)
CODE = RedemptionCard("理发一次", "966461", "老王理发店", datetime(2026, 3, 24, 1, 20, tzinfo=UTC))
CERTIFICATE = ServiceCertificate(
    "王建国",
    "0100042",
    "河口社区",
    date(2025, 1, 1),
    date(2025, 12, 31),
    17_400,
    1_245,
    ((Activity.SCHOOL_CROSSING, 9_000), (Activity.REPAIR, 6_000), (Activity.COMPANY, 3_645)),
    2,
    "证2026-0042",
    "K7QF-2M9R",
    "https://t.me/yinling_hekou_bot?start=v-K7QF2M9R",
    "河口社区志愿者组织",
    date(2026, 1, 8),
)
THANKS = ThankYouLetter(
    "王建国",
    "河口社区",
    WishCategory.REPAIR,
    date(2026, 3, 3),
    "李阿姨",
    "灯一下就亮了，老王还帮我把旧灯泡带下楼。换得又快又好！",
    date(2026, 3, 4),
    5,
)
SETTLEMENT = Settlement(
    "解忧2026-0042",
    "河口社区",
    "银龄解忧工作室",
    ("赵国强", "孙丽华"),
    "3号楼2单元501家里水管漏水，把楼下401的天花板泡坏了。",
    (
        Promise("赵国强", "请人修好卫生间水管", date(2026, 3, 10)),
        Promise("赵国强", "给楼下重新刷天花板", date(2026, 3, 20)),
        Promise("孙丽华", "修好以后不再提别的要求"),
    ),
    ("陈和平", "吴桂兰"),
    "河口社区二楼调解室",
    date(2026, 3, 5),
)
WISHES = WishMonth(
    "河口社区",
    MARCH,
    128,
    117,
    6,
    18,
    47,
    (
        (WishCategory.REPAIR, 41),
        (WishCategory.HOSPITAL, 12),
        (WishCategory.PHONE_LESSON, 33),
        (WishCategory.COMPANY, 20),
    ),
)
SHIFT = CalendarShift(
    "shift-42-wang@yinling",
    datetime(2026, 3, 2, 23, 0, tzinfo=UTC),
    datetime(2026, 3, 3, 0, 0, tzinfo=UTC),
    "护学岗",
    "实验小学东门",
    "东门岗亭，穿红马甲",
    ("周德福",),
)
