"""What is no wish and must go elsewhere: cash, loans and medicine are not for volunteers' hands."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.notices import Fact
from domain.refusals import Refusal


class Elsewhere(StrEnum):
    MONEY = "money"
    LOAN = "loan"
    MEDICINE = "medicine"


_PATTERNS: tuple[tuple[Elsewhere, re.Pattern[str]], ...] = (
    (Elsewhere.LOAN, re.compile("借(?:我|点|些|给我)?.{0,4}(?:钱|块|元|万)|贷款|放贷|担保|垫(?:付|钱|点钱)|周转")),
    (
        Elsewhere.MONEY,
        re.compile(
            "(?:取|存|汇|转|打|送|要|给我|代领)(?:点|些|一下|个)?(?:现金|钱|款|存款|账)|银行卡|存折|密码|捐款|凑钱"
        ),
    ),
    (
        Elsewhere.MEDICINE,
        re.compile(
            "(?:买|开|拿|取|配|领|代购|送|捎)(?:点|些|一下|个|盒|瓶|几盒)?.{0,6}药(?!店门口)|打针|输液|换药|胰岛素"
        ),
    ),
)


class NeedsElsewhere(Refusal):
    """This is not a wish that volunteers may take on."""

    def __init__(self, kind: Elsewhere) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class AskedElsewhere(Fact):
    """Staff is told that somebody asked for what volunteers may not do, or is in danger; the words stay sealed."""

    person: str
    phone: str
    building: str
    kind: str
    text: str


def elsewhere(text: str) -> Elsewhere | None:
    """Return what makes it a case for others, or None."""
    return next((kind for kind, words in _PATTERNS if words.search(text)), None)
