"""五个清楚: told block by block after the registration, each of which may be left out."""

from domain.dossiers import SENSITIVE_VERSION
from domain.registration import CONSENT_VERSION
from storage.unit_of_work import SqlUnitOfWork
from tests.cast import Place, found_community, register
from tests.world import Person, World


async def _registered(place: Place) -> Person:
    li = await place.resident("李秀英")
    await register(li, "李秀英", "13812345678")
    await li.sees("再多说一点", "都可以不说")
    return li


async def test_health_is_asked_for_under_its_own_consent_and_is_gone_when_that_is_refused(town: World) -> None:
    li = await _registered(await found_community(town))
    await li.taps("身体情况")
    await li.answers(("单独同意", "[2. 不同意]"))
    await li.sees("我不记", "别的都照办")
    await li.taps("身体情况")
    await li.answers(("单独同意", "[1. 同意]"), ("身体怎么样", "[2. 还行]"), ("留心", "膝盖不好"))
    await li.sees("记下了", "还想说哪样")
    async with town.app.database.read() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        home = (await uow.people.communities())[0]
        who = await uow.people.by_phone(home.id, "13812345678")
        assert who is not None
        assert (await uow.dossiers.of_person(who.id)).health_note == "膝盖不好"
        assert [each.version for each in await uow.dossiers.standing(who.id)] == [CONSENT_VERSION, SENSITIVE_VERSION]


async def test_an_impossible_birth_year_is_asked_again_and_may_be_skipped(town: World) -> None:
    li = await _registered(await found_community(town))
    await li.taps("过去的工作")
    await li.answers(("哪一年出生", "1856"))
    await li.answers(("这个年份不太对", "2025"), ("这个年份不太对", "1955年"), ("哪个单位", "第一小学"))
    await li.answers(("什么工作", "[跳过]"), ("政治面貌", "[跳过]"))
    await li.sees("记下了")


async def test_free_hours_are_told_by_weekday_and_part_of_the_day(town: World) -> None:
    li = await _registered(await found_community(town))
    await li.taps("空闲时间")
    await li.answers(("星期几", "[1. 周一]"), ("星期几", "[3. 周三]"), ("星期几", "[选好了]"))
    await li.answers(("什么时候", "[1. 上午]"), ("什么时候", "[选好了]"))
    await li.sees("记下了")
    await li.says("我的资料")
    await li.sees("空闲：周一、周三上午")


async def test_a_skill_of_ones_own_joins_the_ones_that_were_tapped(town: World) -> None:
    li = await _registered(await found_community(town))
    await li.taps("特长和意向")
    await li.answers(("有什么特长", "[2. 理发]"), ("有什么特长", "修自行车"), ("有什么特长", "[选好了]"))
    await li.answers(("参加哪些活动", "[1. 护学岗]"), ("参加哪些活动", "[选好了]"))
    await li.says("我的资料")
    await li.sees("特长：理发、修自行车", "意向：护学岗")


async def test_an_id_number_is_recognised_masked_and_refused(town: World) -> None:
    li = await _registered(await found_community(town))
    await li.taps("过去的工作")
    await li.answers(("哪一年出生", "[跳过]"), ("哪个单位", "370502195603154321"))
    await li.sees("我们不收身份证号", "哪个单位")


async def test_a_building_that_is_not_there_is_answered_with_the_nearest(town: World) -> None:
    place = await found_community(town)
    async with town.app.database.write() as connection:
        uow = SqlUnitOfWork(connection, town.app.vault)
        home = (await uow.people.communities())[0]
        await uow.people.list_buildings(home.id, ["1号楼", "2号楼", "3号楼", "5号楼"])
    li = await place.resident("李秀英")
    await li.says("我要报到")
    await li.answers(("您同意吗", "[1. 同意]"), ("贵姓大名", "李秀英"), ("手机号", "13812345678"), ("几号楼", "33号楼"))
    await li.sees("没有33号楼", "是不是")
    await li.taps("1. 3号楼")
    await li.sees("几单元")


async def test_several_skills_may_be_told_in_one_line_and_five_hundred_may_not(town: World) -> None:
    li = await _registered(await found_community(town))
    await li.taps("特长和意向")
    await li.answers(("有什么特长", "、".join(f"第{number}样" for number in range(500))))
    await li.sees("最多记 20 样", "有什么特长")
    await li.says("我这个人手巧什么都会一点儿尤其会修自行车")
    await li.sees("写短一点", "有什么特长")
    await li.says("修自行车、理发，做面点")
    await li.answers(("参加哪些活动", "[跳过]"))
    await li.says("我的资料")
    await li.sees("特长：修自行车、理发、做面点")
