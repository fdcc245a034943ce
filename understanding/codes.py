"""Numbers of wishes, cases and codes: 5号求助, 编号12, 解忧2026-0042, 兑换码482193."""

import re

from understanding.numerals import NUMBER, digits_of, value_of

_THINGS = "求助|心愿|微心愿|单子?(?!元)|工单|愿望|活儿?|忙|案子|案|调解|纠纷|需求|任务|订单|申请"
_CASE = re.compile("(?:解忧|案号|案子) ?([0-9]{4})[ -]?([0-9]{1,5})|(?<![0-9-])(20[0-9]{2})-([0-9]{3,4})(?![0-9-])")
_DIGIT = "[0-9零〇一二三四五六七八九幺]"
_VOUCHER = re.compile(
    f"(?<!{_DIGIT})(?P<number>{_DIGIT}{{6}}|[0-9]{{3}} [0-9]{{3}}|[0-9]{{2}} [0-9]{{2}} [0-9]{{2}})(?!{_DIGIT})|"
    "末四?位(?P<last>[0-9]{4})"
)
_PASSWORD = re.compile(
    f"(?:口令|暗号|那四个数|数字|码)[^0-9]{{0,5}}?(?P<number>{_DIGIT}{{3,8}})(?!{_DIGIT})|"
    f"(?:^|[,。:;])(?P<alone>{_DIGIT}{{4,8}})(?=$|[,。;]|[不对好是])"
)
"""Where one arrives, digits that stand alone are the code: 七一零六,好使不."""
_NO_NUMBER_BEFORE = "(?<![0-9零〇一二三四五六七八九十百廿卅])"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        (
            f"(?<!月){_NO_NUMBER_BEFORE}(?P<number>{NUMBER})号(?!的?活儿?[改换挪跟调推])"
            f"(?:那个|这个|的那个|的这个|的|那|这)?(?:{_THINGS})"
        ),
        f"{_NO_NUMBER_BEFORE}(?P<number>[0-9]{{2,3}})(?:那个|这个|那条|那件)(?:{_THINGS}|事)",
        f"(?:{_THINGS})(?:的?编?号码?|单号)?(?:是|为|:|第)?(?P<number>[0-9]+|[一二三四五六七八九十]+(?=号))号?(?![0-9点月.:楼栋块分]|单元|号?(?:之?前|以前|之后|以后))",
        f"(?:编号|序号|单号|案号|号码是|卡号|证号|工号)(?:是|为|:)?(?P<number>[0-9][0-9-]{{0,7}}(?![0-9])|{NUMBER})",
        "(?:口令|(?<!号)码)(?:是|为|:)?(?P<number>[0-9]{3,8})(?![0-9])",
        "(?<![0-9:.,+-])(?<![0-9] )(?P<number>0[0-9]{3})(?![0-9:.点时分元块号楼-]| [0-9])",
        f"第(?P<number>{NUMBER})(?:号|个|条)(?:{_THINGS})",
        f"解忧第?(?P<number>{NUMBER})(?:号|(?=[没还怎到啥什咋]|$))",
        f"(?:单子|心愿)(?P<number>[0-9]+|{_DIGIT}{{2,4}}|{NUMBER})(?=我|撤|取消|给|不要|不弄|,|$)",
        "(?P<number>[0-9]{4,6})(?:这个)?(?:兑换码|核销码|验证码|签到码)",
    )
)


