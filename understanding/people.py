"""Who is meant and how to ring them: names and phones."""

import re

from understanding.numerals import digits_of

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁"
    "荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公"
    "岳帅缑亢况有琴商牟佘佴伯赏南宫墨哈谯笪年爱阳佟肖闫付代仝"
)
_RARE = set("和明成家别水能年有空通从须都时后越那爱国文东公相向红充步经于养利师安常平应全解干管代万方高花金车满关双居")
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒"
_SURNAME = f"(?:{_COMPOUND}|[{_SURNAMES}])"
_SAFE = f"(?:{_COMPOUND}|[{''.join(sorted(set(_SURNAMES) - _RARE))}])"
_NOT_GIVEN = (
    "的是住在想要来去了我你他她它们啥吧呢啊呀吗这那就也都和跟与把被给让说叫有没不会能可请帮找问个一二"
    "三四五六七八九十号楼单元今明后昨早晚上下午年月日电话手机姓名家里，、,。今身份登记报到参加退休志愿"
)
_GIVEN = f"[^{_NOT_GIVEN}\\W0-9a-z_■]"
_FULL = f"{_SURNAME}{_GIVEN}{{1,2}}"
_KNOWN = f"[{''.join(sorted(set(_SURNAMES) - _RARE | set('高万方金常于安石柳楚关丛') - set('井赖牛房')))}]"
_NOT_AFTER_OLD = "[师板乡牌点员位法子]|关(?:不|上|门)|不[上严住]|上门|门|龄|兴|方便|年|金店|城"
_NOT_AFTER_YOUNG = "[时区学米车路巷孩吃卖店费票女子孙媳辈儿]"
_GIVEN_OFTEN = (
    "建国桂秀玉兰英华芳芬珍凤淑梅红霞丽萍云敏静燕琴香莲桃菊花芝娟娥娣妹仙珠翠彩月春秋雪美慧洁莉志刚强军伟明勇平峰杰涛斌磊鹏辉龙海山林森松柏长永福"
    "贵财宝根生德义忠孝仁礼信文武学才良善祥庆发富荣光耀宗祖金立新民援朝胜利守爱洪宏振兴树清玲栋梁年嫦蓉蕙嘉俊超泽翔瑞安康顺"
)
_TITLES = (
    "大爷|大伯|大妈|大娘|师母|爹爹|阿伯|大姐|大哥|大嫂|大叔|大婶|阿姨|阿婆|叔叔?|婶子?|奶奶|爷爷|师傅|老师|主任|书记|队长|"
    "组长|站长|医生|大夫|姐|哥|嫂子?|伯伯?|姨|姑|工|老太太?|老爷子|老头儿?|老汉|婆婆|先生|女士|同志"
)
_END = (
    "(?=$|"
    "[,。!?、;:：，\\s的和跟与来去在住这我他她你是家电手从就报想要男女退身退今,年生也给把能"
    "说那0-9■一二三四五六七八九十给]|"
    "同志|大[爷妈]|换|替|顶)"
)

