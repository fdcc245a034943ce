"""我的班 in the phone's own calendar: as a file, and under an address that nobody can guess."""

import re

from aiohttp import ClientSession

from bot.painter import Painter
from bot.webhook import Webhook
from tests.cast import found_community
from tests.stories.test_duty import plan_tomorrow
from tests.world import Person, World

SECRET = "s3cret_of-the-rehearsal"  # noqa: S105 - opens nothing


async def _address(wang: Person) -> str:
    found = re.search(r"https://bot\.example(/calendar/\S+\.ics)", await wang.sees("订阅"))
    assert found is not None
    return found[1]


async def test_the_calendar_is_a_file_and_an_address_that_can_be_given_up(town: World) -> None:
    place = await found_community(town)
    wang = await place.volunteer("王建国", "13700000001")
    await plan_tomorrow(place, "王建国")
    await wang.says("我的值班")
    await wang.taps("放进手机日历")
    await wang.sees("点开它，手机日历就记下了")
    assert await town.calls("sendDocument")
    town.app.handling.calendar_base = "https://bot.example/calendar"
    door = Webhook(SECRET, town.app.database, town.app.handling._inbox, town.app.clock, town.app.ears.nudge)
    door.calendar = Painter(town.app.database, town.app.vault, town.app.clock.now).calendar_feed
    port = await door.start("127.0.0.1", 0)
    await wang.says("我的值班")
    await wang.taps("放进手机日历")
    first = await _address(wang)
    async with ClientSession(f"http://127.0.0.1:{port}") as http:
        async with http.get(first) as answer:
            fetched = await answer.text()
            assert (answer.status, answer.content_type) == (200, "text/calendar")
        assert "SUMMARY:护学岗　实验小学东门" in fetched
        assert "DTSTART;TZID=Asia/Shanghai:20260311T070000" in fetched
        assert "STATUS:CONFIRMED" in fetched
        await wang.taps("换一个地址")
        second = await _address(wang)
        assert second != first
        number, _, token = first.removeprefix("/calendar/").removesuffix(".ics").partition("-")
        for wrong in (first, f"/calendar/{number}-{token[::-1]}.ics", "/calendar/1.ics", "/calendar/王-1.ics"):
            async with http.get(wrong) as answer:
                assert (answer.status, await answer.text()) == (404, "")
        await wang.taps("去不了")
        await wang.sees("您安心休息")
        async with http.get(second) as answer:
            assert "STATUS:CANCELLED" in await answer.text(), "it leaves the phone, too"
    await door.stop()
