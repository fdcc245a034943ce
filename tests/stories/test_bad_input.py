"""What people really type and tap: always a kind answer, nothing lost, nothing doubled."""

import io

import pytest
from PIL import Image

from tests.cast import Place, found_community, register
from tests.world import Person, World


def _photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, "PNG")
    return buffer.getvalue()


async def _asked_for_name(place: Place) -> Person:
    li = await place.resident("李秀英")
    await li.says("我要报到")
    await li.sees("您同意吗")
    await li.taps("1. 同意")
    await li.sees("贵姓大名")
    return li


async def test_a_photo_where_a_name_is_asked_is_answered_and_the_question_stays(town: World) -> None:
    li = await _asked_for_name(await found_community(town))
    await li.shares_photo(_photo())
    await li.sees("请打字告诉我", "贵姓大名")
    await li.says("李秀英")
    await li.sees("手机号")


@pytest.mark.parametrize("name", ["😀😀", "家住三号楼，今年七十一了", "<b>李</b>", "13800000000", "李" * 4000])
async def test_what_is_no_name_is_asked_again_kindly(town: World, name: str) -> None:
    li = await _asked_for_name(await found_community(town))
    await li.says(name)
    await li.sees("请告诉我您的姓名")
    await li.says("李秀英")
    await li.sees("手机号")


@pytest.mark.parametrize("number", ["12345678901", "23812345678", "1381234567", "138123456789", "我没有手机"])
async def test_what_is_no_phone_is_asked_again_with_what_one_looks_like(town: World, number: str) -> None:
    li = await _asked_for_name(await found_community(town))
    await li.says("李秀英")
    await li.answers(("手机号", number))
    await li.sees("11 位数字")
    await li.says("138 1234 5678")
    await li.sees("几号楼")


async def test_markup_in_a_wish_arrives_as_it_was_typed(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("微心愿")
    await wang.answers(
        ("帮什么忙", "<b>灯</b> & _坏了_ [x](y)"),
        ("哪一类", "[1. 家电维修]"),
        ("什么时候方便", "[1. 这两天都行]"),
        ("都对的话", "[提交]"),
    )
    await place.staff.sees("<b>灯</b> & _坏了_ [x](y)")


async def test_start_in_the_middle_of_a_form_keeps_what_was_filled(town: World) -> None:
    li = await _asked_for_name(await found_community(town))
    await li.says("/start")
    await li.sees("给您留着")
    await li.taps("接着填")
    await li.sees("贵姓大名")
    await li.says("李秀英")
    await li.sees("手机号")


async def test_a_button_of_an_earlier_filling_leads_back_to_the_present_one(town: World) -> None:
    li = await _asked_for_name(await found_community(town))
    old = [each for each in await li.messages() if each["buttons"]][-1]["id"]
    await li.says("取消")
    await li.sees("先不填了")
    await li.says("我要报到")
    await li.sees("您同意吗")
    await town.control.post("tap", {"from": li.chat, "button": "取消", "message": old})
    await li.is_told_at_once("这个按钮是以前的。咱们接着现在的来。")


async def test_somebody_elses_button_in_a_group_does_nothing_but_say_so(town: World) -> None:
    place = await found_community(town)
    stranger = await town.person("路人")
    group = await town.group("志愿队群", place.admin, stranger)
    await group.sees("这个群是做什么的")
    await stranger.taps("志愿队群", on=group)
    await stranger.is_told_at_once("咱们还没认识呢，先点「我要报到」吧。")
    assert len(await stranger.toasts()) == 1
    await group.never_saw("记住了")


async def test_two_reviewers_at_once_and_the_second_hears_who_was_faster(town: World) -> None:
    place = await found_community(town)
    other = await place.helper("何静", "社区工作人员")
    li = await place.resident("李秀英")

    await register(li, "李秀英", "13812345678")
    await place.staff.sees("有人报到")
    await other.sees("有人报到")
    await place.staff.taps("通过")
    await li.sees("审核通过")
    await other.taps("通过")
    await other.sees("周敏办过了")


async def test_a_registration_sent_back_keeps_everything_that_was_filled(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")

    await register(li, "李秀英", "13812345678")
    await place.staff.sees("有人报到")
    await place.staff.taps("退回")
    await place.staff.answers(("为什么退回", "楼号不对"))
    await li.sees("要改一处", "楼号不对")
    await li.taps("去改一改")
    await li.sees("李秀英", "13812345678", "3号楼")
    await li.taps("改楼栋")
    await li.answers(("几号楼", "8号楼"), ("8号楼", "[提交]"))
    await li.sees("收到您的报到了")
    await place.staff.sees("有人报到", "8号楼")


async def test_the_api_failing_in_every_way_still_brings_every_answer(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    for kind in ("429", "500", "cut", "slow"):
        await town.control.post("faults", {"kind": kind, "chat": li.chat, "times": 1, "retry_after": 1})
        await li.says("找社区")
        await li.sees("随时愿意帮您")


async def test_a_person_who_blocked_the_bot_is_put_on_the_call_list(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await town.settled()
    await town.control.post("faults", {"kind": "blocked", "chat": wang.chat, "times": -1})
    await place.staff.says("发公告")
    await place.staff.answers(("写什么", "停水通知"), ("发给谁", "[2. 全体志愿者]"))
    await place.staff.taps("现在发")
    await place.staff.sees("王建国现在收不到我的消息")


async def test_a_group_that_becomes_a_supergroup_keeps_its_binding(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    group = await place.team_group(wang)
    await town.control.post("faults", {"kind": "migrate", "chat": group.chat, "times": 1})
    await place.staff.says("发公告")
    await place.staff.answers(("写什么", "停水通知"), ("发给谁", "[1. 一个群]"), ("哪个群", "[1. 志愿队群]"))
    await place.staff.taps("现在发")
    await place.staff.sees("正在发给 1 处")
    await town.settled()
    chats = (await town.control.get("chats"))["chats"]
    moved = next(each["id"] for each in chats if each["title"] == "志愿队群" and each["id"] != group.chat)
    texts = [str(each["text"]) for each in (await town.control.get(f"messages?chat={moved}&after=0"))["messages"]]
    assert any("停水通知" in text for text in texts)
