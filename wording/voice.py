"""Voice notes in words: what was heard is always read back."""

from domain.voice import VoiceAnswered, VoiceHeard, VoiceNotHeard, VoicePassedOn
from wording.handover import over_button as over
from wording.handover import say_helper
from wording.menu import LABELS, Word
from wording.message import Button, Message, rows
from wording.taps import AnswerAsker, ConfirmVoice, Menu, TakeHandover

HUMAN = Button(LABELS[Word.HUMAN], Menu(Word.HUMAN.value).pack())


def listening() -> Message:
    return Message("收到您的语音，我听一听，马上告诉您我听到了什么。")


def too_long() -> Message:
    return Message("这段语音太长了，我听不全。请分成两分钟以内的几段，或者：", rows((HUMAN,)))


def passed_on() -> Message:
    return Message("语音收到了。我还不会听，已经请社区的人来听，他们会回您。也可以打字跟我说。")


def kept_but_nobody() -> Message:
    return Message("语音收到了，可我还不会听。请您打字，或者直接去社区。")


def for_person(fact: VoicePassedOn) -> Message:
    text = f"📞 {fact.name or '街坊'}的语音，{fact.seconds} 秒。请您听一听。"
    if fact.is_taken:
        answer = Button("回复他", AnswerAsker(fact.handover_id).pack())
        return Message(text, rows((answer, over(fact.handover_id))), voice=fact.file_id)
    return Message(text, rows((Button("我来回", TakeHandover(fact.handover_id).pack()),)), voice=fact.file_id)


def answered(fact: VoiceAnswered) -> Message:
    who = say_helper(fact.helper, fact.role)
    return Message(f"{who}的语音，{fact.seconds} 秒。", rows((over(fact.handover_id),)), voice=fact.file_id)


def note(seconds: int) -> str:
    """Return how a note stands in a conversation that a person reads."""
    return f"（语音 {seconds} 秒）"


def heard(fact: VoiceHeard) -> Message:
    right, wrong = (
        Button("对", ConfirmVoice(fact.voice_id, 1).pack()),
        Button("不对", ConfirmVoice(fact.voice_id, 0).pack()),
    )
    return Message(f"您说的是：「{fact.text}」，对吗？", rows((right, wrong)))


def not_heard(fact: VoiceNotHeard) -> Message:  # noqa: ARG001 - one shape for the table
    return Message("这段语音我没听清，是我的问题。请您再说一次，或者打字。也可以：", rows((HUMAN,)))


def say_again() -> Message:
    return Message("对不住，我听错了。请您慢点再说一次，或者打字。也可以：", rows((HUMAN,)))
