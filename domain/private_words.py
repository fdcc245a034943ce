"""Private things in words that a group may read: found, named to staff, and taken off the card."""

import re
from dataclasses import dataclass
from enum import StrEnum

HIDDEN = "○"


class Private(StrEnum):
    PHONE = "phone"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    ROOM = "room"
    NAME = "name"
    HEALTH = "health"
    ALONE = "alone"


# Illness and frailty as people tell of them: a part of the body with its trouble, an illness, what one no longer can.
_BODY = (
    "(?:膝盖|(?<!桌)(?<!椅子)腿|腰|后背|心脏|眼睛|耳朵|肾|肝|肺|胃|血压(?!计)|血糖(?!仪)|骨头|关节|脚|颈椎|脑子|记性)"
)
_TROUBLE = "(?:不好|疼|痛|有病|有毛病|毛病|置换|偏?高|肿|不便|不行|不利索|看不清|看不见|听不见|手术|受过?伤|骨折)"
_ILLNESS = (
    "高血压|低血压|糖尿病|心脏病|冠心病|心梗|脑梗|脑出血|中风|偏瘫|瘫痪|癌症?|肿瘤|化疗|放疗|透析|骨折|骨质疏松|白内障"
    "|青光眼|哮喘|肺气肿|肾衰|关节炎|风湿|椎间盘突出|老年痴呆|痴呆|阿尔茨海默病?|帕金森|抑郁症?|精神病|残疾|失明|耳聋"
    "|尿失禁|褥疮|乙肝|肺结核|心脏支架|搭桥|胰岛素|(?:刚|才)?做[过了完]?(?:大|小)?手术|住过?院(?!部)|出院|术后"
)
_UNABLE = (
    "不能久站|站不住|站不久|走不动|走不了路|不能走路|起不来床|下不了床|下不来床|卧床|行动不便|腿脚不便|坐轮椅|拄拐"
    "|生活不能自理|生病了?|病了|病重|身体不好|身体不行"
)
_ALONE = "一个人住|独居|孤寡|自己住|家里就我一个人?|家里没别人|身边没人|孩子都?不在身边|子女都?不在身边"
_AFTER = "[过了]?"
_DIGITS = "[0-9零〇一二三四五六七八九十百两]"
# In this order: what an earlier pattern took, a later one does not see.
_PATTERNS: tuple[tuple[Private, re.Pattern[str]], ...] = (
    (Private.ID_CARD, re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")),
    (Private.BANK_CARD, re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")),
    (
        Private.PHONE,
        re.compile(
            r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)"
            r"|[一幺][三-九\d][零〇一幺二三四五六七八九]{9}"
        ),
    ),
    (
        Private.ROOM,
        re.compile(
            rf"{_DIGITS}+\s*单元\s*(?:{_DIGITS}+\s*(?:室|号|户|房)?)?|(?<!\d)\d{{3,4}}\s*(?:室|房|户)"
            rf"|(?<=[楼栋幢#])\s*{_DIGITS}+-{_DIGITS}+|(?<!\d)\d{{1,2}}-\d{{1,2}}-\d{{3,4}}(?!\d)"
        ),
    ),
    (
        Private.HEALTH,
        re.compile(rf"(?:{_BODY}[^，。,.!！？?；;\s]{{0,5}}?{_TROUBLE}{_AFTER}|{_ILLNESS}|{_UNABLE})(?:{_UNABLE})?"),
    ),
    (Private.ALONE, re.compile(_ALONE)),
    (Private.NAME, re.compile(r"(?<=我叫)[\u4e00-\u9fff]{2,4}?(?=[，。,、 !！；]|$)")),
)


@dataclass(frozen=True, slots=True)
class Found:
    kind: Private
    start: int
    end: int


def find_private(text: str, names: tuple[str, ...] = (), rooms: tuple[str, ...] = ()) -> list[Found]:
    """Return what is private in the text, left to right; `names` and `rooms` are those of the people concerned."""
    found: list[Found] = []
    known = ((Private.NAME, names), (Private.ROOM, rooms))
    told = [(kind, re.compile(re.escape(each))) for kind, each_of in known for each in each_of if len(each) > 1]
    for kind, pattern in (*told, *_PATTERNS):
        for match in pattern.finditer(text):
            if match.group().strip() and not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Found(kind, match.start(), match.end()))
    return sorted(found, key=lambda each: each.start)


def public_words(text: str, names: tuple[str, ...] = (), rooms: tuple[str, ...] = ()) -> str:
    """Return the text as a group may read it."""
    for one in reversed(find_private(text, names, rooms)):
        text = f"{text[: one.start]}{HIDDEN * 2}{text[one.end :]}"
    return text
