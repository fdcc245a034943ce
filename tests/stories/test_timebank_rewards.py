"""兑换品: pictures, what is no longer there, and what a till says to a guess."""

from pathlib import Path

from tests.cast import found_community
from tests.stories.test_timebank import _endowed, _haircut
from tests.world import World

PICTURE = (Path(__file__).parents[2] / "docs" / "images" / "phone-page.png").read_bytes()


async def test_a_picture_that_staff_sends_is_what_people_see_when_they_open_the_thing(town: World) -> None:
    place = await found_community(town)
    wang = await _endowed(place)
    await _haircut(place)
    await place.staff.taps("加照片")
    await place.staff.sees("请把照片发给我")
    await place.staff.shares_photo(PICTURE)
    await place.staff.sees("照片放好了", "理发一次")
    await wang.says("还能换什么")
    await wang.sees("能换这些", "理发一次：20 分")
    await wang.taps("看第 1 样")
    await wang.sees("在老王理发店换，还剩 2 份", "14 天内去都行")
    shown = [each for each in await wang.messages() if "在老王理发店换" in each["text"]]
    assert shown[-1]["media"] == "photo"


async def test_a_photo_out_of_the_blue_is_nobodys_picture(town: World) -> None:
    place = await found_community(town)
    await _endowed(place)
    await _haircut(place)
    await place.staff.taps("加照片")
    await place.staff.sees("请把照片发给我")
    await town.advance(minutes=11)
    await place.staff.shares_photo(PICTURE)
    await place.staff.sees("照片收到了，先给您留着")
