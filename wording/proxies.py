"""代办 and several phones in words."""

import json
from collections.abc import Sequence
from dataclasses import replace

from domain.people import Person
from domain.proxies import AccountBound, Acting, Proxy, ProxyEnded, ProxyKind, ProxyNamed, ProxyScope
from wording.dates import say_day
from wording.forms import Question
from wording.message import Button, Key, Message, Shown, attached, lines, rows
from wording.taps import ActFor, NameProxy, NewPhone, NotMyPhone, RevokeProxy, StopActing

KINDS = {ProxyKind.CHILD: "家人", ProxyKind.CAPTAIN: "楼栋长", ProxyKind.STAFF: "社区"}
SCOPES = {ProxyScope.EVERYDAY: "日常的事都能办", ProxyScope.WISHES: "只能许心愿"}
SPANS = {"1 个月": 30, "半年": 182, "1 年": 365}
TITLE = "请人代办"
NAME = Question(ask="怎么称呼您？请写您自己的姓名。", name="姓名", help="请写您的姓名，比如：王芳。")
WHO = Question(ask="您想请谁替您办事？", name="代办人", choices=tuple(KINDS.values()), takes_text=False)
WHAT = Question(ask="他能替您办什么？", name="范围", choices=tuple(SCOPES.values()), takes_text=False)
UNTIL = Question(ask="办多久？到期自动停，您随时也能停。", name="多久", choices=tuple(SPANS), takes_text=False)
CONSENT = Question(
    ask="本人是怎么同意的？请写一句，比如：3月10日电话里同意。",
    name="本人同意",
    help="没有本人同意不能代办。请写一句，比如：上门时当面同意。",
)


def hand_of(acting: Acting) -> str:
    return json.dumps({"name": acting.name, "kind": acting.kind.value}, ensure_ascii=False)


def dressed(message: Message, hand: str, in_care_of: str, chat_id: int) -> Message:
    """Add whose hand wrote it and whom it is for. A group learns the kind of proxy only, never a name."""
    text = f"转告{in_care_of}：\n{message.text}" if in_care_of else message.text
    if hand:
        told = json.loads(hand)
        kind = KINDS[ProxyKind(told["kind"])]
        text += f"\n（由{kind}代办）" if chat_id < 0 else f"\n（由{told['name']}（{kind}）代办）"
    return message if text == message.text else replace(message, text=text)


def mine(
    proxies: Sequence[tuple[Proxy, str]], others: Sequence[tuple[Proxy, str]], phones: int, acting: str
) -> Message:
    """Show who may act for the speaker, for whom the speaker may act, and how many phones there are."""
    if acting:
        stop = Button("办完了，换回我自己", StopActing(1).pack())
        return Message(f"您现在是在替{acting}办事。", rows((stop,)))
    text = lines(
        "谁能替您办事：" if proxies else "现在没有人替您办事。",
        *(
            f"· {name}（{KINDS[each.kind]}），{SCOPES[each.scope]}，到 {each.until_at:%Y-%m-%d} 为止"
            for each, name in proxies
        ),
        *(f"您能替{name}办事，到 {each.until_at:%Y-%m-%d} 为止" for each, name in others),
        f"您有 {phones} 个手机号连着我。" if phones > 1 else "",
    )
    buttons = [
        *(Button(f"替{name}办事", ActFor(each.id).pack()) for each, name in others),
        *(Button(f"不让{name}代办了", RevokeProxy(each.id).pack()) for each, name in proxies),
        Button("请一个人代办", NameProxy(0).pack()),
        Button("换手机", NewPhone(0).pack()),
    ]
    return Message(text, rows(buttons))


def code(kind: str, payload: str, bot: str, name: str) -> tuple[Message, Message]:
    """Return the link to pass on and the same as a picture to be photographed."""
    link = f"https://t.me/{bot}?start={payload}"
    what = {
        "phone": f"在新手机上点开，就是{name}的号了：",
        "proxy": f"把这条转给替{name}办事的人，他点开就行：",
    }[kind]
    text = lines(what, link, "", f"也可以让他给我发：/start {payload}", "7 天内有效，只能用一次。")
    picture = attached(Shown.PHOTO, "link.png", "link", link)
    return Message(text), Message("或者用那台手机扫这个码。", document=picture)


def bound(name: str, keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message(f"{name}，您好！社区给您登记过，这个手机已经连上了，不用再填。", keyboard=keys)


def bound_elsewhere(fact: AccountBound) -> Message:
    text = lines("有一个新手机连上了您的登记。", "是您自己换的手机，就不用管。不是您，请点下面：")
    return Message(text, rows((Button("不是我", NotMyPhone(fact.account_id).pack()),)))


def unbound() -> Message:
    return Message("已经断开了，那个手机办不了您的事了。您要是不放心，请跟社区说一声。")


def became(person: Person, proxy: Proxy, keys: tuple[tuple[Key, ...], ...]) -> tuple[Message, Message]:
    text = lines(
        f"好的，您现在可以替{person.name}办事：{SCOPES[proxy.scope]}。",
        f"到 {proxy.until_at:%Y-%m-%d} 为止。您办的每件事，都会写明由您代办。",
    )
    button = Button(f"替{person.name}办事", ActFor(proxy.id).pack())
    return Message(text, keyboard=keys), Message("要办的时候点这里，或者发「代办人」。", rows((button,)))


def named(fact: ProxyNamed) -> Message:
    day = say_day(fact.until_at.date(), fact.until_at.date().replace(day=1))
    text = lines(
        f"{fact.name}（{KINDS[fact.kind]}）现在可以替您办事：{SCOPES[fact.scope]}，到{day}为止。",
        "不想让他办了，点一下就停。",
    )
    return Message(text, rows((Button("不让他代办了", RevokeProxy(fact.proxy_id).pack()),)))


def ended(fact: ProxyEnded) -> Message:
    return Message(f"{fact.name}的事，现在不用您代办了。谢谢您这些日子的操心。")


def revoked() -> Message:
    return Message("好的，已经停了。")


def acting(name: str, keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message(f"从现在起，您说的都是替{name}办的。办完了，发「代办人」换回来。", keyboard=keys)


def stopped(keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message("好的，现在又是您自己了。", keyboard=keys)
