"""Who somebody is: phones, proxies, one's own papers, the register, and two communities side by side."""

import io
import json
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select

from storage.audit import audit
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import found_community, register
from tests.office import added, opens
from tests.world import World
from usecases.people import admin_code


async def test_two_communities_see_nothing_of_each_other(town: World) -> None:
    hekou = await found_community(town, "河口社区")
    async with town.app.database.write() as connection:
        code = await admin_code(SqlUnitOfWork(connection, town.app.vault), town.now())
    admin = await town.person("高主任")
    await admin.says(f"/start join-{code}")
    await admin.answers(("怎么称呼您", "高主任"), ("社区叫什么名字", "槐荫社区"))
    link = (await admin.sees("您现在是", "槐荫社区")).split("start=")[1].split()[0]
    wang = await hekou.volunteer("王建国", "13700000001")
    li = await town.person("李秀英")
    await li.says(f"/start {link}")
    await li.sees("槐荫社区")
    await register(li, "李秀英", "13700000001")
    await admin.sees("有人报到", "李秀英")
    await hekou.staff.says("人员名册")
    await hekou.staff.taps("找一个人")
    await hekou.staff.answers(("您找谁", "李"))
    await hekou.staff.sees("没找到这个人")
    await hekou.staff.never_saw("李秀英")
    await wang.never_saw("李秀英", "槐荫")
    await admin.never_saw("王建国")


async def test_somebody_on_record_is_recognised_by_the_number_their_phone_shares(town: World) -> None:
    place = await found_community(town)
    await added(place, "赵桂兰", "13900001111")
    zhao = await place.resident("赵桂兰")
    await zhao.says("我要报到")
    await zhao.answers(("您同意吗", "[1. 同意]"), ("贵姓大名", "赵桂兰"))
    await zhao.sees("手机号")
    await zhao.shares_contact("+8613900001111")
    await zhao.sees("赵桂兰，您好", "不用再填")
    await zhao.says("我的资料")
    await zhao.sees("3号楼2单元501")


async def test_a_typed_number_of_somebody_else_opens_nothing(town: World) -> None:
    place = await found_community(town)
    await added(place, "赵桂兰", "13900001111")
    other = await place.resident("陌生人")
    await other.says("我要报到")
    await other.answers(("您同意吗", "[1. 同意]"), ("贵姓大名", "钱某"), ("手机号", "13900001111"), ("几号楼", "3号楼"))
    await other.answers(("几单元", "101"), ("愿意做些什么", "[跳过]"), ("什么时候有空", "[跳过]"), ("都对", "[提交]"))
    await other.sees("已经有人登记了")
    await other.never_saw("赵桂兰")


