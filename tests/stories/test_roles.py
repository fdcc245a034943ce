"""Roles given by taps: for a grid or a building, until a day, and taken back."""

from datetime import date

from domain.times import local
from tests.cast import found_community
from tests.office import added, finds, opens
from tests.world import Person, World


async def _gives(staff: Person, name: str, *answers: tuple[str, str]) -> None:
    await opens(staff, name)
    await staff.taps("看身份")
    await staff.sees(name)
    await staff.taps("给一个身份")
    await staff.answers(*answers, ("都对的话", "[提交]"))
    await staff.sees("好了", name, "现在是")


async def test_a_captain_of_one_building_finds_its_people_and_no_others_until_the_role_is_taken_back(
    town: World,
) -> None:
    place = await found_community(town)
    wu = await place.volunteer("吴楼长", "13700000001")
    await added(place, "赵桂兰", "13900001111")
    await added(place, "钱德福", "13900002222", "5号楼")
    captain = (("请他做什么", "楼栋长"), ("管哪里", "[1. 一栋楼]"), ("哪一栋楼", "三号楼"))
    await _gives(place.staff, "吴楼长", *captain, ("什么时候为止", "[3. 1 年]"))
    await wu.sees("请您做河口社区3号楼的楼栋长", "2027年3月10日")
    await wu.says("人员名册")
    shown = await finds(wu, "赵桂兰")
    assert "139 0000 1111" in shown
    assert "改分类" not in await wu.buttons(), "a captain looks, and changes nothing"
    await wu.says("人员名册")
    await wu.answers(("您找谁", "钱德福"))
    await wu.sees("没找到这个人")
    await opens(place.staff, "吴楼长")
    await place.staff.taps("看身份")
    await place.staff.taps("停掉：楼栋长（3号楼）")
    await place.staff.sees("以后不做楼栋长（3号楼）了，对吗")
    await place.staff.taps("停掉")
    await wu.sees("不再担任楼栋长（3号楼）")
    await wu.says("人员名册")
    await wu.sees("给经办人办的事")
    await wu.never_saw("139 0000 2222")


async def test_the_attendant_of_a_grid_finds_the_people_of_all_its_buildings(town: World) -> None:
    place = await found_community(town)
    he = await place.volunteer("何静", "13700000001", "9号楼")
    for name, building in (("赵桂兰", "1号楼"), ("钱德福", "2号楼"), ("孙明", "7号楼")):
        await added(place, name, building=building)
    await place.staff.says("人员名册")
    await place.staff.taps("网格")
    await place.staff.answers(("哪个网格", "第一网格"), ("有哪些楼", "1-3号楼"))
    await place.staff.sees("第一网格有 3 栋楼")
    attendant = (("请他做什么", "网格员"), ("管哪里", "[1. 一个网格]"), ("哪个网格", "[1. 第一网格]"))
    await _gives(place.staff, "何静", *attendant, ("什么时候为止", "[4. 一直]"))
    await he.sees("河口社区第一网格的网格员")
    for name in ("赵桂兰", "钱德福"):
        await he.says("人员名册")
        await finds(he, name)
    await he.says("人员名册")
    await he.answers(("您找谁", "孙明"))
    await he.sees("没找到这个人")


async def test_a_role_ends_by_itself_after_its_last_day(town: World) -> None:
    place = await found_community(town)
    wu = await place.volunteer("吴楼长", "13700000001")
    last = date(2026, 3, 20)
    captain = (("请他做什么", "楼栋长"), ("管哪里", "[1. 一栋楼]"), ("哪一栋楼", "[1. 3号楼]"))
    await _gives(place.staff, "吴楼长", *captain, ("什么时候为止", "2月30日"), ("不太对", "3月20日"))
    await wu.sees("楼栋长", "3月20日（周五）为止")
    await town.advance(days=3)
    await wu.never_saw("想接着做")
    await town.advance(days=1)
    await wu.sees("您做楼栋长（3号楼），到 3月20日（周五）为止", "想接着做")
    await place.staff.sees("吴楼长做楼栋长（3号楼），到 3月20日（周五）为止")
    await place.officer.never_saw("吴楼长做楼栋长")
    await place.staff.taps("看身份")
    await place.staff.sees("吴楼长现在是：", "楼栋长（3号楼）")
    await town.advance(days=(last - local(town.now()).date()).days)
    await wu.says("人员名册")
    await wu.sees("您找谁")
    await wu.says("取消")
    await town.advance(days=1)
    await wu.sees("您不再担任楼栋长（3号楼）了")
    await wu.says("人员名册")
    await wu.sees("给经办人办的事")


async def test_a_role_given_anew_in_time_goes_on_and_one_for_a_few_days_is_not_warned_of(town: World) -> None:
    place = await found_community(town)
    wu = await place.volunteer("吴楼长", "13700000001")
    captain = (("请他做什么", "楼栋长"), ("管哪里", "[1. 一栋楼]"), ("哪一栋楼", "[1. 3号楼]"))
    await _gives(place.staff, "吴楼长", *captain, ("什么时候为止", "3月14日"))
    await town.advance(days=1)
    await wu.never_saw("想接着做")
    await _gives(place.staff, "吴楼长", *captain, ("什么时候为止", "3月24日"))
    await town.advance(days=5)
    await wu.never_saw("不再担任")
    await town.advance(days=2)
    await wu.sees("您做楼栋长（3号楼），到 3月24日（周二）为止")


async def test_staff_gives_no_role_to_themselves_and_makes_no_other_staff(town: World) -> None:
    place = await found_community(town)
    await opens(place.staff, "周敏")
    await place.staff.taps("看身份")
    await place.staff.taps("给一个身份")
    await place.staff.sees("请他做什么")
    assert not {"社区工作人员", "管理员"} & {label.split(". ")[-1] for label in await place.staff.buttons()}
    await place.staff.taps("1. 队长")
    await place.staff.answers(("什么时候为止", "[4. 一直]"), ("都对的话", "[提交]"))
    await place.staff.sees("自己的身份要请别人来给")
