"""Person and account are two things: several phones, a new one, one person on two, and helpers with an end."""

from tests.cast import Place, found_community, register
from tests.office import added, opens
from tests.world import Person, World


async def _second_phone(town: World, owner: Person, name: str) -> Person:
    await owner.says("代办人")
    await owner.taps("换手机")
    code = (await owner.sees("start=p-")).split("start=")[1].split()[0]
    second = await town.person(f"{name}的新手机")
    await second.says(f"/start {code}")
    await second.sees(f"{name}，您好")
    return second


async def test_both_phones_of_a_person_are_that_person_and_news_reach_both(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    second = await _second_phone(town, wang, "王建国")
    await second.says("代办人")
    await second.sees("您有 2 个手机号连着我")
    await opens(place.staff, "王建国")
    await place.staff.taps("改分类")
    await place.staff.answers(("换成哪一类", "[2. 适当参加]"), ("为什么", "医生说要静养"))
    await second.sees("适当参加", "医生说要静养")
    await second.says("我的资料")
    await second.sees("姓名：王建国", "分类：适当参加")


async def test_the_old_phone_falls_silent_and_the_person_goes_on_with_the_new_one(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    second = await _second_phone(town, wang, "王建国")
    await town.control.post("faults", {"kind": "blocked", "chat": wang.chat, "times": -1})
    await place.staff.says("发公告")
    await place.staff.answers(("写什么", "停水通知"), ("发给谁", "[2. 全体志愿者]"))
    await place.staff.taps("现在发")
    await second.sees("停水通知")


async def test_a_code_works_once_and_not_on_a_phone_that_is_somebody_elses(town: World) -> None:
    place = await found_community(town)
    await added(place, "赵桂兰")
    li = await place.volunteer("李秀英", "13812345678")
    await opens(place.staff, "赵桂兰")
    await place.staff.taps("连手机")
    code = (await place.staff.sees("start=p-")).split("start=")[1].split()[0]
    await li.says(f"/start {code}")
    await li.sees("登记过别人了")
    zhao = await town.person("赵桂兰")
    await zhao.says(f"/start {code}")
    await zhao.sees("赵桂兰，您好")
    third = await town.person("路人")
    await third.says(f"/start {code}")
    await third.sees("用过了，或者过期了")


async def test_one_person_who_registers_from_two_phones_is_written_down_once(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await register(li, "李秀英", "13812345678")
    again = await place.resident("李秀英")
    await again.says("我要报到")
    await again.answers(("您同意吗", "[1. 同意]"), ("贵姓大名", "李秀英"), ("手机号", "13812345678"))
    await again.answers(("几号楼", "3号楼"), ("几单元", "2-501"), ("愿意做些什么", "[跳过]"))
    await again.answers(("什么时候有空", "[跳过]"), ("都对的话", "[提交]"))
    await again.sees("已经有人登记了", "发送我的手机号")
    await again.taps("改手机")
    await again.sees("手机号是多少")
    await again.shares_contact("13812345678")
    await again.sees("李秀英，您好", "不用再填")
    await again.says("到哪一步了")
    await again.sees("社区在审核")
    await place.staff.says("人员名册")
    await place.staff.taps("找一个人")
    await place.staff.answers(("您找谁", "李秀英"))
    await place.staff.sees("找到 1 位")


async def _proxy(town: World, li: Person, who: str, span: str) -> Person:
    await li.says("代办人")
    await li.taps("请一个人代办")
    await li.answers(("请谁替您", who), ("能替您办什么", "[1. 日常的事都能办]"), ("办多久", span))
    code = (await li.sees("start=p-")).split("start=")[1].split()[0]
    fang = await town.person("王芳")
    await fang.says(f"/start {code}")
    await fang.answers(("怎么称呼您", "王芳"))
    await fang.sees("可以替李秀英办事")
    return fang


async def test_a_helpers_authority_ends_on_its_day_even_in_the_middle_of_acting(town: World) -> None:
    place: Place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    fang = await _proxy(town, li, "[1. 家人]", "[1. 1 个月]")
    await fang.taps("替李秀英办事")
    await fang.sees("替李秀英办的")
    await fang.says("到哪一步了")
    await fang.sees("没有正在办的事")
    await town.advance(days=31)
    await fang.says("我的资料")
    await fang.sees("姓名：王芳")
    await fang.taps("替李秀英办事")
    await fang.sees("这份代办已经结束了")
    await li.says("代办人")
    await li.sees("现在没有人替您办事")


async def test_staff_gives_no_code_for_an_admins_phone(town: World) -> None:
    place = await found_community(town)
    await opens(place.staff, "刘主任")
    await place.staff.taps("连手机")
    await place.staff.sees("没找到")
    await place.staff.never_saw("start=p-")
