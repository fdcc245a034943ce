"""Which times a sentence is about: those in passing are left out, those that belong together are one."""

import pytest

from understanding.labelled import SAID_AT
from understanding.model import INTENTS
from understanding.slots import read_slots
from understanding.text import plain
from understanding.times import read_times


def when(text: str, intent: str) -> tuple[str, ...]:
    return read_slots(plain(text), read_times(text, SAID_AT), intent, SAID_AT).when


@pytest.mark.parametrize(
    ("text", "intent", "kept"),
    [
        ("夜里没睡好，晌午的班我去不了", "duty_leave", ("2026-03-10@noon",)),
        ("跑了一晚上厕所，今天的班站不了", "duty_leave", ("2026-03-10",)),
        ("今天六点五十到，忘了签", "check_in", ("2026-03-10T06:50",)),
        ("十点那班我九点四十还在车上", "duty_leave", ("T10:00",)),
        ("医生叫我卧床到四月中", "duty_leave", ("2026-03-10/2026-04-15",)),
        ("到周五我来不了", "duty_leave", ("2026-03-13",)),
        ("礼拜一礼拜二都来不了", "duty_leave", ("2026-03-16/2026-03-17",)),
        ("下周一二三请假", "duty_leave", ("2026-03-16/2026-03-18",)),
        ("五一出门，一号到四号没我", "duty_leave", ("2026-05-01/2026-05-04",)),
        ("我四月一到四月十不在", "duty_leave", ("2026-04-01/2026-04-10",)),
        ("三月十六到四月十六请假", "duty_leave", ("2026-03-16/2026-04-16",)),
        ("二月廿二是外婆的冥寿，那天没空值", "duty_leave", ("2026-04-09",)),
        ("我二月十号办的退休，三月二十五起能站", "duty_signup", ("2026-03-25",)),
        ("六月七号八号我来", "duty_signup", ("2026-06-07", "2026-06-08")),
        ("周三、周五下午我都在家", "wish", ("2026-03-11@afternoon", "2026-03-13@afternoon")),
        ("给我派上周六上午十点的岗", "duty_signup", ("2026-03-14T10:00",)),
        ("七点半的巡逻我去", "duty_signup", ("T19:30",)),
        ("七点半的护学岗我去", "duty_signup", ("T07:30",)),
        ("我认的那单改到二十号行不行", "wish_claim", ("2026-03-20",)),
        ("老伴透析，逢一三五离不开人，礼拜五巡逻免我", "duty_leave", ("2026-03-13",)),
        ("明早七点去体检，从明天起歇着", "duty_leave", ("2026-03-11T07:00",)),
        ("早上六点就起来了，下午我能站", "duty_signup", ("@afternoon",)),
        ("上午我报，下午要接孙子", "duty_signup", ("@forenoon",)),
        ("早上要送孙子，顺便站岗", "duty_signup", ("@morning",)),
        ("除了周三都行", "duty_signup", ()),
        ("天天在家拌嘴，给我派个班", "duty_signup", ()),
        ("天天都能来", "duty_signup", ("D",)),
        ("礼拜六晚上的夜巡我去", "duty_signup", ("2026-03-14@evening",)),
        ("明天放学那趟我站", "duty_signup", ("2026-03-11",)),
        ("昨天群里说不站了，今天还去吗", "duty_query", ("2026-03-10",)),
        ("昨天群里发的表我没看见", "duty_query", ()),
        ("今天的班跟昨天一样吗", "duty_query", ("2026-03-10",)),
        ("后天集合是六点半还是七点", "duty_query", ("2026-03-12",)),
        ("早班几点完，我要赶八点四十的车", "duty_query", ()),
        ("廿五号那班是早上还是下午", "duty_query", ("2026-03-25",)),
        ("下周二起每周三下午我能来", "duty_signup", ("W:3@afternoon",)),
        ("下个月开始每周六上午我来", "duty_signup", ("W:6@forenoon",)),
        ("早上我六点就出门，顺路看着校门", "duty_signup", ("T06:00",)),
        ("血糖掉到三点几，今晚巡逻少我一个", "duty_leave", ("2026-03-10@evening",)),
        ("上午翻手机，说我排在十七号，老周又讲十九号", "duty_query", ("2026-03-17", "2026-03-19")),
        ("三点一刻上的岗", "check_in", ("T15:15",)),
        ("早班晚班都去不了", "duty_leave", ("2026-03-10@morning", "2026-03-10@evening")),
        ("我天天接孙子，顺便站一会儿", "duty_signup", ("D",)),
        ("四月的岗，四月三号我行", "duty_signup", ("2026-04-03",)),
        ("下个月周末我都在", "duty_signup", ("2026-04", "W:6,7")),
        ("我走了，明天见", "check_in", ()),
        ("八点半才走的，你这儿写七点五十", "check_in", ("T08:30",)),
        ("六点半集合，我六点二十就到了", "check_in", ("T06:20",)),
        ("夜里老有人偷车，每天晚上九点我去转", "duty_signup", ("D@21:00",)),
        ("早上那班去不了，下周二的", "duty_leave", ("2026-03-17@morning",)),
        ("这两天腰疼，礼拜四谁来帮我买菜", "wish", ("2026-03-12",)),
        ("八点有课，我七点五十就撤", "duty_leave", ("T07:50",)),
        ("九点我得先撤，孙子放学没人接", "duty_leave", ("T09:00",)),
        ("今儿不来，明儿来", "duty_leave", ("2026-03-10",)),
        ("老伴走了，后天出殡，这周的岗全免", "duty_leave", ("2026-03-09/2026-03-15",)),
        ("早上流了鼻血，今天不站了", "duty_leave", ("2026-03-10",)),
        ("腰疼，请三天假", "duty_leave", ()),
        ("请一上午的假", "duty_leave", ("2026-03-10@forenoon",)),
        ("下午眼睛不行，上午尽管排", "duty_signup", ("@forenoon",)),
        ("周五晚七点的夜巡我去", "duty_signup", ("2026-03-13T19:00",)),
        ("礼拜五不得空，改礼拜六陪我打针行不行", "wish", ("2026-03-14",)),
        ("是周三陪我去，不是周四", "wish", ("2026-03-11",)),
        ("早上别来，下午都在", "wish", ("@afternoon",)),
        ("前几天说的那单，今天去不成，改明天", "wish_claim", ("2026-03-11",)),
        ("前两天腿疼，过几天谁来看看我", "wish", ("~2026-03-13",)),
        ("半夜别响", "help", ()),
        ("上月还有五十，今天怎么少了", "points", ("2026-02",)),
        ("前天从四点站到五点，分没记", "points", ("2026-03-08",)),
    ],
)
def test_a_time_in_passing_is_left_out(text: str, intent: str, kept: tuple[str, ...]) -> None:
    assert when(text, intent) == kept


