"""Talking with a person through the bot, in words: who is speaking is always said."""

from domain.handover import (
    Handover,
    HandoverAnswered,
    HandoverCard,
    HandoverEnded,
    HandoverHeard,
    HandoverStillWaiting,
    Spoken,
)
from domain.people import Role
from wording.forms import plain
from wording.message import Button, Message, lines, rows
from wording.names import ROLES
from wording.people import say_phone
from wording.talk import CALLS
from wording.taps import AnswerAsker, EndHandover, TakeHandover

SHORT_ROLES = {Role.STAFF: "社区", Role.ADMIN: "社区"}
BOT, ASKER = "小助手", "街坊"
SHOWN_TURN = 60


def opened(one: Handover) -> Message:
    if one.helper_id is not None:
        return Message("您说吧，社区的人在，我一句一句转给他。", rows((over_button(one.id),)))
    return Message(
        lines("好的，我去请社区的人来，您刚才说的也转过去了。", "还有什么话，接着写给我就行。"),
        rows((over_button(one.id),)),
    )


def no_one_to_ask() -> Message:
    return Message("我还不知道您是哪个社区的。请扫社区门口的二维码，或者直接去社区。")


def card(fact: HandoverCard) -> Message:
    """Show staff who waits, with the last turns; once somebody has it, only who."""
    who = fact.name or "一位街坊"
    if fact.helper:
        return Message(f"📞 {who}找人说话。{fact.helper}在回了，您不用再回。")
    first = f"📞 急事！{who}可能要打 {CALLS.get(fact.danger, '120')}：" if fact.danger else f"📞 {who}想找人说话："
    text = lines(
        "还没有人回，麻烦您看看。" if fact.is_chase else "",
        first,
        fact.place,
        say_phone(fact.phone) if fact.phone else "",
        *(_turn(each, fact.name) for each in fact.turns),
    )
    return Message(text, rows((Button("我来回", TakeHandover(fact.handover_id).pack()),)))


def _turn(turn: Spoken, asker: str) -> str:
    said = turn.text if len(turn.text) <= SHOWN_TURN else turn.text[:SHOWN_TURN] + "…"
    return f"{turn.who or asker or ASKER}：{said}"


def taken(one: Handover) -> Message:
    """For the helper: from now on what they type goes to the person."""
    who = one.name or "这位街坊"
    told = [_turn(each, one.name) for each in one.turns]
    return Message(
        lines(f"📞 交给您了。您打的字，我都转给{who}。", "说完了点「说完了」。", "他刚才说：" if told else "", *told),
        rows((over_button(one.id),)),
    )


def in_form(title: str) -> str:
    """Return where somebody was stuck, for the person who takes over."""
    return f"（正在填{plain(title)}，没听懂）"


def passed_on() -> str:
    return "转过去了"


def kept_for_helper() -> Message:
    return Message("记下了，社区的人一来就看得到。")


def say_helper(name: str, role: Role) -> str:
    """Return who is speaking: 周敏（社区）."""
    return f"{name}（{SHORT_ROLES.get(role, ROLES[role])}）"


def answered(fact: HandoverAnswered) -> Message:
    who = say_helper(fact.helper, fact.role)
    if not fact.text:
        return Message(f"📞 {who}来了。您有什么话，直接跟我说，我转给他。", rows((over_button(fact.handover_id),)))
    return Message(f"{who}：{fact.text}", rows((over_button(fact.handover_id),)))


def heard(fact: HandoverHeard) -> Message:
    answer = Button("回复他", AnswerAsker(fact.handover_id).pack())
    return Message(f"{fact.name or '街坊'}：{fact.text}", rows((answer, over_button(fact.handover_id))))


def answering(one: Handover) -> Message:
    return Message(f"好的，您接下来打的字，转给{one.name or '这位街坊'}。")


def over() -> Message:
    return Message("好的，说完了。还有什么事，随时找我。")


def ended(fact: HandoverEnded) -> Message:
    who = "这次就说到这儿。" if fact.by_silence else f"{fact.who or ASKER}说完了。"
    return Message(f"📞 {who}您再有事，随时找我。")


def still_waiting(fact: HandoverStillWaiting) -> Message:
    call = f"着急的话，打社区电话 {fact.phone}。" if fact.phone else "着急的话，请直接去社区。"
    return Message(lines("📞 社区的人还没顾上回，我又催了一次。", call))


def over_button(handover_id: int) -> Button:
    return Button("说完了", EndHandover(handover_id).pack())
