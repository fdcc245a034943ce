"""微心愿 when things do not go plainly: nobody comes, somebody cannot, somebody is not content."""

import pytest

from tests.stories.wish_scenes import ask, claimed, done, opened, street
from tests.world import World


async def test_a_wish_for_next_week_is_not_chased_before_its_day(town: World) -> None:
    place, _, li, group = await street(town)
    await opened(place, li, when="下周三下午")
    await group.sees("微心愿")
    for _ in range(4):
        await town.advance(hours=24)
    await place.staff.never_saw("还没人接")
    await li.never_saw("还没找到人")
    for _ in range(9):
        await town.advance(hours=24)
    await place.staff.sees("小时，还没人接")


async def test_an_unanswered_rating_is_called_for_and_never_closes_itself(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await town.advance(days=3, hours=1)
    await place.staff.sees("还没评价", "请打个电话问问")
    await wang.never_saw("给您打了")
    await place.staff.taps("4 分")
    await wang.sees("打了 4 分")
    await wang.taps("要感谢信")
    await wang.sees("感谢信，请您收好")
    await place.staff.says("心愿月报")
    await place.staff.sees("收到 1 个，办好 1 个", "满意度 4.0 分")


async def test_a_wish_that_is_not_solved_goes_back_and_comes_again(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await li.taps("还没解决")
    await wang.sees("还没完全解决")
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[2. 30 分钟]"))
    await li.sees("办好了", "满意吗")
    await li.taps("5 分")
    await wang.sees("打了 5 分")


async def test_a_poor_rating_gets_somebody_who_looks_after_it_and_may_be_changed(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await done(wang, li)
    await li.taps("2 分")
    await wang.sees("打了 2 分")
    await place.staff.sees("只打了 2 分", "谁来回访")
    await place.staff.taps("我来回访")
    await place.staff.taps("回访好了")
    await place.staff.answers(("怎么办的", "通了电话，换了新灯泡"))
    await place.staff.sees("回访记下了")
    await li.taps("改成 5 分")
    await wang.sees("改成了 5 分", "积分跟着改了")


async def test_a_release_an_hour_before_finds_somebody_else(town: World) -> None:
    place, wang, li, group = await street(town)
    zhang = await place.volunteer("张强", "13700000002")
    await opened(place, li)
    await wang.taps("我去")
    await wang.sees("交给您了")
    await wang.taps("约个时间")
    await wang.answers(("约什么时候", "[2. 明天（周三）上午 9:00]"))
    await li.sees("王建国想约", "明天（周三）上午 9:00")
    await li.taps("可以")
    await wang.sees("约好了")
    await li.sees("约好了", "王建国来")
    await town.until(town.now().replace(hour=23, minute=5))
    await wang.sees("提醒您")
    await town.advance(hours=1)
    await wang.taps("去不了")
    await wang.sees("您安心忙")
    await li.sees("正在找人")
    await zhang.sees("想请您帮个忙")
    await zhang.taps("我去")
    await zhang.sees("交给您了", "李秀英")
    await li.sees("张强来帮您")
    await group.sees("张师傅认领了")


async def test_a_visit_without_a_word_at_the_end_is_told_to_staff(town: World) -> None:
    place, wang, li, _ = await street(town)
    await ask(li, "想找人来说说话", "这两天都行", "[7. 陪聊探望]")
    await place.staff.sees("新心愿")
    await place.staff.taps("通过")
    await wang.taps("我去")
    await wang.sees("交给您了")
    await wang.taps("约个时间")
    await wang.answers(("约什么时候", "[1. 今天（周二）下午 15:00]"))
    await li.taps("可以")
    await wang.sees("约好了")
    await town.until(town.now().replace(hour=7, minute=0))
    await wang.taps("我到了")
    await wang.sees("办完出来，点一下")
    await town.advance(hours=1, minutes=50)
    await place.staff.never_saw("请打电话问一声")
    await town.advance(minutes=20)
    await place.staff.sees("请打电话问一声", "一直没说出来", "李秀英", "5号楼")
    await wang.taps("我出来了")
    await wang.sees("平安出来就好")


async def test_a_partner_unit_adopts_the_whole_list(town: World) -> None:
    place, _, li, group = await street(town)
    bank = await place.helper("建设银行小吴", "双报到单位")
    await opened(place, li, "灯不亮了")
    await opened(place, li, "水龙头滴水了")
    await bank.says("心愿看板")
    await bank.sees("等着的心愿", "灯不亮了", "水龙头滴水了")
    await bank.taps("都由我们单位来")
    await bank.taps("对，我们来")
    await bank.sees("都交给您单位了")
    await bank.sees("交给您了", "李秀英")
    await li.sees("建设银行小吴来帮您")
    await group.sees("认领了")


async def test_a_claimer_who_blocks_the_bot_loses_the_wish_and_staff_calls(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await wang.taps("我去")
    await wang.sees("交给您了")
    await town.control.post("block", {"from": wang.chat, "blocked": True})
    await li.taps("约个时间")
    await li.answers(("约什么时候", "[2. 明天（周三）上午 9:00]"))
    await town.advance(minutes=10)
    await place.staff.sees("王建国收不到我的消息了", "另找人")
    await li.sees("正在找人")


async def test_money_is_declined_kindly_and_private_words_are_taken_off_the_card(town: World) -> None:
    place, _, li, group = await street(town)
    await li.says("微心愿")
    await li.answers(("想请人帮什么忙", "想请人帮我去银行取点钱"))
    await li.sees("志愿者不能经手")
    await place.staff.sees("有人问到钱或卡的事", "李秀英")
    await li.says("灯不亮了，打我电话 13700000003，2单元501")
    await li.answers(("哪一类", "[1. 家电维修]"), ("什么时候方便", "[1. 这两天都行]"), ("都对的话", "[提交]"))
    await li.sees("记下了，心愿", "话里的电话号码、门牌，发群时我会遮住")
    await place.staff.sees("新心愿", "话里有电话号码、门牌")
    await place.staff.taps("通过")
    await group.sees("微心愿", "灯不亮了")
    await group.never_saw("13700000003", "501", "李秀英")


async def test_a_handed_over_wish_stays_with_the_first_until_the_second_has_it(town: World) -> None:
    place, wang, li, _ = await street(town)
    zhang = await place.volunteer("张强", "13700000002")
    await opened(place, li)
    await wang.taps("我去")
    await wang.sees("交给您了")
    await wang.taps("请别人替我")
    await wang.sees("有人接之前，还请您先放在心上")
    await zhang.sees("去不了，想请您接手")
    await zhang.taps("我去")
    await zhang.sees("交给您了", "李秀英")
    await wang.sees("有人接手了")
    await li.sees("张强来帮您")


async def test_a_hospital_visit_is_for_two_and_the_card_asks_for_the_second(town: World) -> None:
    place, wang, li, _ = await street(town)
    zhang = await place.volunteer("张强", "13700000002")
    group = await place.team_group(wang, zhang)
    await ask(li, "想请人陪我去医院看眼睛", "后天上午", "[3. 陪同就医]")
    await place.staff.sees("新心愿")
    await place.staff.taps("通过")
    await group.sees("微心愿", "陪同就医")
    await wang.taps("我来认领", on=group)
    await group.sees("还差一位同去")
    await zhang.taps("我来搭把手", on=group)
    await zhang.sees("请您搭把手", "李秀英")
    await group.sees("王师傅认领了")


async def test_whoever_lives_alone_is_asked_after_and_the_family_is_called(town: World) -> None:
    place, wang, li, _ = await street(town)
    await li.says("再说一点")
    await li.taps("家里情况")
    await li.answers(("单独同意", "[1. 同意]"), ("和谁一起住", "[1. 一个人住]"))
    await li.answers(("我们找谁", "李明"), ("他的手机号", "13600000009"))
    await opened(place, li)
    await claimed(wang)
    await wang.taps("约个时间")
    await wang.answers(("约什么时候", "[1. 今天（周二）下午 15:00]"))
    await li.taps("可以")
    await wang.sees("约好了")
    await town.until(town.now().replace(hour=9, minute=30))
    await place.staff.sees("请打电话问一声", "没有说到了", "家里人李明 136 0000 0009")
    await li.says("我的资料")
    await li.taps("谁看过")
    await li.sees("家里情况：来帮您办心愿")


async def test_either_side_may_change_the_time_and_nobody_is_reminded_of_the_old_one(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await claimed(wang)
    await wang.taps("约个时间")
    await wang.answers(("约什么时候", "[1. 今天（周二）下午 15:00]"))
    await li.taps("可以")
    await wang.sees("约好了", "今天（周二）下午 15:00")
    await li.sees("约好了")
    await li.taps("换个时间")
    await li.answers(("约什么时候", "后天上午九点"))
    await li.sees("我去问：后天（周四）上午 9:00")
    await wang.sees("李秀英想约", "后天（周四）上午 9:00")
    await wang.taps("可以")
    await li.sees("约好了", "后天（周四）上午 9:00")
    await town.until(town.now().replace(hour=8, minute=0))
    await wang.never_saw("提醒您：今天（周二）")
    await li.never_saw("提醒您：今天（周二）")
    await town.advance(hours=28)
    await wang.sees("提醒您", "明天（周四）上午 9:00")
    await li.sees("提醒您", "明天（周四）上午 9:00", "王建国来您家")


async def test_no_log_line_has_a_word_of_a_wish_or_a_number_to_call(
    town: World, capfd: pytest.CaptureFixture[str]
) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li, "水龙头哗哗地漏，打我电话13700000003")
    await done(wang, li)
    await li.taps("5 分")
    await li.taps("说句感谢的话")
    await li.answers(("想对他说什么", "手真巧"))
    await wang.sees("手真巧")
    logged = "".join(capfd.readouterr())
    assert "WishThanked" in logged, "the log is there"
    assert not [each for each in ("水龙头", "13700000003", "李秀英", "王建国", "2单元501", "手真巧") if each in logged]
