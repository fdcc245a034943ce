"""表格排班: the template out, a sheet in with mistakes, and the right rows planned."""

import base64

from tests.cast import found_community
from tests.paper.test_shift_sheet import GOOD, sheet
from tests.world import World


async def test_a_sheet_with_mistakes_is_reported_cell_by_cell_and_its_right_rows_are_planned(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await place.volunteer("周大勇", "13700000002")
    leader = place.leader
    await leader.says("表格排班")
    await leader.sees("这是排班表")
    assert await town.calls("sendDocument")
    night = ("2026-03-17", "19:00", "20:00", "北门", "巡逻", "1", "", "", "", "")
    wrong = ("2026-03-18", "早上", "8:00", "北门", "巡逻", "1", "", "", "", "")
    nobody = ("2026-03-19", "9:00", "10:00", "北门", "巡逻", "1", "", "", "", "赵云")
    sent = sheet(GOOD, night, wrong, nobody)
    await leader.shares_document(sent, "排班表(1).xlsx")
    await leader.sees("看了 4 行，2 行对，有 2 处要改", "B4 开始：看不出是几点", "J5 上岗人：志愿者里没有这个人：赵云")
    await wang.never_saw("有一个班请您")
    await leader.taps("先排正确的 2 行")
    await leader.sees("新排 2 个班", "请了 2 人次")
    await wang.sees("有一个班请您", "3月16日（周一）早上 7:00", "实验小学东门（传达室）", "周大勇")
    await leader.shares_document(sheet(GOOD, night), "排班表.xlsx")
    await leader.sees("新排 0 个班", "2 个原来就有、没有变")
    await wang.says("我的值班")
    await wang.sees("3月16日（周一）早上 7:00")


async def test_a_sheet_of_shifts_is_for_those_who_plan_and_a_strange_file_is_answered(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.shares_document(sheet(GOOD), "排班表.xlsx")
    await wang.sees("这是给经办人办的事")
    await place.leader.shares_document(base64.b64decode("bm90IGEgc2hlZXQ="), "排班表.xlsx")
    await place.leader.sees("这不是 Excel 表格")
    await place.staff.shares_document(sheet(headings=("日期", "开始")), "排班表.xlsx")
    await place.staff.sees("没找到写着「结束、岗位」的列")
