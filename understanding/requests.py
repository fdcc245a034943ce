"""Several requests in one message: taken apart, to be dealt with one after the other."""

import re

_BREAK = re.compile(
    r"[。！？!?；;\n]+|[,，、 ]*(?:另外|还有(?:个事|一件事|件事|一个事|就是)?(?=[,，：: ]|我|想|帮|请|"
    r"明|后|今|周|下)|再(?:就是|一个|有)|顺便(?:再|问|帮|也)?(?=问|帮|查|看|说)|对了|其次|第二(?:件事|"
    r"个事|件|是)|"
    r"二来|同时(?=我|还|请|帮))[,，、：: ]*"
)
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s,，。；;]))(?:[1-9][.、)）]|[一二三四五][、.]|第[一二三四五](?:件事?|个事|是|[,，、]))\s*"
)
_ACTIONS = re.compile(
    "报名|请假|换班|调班|签到|打卡|签退|兑换|取消|登记|报到|认领|查(?:一下)?|多少分|几分|修|买|陪|打扫|理发|教|调解|值班|巡逻|站岗|帮|想(?:要|请|找)?|换|能不能|谁|什么时候|怎么|请|漏|吵|坏"
)
_SHORTEST = 4
_MOST = 5


def split_requests(text: str) -> list[str]:
    """Return the requests in order, at most five; one request, or none that stands alone, stays one piece.

    A piece counts as a request when it says what is to be done; what says nothing belongs to the piece before it.
    """
    pieces = [piece.strip(" ,，、。") for mark in _NUMBERED.split(text) for piece in _BREAK.split(mark)]
    pieces = [piece for piece in pieces if piece]
    found: list[str] = []
    for piece in pieces:
        stands_alone = len(piece) >= _SHORTEST and _ACTIONS.search(piece)
        if found and (not stands_alone or len(found) == _MOST or not _ACTIONS.search(found[-1])):
            found[-1] = f"{found[-1]}，{piece}"
        else:
            found.append(piece)
    return found or ([text.strip()] if text.strip() else [])
