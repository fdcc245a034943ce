"""What was written, made plain: NFKC, no stray spaces, common slips put right, with a way back to the original."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST = 1000
"""Characters read of one message; a longer one is read up to here."""

_TRADITIONAL = str.maketrans(
    "點後週禮號個兩幾這樓單間來時會誰麼請幫換報兌積電話調鬧導處門開東陽陰曆舊節國慶媽爺們歲錢買車鐘聽過從還尋晝",
    "点后周礼号个两几这楼单间来时会谁么请帮换报兑积电话调闹导处门开东阳阴历旧节国庆妈爷们岁钱买车钟听过从还寻昼",
)
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xFF0D, 0x7E, 0xFF5E, 0x301C), "-")
_WEEKDAY_SOUND = {
    "yi": "一",
    "er": "二",
    "san": "三",
    "si": "四",
    "wu": "五",
    "liu": "六",
    "ri": "日",
    "tian": "天",
}
_SOUNDS = "|".join(_WEEKDAY_SOUND)
_HOUR = "一二三四五六七八九十两0-9"

_OF_A_WEEKDAY = (
    "[早晚傍夜]|[上下中][午半]|的?[早晚夜]?[班岗]|[换挪调改]|跟周|[到成]周|值|巡|护|有没有我|有我|轮到我|我值|$"
)
"""Behind what sounds like a weekday and could be somebody's name."""
_AWAY = "请一?[天个]?|歇|休|不[在来去行]|来不了|去不了"
"""Behind what nobody is called: 周伍请一天假, while 周武请假 is somebody's leave."""

_COUNTED = "[一二三四五六七八九十楼层台点年个号岁次趟百千]"
"""Behind 五 it is a number, and no slip for 午: 上五楼."""

