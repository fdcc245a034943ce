"""A number of an identity card is kept nowhere, wherever people write it."""

import base64
from pathlib import Path

import pytest

from domain.answers import without_ids
from tests.cast import Place, found_community
from tests.privacy.reading import everything_kept
from tests.stories.test_talking_by_voice import speaks
from tests.understanding.test_voice import STUB, opus
from tests.world import Person, World, world

NUMBER = "37050219560315432X"
SAID = f"厨房的灯坏了，我的身份证是{NUMBER}"


async def _refused(person: Person) -> None:
    await person.sees("我们不收身份证号")


async def _in_a_wish(town: World, place: Place) -> None:
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("微心愿")
    await li.answers(("帮什么忙", SAID))
    await _refused(li)
    await li.says("厨房的灯坏了，想请人换一个")
    await li.answers(("哪一类", "[1. 家电维修]"), ("什么时候", "[1. 这两天都行]"))
    await li.sees("都对的话")
    await li.says(f"不是厨房，是{NUMBER}")
    await _refused(li)
    await li.taps("提交")
    await li.sees("记下了，心愿")


async def _out_of_the_blue(town: World, place: Place) -> None:
    li = await place.resident("李秀英")
    await li.says(SAID)
    await _refused(li)


async def _in_a_dispute(town: World, place: Place) -> None:
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("解忧调解")
    await li.answers(("哪方面的事", "[1. 邻里噪音]"), ("怎么回事", SAID))
    await _refused(li)
    await li.says("楼上半夜拖椅子")
    await li.answers(("跟谁的事", f"楼上的，身份证 {NUMBER}"))
    await _refused(li)


async def _to_a_person_and_back(town: World, place: Place) -> None:
    li = await place.resident("李秀英")
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await li.says(f"我的号是{NUMBER}")
    await _refused(li)
    await place.staff.taps("我来回")
    await li.sees("周敏（社区）来了")
    await li.says(f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}")
    await _refused(li)
    await place.staff.says(f"您的号是{NUMBER}吗")
    await _refused(place.staff)


async def _in_danger(town: World, place: Place) -> None:
    li = await place.volunteer("李秀英", "13812345678")
    await li.says(f"家里着火了！我身份证{NUMBER}")
    await li.sees("119")
    await place.staff.sees("着火", "370***")


async def _below_a_picture(town: World, place: Place) -> None:
    li = await place.resident("李秀英")
    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    body = {"from": li.chat, "photo": base64.b64encode(base64.b64decode(dot)).decode(), "caption": SAID}
    await town.control.post("share", body)
    await _refused(li)


PATHS = (_in_a_wish, _out_of_the_blue, _in_a_dispute, _to_a_person_and_back, _in_danger, _below_a_picture)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__.strip("_"))
async def test_an_id_number_is_refused_and_kept_nowhere(town: World, path: object) -> None:
    place = await found_community(town)
    await path(town, place)  # type: ignore[operator]  # one of the paths above
    kept = await everything_kept(town)
    assert "李秀英" in kept or path in {_out_of_the_blue, _to_a_person_and_back, _below_a_picture}
    assert "19560315" not in kept


async def test_what_was_heard_in_a_voice_note_is_kept_without_it(tmp_path: Path, town_url: str) -> None:
    async with world(tmp_path, town_url, speech=STUB, speech_model=SAID) as town:
        place = await found_community(town)
        li = await place.resident("李秀英")
        await speaks(li, opus(1))
        await li.sees("您说的是", "370***")
        assert "19560315" not in await everything_kept(town)


def test_the_rest_of_the_sentence_stays() -> None:
    assert without_ids(f"我的号 {NUMBER}，灯坏了") == f"我的号 370{'*' * 15},灯坏了"
    assert without_ids("3号楼2单元501，13812345678") == "3号楼2单元501，13812345678"
