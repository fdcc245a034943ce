"""Photos and voice notes of a wish in words."""

from domain.wish_files import MOST_FILES, DetailsPutAway, WishPhotos, WishVoice
from wording.forms import Question
from wording.menu import LABELS, Word
from wording.message import Button, Message, lines, rows
from wording.taps import Menu

WITH, WITHOUT = "带上", "不带了"
SEE_VOICE = "详情请听语音"
FILES = Question(
    ask="照片和语音，要一起带上吗？只有社区和来帮您的人看得到。",
    name="照片语音",
    choices=(WITH, WITHOUT),
    help="请点「带上」或「不带了」。",
)


def answer_of(text: str) -> str | None:
    return text if text in FILES.choices else None


def counted(photos: int, voices: int) -> str:
    return "、".join(
        part for part in (f"{photos} 张照片" if photos else "", f"{voices} 段语音" if voices else "") if part
    )


def kept(count: str) -> str:
    return f"收到了，现在有 {count}。只有社区和来帮您的人看得到。"


def full() -> str:
    return f"照片和语音最多带 {MOST_FILES} 个，前面的都给您留着了。"


def voice_kept() -> Message:
    return Message("收到您的语音了，社区和来帮您的人会听。")


def what_is_it() -> Message:
    return Message(
        lines("照片收到了，先给您留着。", "您是想请人帮忙吗？"),
        rows(Button(LABELS[word], Menu(word.value).pack()) for word in (Word.WISH, Word.HUMAN)),
    )


def proof_kept(number: str) -> Message:
    return Message(f"💛 照片收好了，心愿 {number} 号的街坊也看得到。谢谢您！")


def photos(fact: WishPhotos) -> Message:
    text = f"💛 心愿 {fact.number} 号，办好的样子。" if fact.is_proof else f"💛 心愿 {fact.number} 号的照片。"
    return Message(text, photo=fact.photos[0]) if len(fact.photos) == 1 else Message(text, album=fact.photos)


def voice(fact: WishVoice) -> Message:
    return Message(f"💛 心愿 {fact.number} 号的语音，请您听一听。", voice=fact.voice)


def put_away(fact: DetailsPutAway) -> Message:
    how = "圆满完成，谢谢您！" if fact.is_done else "不用您去了，谢谢您！"
    return Message(lines(f"💛 心愿 {fact.number} 号{how}", "街坊的住址和电话，我收起来了。"))
