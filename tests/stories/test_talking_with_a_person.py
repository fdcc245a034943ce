"""When the bot does not understand a person takes over, both ways through the bot."""

import asyncio

from tests.cast import found_community
from tests.world import World


async def test_two_misunderstandings_bring_a_person_who_knows_what_was_said(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("那个那个，就那个事")
    await li.sees("我没听明白，是我的问题")
    await li.says("就是上回那个嘛，你懂的")
    await li.sees("请社区的人来跟您说")
    await li.taps("找人工")
    await li.sees("我去请社区的人来")
    await place.staff.sees("想找人说话", "那个那个，就那个事", "上回那个")

    await place.staff.taps("我来回")
    await place.staff.sees("交给您了")
    await li.sees("周敏（社区）来了")
    await place.staff.says("阿姨您好，是哪个东西？")
    await li.sees("周敏（社区）：阿姨您好，是哪个东西？")
    await li.says("我家的血压计")
    await place.staff.sees("我家的血压计")
    await li.taps("说完了")
    await li.sees("随时找我")
    await place.staff.sees("说完了")
    await place.staff.says("还有一句")
    await li.never_saw("还有一句")


async def test_of_two_who_take_it_the_second_hears_who_was_faster(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await place.admin.sees("想找人说话")
    await asyncio.gather(place.staff.taps("我来回"), place.admin.taps("我来回"))
    await town.settled()
    toasts = [*await place.staff.toasts(), *await place.admin.toasts()]
    assert [each for each in toasts if "在回了，您不用再回" in each]
    answered = [each for each in await li.messages() if "（社区）来了" in str(each["text"])]
    assert len(answered) == 1


async def test_nobody_answering_is_chased_and_the_person_told(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await town.advance(minutes=45)
    await place.staff.sees("还没有人回")
    await li.sees("我又催了一次")
