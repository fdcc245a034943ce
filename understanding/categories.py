"""Kinds of wishes, disputes and duties, and which intents speak of which."""

import re

OTHER = "其他"
UNNAMED = ""
"""What has no kind: a claim that names no thing, a duty that is not called by its name."""
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
LEARNS_FROM = {"wish": ("wish",), "wish_claim": ("wish_claim",), "dispute": ("dispute",)}
"""Whose sentences teach a model."""
_DUTIES = (
    (
        "护学岗",
        re.compile("护学|站岗|校门|学校|上学|放学|小学|过马路|护送|护苗|幼儿园|中学|斑马线|送学|接学|实验|学生"),
    ),
    ("巡逻", re.compile("巡逻|巡查|巡防|夜巡|转一?圈|红袖[章标]|治安|巡夜|巡楼|看院")),
)
_OF_DUTY = {"duty_query", "duty_signup", "duty_swap", "duty_leave", "check_in"}


def duty_of(text: str, intent: str) -> str | None:
    """Return which duty a plain text names, where duties are spoken of."""
    if intent not in _OF_DUTY:
        return None
    return next((name for name, words in _DUTIES if words.search(text)), None)
