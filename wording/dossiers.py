"""五个清楚 in words: five short blocks, each of which may be left out."""

from collections.abc import Collection, Sequence

from domain.dossiers import DAYPARTS, LIVES_ALONE, WEEKDAYS, Dossier
from domain.people import Person
from wording.forms import Question
from wording.message import Button, Message, lines, rows
from wording.names import SKILLS
from wording.paper_sheet import PARTIES
from wording.people import AGREE, REFUSE, say_phone
from wording.taps import TellMore

TITLE = "您的情况"
BLOCKS = {
    "past": "过去的工作",
    "talents": "特长和意向",
    "hours": "空闲时间",
    "family": "家里情况",
    "health": "身体情况",
}
ENOUGH = "就这些"
LIVING = (LIVES_ALONE, "和老伴住", "和子女住", "其他")
HEALTH = ("挺好的", "还行", "不太好")
INTENTIONS = ("护学岗", "巡逻", "调解", "微心愿", "宣讲", "课堂")
IMPOSSIBLE_YEAR = "这个年份不太对。请写 4 位数字，比如 1956。"
NO_SUCH_HOURS = "请至少选一样。"

BIRTH_YEAR = Question(
    ask="您是哪一年出生的？比如：1956。",
    name="出生年份",
    can_skip=True,
    help="请写 4 位数字，比如 1956。不想说就点「跳过」。",
)
FORMER_UNIT = Question(
    ask="您退休前在哪个单位？",
    name="原单位",
    can_skip=True,
    help="请写单位的名字，40 个字以内，比如：第一小学。不想说就点「跳过」。",
)
FORMER_POST = Question(
    ask="您做什么工作？", name="职务", can_skip=True, help="请写几个字，比如：教师。不想说就点「跳过」。"
)
PARTY = Question(ask="您的政治面貌？", name="政治面貌", choices=PARTIES, can_skip=True, takes_text=False)
TALENTS = Question(
    ask="您有什么特长？没列出来的，直接打字。",
    name="特长",
    choices=SKILLS,
    takes_many=True,
    can_skip=True,
    help="请写 12 个字以内，一次写一样，比如：修自行车。",
)
INTENTION = Question(
    ask="您愿意参加哪些活动？", name="意向", choices=INTENTIONS, takes_many=True, can_skip=True, help="请点几样。"
)
DAYS = Question(
    ask="您一般星期几有空？", name="星期", choices=WEEKDAYS, takes_many=True, takes_text=False, help="请点几天。"
)
PARTS = Question(
    ask="这几天的什么时候？", name="时段", choices=DAYPARTS, takes_many=True, takes_text=False, help="请点几个。"
)
SENSITIVE = Question(
    ask=lines(
        "家里和身体的情况，要您单独同意我才记。",
        "只有社区工作人员要帮您的时候看得到，谁看过，您随时能查。",
        "您可以不说，哪天反悔，我马上删掉。",
        "您同意吗？",
    ),
    name="同意",
    choices=(AGREE, REFUSE),
    takes_text=False,
    help="请点「同意」或「不同意」。不同意也没关系，别的都照办。",
)
LIVES = Question(ask="您和谁一起住？", name="同住", choices=LIVING, can_skip=True, takes_text=False)
EMERGENCY_NAME = Question(
    ask="万一有急事，我们找谁？请写姓名。", name="紧急联系人", can_skip=True, help="请写姓名，比如：李明。"
)
EMERGENCY_PHONE = Question(
    ask="他的手机号是多少？", name="联系人手机", can_skip=True, help="手机号是 11 位数字。不知道就点「跳过」。"
)
FEELS = Question(ask="您觉得身体怎么样？", name="身体", choices=HEALTH, can_skip=True, takes_text=False)
HEALTH_NOTE = Question(
    ask="有什么要我们留心的？比如：膝盖不好，不能久站。",
    name="要留心的",
    can_skip=True,
    help="请写 100 个字以内。不想说就点「跳过」。",
)


def more(told: Collection[str], *, fresh: bool = True) -> Message:
    """Offer the five blocks; those told already carry a tick."""
    ask = "您愿意的话，再多说一点，我好给您找合适的事。都可以不说。" if fresh else "记下了，谢谢您！还想说哪样？"
    buttons = [
        Button(f"{'✓ ' if block in told else ''}{name}", TellMore(block).pack()) for block, name in BLOCKS.items()
    ]
    return Message(ask, (*rows(buttons), (Button(ENOUGH, TellMore("enough").pack()),)))


def enough() -> Message:
    return Message("好的。想起来什么，随时发「再说一点」。")


def refused_sensitive() -> Message:
    return Message("好的，家里和身体的情况我不记。别的都照办。")


def told_of(person: Person, dossier: Dossier, *, with_sensitive: bool) -> list[tuple[str, str]]:
    """Return what is known, line by line, with its name; sensitive lines only where they may be shown."""
    plain: Sequence[tuple[str, str]] = (
        ("姓名", person.name),
        ("手机", say_phone(person.phone)),
        ("住处", f"{person.building}{person.room}"),
        ("出生年份", str(dossier.birth_year or "")),
        ("原单位", dossier.former_unit),
        ("职务", dossier.former_post),
        ("政治面貌", dossier.party),
        ("特长", "、".join(person.skills)),
        ("意向", "、".join(dossier.intentions)),
        ("空闲", say_hours(person.free)),
    )
    sensitive = (
        ("同住", dossier.living),
        ("紧急联系人", " ".join(part for part in (dossier.emergency_name, say_phone(dossier.emergency_phone)) if part)),
        ("身体", "，".join(part for part in (dossier.health, dossier.health_note) if part)),
    )
    return [(name, value) for name, value in (*plain, *(sensitive if with_sensitive else ())) if value]


def say_hours(free: Sequence[str]) -> str:
    """Return 「周一、周三上午」 for hours told by weekdays; what was told broadly stays as it is."""
    broad = [each for each in free if each[:2] not in WEEKDAYS]
    exact = [
        "、".join(day for day in WEEKDAYS if f"{day}{part}" in free) + part
        for part in DAYPARTS
        if any(f"{day}{part}" in free for day in WEEKDAYS)
    ]
    return "，".join((*broad, *exact))
