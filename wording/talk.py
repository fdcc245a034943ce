"""Free conversation in words: what was understood, what was not, and where to turn."""

from collections.abc import Sequence

from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, lines, rows
from wording.taps import Meant, Menu, Understood

# What each intent is called when we ask back, and the menu word that does it.
ASKS: dict[str, str] = {
    "wish": "您是想请人帮忙：「{text}」，对吗？",
    "dispute": "您是想请人调解：「{text}」，对吗？",
}
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
}
LEADS_TO: dict[str, Word] = {
    "register": Word.REGISTER,
    "wish_claim": Word.COMMUNITY,
    "duty_query": Word.DUTY,
    "duty_signup": Word.DUTY,
    "duty_swap": Word.DUTY,
    "duty_leave": Word.DUTY,
    "check_in": Word.CHECK_IN,
    "points": Word.POINTS,
    "redeem": Word.REWARDS,
    "help": Word.COMMUNITY,
    "cancel": Word.CANCEL,
}
USUAL = ("wish", "dispute", "duty_query")
SHOWN_TEXT = 60
PERSON = "找人工"


def did_you_mean(intent: str, text: str, run: str) -> Message:
    shown = text if len(text) <= SHOWN_TEXT else text[:SHOWN_TEXT] + "…"
    yes, no = Button("对", Understood(run, 1).pack()), Button("不对", Understood(run, 0).pack())
    return Message(ASKS[intent].format(text=shown), rows((yes, no)))


def guesses(intents: Sequence[str], run: str) -> Message:
    """Own the mistake and offer the likeliest, and always a person."""
    known = [each for each in intents if each in OFFERS] or list(USUAL)
    buttons = [Button(OFFERS[each], Meant(run, each).pack()) for each in known]
    return Message(
        "我没听明白，是我的问题。您是想：", rows((*buttons, Button(PERSON, Menu(Word.COMMUNITY.value).pack())))
    )


def press_this(intent: str, keys: tuple[tuple[Key, ...], ...]) -> Message:
    word = LEADS_TO.get(intent, Word.COMMUNITY)
    return Message(f"请点下面的「{LABELS[word]}」，或者发这几个字。", keyboard=keys)


def emergency() -> Message:
    return Message(
        lines(
            "先保证安全，马上打电话：",
            "📞 着火、煤气：119",
            "📞 打架、被骗：110",
            "📞 身体不舒服：120",
            "打完再告诉我，我通知社区。",
        )
    )


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
    return Message(
        "这个我还看不懂，是我的问题。请您打字告诉我，或者：", rows((Button(PERSON, Menu(Word.COMMUNITY.value).pack()),))
    )


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
