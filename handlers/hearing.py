"""A typed message while a form is open: an answer, a correction of an earlier one, or a change of subject."""

import re

from domain.answers import masked_id
from domain.spoken import is_past
from handlers.blanks import Answers, Field
from handlers.clock_answers import DAYS, HOURS, hours_put_right, spoken
from handlers.filling import Filling
from handlers.slots import KINDS, OPTIONS, TIMES, answers_of, door_of, readings, time_answer
from handlers.subjects import SHORTEST_CHANGE, STORIES, SUBJECTS, TAKES_ALL, may_sound_like
from handlers.turn import Corrected, Understanding
from wording import forms as words
from wording import talk as talk_words
from wording.forms import Question
from wording.message import Message, Reply

YES = frozenset({"对", "对的", "是", "是的", "嗯", "好", "好的", "行", "可以", "没错", "都对"})
NO = frozenset({"不对", "不是", "不", "不要", "不用", "不用了", "错了"})
SKIPS = frozenset({words.SKIP, "没有", "无", "不填", "不说了", "没了"})
_CHANGE = re.compile(r"^(?:我?要|请)?(?:改|换)(?:一下|下)?(.{1,6}?)(?:吧)?$")


def bare(text: str) -> str:
    return text.strip().strip(" 。，！.!？?")


async def hear(filling: Filling, text: str) -> Reply:
    """Take a typed message: the answer to the question first, then corrections, then another subject.

    A number of an identity card is taken nowhere, and is not kept.
    """
    if masked_id(text):
        return filling.again(words.no_id_numbers())
    if filling.is_at_summary:
        return await _at_summary(filling, text)
    field, asked = filling.field()
    labels = filling.typed_choice(asked, text)
    if labels:
        return await filling.chosen(field, asked, *labels)
    if asked.can_skip and bare(text) in SKIPS:
        return await filling.move("skip")
    if asked.takes_many and bare(text) in {words.DONE, "好了", "没了", "就这些"}:
        return await filling.move("done")
    corrected = await _corrected(filling, text)
    if corrected is not None:
        return corrected
    meant = filling.read(text)
    changed = _changed_subject(filling, meant, text)
    return changed if changed is not None else await answer(filling, field, asked, meant, text)


async def answer(filling: Filling, field: Field, asked: Question, meant: Understanding, text: str) -> Reply:
    """Take the text as the answer to the open question, or say kindly what would be one."""
    kind = meant.slots.get("category")
    if field.key in KINDS and kind in asked.choices:
        return await filling.chosen(field, asked, kind)
    if asked.choices and not asked.takes_text:
        return filling.missed(words.please_choose(asked))
    if field.key in TIMES and (times := readings(meant)):
        return await _timed(filling, field, times, text)
    told = field.read(text)
    if told is None:
        told = _from_slots(field, meant, text)
    if told is None:
        return filling.missed(words.not_understood(asked))
    doubt = field.doubt(filling.draft, told)
    if doubt:
        filling.touch()
        return filling.again(doubt)
    if asked.takes_many:
        # A word of one's own joins what was tapped; then the question stays, since more may come.
        picked = list(filling.draft.answers.get(field.key) or [])
        filling.keep(field, [*picked, *(each for each in [told] if each not in picked)])
        return filling.show() if picked else await filling.onwards()
    filling.keep(field, told)
    following = await filling.onwards()
    if asked.shares_contact:
        return Reply((words.noted(asked, told, filling.turn.keys), *following.messages))
    return following


async def stay(filling: Filling) -> Reply:
    """Take the words that sounded like another subject as the answer after all."""
    change = filling.state.pop("change", None)
    filling.touch()
    if change is None or filling.is_at_summary:
        return filling.show()
    field, asked = filling.field()
    if field.key not in STORIES:
        return filling.show()
    if asked.choices and not asked.takes_text:
        return filling.show()
    if field.read(change["text"]) is None:
        return filling.show()
    meant = filling.read(change["text"])
    return await answer(filling, field, asked, meant, change["text"])


async def _at_summary(filling: Filling, text: str) -> Reply:
    said = bare(text)
    if said == words.SUBMIT or said in YES:
        return await filling.finish()
    corrected = await _corrected(filling, text)
    if corrected is not None:
        return corrected
    named = _CHANGE.match(said)
    if named is not None:
        for number, field in enumerate(filling.form.fields):
            if field.wanted(filling.draft) and field.asked(filling.draft).name == named[1]:
                return filling.change(number)
    meant = filling.read(text)
    changed = _changed_subject(filling, meant, text)
    return changed if changed is not None else filling.missed(words.submit_or_change())


async def _timed(filling: Filling, field: Field, times: tuple[str, ...], text: str) -> Reply:
    if len(times) > 1:
        filling.draft.answers[field.key + OPTIONS] = list(times)
        filling.touch()
        return filling.show()
    if is_past(times[0], filling.turn.now):
        return filling.missed(words.past_time())
    filling.keep_time(field, times[0], text)
    return await filling.onwards()


def _from_slots(field: Field, meant: Understanding, text: str) -> str | None:
    """Find the answer within a whole sentence: 我家住三号楼 · 我叫李秀英."""
    told = answers_of(meant.slots, text).get(field.key) or spoken(field.key, meant.slots.get("when") or ())
    return None if told is None else field.read(str(told))