@pytest.mark.parametrize(
    ("text", "intent", "one"),
    [
        ("周四周五都不在", "duty_leave", "2026-03-12/2026-03-13"),
        ("二十号、二十一号的班求替", "duty_leave", "2026-03-20/2026-03-21"),
        ("十八号十九号两天我能值", "duty_signup", "2026-03-18/2026-03-19"),
        ("这礼拜五六的班上不了", "duty_leave", "2026-03-13/2026-03-14"),
        ("周二周四的上午给我", "duty_signup", "W:2,4@forenoon"),
        ("周三早上和周五早上我行", "duty_signup", "W:3,5@morning"),
        ("礼拜一到礼拜五的早班写上我", "duty_signup", "W:1,2,3,4,5@morning"),
        ("每天早上送完孙子，七点四十以后我行", "duty_signup", "D@07:40"),
        ("晚上那趟我报，七点到九点", "duty_signup", "T19:00/T21:00"),
        ("从明天起歇三天", "duty_leave", "2026-03-11/2026-03-13"),
        ("从明天开始歇两个礼拜", "duty_leave", "2026-03-11/2026-03-24"),
        ("巡逻先歇到月底", "duty_leave", "2026-03-10/2026-03-31"),
        ("十八号以前都排不了", "duty_leave", "2026-03-10/2026-03-18"),
        ("五月之前都不在", "duty_leave", "2026-03-10/2026-04-30"),
        ("手术排到周五", "duty_leave", "2026-03-13"),
        ("清明前后人手紧，四月一号到五号我都在", "duty_signup", "2026-04-01/2026-04-05"),
        ("下礼拜去郑州，二十号、二十一号的班求替", "duty_leave", "2026-03-20/2026-03-21"),
        ("三月十五号到月底我都能来", "duty_signup", "2026-03-15/2026-03-31"),
        ("三月十九、二十两天我能站", "duty_signup", "2026-03-19/2026-03-20"),
        ("清明回老家，四号五号六号都请假", "duty_leave", "2026-04-04/2026-04-06"),
        ("清明回老家，从四号到六号", "duty_leave", "2026-04-04/2026-04-06"),
        ("礼拜六日都不在", "duty_leave", "2026-03-14/2026-03-15"),
        ("明天后天先别排我", "duty_leave", "2026-03-11/2026-03-12"),
        ("四月上旬我都在医院", "duty_leave", "2026-04-01/2026-04-10"),
        ("给我留个长期的，周二周四", "duty_signup", "W:2,4"),
        ("四点到五点半，天天可以", "duty_signup", "D@16:00-17:30"),
        ("月底前我还要去几回", "duty_query", "2026-03-10/2026-03-31"),
        ("六点半开始的，八点完", "check_in", "T06:30/T08:00"),
        ("三月二十到二十五我跟团出门", "duty_leave", "2026-03-20/2026-03-25"),
        ("十九二十两天不在", "duty_leave", "2026-03-19/2026-03-20"),
        ("十三到十五都来不了", "duty_leave", "2026-03-13/2026-03-15"),
        ("我是不是廿七那天", "duty_query", "2026-03-27"),
        ("二十号走二十三号回，班都去掉", "duty_leave", "2026-03-20/2026-03-23"),
        ("从明天起陪我去一个礼拜", "wish", "2026-03-11/2026-03-17"),
        ("空闲里去掉星期三", "register", "W:3"),
        ("固定每周二、每周四我去陪他", "wish_claim", "W:2,4"),
        ("夜巡九点出发", "duty_query", "T21:00"),
        ("早上护学六点半集合", "duty_query", "T06:30"),
        ("礼拜六晚上巡逻改七点了没", "duty_query", "2026-03-14T19:00"),
    ],
)
def test_days_and_hours_that_belong_together_are_one(text: str, intent: str, one: str) -> None:
    assert when(text, intent) == (one,)


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("今年我干了多少小时", "2026-01-01/2026-12-31"),
        ("去年一整年总共多少", "2025-01-01/2025-12-31"),
        ("去年下半年得了几分", "2025-07-01/2025-12-31"),
        ("上半年做了几次", "2026-01-01/2026-06-30"),
        ("一季度给了几分", "2026-01-01/2026-03-31"),
        ("上季度有几分", "2025-10-01/2025-12-31"),
        ("四季度多少分", "2025-10-01/2025-12-31"),
        ("一月到现在的流水", "2026-01-01/2026-03-10"),
        ("三月份到今天为止一共多少", "2026-03-01/2026-03-10"),
        ("从元旦到今天一共多少分", "2026-01-01/2026-03-10"),
        ("年头到现在站了几个小时", "2026-01-01/2026-03-10"),
        ("元旦以来攒了几分", "2026-01-01/2026-03-10"),
        ("六月我得了几分", "2025-06"),
    ],
)
def test_the_bank_is_asked_about_what_is_over(text: str, stretch: str) -> None:
    assert when(text, "points") == (stretch,)


@pytest.mark.parametrize(("text", "left"), [("到今天一共攒了多少", ()), ("今年的分年底清零吗", ("~2026-12-31",))])
def test_a_whole_account_has_no_beginning(text: str, left: tuple[str, ...]) -> None:
    assert when(text, "points") == left


@pytest.mark.parametrize("intent", INTENTS)
@pytest.mark.parametrize(
    "text",
    [
        "周六的班往后推999999999999天",
        "换到99999999999999999999",
        "从明天起歇999999999个礼拜",
        "晚上那趟，十一点到一点",
        "从2028年2月29号到今天",
        "二十九号二十九号、三十",
    ],
)
def test_no_time_is_too_strange(text: str, intent: str) -> None:
    assert isinstance(when(text, intent), tuple)


@pytest.mark.parametrize(
    ("text", "when_meant"),
    [
        ("礼拜二的班给我", "2026-03-17"),
        ("周二早上我来", "2026-03-17@morning"),
        ("今天礼拜二，给我排上", "2026-03-10"),
        ("周三我来", "2026-03-11"),
    ],
)
def test_who_asks_for_todays_weekday_means_the_next_one(text: str, when_meant: str) -> None:
    assert when(text, "duty_signup")[0] == when_meant
