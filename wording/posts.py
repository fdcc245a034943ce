"""岗位 in words."""

from collections.abc import Sequence

from domain.duty import Post
from wording.duty_taps import SetPost
from wording.forms import Question
from wording.message import Button, Key, Message, lines, rows
from wording.names import DUTY_KINDS

TITLE = "集合地点"
MEET = Question(ask="在哪里集合？比如：传达室门口。", name="集合地点", help="请写一句，比如：传达室门口。")
SHARE_PLACE = "发送这里的位置"
MOST_SHOWN = 40


def which(posts: Sequence[Post]) -> Message:
    if not posts:
        return Message("🚩 还没有岗位。排过班，岗位就有了。")
    return Message(
        "🚩 看哪个岗位？", rows(Button(each.name, SetPost(each.id, "show").pack()) for each in posts[:MOST_SHOWN])
    )


def page(post: Post, head: str = "") -> Message:
    """Return what is known about a post and what can be changed."""
    place = f"签到要到岗位 {post.place.radius_metres} 米以内。" if post.place else "还没有位置，签到凭队长的码或点名。"
    buttons = [
        Button("改集合地点", SetPost(post.id, "meet").pack()),
        Button("设位置", SetPost(post.id, "place").pack()),
    ]
    buttons += [Button("不看位置了", SetPost(post.id, "clear").pack())] if post.place else []
    return Message(
        lines(head, f"🚩 {post.name}（{DUTY_KINDS[post.kind]}）", f"集合：{post.meet or '没有写'}", place),
        rows(buttons),
    )


def stand_there(post: Post) -> Message:
    return Message(
        f"请您站到{post.name}，点下面的大按钮发位置，我就记住了。",
        keyboard=((Key(SHARE_PLACE, "location"),), (Key("返回"),)),
    )


def placed(post: Post, keys: tuple[tuple[Key, ...], ...]) -> Message:
    radius = post.place.radius_metres if post.place else 0
    return Message(f"🚩 记住了，{post.name}就在这里。以后签到，要到这里 {radius} 米以内。", keyboard=keys)
