"""Free text in the middle of every kind of form: the answer first, then another subject; corrections; amounts."""

import pytest

from handlers.blanks import FORMS
from handlers.subjects import SUBJECTS, TAKES_ALL
from tests.cast import found_community
from tests.world import World


def test_every_form_says_what_it_is_about() -> None:
    """A new form stands in `handlers/subjects.py`: by its own intents, or among those that take any answer."""
    assert FORMS.keys() <= SUBJECTS.keys() | TAKES_ALL
    assert not SUBJECTS.keys() & TAKES_ALL


async def test_a_shift_is_told_and_put_right_in_words_and_a_leader_may_change_their_mind(town: World) -> None:
    place = await found_community(town)
    await place.volunteer("王建国", "13700000001")
    leader = place.leader
    await leader.says("排班")
    await leader.answers(("排什么班", "1"), ("在哪里", "实验小学东门"), ("哪一天", "下礼拜三"))
    await leader.answers(("几点到几点", "早上七点到八点"))
    await leader.sees("请谁上岗")
    await leader.says("不是七点，是六点半")
    await leader.sees("改好了，时间是6:30-8:00")
    await leader.says("不是下礼拜三，是大后天")
    await leader.sees("改好了，日期是3月13日")
    await leader.says("我家灯坏了想请人修")
    await leader.sees("您先说的是这个班", "请人帮个忙")
    await leader.says("接着填")
    await leader.answers(("请谁上岗", "第一个"), ("请谁上岗", "选好了"))
    await leader.sees("3月13日", "6:30-8:00", "王建国", "都对的话")


async def test_days_off_are_amounts_and_days_never_numbers_of_answers(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("请假")
    await wang.answers(("从哪一天", "大后天"))
    await wang.sees("到哪一天")
    await wang.says("我要报名护学岗")
    await wang.sees("您先说的是请假", "值班")
    await wang.says("接着填")
    await wang.answers(("到哪一天", "三天"))
    await wang.sees("3月13日（周五，正月廿五）", "三天", "都对的话")
    await wang.says("不是三天，是两天")
    await wang.sees("改好了", "两天")


@pytest.mark.parametrize("said", ["后天", "3月12日"])
async def test_a_day_stays_the_same_when_the_form_is_taken_up_later(town: World, said: str) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("请假")
    await wang.answers(("从哪一天", said))
    await wang.sees("到哪一天")
    await town.advance(days=1)
    await wang.says("接着填")
    await wang.answers(("到哪一天", "就一天"))
    await wang.sees("从哪天：明天（3月12日，周四，正月廿四）", "都对的话")
    await town.advance(days=3)
    await wang.says("接着填")
    await wang.sees("从哪天：3月12日（周四，正月廿四）", "都对的话")
    await wang.taps("提交")
    await wang.sees("已经过去了")


async def test_a_term_is_told_after_it_began_or_reaches_into_the_next_year(town: World) -> None:
    place = await found_community(town)
    await place.leader.says("校历")
    await place.leader.answers(("要告诉我什么", "[1. 学期]"), ("哪一天", "2月25日"), ("哪一天放假", "7月3日"))
    await place.leader.sees("2月25日（周三", "7月3日（周五", "都对的话")
    await place.leader.taps("取消")
    await place.leader.says("校历")
    await place.leader.answers(("要告诉我什么", "[1. 学期]"), ("哪一天", "9月1日"), ("哪一天放假", "1月20日"))
    await place.leader.sees("9月1日（周二", "2027年1月20日（周三", "都对的话")


async def test_a_dispute_is_put_right_in_words_and_a_wish_is_no_other_party(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("解忧调解")
    await wang.answers(("哪方面", "漏水"), ("怎么回事", "卫生间漏了半个月"))
    await wang.sees("跟谁的事")
    await wang.says("我家厨房灯坏了想请人换一个")
    await wang.sees("您先说的是您的烦心事", "请人帮个忙")
    await wang.says("接着填")
    await wang.answers(("跟谁的事", "楼上张家"), ("方便来谈", "平日上午"))
    await wang.sees("楼上张家", "都对的话")
    await wang.says("不是张家，是李家")
    await wang.sees("改好了，对方是楼上李家")
    await wang.says("时间不是平日上午，是周末")
    await wang.sees("改好了，时间是", "周六")


async def test_an_announcement_takes_every_word_and_yet_lets_staff_go_elsewhere(town: World) -> None:
    place = await found_community(town)
    await place.staff.says("发公告")
    await place.staff.answers(("公告写什么", "想换班的找队长，明天上午九点大扫除"))
    await place.staff.sees("发给谁")
    await place.staff.says("帮我看看积分有多少")
    await place.staff.sees("您先说的是这份公告", "看积分")
    await place.staff.taps("换这件事")
    await place.staff.sees("您现在有")


async def test_two_misses_in_a_form_bring_a_person_who_sees_what_was_said_but_nothing_confidential(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("微心愿")
    await wang.answers(("帮什么忙", "有个事想请街坊搭把手"))
    await wang.answers(("哪一类", "外星人来了"), ("哪一类", "火星文"))
    await wang.sees("请社区的人来帮您")
    await wang.taps("找人工")
    await place.staff.sees("王建国想找人说话", "正在填心愿，没听懂", "外星人来了", "火星文")
    await wang.taps("说完了")
    await wang.says("解忧调解")
    await wang.answers(("哪方面", "老李家那口子"), ("哪方面", "就是那口子"))
    await wang.sees("请社区的人来帮您")
    await wang.taps("找人工")
    await place.staff.sees("王建国想找人说话", "正在填烦心事")
    await place.staff.never_saw("那口子")


async def test_whoever_to_call_is_also_a_person_to_ask(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("找社区")
    await li.sees("河口社区")
    await li.taps("找人工")
    await li.sees("我去请社区的人来")
