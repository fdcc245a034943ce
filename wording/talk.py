"""Free conversation in words: what was understood, what was not, and where to turn."""

from collections.abc import Mapping, Sequence

from domain.wishes import Wish
from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, lines, rows
from wording.names import WISH_CATEGORIES
from wording.taps import Meant, Menu, Move, NextRequest, Understood
from wording.wish_taps import ClaimWish

# What each intent is called when we ask back before anything is done.
ASKS: dict[str, str] = {
    "register": "您是想报到，当志愿者，对吗？",
    "wish": "您是想请人帮忙：「{text}」，对吗？",
    "dispute": "您是想请人调解：「{text}」，对吗？",
    "duty_signup": "您是想报名值班，对吗？",
    "duty_swap": "您是想换班，对吗？",
    "duty_leave": "您是想请假，对吗？",
    "check_in": "您是到岗了，想签到，对吗？",
    "redeem": "您是想用积分换东西，对吗？",
    "wish_claim": "您是想帮街坊办事，对吗？",
}
# Only looking: done at once.
AT_ONCE = frozenset({"points", "duty_query", "help"})
OFFERS: dict[str, str] = {
    "register": "我要报到",
    "wish": "请人帮个忙",
    "wish_claim": "我来帮街坊",
    "dispute": "请人调解",
    "duty_query": "看我的班",
    "duty_signup": "我想值班",
    "duty_swap": "换个班",
    "duty_leave": "请个假",
    "check_in": "签到",
    "points": "看积分",
    "redeem": "用积分换东西",
    "help": "怎么用",
    "cancel": "取消",
    "emergency": "有急事，快来人",
}
USUAL = ("wish", "dispute", "duty_query")
SHOWN_TEXT = 40
STAY, SWITCH = "接着填", "换这件事"
# The likeliest number to call for each kind of danger that `understanding` tells apart.
FIRE, POLICE, DOCTOR = "119", "110", "120"
CALLS: dict[str, str] = {
    "fire": FIRE,
    "gas": FIRE,
    "trapped": FIRE,
    "flood": FIRE,
    "violence": POLICE,
    "burglary": POLICE,
    "scam": POLICE,
    "missing": POLICE,
    "despair": POLICE,
    "heart": DOCTOR,
    "stroke": DOCTOR,
    "collapse": DOCTOR,
    "fall": DOCTOR,
    "bleeding": DOCTOR,
    "illness": DOCTOR,
}
WHAT_FOR = {DOCTOR: "身体不舒服", FIRE: "着火、煤气", POLICE: "打架、被骗"}
SAFETY: dict[str, str] = {
    "gas": "别开灯、别点火，开窗，人先出来。",
    "fire": "人先出来，别坐电梯。",
    "scam": "先别再转钱，不怪您。",
    "heart": "坐下别动，有人在身边就叫他来。",
    "fall": "先别硬起来，等人来扶。",
    "despair": "您别一个人扛着，我这就请人来陪您。",
}
HUMAN = Button(LABELS[Word.HUMAN], Menu(Word.HUMAN.value).pack())


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_TEXT else text[:SHOWN_TEXT] + "…"


def did_you_mean(intent: str, text: str, run: str, told: Mapping[str, str] | None = None) -> Message:
    """Read back in one sentence, and below it the facts that were taken from it."""
    yes, no = Button("对", Understood(run, 1).pack()), Button("不对", Understood(run, 0).pack())
    facts = [f"{name}：{value}" for name, value in (told or {}).items() if value]
    return Message(lines(ASKS[intent].format(text=_short(text)), *facts), rows((yes, no)))


def guesses(intents: Sequence[str], run: str) -> Message:
    """Own the mistake and offer the likeliest, and always a person; where it may be urgent, the numbers come first."""
    buttons = [Button(OFFERS[each], Meant(run, each).pack()) for each in offered(intents)]
    return Message(lines(_numbers(intents), "我没听明白，是我的问题。您是想："), rows((*buttons, HUMAN)))


def _numbers(intents: Sequence[str]) -> str:
    """Return whom to call, when the likeliest of all is a call for help."""
    if not intents or intents[0] != "emergency":
        return ""
    return lines("📞 有危险先打电话：", *_each_number())


def _each_number() -> list[str]:
    """Return one number a line: somebody in need reads no list."""
    return [f"{what} {number}" for number, what in WHAT_FOR.items()]


def offered(intents: Sequence[str]) -> list[str]:
    """Return the guesses in the order of their buttons."""
    return [each for each in intents if each in OFFERS] or list(USUAL)


