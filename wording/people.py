"""Welcome, consent, roles and groups in words."""

from collections.abc import Sequence

from domain.people import Purpose, Role, SomethingBroke, UnreachablePerson
from wording.forms import Question
from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, lines, rows
from wording.names import PURPOSES, ROLES
from wording.taps import BindGroup, Invite, Menu

Keys = tuple[tuple[Key, ...], ...]
AGREE, REFUSE = "同意", "不同意"

CONSENT = Question(
    ask=lines(
        "先跟您说清楚：",
        "我会记下您的姓名、手机、住处，以及您愿意做的事。",
        "只用来安排志愿服务和帮您办事。",
        "看得到的人：经办的社区工作人员、您那里的楼栋长和网格员、上门帮您的人。",
        "您不再参加，两年后就删掉；想早点删，随时告诉我。",
        "您同意吗？",
    ),
    name="同意",
    choices=(AGREE, REFUSE),
    takes_text=False,
    help="请点「同意」或「不同意」。不同意也没关系，我什么都不记。",
)
NAME = Question(ask="您贵姓大名？", name="姓名", help="请告诉我您的姓名，比如：李秀英。")
PHONE = Question(
    ask="您的手机号是多少？",
    name="手机",
    shares_contact=True,
    help="手机号是 11 位数字，比如 13800000000。请您再看看。",
)
TOO_MANY_SKILLS = "太多啦，最多记 20 样。请挑最拿手的几样。"
SHORTER_SKILL = "一样写短一点，几样用顿号隔开，比如：修自行车、理发。"
ROOM = Question(ask="几单元几室？比如：2单元501。", name="门牌", help="请写几单元几室，比如：2单元501。")


def building(known: Sequence[str]) -> Question:
    return Question(
        ask="您住几号楼？",
        name="楼栋",
        choices=tuple(known),
        help="请写楼号，比如：3号楼。",
    )


def no_such_building(answer: str) -> str:
    return f"咱们社区没有{answer}。是不是下面哪一栋？要是您没写错，请问问社区。"


def welcome(community: str, keys: Keys, name: str = "") -> Message:
    greeting = f"{name}，您好！" if name else "您好！"
    text = lines(
        f"{greeting}我是{community or '银龄帮'}的小助手。",
        "报到、许心愿、问值班、查积分，点下面的大按钮就行。",
        "也可以直接打字跟我说。",
    )
    return Message(text, keyboard=keys)


def welcome_back(keys: Keys, name: str) -> Message:
    return Message(f"{name}，您好！有什么事，点下面的按钮，或者直接跟我说。", keyboard=keys)


def refused_consent(keys: Keys) -> Message:
    return Message("好的，我什么都不记。您哪天想好了，再点「我要报到」。", keyboard=keys)


def say_phone(phone: str) -> str:
    """Return the number in the groups it is read out in."""
    return f"{phone[:3]} {phone[3:7]} {phone[7:]}" if len(phone) == 11 else phone  # noqa: PLR2004 - a mobile number


def no_community() -> Message:
    return Message("请扫社区门口的二维码，或者点社区发给您的链接，我就知道您是哪个社区的了。")


def who_to_call(community: str, phone: str) -> Message:
    number = f"📞 社区电话：{phone}" if phone else "📞 社区的人白天都在，您也可以直接去社区。"
    return Message(
        lines(f"{community or '社区'}随时愿意帮您。", number, "着火打 119，有人打架打 110，身体不舒服打 120。"),
        rows((Button(LABELS[Word.HUMAN], Menu(Word.HUMAN.value).pack()),)) if community else (),
    )


def invite_whom(roles: Sequence[Role]) -> Message:
    return Message("您想请谁来帮忙？", rows(Button(ROLES[role], Invite(role.value).pack()) for role in roles))


def invitation(role: Role, code: str, bot: str) -> Message:
    text = lines(
        f"把下面这条转给{ROLES[role]}，他点开就行：",
        f"https://t.me/{bot}?start=join-{code}",
        "",
        f"也可以让他给我发：/start join-{code}",
        "7 天内有效，只能用一次。",
    )
    return Message(text)


def joined(role: Role, community: str, link: str, keys: Keys) -> Message:
    text = lines(
        f"好了！您现在是{community}的{ROLES[role]}。下面是您的按钮。",
        f"居民点这个就能报到：{link}" if link else "",
    )
    return Message(text, keyboard=keys)


def community_link(bot: str, community_id: int) -> str:
    """Return the link that names a community to a newcomer."""
    return f"https://t.me/{bot}?start=c-{community_id}"


def building_link(bot: str, community_id: int, building: str) -> str:
    """Return the link on a stairwell's poster; a building without a number is left to be asked."""
    number = building.removesuffix("号楼")
    tail = f"-b{number}" if number.isascii() and number.isalnum() else ""
    return f"{community_link(bot, community_id)}{tail}"


JOIN_NAME = Question(ask="怎么称呼您？请写姓名。", name="姓名", help="请写您的姓名，比如：王建国。")


def community_name(known: Sequence[str]) -> Question:
    return Question(ask="社区叫什么名字？", name="社区", choices=tuple(known), help="请写社区的名字，比如：河口社区。")


def group_hello() -> Message:
    return Message(
        "大家好！我是银龄帮。请社区工作人员告诉我，这个群是做什么的：",
        rows(Button(name, BindGroup(purpose.value).pack()) for purpose, name in PURPOSES.items()),
    )


def group_bound(purpose: Purpose, community: str) -> Message:
    return Message(f"记住了：这是{community}的{PURPOSES[purpose]}。")


def not_introduced() -> Message:
    return Message(
        "咱们还没认识呢。先报个到吧，几步就好。",
        rows((Button(LABELS[Word.REGISTER], Menu(Word.REGISTER.value).pack()),)),
    )


def something_broke(fact: SomethingBroke) -> Message:
    return Message(f"有一条消息没能办成，请看记录，编号 {fact.trace}。")


def unreachable(fact: UnreachablePerson) -> Message:
    return Message(lines(f"📞 {fact.name}现在收不到我的消息。", "请打个电话问问。"))