_BARE = re.compile(
    f"{_NO_NUMBER_BEFORE}(?P<number>{NUMBER})号(?=的事|我来|我接|我去(?![推剪修陪买送理擦量])|我包|归我|我认领|撤|取消|不要|办(?!完|理|的|退)|到哪|做完|完工|那趟|那件事|"
    "到底|为啥|现在|有人管|还挂)"
)
"""Not where shifts are spoken of, or a wish is told: 24号归我 and 二十六号我去换药 are days there."""
_NO_DAY = re.compile(
    "(?<![路街巷弄村里道住家在0-9])(?P<number>3[2-9]|[4-9][0-9]|[1-9][0-9]{2})号"
    "(?!楼|栋|院|门|线|车|桌|岗|机|房|厅|电池|大院|小区|[0-9]|家|那户|那家|邻居)"
)
"""Beyond the days of a month it is a number of the list."""
_LISTED = {"wish_claim", "cancel", "help"}
_ON_SHELF = re.compile(
    f"第(?P<nth>{NUMBER})[样个项种](?!月|礼拜|星期)|{_NO_NUMBER_BEFORE}(?P<number>{NUMBER})号那[个样]"
)
_ORDERS = {"wish_claim", "cancel"}
"""Here a number with 号 is one of the list rather than a day: 17号我去."""
_WORK = (
    "代买|代取|做(?![了完好不得没])|守|扫|剪|陪|洗|送(?![到过])|拆|种|染|量(?!好)|清|搬|推(?!给)|看|买|理发|"
    "我?去(?=[推剪修陪买送理擦量])|我去[推剪修陪买送理擦量]|我带(?!的)"
)
"""Behind 十二号 this is what is to be done on that day: the number of a wish has 那个 or 的 behind it."""
_A_DAY = f"{_WORK}|帮我|都(?:能|行|可以|有空)|我?才|行不|行吗|可以吗|为止|见不|还差|谁陪"
_UP_TO_31 = "(?:[12]?[0-9]|3[01]|二?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_ORDER = re.compile(
    f"^退?(?P<only>[0-9]{{1,3}})(?:$|(?=[跟和、][0-9]|我|不要|还在|取消|单))|"
    "(?<![月楼栋])(?<![改推挪定约换拖][到在成])(?<!最迟)(?<!最晚)(?<!说好)(?<!约好)(?<!讲好)(?<!定好)(?<!国庆)(?<!五一)(?<!元旦)(?<![我俺])(?<!那[位桩家单户])(?<![^看见抢找领接轮收得拿排挂0-9一二三四五六七八九十]到)"
    f"{_NO_NUMBER_BEFORE}(?!{_UP_TO_31}号(?:{_A_DAY}))(?P<number>{NUMBER})号"
    "(?!楼|栋|院|门|线|车|桌|岗|机|房|厅|电池|早|晚|[上下中]午|到|之?前|以前|以后|那天|回|走|开始|起(?!的)|就[要得]|的?(?:请假|假|班|报名|换班|值班|夜?巡|护学|岗|去的)|[提报交说讲发]的|那[班天])"
)
_THING_THEN_DAY = re.compile(
    f"[^着是要接领,],{_UP_TO_31}号,|[那这](?:户|单|家|位|个|件|条|桩)[^,]*,{_UP_TO_31}号我?[去来送]"
)
"""那桩我认了,二十号,带上扫帚: of the thing said before, a number said by itself is the day."""


def read_number(text: str, intent: str = "other") -> str | None:
    """As digits without zeros of courtesy; a case keeps year and four digits (2026-0042).

    Where things have numbers, as wishes do, a bare 17号 is one of them; at the shop six digits are a code.
    """
    if case := _CASE.search(text):
        return f"{case[1] or case[3]}-{case[2] or case[4]:0>4}"
    for spoken in (_VOUCHER,) if intent == "redeem" else (_PASSWORD,) if intent == "check_in" else ():
        if match := spoken.search(text):
            return digits_of(next(filter(None, match.groups())).replace(" ", ""))
    is_day = bool(_THING_THEN_DAY.search(text))
    bare = () if is_day or intent == "wish" or intent.startswith("duty") else (_BARE,)
    listed = (_NO_DAY,) if intent in _LISTED else (_ON_SHELF,) if intent == "redeem" else ()
    order = (_ORDER,) if intent in _ORDERS and not is_day else ()
    return _listed(text, (*_PATTERNS, *bare, *listed, *order))


def _listed(text: str, patterns: tuple[re.Pattern[str], ...]) -> str | None:
    for pattern in patterns:
        if match := pattern.search(text):
            number = next(filter(None, match.groups()))
            if re.fullmatch("[0-9-]+", number):
                return str(number).strip("-")
            value = value_of(number)
            return None if value is None else str(value)
    return None
