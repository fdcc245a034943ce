"""解忧调解 in words: calm, confidential, never a judgement."""

from domain.mediation import Case, CaseForMediator, CaseInStudio, CaseMoved, CaseState, CaseWithoutMediator
from wording.forms import Question
from wording.message import Button, Key, Message, lines, rows
from wording.names import CASE_STATES, DISPUTE_KINDS
from wording.people import say_phone
from wording.taps import FinishCase, TakeCase

TITLE = "您的烦心事"
KIND = Question(
    ask="是哪方面的事？您说的只有调解员和经办人看得到。",
    name="类别",
    choices=tuple(DISPUTE_KINDS.values()),
    takes_text=False,
    help="请点一类，拿不准就点「其他」。",
)
DESCRIPTION = Question(ask="是怎么回事？您慢慢说。", name="经过", help="请用文字说说是怎么回事。")
OTHER_PARTY = Question(ask="是跟谁的事？", name="对方", can_skip=True, help="比如：楼上 6 楼。不想说可以跳过。")
AVAILABLE = Question(
    ask="您什么时候方便来谈？",
    name="时间",
    choices=("平日上午", "平日下午", "周末", "都行"),
    help="请写个大概时间。",
)


def received(case: Case, keys: tuple[tuple[Key, ...], ...]) -> Message:
    text = lines(
        f"🤝 收到了，编号 {case.number}。",
        "这事保密，只有调解员和经办人知道。",
        "1 个工作日内有人应下，3 天内联系您。",
    )
    return Message(text, keyboard=keys)


def for_mediator(fact: CaseForMediator) -> Message:
    text = lines(
        f"🤝 {fact.number} 想请您出面（保密）：",
        f"{DISPUTE_KINDS[fact.kind]}：{fact.description}",
        f"对方：{fact.other_party}" if fact.other_party else "",
        f"{fact.reporter}方便的时间：{fact.available}",
        f"📞 {say_phone(fact.phone)}" if fact.phone else "",
    )
    return Message(
        text,
        rows((Button("我来办", TakeCase(fact.case_id, 1).pack()), Button("要回避", TakeCase(fact.case_id, 0).pack()))),
    )


def in_studio(fact: CaseInStudio) -> Message:
    return Message(f"🤝 有一件新的事在等：{fact.number}。内容只给承办的调解员看。")


def accepted(case: Case) -> Message:
    return Message(
        lines(f"🤝 {case.number} 交给您了，谢谢！请在 3 天内联系一下。", "办完了点下面。"),
        rows((Button("谈成了", FinishCase(case.id, 1).pack()), Button("没谈成", FinishCase(case.id, 0).pack()))),
    )


def declined(case: Case) -> Message:
    return Message(f"好的，{case.number} 我请别人办。谢谢您说一声。")


def finished(case: Case) -> Message:
    return Message(f"🤝 {case.number} 记下了：{CASE_STATES[case.state]}。辛苦您了！")


def moved(fact: CaseMoved) -> Message:
    match fact.state:
        case CaseState.IN_MEDIATION:
            return Message(
                lines(
                    f"🤝 您说的事（{fact.number}）由{fact.mediator}来办，3 天内联系您。",
                    f"📞 {say_phone(fact.phone)}" if fact.phone else "",
                )
            )
        case CaseState.SETTLED:
            return Message(f"🤝 您说的事（{fact.number}）谈成了。一周后再问问您好不好。")
        case CaseState.NOT_SETTLED:
            return Message(f"🤝 您说的事（{fact.number}）这次没谈成。社区会告诉您还能怎么办。")
        case CaseState.RECEIVED | CaseState.ASSIGNED | CaseState.WITHDRAWN:
            return Message(f"🤝 您说的事（{fact.number}）：{CASE_STATES[fact.state]}。")


def nobody(fact: CaseWithoutMediator) -> Message:
    return Message(f"🤝 {fact.number} 还没有合适的调解员，请您安排一下。")