# The first that finds something gives the name.
_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:姓名|名字|真名|大名|全名)(?:是|叫|写|:|为)(?P<name>{_FULL}|{_SURNAME}{_GIVEN})",
        f"^姓名(?P<name>{_FULL}|{_SURNAME}{_GIVEN})",
        f"(?:我|他|她|老伴儿?|老头子?|老婆子?|爱人|妈妈?|爸爸?|儿子|闺女|女儿|本人|人)(?:名|的?名字|就)?叫(?:做)?(?P<name>{_FULL}){_END}",
        f"(?:^|[,。!:;、\\s])(?:名)?叫(?P<name>{_FULL}){_END}",
        f"叫(?P<name>{_FULL}){_END}",
        f"(?:我|俺|这里|这边)?(?:就)?是(?:[^,。]{{0,14}}的)(?P<name>{_SAFE}{_GIVEN}{{1,2}})(?=$|[,。!?、，\\s我想来]|在|住|电|报|今)",
        f"(?:我|俺|本人|这边)(?:就)?是(?:居民|住户|志愿者|党员|新来的|退休教师)?(?P<name>{_SAFE}{_GIVEN}{{1,2}})(?=$|[,。!?、，\\s住来想家电报■0-9]|在)",
        (
            "(?:居民|住户|志愿者|党员|队员|当事人|申请人|联系人|求助人|替|帮|给|为)(?:是|"
            f":)?(?P<name>{_SAFE}{_GIVEN}{{2}})(?=登|报|办|录|注|填|申|$|[,。、 ])"
        ),
        f"(?:我|俺|他|她|本人)姓(?P<name>{_SURNAME})",
        f"(?:^|[,。\\s、])(?P<name>{_SAFE}{_GIVEN}{{1,2}})(?=[,、\\s]*(?:家?住|男|女|电话|手机|[0-9]+号?[楼栋]|1[3-9][0-9]|[一二三四五六七八九十]+号?[楼栋]))",
    )
)
_ALONE = re.compile(f"(?:^|[,。;\\s、])(?P<name>{_SAFE}{_GIVEN}{{1,2}})(?=[,。;\\s、]|$)")
_ADDRESSED = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?<![完一])(?P<name>{_SAFE}(?!平安)[{_GIVEN_OFTEN}]{{2}})",
        "(?P<name>[高方文安万关石金于常]大[爷妈姐娘伯哥嫂叔婶])",
        "(?P<name>阿[芳强炳明珍珠英华兰娣花香宝福根生])(?!里)",
        f"(?<![养姥大古敬同父城得])(?P<name>老(?!毛病){_KNOWN}(?:头(?!发|疼|痛|晕))?)(?!{_NOT_AFTER_OLD})",
        f"(?<![大从幼])(?P<name>小{_KNOWN})(?!{_NOT_AFTER_YOUNG})",
        f"(?P<name>{_SAFE}(?:{_TITLES}))(?!子)",
        f"(?P<name>{_SAFE}{_GIVEN}{{1,2}})(?=大[爷妈娘姐哥]|师傅|阿姨|老师|同志|主任|书记|奶奶|爷爷)",
        (
            f"(?:跟|和|与|同|找|替|换给|让给|让|请|给|陪|联系|老伴|老姐妹|我[爸妈]|街坊)(?P<name>{_SAFE}{_GIVEN}{{2}})"
            "(?=换|对|调|替|顶|代|值|商|一起|一块|搭|说|的|去|来|讲|问|了|住|都|倒|互|轮|周|礼|星|$|[,。!? ])"
        ),
        f"(?:^|[,。])(?P<name>{_SAFE}{_GIVEN}{{2}})(?=替我|顶我|代我|跟我|和我|答应)",
        (
            "(?:跟|和|与|同|找|让给|让|给)(?P<name>(?:阿|小(?!组|伙|孩|朋))[一-龥]{1,2}?|[一-龥](?:姐|妹|哥|嫂|婶))"
            "(?=换|对|倒|调|替|顶|互|轮|讲|都|说|的|一块|一起|愿|$|[,。])"
        ),
    )
)
_NOT_NAMES = re.compile(
    "各位|后面|武汉|施工|印错?|马蜂|我妹|谢谢|家长|别打|班主任|白车|包公|打错|姓|黄牛|小(?:时|区|学|米|车|路|巷|曲|包|麦|丁点)|麻烦|仇人|司法|白干|曾孙|孙子|小广|小娃|老(?:高龄|黄历|金店|支|班)|卫生|物业|社区|微信|万能|老[年人师家伴头太婆百]|高[血兴龄]|方便|金额|石头|白天|马上|万一|常[常来]|安全|平[时安]|关[心系于]|花[钱园]|钱[包多]|车[位子]|花盆|于是|时候|元旦|水[管电]|全[都家]|双休|温度|能不|那[边天]|"
    "管[道理]|路[灯口]|张罗|从来|毛[病巾]|古[怪城]|易[懂]|家[里电人]|成[天了]|满[意员]|应该|单[元子位]|何时|向[前]|段[时]|计[划]|连[着]|谈[心话]|席|米饭|包[子饺]|牛奶|鱼|房[子门]|简单|班[长]|年|许[多]|时间|强[烈]|党员|红[包]|石家"
)
_PHONE = re.compile(r"(?<![0-9])(?:\+?86[ -]?)?(1[3-9](?:[ .·-]?[0-9]){9})(?![0-9])")
_SPOKEN_PHONE = re.compile(
    "[幺一1](?:[ ,、-]?[零〇一幺二两三四五六七八九拐勾洞0-9]){10}(?![零〇一幺二三四五六七八九0-9])"
)


def read_phone(text: str) -> str | None:
    """Eleven digits of a mobile phone, however they are parted or spoken."""
    if match := _PHONE.search(text):
        return re.sub("[^0-9]", "", match.group(1))
    for match in _SPOKEN_PHONE.finditer(text):
        digits = digits_of(re.sub("[ ,、-]", "", match.group()).replace("洞", "零"))
        if digits and re.fullmatch("1[3-9][0-9]{9}", digits):
            return digits
    return None


def read_name(text: str, *, is_form: bool = False) -> str | None:
    """Return a name that somebody states (我叫张强), else a person who is spoken of (老王, 李奶奶).

    `is_form`: the sentence gives an address or a phone, too, so that a name may stand alone between commas.
    """
    for pattern in (*_STATED, *((_ALONE,) if is_form else ()), *_ADDRESSED):
        for match in pattern.finditer(text):
            name: str = match["name"]
            if not _NOT_NAMES.match(name):
                return name
    return None


_IN_A_LIST = re.compile(f"(?<![一-龥])(?:{_SAFE}{_GIVEN}{{1,2}})(?=[ _]*[0-9NF])")


def without_names(text: str) -> str:
    """Return the text without the names that stand by themselves, before their numbers."""
    return _IN_A_LIST.sub("", text)