# Slips of the pen, of the ear and of the input method; each entry replaces like with like in length.
_SLIPS = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        ("(?<=[明今])朝头(?![班趟一发晕昏疼痛])", "早上"),
        ("今密(?![切集度闭封林])", "今天"),
        ("听日|韶日|明朝(?!代|皇|那些|的)", "明天"),
        ("韶早", "明早"),
        ("(?<![如而至当现])今[么末](?!期)", "今天"),
        ("今几个", "今儿个"),
        ("(?<![以之往今背先前然此])后朝(?![南北东西着向前后外里内上])", "后天"),
        ("(?<=[早晚夜换])斑(?![点马])", "班"),
        ("(?<=[今明后昨]天)完上", "晚上"),
        ("(?<=[今明后昨]天)下五", "下午"),
        ("(?<=[今明后])各(?=[早晚上中下])", "个"),
        ("听晚", "明晚"),
        ("听朝", "明早"),
        ("寻日|琴日|昨日", "昨天"),
        ("今朝", "今天"),
        ("后日|后个(?=[早晚上下中])", "后天"),
        ("下昼|晏昼", "下午"),
        ("下半日", "下半天"),
        ("上半日", "上半天"),
        ("上昼", "上午"),
        ("朝早", "早上"),
        ("夜头", "晚上"),
        ("(?<=[上下这]个)号头|号头(?=的|排|有|我|几|$)", "月份"),
        ("[搿呢迭介咯](?=个?(?:礼拜|星期|月))|(?<!至)今(?=个(?:礼拜|星期|月))", "这"),
        ("([明后今昨前])[夭填添田甜舔](?!地)", r"\1天"),
        ("[名鸣铭]天", "明天"),
        ("[侯厚候]天", "后天"),
        ("(?<!用)[金巾]天", "今天"),
        ("礼[败摆百白柏掰]|[里理李]拜", "礼拜"),
        ("星[其斯琪棋起]|[兴性]期|[行型]期(?=[一二三四五六日天])", "星期"),
        ("周期(?=[一二三四五六日天](?![个般定些月年次共直起回]))", "星期"),
        ("周未", "周末"),
        ("(?<=[下这])[州洲](?![里府岛])", "周"),
        ("(?<![以之然今往先最此前落随])后(?=个?(?:礼拜|星期))", "下"),
        ("周仨", "周三"),
        ("清民|清名(?=那|我|节|扫|回|前|后|上坟|放假)", "清明"),
        ("(?<=[一二三四五六七八九十0-9])嚎(?=[去来到我请换那,。])", "号"),
        ("(?<=[换改挪调移推排])道(?![歉理路具教])", "到"),
        ("[夏吓]午|下[舞无伍武](?![术器])", "下午"),
        ("上[舞伍]", "上午"),
        (f"(?:(?<=[今明后]天)|(?<=[期拜周][一二三四五六日天]))[下夏][五吾](?!{_COUNTED})", "下午"),
        (f"(?:(?<=[今明后]天)|(?<=[期拜周][一二三四五六日天]))上[五吾](?!{_COUNTED})", "上午"),
        ("[钟忠]午", "中午"),
        ("[完碗玩]上(?=[一二三四五六七八九十0-9])", "晚上"),
        ("晚[尚商伤]", "晚上"),
        ("(?<=今)完(?=谁|轮|有|值)", "晚"),
        ("早[伤商]", "早上"),
        ("[早](?:[辰])", "早晨"),
        ("[零凌][辰]", "凌晨"),
        ("零晨", "凌晨"),
        ("[榜旁帮]晚|傍[婉挽碗]", "傍晚"),
        ("(?<=[换改挪调成到])完(?=[班斑])", "晚"),
        ("(?<=[月年]\\d)曰|(?<=[月年]\\d\\d)曰", "日"),
        (f"(?<=[{_HOUR}])[店典奌](?=半|钟|整|[一二三四五十0-9]|的[岗班])", "点"),
        ("^在过(?=[一二三两四五六七八九十0-9])|(?<=[,。，])在过(?=[一二三两四五六七八九十])", "再过"),
        ("([星周礼][期拜])[无吴舞雾伍武]", r"\1五"),
        ("([星礼][期拜])(?:已|以(?![后前来内外上下]))", r"\1一"),
        ("([星礼][期拜])[刘留陆柳]", r"\1六"),
        ("([星礼][期拜])[衣依伊](?=[早晚夜上下中的换改,。]|$)", r"\1一"),
        ("(?<=[下这])周[依伊衣](?!然|靠|旧)", "周一"),
        ("(?<=[下这每])周[耳尔]", "周二"),
        ("(?<=[下这])周武(?!术)", "周五"),
        ("(?<=十[一二三四五六七八九])好(?=[到至换的])", "号"),
        ("([星礼][期拜])[儿而]", r"\1二"),
        ("([星礼][期拜])[散伞山叁萨]", r"\1三"),
        ("周叁|周散(?![步会开落文伙])", "周三"),
        ("周刘(?=[早晚傍中夜]|[上下][午半])", "周六"),
        ("周武(?=[早晚傍中夜]|[上下][午半])", "周五"),
        ("(?<=点[一二三四五])拾|(?<=点[二三四五])[时士](?=[一二三四五六七八九道到分])", "十"),
        ("(?<=点[一三])[客课](?!时|堂|程|后)", "刻"),
        ("(?<=点)另(?=[一二三四五六七八九0-9])", "零"),
        (f"(?<=[{_HOUR}])典(?=[到来走上下撤])", "点"),
        ("暗[暝冥]", "晚上"),
        ("([星礼][期拜])[是式](?=[上下早晚中]|$)", r"\1四"),
        ("(?<![下上这本一每双单两几半])周是(?=[上下][午半]|中午|[早晚的护巡那,。]|$)", "周四"),
        ("周物(?![业流资品理价])", "周五"),
        (f"周[武无伍午](?={_OF_A_WEEKDAY})|周[伍无](?={_AWAY})", "周五"),
        (f"周[陆溜流刘留柳](?={_OF_A_WEEKDAY})|周[陆溜](?={_AWAY})", "周六"),
        (f"周[丝司斯](?={_OF_A_WEEKDAY})", "周四"),
        (f"周[而儿尔耳](?={_OF_A_WEEKDAY})", "周二"),
        ("([星礼][期拜])(?:[斯丝思司]|(?<=期)寺)", r"\1四"),
        ("([星礼][期拜])[陆溜流]", r"\1六"),
        ("([星礼][期拜])两(?![天个次趟回班日头点遍晚段])", r"\1二"),
        ("([星礼][期拜])[叁]", r"\1三"),
        ("(?<=今)完(?=给|来|去|的|我|上|[,。])", "晚"),
        ("周山(?![上区村路])", "周三"),
        (f"(?<=[{_HOUR}]点)[办伴](?![法事理公完好不手证卡])", "半"),
        ("(?<=[一二三四五六七八九十0-9])浩(?=[上下早中晚那去来到,。]|$)", "号"),
        ("(?<=[二三])拾(?=[号日])", "十"),
        ("(?<=月[二三])时(?=[一二三四五六七八九]?[号日])", "十"),
        ("后响", "后晌"),
        ("(?<=[头过])响(?=[那这午去换改挪,。]|$)", "晌"),
        ("今旦", "今天"),
        ("明旦", "明天"),
        ("护[雪学]([冈刚缸港])", "护学岗"),
        ("护雪岗", "护学岗"),
        ("寻逻|巡罗|巡落", "巡逻"),
        ("调截|调节(?=[一下委员纠矛])", "调解"),
        ("微新愿|薇心愿|微心院", "微心愿"),
        ("签倒|签道|千到|迁到", "签到"),
        ("对换(?=礼|积|大米|鸡蛋|油|东西|品|券|毛巾|香皂|洗)|兑幻|兑环", "兑换"),
        ("积芬|积份|机分|鸡分", "积分"),
        ("只班|直班", "值班"),
        ("请[价驾架]", "请假"),
        ("报[道倒](?=[,。!，]|$|来|的|处|登记|手续)", "报到"),
        ("楼[懂动栋]长", "楼栋长"),
        ("单[园原圆员](?=[一二三四五六七八九十0-9]|$)", "单元"),
    )
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain form; `origin[i]` is where character i stood in the original."""

    text: str
    origin: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the same stretch in the original text."""
        if start >= len(self.origin):
            return self.length, self.length
        return self.origin[start], (self.origin[end - 1] + 1 if end > start else self.origin[start])


