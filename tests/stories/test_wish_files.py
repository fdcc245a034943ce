"""微心愿 with photos and voice notes: an album is one answer, ten are kept, and no group ever sees one."""

import base64
import io

from PIL import Image

from tests.stories.wish_scenes import claimed, opened, street
from tests.understanding.test_voice import opus
from tests.world import Chat, Person, World


def photo(shade: int = 0) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 90, 90)).save(buffer, "PNG")
    return buffer.getvalue()


async def _pictures(chat: Chat) -> int:
    return sum(each["media"] == "photo" and each["from"] == "bot" for each in await chat.messages())


async def _speaks(person: Person) -> None:
    sound = base64.b64encode(opus(3)).decode()
    await person.control.post("share", {"from": person.chat, "voice": sound})


async def test_ten_photos_in_a_row_are_one_answer_and_an_eleventh_is_declined_kindly(town: World) -> None:
    place, wang, li, group = await street(town)
    await li.says("微心愿")
    await li.sees("想请人帮什么忙")
    before = len(await li.messages())
    await li.shares_photo(photo(), caption="厨房的灯坏了，像照片里这样", album="a")
    for shade in range(1, 10):
        await li.shares_photo(photo(shade), album="a")
    await li.sees("哪一类")
    await town.settled()
    assert len([each for each in await li.messages() if each["from"] == "bot"]) < before + 2, "one answer to an album"
    await li.shares_photo(photo(20))
    await li.sees("最多带 10 个", "都给您留着了", "哪一类")
    await li.taps("1. 家电维修")
    await li.answers(("什么时候方便", "[1. 这两天都行]"))
    await li.answers(("照片语音：10 张照片", "[提交]"))
    await place.staff.sees("新心愿", "像照片里这样")
    await place.staff.sees("心愿 1 号的照片")
    await town.settled()
    assert await _pictures(place.staff) == 10
    await place.staff.taps("通过")
    await group.sees("微心愿", "厨房的灯坏了")
    await town.settled()
    before = await _pictures(wang)
    await claimed(wang)
    await wang.sees("心愿 1 号的照片")
    await town.settled()
    assert await _pictures(wang) == before + 10
    await group.never_saw("照片语音")
    assert await _pictures(group) == 1, "the card itself, and none of hers"


async def test_a_photo_out_of_the_blue_is_kept_for_the_wish_it_belongs_to(town: World) -> None:
    place, _, li, _ = await street(town)
    await li.shares_photo(photo())
    await li.sees("照片收到了", "您是想请人帮忙吗")
    await li.taps("微心愿")
    await li.answers(("想请人帮什么忙", "水龙头滴水"), ("哪一类", "[1. 家电维修]"), ("什么时候", "[1. 这两天都行]"))
    await li.answers(("照片语音：1 张照片", "[改照片语音]"), ("要一起带上吗", "[2. 不带了]"), ("不带了", "[提交]"))
    await place.staff.sees("新心愿", "水龙头滴水")
    await town.settled()
    assert await _pictures(place.staff) == 0


async def test_a_spoken_wish_without_an_ear_is_heard_by_staff_and_by_whoever_comes(town: World) -> None:
    place, wang, li, group = await street(town)
    await li.says("微心愿")
    await li.sees("想请人帮什么忙")
    await _speaks(li)
    await li.sees("收到您的语音了")
    await li.answers(("哪一类", "[1. 家电维修]"), ("什么时候方便", "[1. 这两天都行]"))
    await li.answers(("照片语音：1 段语音", "[提交]"))
    await place.staff.sees("新心愿", "详情请听语音")
    await place.staff.sees("心愿 1 号的语音")
    await place.staff.taps("通过")
    await group.sees("家电维修：详情请听语音")
    await claimed(wang)
    await wang.sees("心愿 1 号的语音")


async def test_a_photo_of_how_it_was_done_reaches_whoever_asked(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await claimed(wang)
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[3. 45 分钟]"))
    await wang.sees("想留张照片")
    await wang.shares_photo(photo())
    await wang.sees("照片收好了")
    await li.sees("办好的样子")


async def test_door_and_phone_are_put_away_when_the_wish_is_over(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await claimed(wang)
    await wang.taps("办好了")
    await wang.answers(("用了多少时间", "[3. 45 分钟]"))
    await li.taps("5 分")
    await wang.sees("住址和电话，我收起来了")
    await wang.never_saw("137 0000 0003")


async def test_a_release_puts_door_and_phone_away_at_once(town: World) -> None:
    place, wang, li, _ = await street(town)
    await opened(place, li)
    await claimed(wang)
    await wang.taps("去不了")
    await wang.sees("您安心忙")
    await wang.never_saw("137 0000 0003")
