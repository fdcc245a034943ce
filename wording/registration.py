"""报到 in words."""

from domain.registration import (
    Registration,
    RegistrationDelayed,
    RegistrationMoved,
    RegistrationPassedOn,
    RegistrationState,
    RegistrationStep,
    RegistrationWaiting,
    VolunteerCardReady,
)
from wording.forms import Question
from wording.menu import Word
from wording.message import Button, Key, Message, Shown, attached, lines, rows
from wording.names import FREE_TIMES, REGISTRATION_STATES, SKILLS
from wording.people import say_phone
from wording.taps import DecideRegistration, Menu

TITLE = "您的报到"
SKILL = Question(
    ask="您愿意做些什么？", name="特长", choices=SKILLS, takes_many=True, can_skip=True, help="请点几样，或者自己写。"
)
FREE = Question(
    ask="您一般什么时候有空？", name="空闲", choices=FREE_TIMES, takes_many=True, can_skip=True, help="请点几样。"
)
REASONS = {
    RegistrationStep.RETURN: ("楼号或门牌不对", "电话打不通", "名字写错了", "有几样没填"),
    RegistrationStep.REJECT: ("不住在咱们社区", "跟别人的登记重了"),
}


def why(step: RegistrationStep) -> Question:
    """Ask for the reason of a decision: the usual ones take one tap."""
    ask = "为什么退回？" if step is RegistrationStep.RETURN else "为什么不通过？"
    return Question(
        ask=f"{ask}点一个，或者写一句大白话，对方会看到。",
        name="原因",
        choices=REASONS[step],
        help="请写一句原因，比如：楼号不对。",
    )


PASS = {RegistrationStep.REVIEW: "通过", RegistrationStep.CONFIRM: "认定"}
NEXT = {
    RegistrationState.SUBMITTED: "下一步：志愿者组织认定。",
    RegistrationState.REVIEWED: "下一步：您就是志愿者了。",
    RegistrationState.RETURNED: "下一步：点「我要报到」改一改，再交一次。",
}
IN_HANDS = {RegistrationState.SUBMITTED: "社区工作人员", RegistrationState.REVIEWED: "志愿者组织"}


def submitted(keys: tuple[tuple[Key, ...], ...]) -> Message:
    text = lines(
        "📝 收到您的报到了，谢谢您！", "社区 3 个工作日内看完，一有消息我就告诉您。", "想知道进度，发「到哪一步了」。"
    )
    return Message(text, keyboard=keys)


def already(state: RegistrationState) -> Message:
    return Message(f"📝 您已经报过到了：{REGISTRATION_STATES[state]}。")


def _first_line(fact: RegistrationWaiting) -> str:
    if fact.passed_from:
        return f"📝 {fact.name}的报到等了 {fact.waited_days} 天，{fact.passed_from}那边忙。现在请您来看："
    if fact.waited_days:
        return f"📝 {fact.name}的报到等了 {fact.waited_days} 天了，请您今天看看："
    return "📝 有人报到，请您看看："


def card(fact: RegistrationWaiting) -> Message:
    text = lines(
        _first_line(fact),
        f"姓名：{fact.name}",
        f"楼栋：{fact.building}",
        f"手机：{say_phone(fact.phone)}",
        f"特长：{'、'.join(fact.skills) or '没填'}",
        f"空闲：{'、'.join(fact.free) or '没填'}",
        f"经办：{fact.owner}" if fact.owner else "",
    )
    steps = (fact.step, RegistrationStep.RETURN, RegistrationStep.REJECT)
    labels = {**PASS, RegistrationStep.RETURN: "退回", RegistrationStep.REJECT: "不通过"}
    return Message(
        text,
        rows(Button(labels[step], DecideRegistration(fact.registration_id, step.value).pack()) for step in steps),
    )


def moved(fact: RegistrationMoved) -> Message:
    match fact.state:
        case RegistrationState.REVIEWED:
            return Message("📝 社区审核通过了！还差最后一步：志愿者组织认定。我盯着，有消息告诉您。")
        case RegistrationState.CONFIRMED:
            return Message(
                lines(
                    "📝 恭喜您，您是志愿者了！",
                    f"{fact.community}，编号 {fact.volunteer_number}。",
                    "谢谢您愿意帮街坊。",
                ),
                rows((Button("看看我能做什么", Menu(Word.DUTY.value).pack()),)),
            )
        case RegistrationState.RETURNED:
            return Message(
                lines("📝 您的报到要改一处：", f"「{fact.reason}」", "您填的都给您留着，改好再交就行。"),
                rows((Button("去改一改", Menu("register").pack()),)),
            )
        case RegistrationState.REJECTED:
            return Message(lines("📝 您的报到这次没有通过。", f"「{fact.reason}」", "想问清楚，请点「找社区」。"))
        case RegistrationState.SUBMITTED | RegistrationState.WITHDRAWN | RegistrationState.SUSPENDED:
            return Message(f"📝 您的报到：{REGISTRATION_STATES[fact.state]}。")


def passed_on(fact: RegistrationPassedOn) -> Message:
    return Message(f"📝 {fact.name}的报到等得久了，我请{fact.to}来看。您要是正在看，接着办也行。")


def delayed(fact: RegistrationDelayed) -> Message:
    return Message(lines("📝 让您久等了。", f"您的报到现在请{fact.to}来看，一有消息我就告诉您。"))


def card_ready(fact: VolunteerCardReady) -> Message:
    return card_picture(fact.person_id)


def card_picture(person_id: int) -> Message:
    """Return the volunteer card; it is drawn when it is sent."""
    return Message("📝 您的志愿者证，请收好。", document=attached(Shown.PHOTO, "card.png", "card", person_id))


def no_card_yet() -> Message:
    return Message("📝 认定以后就有志愿者证了。想知道到哪一步，发「到哪一步了」。")


def decided(name: str, registration: Registration) -> Message:
    return Message(f"📝 {name}的报到：{REGISTRATION_STATES[registration.state]}。经办：{registration.decided_by}")
