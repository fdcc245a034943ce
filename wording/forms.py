"""How every form speaks: which step, numbered answers, 返回 and 取消 always."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wording.menu import LABELS, Word
from wording.message import Button, Key, Message, lines, rows
from wording.taps import Change, Choose, Menu, Move

SKIP, DONE, SUBMIT = "跳过", "选好了", "提交"
SHARE_CONTACT = "发送我的手机号"


@dataclass(frozen=True, slots=True)
class Question:
    """What a form asks: the sentence, its short name in the summary, and how one may answer."""

    ask: str
    name: str
    choices: tuple[str, ...] = ()
    takes_many: bool = False
    takes_text: bool = True
    can_skip: bool = False
    shares_contact: bool = False
    help: str = ""


def question(asked: Question, run: str, field: int, step: int, of: int, chosen: Sequence[str] = ()) -> Message:
    """Return the question with its place in the form and its buttons.

    A question that the phone itself can answer has keys instead: the big one shares the contact.
    """
    hint = "可以选几个，选完点「选好了」。" if asked.takes_many else ""
    place = f"第 {step} 步，共 {of} 步" if of > 1 else ""
    if asked.shares_contact:
        keys = ((Key(SHARE_CONTACT, "contact"),), (Key(LABELS[Word.BACK]), Key(LABELS[Word.CANCEL])))
        text = lines(place, asked.ask, "点最下面的大按钮就行，也可以打字。")
        return Message(text, keyboard=keys)
    buttons = [
        Button(f"{'✓ ' if choice in chosen else ''}{number}. {choice}", Choose(run, field, number).pack())
        for number, choice in enumerate(asked.choices, start=1)
    ]
    moves = [Button(DONE, Move(run, "done").pack())] if asked.takes_many else []
    moves += [Button(SKIP, Move(run, "skip").pack())] if asked.can_skip and not chosen else []
    moves += _moves(run, can_go_back=step > 1)
    return Message(lines(place, asked.ask, hint), rows(buttons) + rows(moves))


def noted(asked: Question, answer: str, keys: tuple[tuple[Key, ...], ...]) -> Message:
    """Say what was shared and put the six big keys back where the sharing key was."""
    return Message(f"{asked.name}记下了：{answer}", keyboard=keys)


def summary(title: str, told: Sequence[tuple[int, str, str]], run: str) -> Message:
    """Return all answers, each with a button to change it, and 提交."""
    listed = [f"{name}：{value or '（没填）'}" for _, name, value in told]
    buttons = [Button(f"改{name}", Change(run, field).pack()) for field, name, _ in told]
    text = lines(f"请您看一看，{title}：", "", *listed, "", "都对的话，请点「提交」。")
    ends = (Button(SUBMIT, Move(run, "submit").pack()),)
    return Message(text, (ends, *rows(buttons), *rows(_moves(run, can_go_back=True))))


def not_understood(asked: Question) -> str:
    return asked.help or "这个我没看明白，是我的问题。请您再说一次。"


def no_id_numbers() -> str:
    return "这像是身份证号。我们不收身份证号，也没有记下，请您放心。"


def please_choose(asked: Question) -> str:
    return f"请从 1 到 {len(asked.choices)} 里选一个，点按钮或打数字都行。"


def which_time(asked: Question, readings: Sequence[str]) -> Question:
    """Return the question for a time that can be read in several ways: the readings as answers."""
    return replace(asked, ask="您说的时间，是哪一个？", choices=tuple(readings), takes_text=True)


def past_time() -> str:
    return "这个时间已经过了。您再说一个，比如：明天下午。"


def corrected(changed: str) -> str:
    return f"改好了，{changed}。"


def submit_or_change() -> str:
    return "都对的话点「提交」。哪里不对，就说「不是…，是…」。"


def want_to_stop() -> str:
    return "您是不想填了吗？不填就点「取消」，要填咱们接着来："


def rather_a_person() -> Message:
    """After two answers that we could not read: it is our fault, and a person helps."""
    return Message(
        "是我没听懂，耽误您了。要不请社区的人来帮您？",
        rows((Button(LABELS[Word.HUMAN], Menu(Word.HUMAN.value).pack()),)),
    )


def plain(title: str) -> str:
    """Return the title of a form without whose it is or which one, for a sentence that says so itself."""
    for words in ("您的", "您说的", "这个", "这份"):
        title = title.removeprefix(words)
    return title


def too_old(title: str) -> str:
    return f"您上次的{plain(title)}放了一个星期，我先收起来了。要办，咱们重新来。"


def cancelled(keys: tuple[tuple[Key, ...], ...]) -> Message:
    return Message("好的，先不填了。需要的时候再找我。", keyboard=keys)


def kept(title: str, run: str) -> Message:
    return Message(
        f"您刚才的{plain(title)}我给您留着。",
        rows((Button(LABELS[Word.RESUME], Move(run, "resume").pack()), Button("不要了", Move(run, "drop").pack()))),
    )


def dropped() -> str:
    return "好的，那份不要了。"


def old_button() -> str:
    return "这个按钮是以前的。咱们接着现在的来。"


def nothing_open() -> str:
    return "这份已经填完或收起来了。"


def _moves(run: str, *, can_go_back: bool) -> list[Button]:
    back = [Button(LABELS[Word.BACK], Move(run, "back").pack())] if can_go_back else []
    # The first question has 返回 too: it leads out, and nobody has to think where it went.
    first = [] if can_go_back else [Button(LABELS[Word.BACK], Move(run, "leave").pack())]
    return [*back, *first, Button(LABELS[Word.CANCEL], Move(run, "cancel").pack())]