def offer_person(intents: Sequence[str], run: str) -> Message:
    """After two misunderstandings: a person first, and the guesses below for who would rather tap."""
    buttons = [Button(OFFERS[each], Meant(run, each).pack()) for each in offered(intents)]
    asked = "我又没听明白，对不住您。请社区的人来跟您说，好吗？"
    return Message(lines(_numbers(intents), asked), rows((HUMAN, *buttons)))


def changed_subject(title: str, intent: str, run: str) -> Message:
    stay, switch = Move(run, "stay").pack(), Move(run, "switch").pack()
    if intent == "emergency":
        asked = f"您先说的是{title}。现在是有急事吗？有危险先打 {DOCTOR}、{FIRE} 或 {POLICE}。"
        return Message(asked, rows((Button(OFFERS[intent], switch), Button(STAY, stay))))
    wanted = OFFERS[intent].removeprefix("我想").removeprefix("我要")
    return Message(f"您先说的是{title}，现在是想{wanted}吗？", rows((Button(STAY, stay), Button(SWITCH, switch))))


def next_request(text: str, run: str) -> Message:
    return Message(
        f"您刚才还说：「{_short(text)}」。现在办这件吗？",
        rows((Button("现在办", NextRequest(run, 1).pack()), Button("不用了", NextRequest(run, 0).pack()))),
    )


def several(count: int) -> Message:
    return Message(f"您说了 {count} 件事，我记住了。咱们一件一件来，先办第一件。")


def let_go() -> Message:
    return Message("好的，那件不办了。")


def duty_heard(told: Mapping[str, str]) -> Message:
    """Keep what was said in front of the person while they look at their shifts."""
    facts = [f"{name}：{value}" for name, value in told.items() if value]
    return Message(lines("🚩 好的，您看看是下面哪个班：", *facts))


def open_wishes(wishes: Sequence[Wish]) -> Message:
    if not wishes:
        return Message("💛 现在没有等人帮的心愿。有了我告诉您，谢谢您的热心！")
    listed = [f"{each.number} 号 {WISH_CATEGORIES[each.category]}：{_short(each.description)}" for each in wishes]
    buttons = rows(Button(f"认领 {each.number} 号", ClaimWish(each.id).pack()) for each in wishes)
    return Message(lines("💛 谢谢您！这些街坊等着人帮：", *listed), buttons)


def how_to(keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message(
        lines(
            "您想办什么，直接跟我说就行，比如：",
            "「厨房灯坏了，想请人换」",
            "「周四的班去不了」",
            "「我有多少分」",
            "也可以点下面的大按钮。要找人，就说「找人工」。",
        ),
        keyboard=keys,
    )


def emergency(danger: str, *, is_told: bool) -> Message:
    """Give the right number first, then what to do at once, then the other numbers."""
    first = CALLS.get(danger, "")
    others = [number for number in WHAT_FOR if number != first]
    rest = "，".join(f"{WHAT_FOR[number]} {number}" for number in others)
    told = "我已经告诉社区了，他们马上跟您联系。" if is_told else "打完电话，再叫一声邻居。"
    if not first:
        return Message(lines("📞 先保证安全，马上打电话：", *_each_number(), told))
    return Message(lines(f"📞 马上打 {first}！", SAFETY.get(danger, ""), told, f"别的急事：{rest}。"))


def said_before() -> str:
    return "这个按钮是以前的。请看最新的那条。"


def text_please(shown: Sequence[Message]) -> Message:
    asked = shown[0] if shown else Message("")
    return Message(lines("这里请打字告诉我，或者点按钮。", "", asked.text), asked.buttons, asked.keyboard)


def not_your_contact() -> Message:
    return Message("这是别人的名片。请点大按钮发您自己的手机号，或者打字。")


def no_contact_wanted(keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message("收到了，现在还用不上。您想办什么事？点下面的按钮。", keyboard=keys)


def not_yet_readable() -> Message:
    return Message("这个我还看不懂，是我的问题。请您打字告诉我，或者：", rows((HUMAN,)))


def come_private() -> Message:
    return Message("这件事咱们私下说。请点我的头像，给我发消息。")


def something_broke(trace: str) -> Message:
    return Message(
        lines(
            "对不住，我这边出了点毛病，没办成。",
            "已经有人去看了。您过一会儿再试，或者打社区电话。",
            f"（编号 {trace}）",
        )
    )