def _changed_subject(filling: Filling, meant: Understanding, text: str) -> Reply | None:
    """Ask back when the message is surely about something else; nothing is lost either way."""
    name = filling.form.name
    if meant.seems_urgent and name not in TAKES_ALL:
        # Asked back even when it may be none: who needs help must not be given the next question.
        return _asked_back(filling, meant, text)
    if not meant.sure or len(bare(text)) < SHORTEST_CHANGE:
        return None
    field, asked = (None, None) if filling.is_at_summary else filling.field()
    is_answer = field is not None and asked is not None and _is_answer(field, asked, meant, text)
    if is_answer and (name in TAKES_ALL or meant.intent in may_sound_like(name, field.key if field else "", text)):
        return None
    if meant.intent == "cancel":
        return filling.again(words.want_to_stop())
    if meant.intent not in talk_words.OFFERS or meant.intent in SUBJECTS.get(name, frozenset()) | {"help"}:
        return None
    return _asked_back(filling, meant, text)


def _asked_back(filling: Filling, meant: Understanding, text: str) -> Reply:
    filling.state["change"] = {"text": text, "intent": meant.intent}
    filling.touch()
    return Reply((talk_words.changed_subject(filling.form.title, meant.intent, filling.state["run"]),))


def _is_answer(field: Field, asked: Question, meant: Understanding, text: str) -> bool:
    """Say whether the words would do as the answer to the open question."""
    if field.key in KINDS and meant.slots.get("category") in asked.choices:
        return True
    if asked.choices and not asked.takes_text:
        return False
    return field.read(text) is not None or _from_slots(field, meant, text) is not None


async def _corrected(filling: Filling, text: str) -> Reply | None:
    """Change what was told before, or answer the open question, when the message says what is right instead."""
    found = filling.turn.reader.correction(text, filling.turn.now)
    if found is None:
        return None
    told = _right(filling, found)
    open_key = None if filling.is_at_summary else filling.form.fields[filling.state["at"]].key
    if not told:
        return None
    for number, field in enumerate(filling.form.fields):
        if field.key in told and (doubt := field.doubt(filling.draft, told[field.key])):
            filling.change(number)
            return filling.again(doubt)
    for key, right in told.items():
        field = next(each for each in filling.form.fields if each.key == key)
        filling.keep(field, str(right))
        if key in TIMES and found.slots.get("when"):
            filling.draft.answers.update(told_when(filling, key, found))
    shown = [(field, told[field.key]) for field in filling.form.fields if field.key in told]
    changed = "，".join(f"{field.asked(filling.draft).name}是{filling.told(field, right)}" for field, right in shown)
    if open_key in told:
        following = await filling.onwards()
        first = following.messages[0]
        return Reply((Message(f"{words.corrected(changed)}\n\n{first.text}", first.buttons, first.keyboard),))
    return filling.again(words.corrected(changed))


def _right(filling: Filling, found: Corrected) -> Answers:
    """Return the answers that the correction puts right, among those given or being asked for."""
    before = filling.draft.answers
    at = filling.state["at"]
    fields = {
        field.key: field
        for number, field in enumerate(filling.form.fields)
        if (number == at or field.key in before) and field.wanted(filling.draft) and not field.ends_on
    }
    right = answers_of(found.slots, found.right)
    right["room"] = door_of(found.slots, str(before.get("room", "")))
    told = {key: value for key, value in right.items() if value and key in fields and fields[key].read(str(value))}
    when = found.slots.get("when") or ()
    if when:
        for key in TIMES & fields.keys():
            told |= {key: time_answer(filling.turn, key, when[0], found.right)[key]}
    if when and not told:
        told = _right_clock(filling, fields, found)
    if told or not found.wrong:
        return told
    return _in_words(fields, before, found)


def _right_clock(filling: Filling, fields: dict[str, Field], found: Corrected) -> Answers:
    """Put the day or the hours of a duty right: 不是后天，是大后天 · 不是七点，是六点半."""
    right = list(found.slots["when"])
    for key in fields.keys() & {*DAYS, HOURS} & filling.draft.answers.keys():
        wrong = list(filling.read(found.wrong).slots.get("when") or ())
        before = str(filling.draft.answers[key])
        said = spoken(key, right) or (hours_put_right(before, wrong, right) if key == HOURS else None)
        told = fields[key].read(said) if said else None
        if told is not None:
            return {key: told}
    return {}


def _in_words(fields: dict[str, Field], before: Answers, found: Corrected) -> Answers:
    """Put an answer right that means the same as the wrong words (三十分), or a word within one: a kind, a name."""
    for key, field in fields.items():
        earlier = before.get(key)
        if not isinstance(earlier, str):
            continue
        if field.read(found.wrong) == earlier:
            right = field.read(found.right)
        elif found.wrong in earlier:
            right = field.read(earlier.replace(found.wrong, found.right))
        else:
            continue
        if right is not None:
            return {key: right}
    return {}


def told_when(filling: Filling, key: str, found: Corrected) -> Answers:
    return time_answer(filling.turn, key, found.slots["when"][0], found.right)
