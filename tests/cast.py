"""The characters, and how a community is founded: everything through the conversation, nothing behind its back."""

import re
from dataclasses import dataclass

from storage.unit_of_work import SqlUnitOfWork
from tests.world import Chat, Person, World
from usecases.people import admin_code


@dataclass
class Place:
    """A community with its people."""

    town: World
    name: str
    link: str
    admin: Person
    staff: Person
    officer: Person
    leader: Person

    async def resident(self, name: str) -> Person:
        """Somebody who has scanned the community's link and said nothing yet."""
        person = await self.town.person(name)
        await person.says(f"/start {self.link}")
        await person.sees("您好")
        return person

    async def volunteer(self, name: str, phone: str, building: str = "3号楼") -> Person:
        """Somebody who has registered and been confirmed."""
        person = await self.resident(name)
        await register(person, name, phone, building)
        await self.staff.sees("有人报到", name)
        await self.staff.taps("通过")
        await self.officer.sees("有人报到", name)
        await self.officer.taps("认定")
        await person.sees("您是志愿者了")
        return person

    async def helper(self, name: str, role: str) -> Person:
        """Somebody whom staff has invited to a role."""
        return await invite(self.town, self.admin, name, role)

    async def team_group(self, *members: Person, purpose: str = "志愿队群") -> Chat:
        """A group that the admin has bound to a purpose."""
        group = await self.town.group(purpose, self.admin, *members)
        await group.sees("这个群是做什么的")
        await self.admin.taps(purpose, on=group)
        await group.sees("记住了")
        return group


async def register(person: Person, name: str, phone: str, building: str = "3号楼") -> None:
    await person.says("我要报到")
    await person.answers(
        ("您同意吗", "[1. 同意]"),
        ("贵姓大名", name),
        ("手机号", phone),
        ("几号楼", building),
        ("几单元", "2单元501"),
        ("愿意做些什么", "[1. 家电维修]"),
        ("愿意做些什么", "[选好了]"),
        ("什么时候有空", "[1. 平日上午]"),
        ("什么时候有空", "[选好了]"),
        ("都对的话", "[提交]"),
    )
    await person.sees("收到您的报到了")


async def invite(town: World, host: Person, name: str, role: str) -> Person:
    await host.says("邀请帮手")
    await host.sees("请谁来帮忙")
    await host.taps(role)
    text = await host.sees("转给", "start=join-")
    code = re.search(r"start=(join-\w+)", text)
    assert code is not None
    guest = await town.person(name)
    await guest.says(f"/start {code[1]}")
    await guest.answers(("怎么称呼您", name))
    await guest.sees("您现在是", role)
    return guest


async def found_community(town: World, name: str = "河口社区") -> Place:
    """Found a community as its first admin would, and bring in staff, officer and leader by invitation."""
    async with town.app.database.write() as connection:
        code = await admin_code(SqlUnitOfWork(connection, town.app.vault), town.now())
    admin = await town.person("刘主任")
    await admin.says(f"/start join-{code}")
    await admin.answers(("怎么称呼您", "刘主任"), ("社区叫什么名字", name))
    text = await admin.sees("您现在是", name, "start=c-")
    link = re.search(r"start=(c-\d+)", text)
    assert link is not None
    staff = await invite(town, admin, "周敏", "社区工作人员")
    officer = await invite(town, admin, "陈主席", "志愿者组织")
    leader = await invite(town, admin, "孙队长", "队长")
    return Place(town, name, link[1], admin, staff, officer, leader)
