"""Consent: asked of everybody once for what it says now, and kept with how it was given."""

import json

from sqlalchemy import update

from storage.people import person
from tests.cast import found_community
from tests.office import added, file_of, opens
from tests.stories.test_sheets import ZHAO, book
from tests.world import Person, World


async def _wishes(zhao: Person) -> None:
    await zhao.says("微心愿")
    await zhao.answers(("帮什么忙", "厨房的灯坏了，想请人换一个"), ("哪一类", "[1. 家电维修]"))
    await zhao.answers(("什么时候", "[1. 这两天都行]"))


async def test_somebody_who_came_with_a_sheet_is_asked_before_the_first_wish_and_not_again(town: World) -> None:
    place = await found_community(town)
    await place.staff.shares_document(book(ZHAO), "登记表.xlsx")
    await place.staff.sees("新录 1 人")
    zhao = await place.resident("赵桂兰")
    await zhao.shares_contact("13900001111")
    await zhao.sees("赵桂兰，您好")
    await _wishes(zhao)
    await zhao.answers(("您同意吗", "[1. 同意]"), ("都对的话", "[提交]"))
    await zhao.sees("记下了，心愿")
    await town.advance(hours=1)
    await _wishes(zhao)
    await zhao.answers(("都对的话", "[提交]"))


async def test_whoever_agreed_to_an_earlier_wording_is_asked_for_the_present_one(town: World) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    async with town.app.database.write() as connection:
        await connection.execute(update(person).values(consent_version="2026-11"))
    await _wishes(li)
    await li.answers(("楼栋长和网格员", "[2. 不同意]"))
    await li.sees("我什么都不记")
    await place.staff.never_saw("新心愿")


async def test_how_somebody_agreed_at_the_door_is_kept_and_can_be_read(town: World) -> None:
    place = await found_community(town)
    await added(place, "孙奶奶")
    await opens(place.staff, "孙奶奶")
    await place.staff.taps("请人代办")
    await place.staff.answers(("怎么同意的", "电话里跟我说行"), ("请谁替您", "[1. 家人]"))
    await place.staff.answers(("能替您办什么", "[1. 日常的事都能办]"), ("办多久", "[3. 1 年]"))
    code = (await place.staff.sees("start=p-")).split("start=")[1].split()[0]
    fang = await town.person("孙芳")
    await fang.says(f"/start {code}")
    await fang.answers(("怎么称呼您", "孙芳"))
    await fang.sees("可以替孙奶奶办事")
    await opens(place.staff, "孙奶奶")
    await place.staff.taps("连手机")
    code = (await place.staff.sees("start=p-")).split("start=")[1].split()[0]
    sun = await town.person("孙奶奶")
    await sun.says(f"/start {code}")
    await sun.sees("孙奶奶，您好")
    await sun.says("导出我的资料")
    await sun.taps("带走一份")
    told = json.loads(await file_of(town, sun, ".json"))
    assert [each["how"] for each in told["consents"]] == ["上门时当面同意"]
    assert [proxy["consent"] for proxy, _ in told["proxies"]] == ["2026-03-10 电话里跟我说行"]
