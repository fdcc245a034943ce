"""替人许心愿 in words."""

from dataclasses import replace

from domain.wishes import Wish, WishState
from wording.forms import Question
from wording.message import Key, Message, lines

TITLE = "替街坊许的心愿"
NAME = Question(ask="您替谁说？请写他的姓名。", name="街坊", help="请写姓名，比如：孙玉兰。")
AGREED = Question(
    ask="他本人同意吗？请写一句，比如：当面说过。",
    name="本人同意",
    choices=("当面同意了", "电话里同意了"),
    help="要他本人同意才行。请写一句，比如：当面说过。",
)
PHONE = Question(
    ask="他的手机号？没有就点「跳过」。", name="手机", can_skip=True, help="手机号是 11 位数字。没有就点「跳过」。"
)


def of_neighbour(asked: Question) -> Question:
    """Return a question about the speaker's own door as one about the neighbour's."""
    return replace(asked, ask=asked.ask.replace("您", "他"))


def made(wish: Wish, name: str, keys: tuple[tuple[Key, ...], ...]) -> Message:
    following = "正在找人。" if wish.state is WishState.OPEN else "社区看过就找人。"
    text = lines(f"💛 记下了，{name}的心愿是 {wish.number} 号，{following}", "有消息我告诉您，麻烦您转告他。")
    return Message(text, keyboard=keys)