async def test_a_new_phone_joins_by_code_and_a_strange_one_is_thrown_out(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("代办人")
    await wang.taps("换手机")
    code = (await wang.sees("start=p-")).split("start=")[1].split()[0]
    second = await town.person("王师傅的新手机")
    await second.says(f"/start {code}")
    await second.sees("王建国，您好")
    await wang.sees("一个新手机连上了")
    await wang.taps("不是我")
    await wang.sees("已经断开了")
    await second.says("我的资料")
    await second.sees("还没认识")


async def test_a_daughter_acts_for_her_mother_until_the_mother_takes_it_back(town: World) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("代办人")
    await li.taps("请一个人代办")
    await li.answers(("请谁替您", "[1. 家人]"), ("能替您办什么", "[1. 日常的事都能办]"), ("办多久", "[1. 1 个月]"))
    code = (await li.sees("start=p-")).split("start=")[1].split()[0]
    fang = await town.person("王芳")
    await fang.says(f"/start {code}")
    await fang.answers(("怎么称呼您", "王芳"))
    await fang.sees("可以替李秀英办事")
    await li.sees("王芳", "可以替您办事")
    await fang.taps("替李秀英办事")
    await fang.sees("替李秀英办的")
    await fang.says("我的资料")
    await fang.sees("本人的事")
    await fang.says("微心愿")
    await fang.answers(("帮什么忙", "厨房的灯坏了，想请人换一个"), ("哪一类", "[1. 家电维修]"))
    await fang.answers(("什么时候", "[1. 这两天都行]"), ("都对的话", "[提交]"))
    await place.staff.sees("新心愿", "李秀英", "由王芳（家人）代办")
    await li.taps("不让他代办了")
    await li.sees("已经停了")
    await fang.sees("不用您代办了")
    await fang.says("我的资料")
    await fang.sees("姓名：王芳")
    async with town.app.database.read() as connection:
        rows = (await connection.execute(select(audit).where(audit.c.what == "form_wish"))).all()
    assert [row.on_behalf_of is not None for row in rows] == [True]


async def test_a_proxy_for_wishes_makes_wishes_and_nothing_else(town: World) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("代办人")
    await li.taps("请一个人代办")
    await li.answers(("请谁替您", "[2. 楼栋长]"), ("能替您办什么", "[2. 只能许心愿]"), ("办多久", "[1. 1 个月]"))
    code = (await li.sees("start=p-")).split("start=")[1].split()[0]
    captain = await town.person("吴楼长")
    await captain.says(f"/start {code}")
    await captain.answers(("怎么称呼您", "吴楼长"))
    await captain.taps("替李秀英办事")
    await captain.sees("替李秀英办的")
    await captain.says("解忧调解")
    await captain.sees("本人的事")
    await captain.says("微心愿")
    await captain.sees("帮什么忙")


async def test_staff_acts_for_somebody_without_a_phone_and_letters_reach_the_proxy(town: World) -> None:
    place = await found_community(town)
    await added(place, "孙奶奶")
    await opens(place.staff, "孙奶奶")
    await place.staff.taps("请人代办")
    await place.staff.answers(("怎么同意的", "上门时当面同意"), ("请谁替您", "[3. 社区]"))
    await place.staff.answers(("能替您办什么", "[1. 日常的事都能办]"), ("办多久", "[3. 1 年]"))
    code = (await place.staff.sees("start=p-")).split("start=")[1].split()[0]
    await place.leader.says(f"/start {code}")
    await place.leader.sees("可以替孙奶奶办事")
    await opens(place.staff, "孙奶奶")
    await place.staff.taps("改分类")
    await place.staff.answers(("换成哪一类", "[3. 免予参加]"), ("为什么", "医生说要静养"))
    await place.leader.sees("转告孙奶奶", "免予参加", "医生说要静养")


async def test_somebody_sees_who_looked_takes_everything_along_and_is_forgotten(town: World) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    await opens(place.staff, "李秀英")
    await li.says("我的资料")
    await li.sees("李秀英", "138 1234 5678")
    await li.taps("谁看过")
    await li.sees("周敏看过您的手机、住处：查名册")
    await li.taps("带走一份")
    await li.sees("给电脑读")
    sent = [each for each in await li.messages() if each.get("file") or each.get("document")]
    assert sent or await town.calls("sendDocument")
    await li.taps("删除我的资料")
    await li.answers(("找不回来", "删除"))
    await li.sees("都删掉了")
    await li.says("我的资料")
    await li.sees("还没认识")
    await place.staff.says("人员名册")
    await place.staff.taps("找一个人")
    await place.staff.answers(("您找谁", "李秀英"))
    await place.staff.sees("没找到这个人")


async def test_a_volunteer_who_leaves_hands_everything_on_and_keeps_the_points(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.says("我想退出")
    await wang.answers(("您要退出", "[1. 搬走了]"))
    await wang.sees("给您办好了", "积分都给您留着")
    await place.staff.sees("王建国退出了", "搬走了")
    await wang.says("志愿者证")
    await wang.sees("志愿者证")


async def test_suspending_takes_a_reason_and_is_told_kindly(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await opens(place.staff, "王建国")
    await place.staff.taps("暂停")
    await place.staff.answers(("为什么", "手术后要休养"))
    await place.staff.sees("暂停参加")
    await wang.sees("先歇一歇", "手术后要休养", "积分都给您留着")
    await opens(place.staff, "王建国")
    await place.staff.taps("恢复")
    await place.staff.answers(("为什么", "休养好了"))
    await wang.sees("欢迎回来")
    await opens(place.staff, "王建国")
    await place.staff.taps("看经过")
    await place.staff.sees("暂停", "恢复", "周敏")


def _book(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (("姓名", "手机", "楼栋", "门牌"), *rows):
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


async def test_a_sheet_with_a_mistake_imports_nothing_until_told_and_nothing_twice(town: World) -> None:
    place = await found_community(town)
    wrong = _book(("赵桂兰", "13900001111", "5号楼", "1单元302"), ("钱某", "12345678901", "5号楼", "1单元303"))
    await place.staff.shares_document(wrong, "报到.xlsx")
    await place.staff.sees("看了 2 行，1 行对", "B3", "不是手机号", "一行都没有录")
    await place.staff.sees("都在这张表里")
    await place.staff.taps("导入正确的 1 行")
    await place.staff.sees("新录 1 人")
    right = _book(("赵桂兰", "13900001111", "5号楼", "1单元302"))
    await place.staff.shares_document(right, "报到.xlsx")
    await place.staff.sees("新录 0 人", "1 人原来就有")


async def test_a_whole_district_comes_in_with_one_message_that_is_edited(town: World) -> None:
    place = await found_community(town)
    signs = str.maketrans("0123456789", "甲乙丙丁戊己庚辛壬癸")
    rows = [
        ("李" + f"{number:04d}".translate(signs), f"138{number:08d}", f"{number % 40 + 1}号楼", "")
        for number in range(3335)
    ]
    before = len(await place.staff.messages())
    await place.staff.shares_document(_book(*rows), "报到.xlsx")
    await place.staff.sees("新录 3335 人")
    await town.settled()
    assert len(await place.staff.messages()) == before + 2, "the file, and one answer that was edited"
    assert await town.calls("editMessageText")


async def test_a_file_that_is_no_excel_is_answered_with_one_sentence(town: World) -> None:
    place = await found_community(town)
    await place.staff.shares_document(json.dumps({"a": 1}).encode(), "名单.xlsx")
    await place.staff.sees("这不是 Excel 表格")


async def test_a_residents_file_is_not_taken_for_a_register(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.shares_document(_book(("赵桂兰", "", "5号楼", "")), "报到.xlsx")
    await wang.sees("给经办人办的事")


async def test_a_confirmed_volunteer_is_sent_the_card_as_a_picture(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await wang.sees("请收好")
    assert len(await town.calls("sendPhoto")) == 1
    await wang.says("志愿者证")
    await wang.sees("请收好")