def letters_in(text: str) -> int:
    """Return how many of its characters are Chinese ones."""
    return sum("一" <= char <= "龥" for char in text)


def _is_cjk(char: str) -> bool:
    return "㐀" <= char <= "鿿" or char == "〇"


def _fold(text: str) -> list[tuple[str, int]]:
    return [
        (one, index)
        for index, char in enumerate(text[:LONGEST])
        for one in ("〇" if char == "〇" else unicodedata.normalize("NFKC", char))
        .translate(_DASHES)
        .translate(_TRADITIONAL)
        if unicodedata.category(one) not in {"Cf", "Cc", "Mn"} or one == "\n"
    ]


def _closed_up(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Spaces beside a Chinese character mean nothing; between digits they may part two numbers."""
    kept: list[tuple[str, int]] = []
    for place, (char, index) in enumerate(chars):
        if char in " \t　":
            before = kept[-1][0] if kept else " "
            after = next((c for c, _ in chars[place:] if c not in " \t　"), " ")
            if before == " " or _is_cjk(before) or _is_cjk(after):
                continue
        kept.append((char, index))
    return kept


def _spelled_weekdays(chars: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """星期wu is 星期五."""
    text = "".join(char for char, _ in chars)
    for match in reversed(list(re.finditer(rf"(?<=星期|礼拜)({_SOUNDS})(?![a-z])|(?<=周)({_SOUNDS})(?![a-z])", text))):
        chars[match.start() : match.end()] = [(_WEEKDAY_SOUND[match.group()], chars[match.start()][1])]
    return chars


def plain(text: str) -> Plain:
    """Never fails; an empty text stays empty."""
    chars = _spelled_weekdays(_closed_up(_fold(text)))
    flat = "".join(char for char, _ in chars).lower()
    if len(flat) != len(chars):  # a few capitals grow when lowered
        flat = "".join(char for char, _ in chars)
    for wrong, right in _SLIPS:
        mended = wrong.sub(right, flat)
        if len(mended) == len(flat):
            flat = mended
    return Plain(flat, tuple(index for _, index in chars), len(text))
