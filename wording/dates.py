"""Dates and times as people say them: digits, the weekday beside every date, the part of day before the hour."""

from datetime import date, datetime, timedelta

from domain.times import local

WEEKDAYS = "一二三四五六日"
# From this hour on, until the next line.
PARTS_OF_DAY = ((0, "凌晨"), (5, "早上"), (9, "上午"), (12, "中午"), (13, "下午"), (18, "晚上"))
NEAR_DAYS = {-1: "昨天", 0: "今天", 1: "明天", 2: "后天"}


def say_day(on: date, today: date) -> str:
    """Return 「明天（周二）」 or 「3月15日（周日）」; another year is named."""
    weekday = f"（周{WEEKDAYS[on.weekday()]}）"
    near = NEAR_DAYS.get((on - today).days)
    if near is not None:
        return near + weekday
    year = "" if on.year == today.year else f"{on.year}年"
    return f"{year}{on.month}月{on.day}日{weekday}"


def say_clock(at: datetime) -> str:
    here = local(at)
    part = [name for hour, name in PARTS_OF_DAY if here.hour >= hour][-1]
    return f"{part} {here.hour}:{here.minute:02d}"


def say_when(at: datetime, now: datetime) -> str:
    """Return 「明天（周二）早上 7:00」."""
    return f"{say_day(local(at).date(), local(now).date())}{say_clock(at)}"


def say_until(at: datetime) -> str:
    here = local(at)
    return f"{here.hour}:{here.minute:02d}"


def say_ago(since: datetime, now: datetime) -> str:
    """Return how long something has stood where it stands."""
    gone = now - since
    if gone < timedelta(hours=1):
        return "刚刚"
    if gone < timedelta(days=1):
        return f"{int(gone.total_seconds()) // 3600} 小时前"
    return f"{gone.days} 天前"


def say_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} 分钟"
    return f"{hours} 小时" if not rest else f"{hours} 小时 {rest} 分钟"
