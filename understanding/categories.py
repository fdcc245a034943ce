"""Kinds of wishes and disputes, which a model tells apart, and of duties, which are called by their names."""

import re

from understanding.features import sound_of

OTHER = "其他"
UNNAMED = ""
"""A claim that names no thing."""
_WISHES = (
    "理发",
    "手机教学",
    "陪同就医",
    "学习用品",
    "代买代办",
    "陪聊探望",
    "打扫整理",
    "家电维修",
    OTHER,
)
_DISPUTES = ("漏水", "宠物", "停车", "家庭赡养", "物业", "邻里噪音", "公共空间", OTHER)
KINDS = {
    "wish": _WISHES,
    "wish_claim": (*_WISHES, UNNAMED),
    "dispute": _DISPUTES,
}
"""What a model tells apart, by the intent that it is of."""
_DUTIES = (
    ("护学岗", re.compile("护[学送校苗]"), re.compile(r"\bhu xue\b")),
    ("巡逻", re.compile("[巡寻]逻|巡(?!河)|看院"), re.compile(r"\bxun luo\b")),
    (
        "护学岗",
        re.compile("校门|上学|小学|过马路|斑马线|学生"),
        re.compile("(?!)"),
    ),
)
"""By the words it is called by and how its name sounds (护血岗, 训罗), and only then by the place."""
_OF_DUTY = {"duty_query", "duty_signup", "duty_swap", "duty_leave", "check_in"}


def duty_of(text: str, intent: str) -> str | None:
    """Return which duty a plain text names, where duties are spoken of."""
    if intent not in _OF_DUTY:
        return None
    spoken = " ".join(map(sound_of, text))
    return next((name for name, words, sounds in _DUTIES if words.search(text) or sounds.search(spoken)), None)
