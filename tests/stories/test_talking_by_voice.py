"""Talking by voice: what was heard is read back before anything is done; without an ear a person listens."""

import base64
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.build import App
from bot.voices import Ear, Voices
from tests.cast import found_community
from tests.understanding.test_voice import STUB, WORDS, opus
from tests.world import Person, World, world


async def speaks(person: Person, sound: bytes) -> None:
    await person.control.post("share", {"from": person.chat, "voice": base64.b64encode(sound).decode()})


@pytest.fixture
async def hearing_town(tmp_path: Path, town_url: str) -> AsyncIterator[World]:
    """Give the test a town whose bot has an ear: the stub says the model's words to any sound."""
    async with world(tmp_path, town_url, speech=STUB, speech_model=WORDS) as made:
        yield made


async def test_a_spoken_wish_is_read_back_and_then_taken_like_a_typed_one(hearing_town: World) -> None:
    place = await found_community(hearing_town)
    wang = await place.volunteer("王建国", "13700000001")
    await speaks(wang, opus(1))
    await wang.sees("收到您的语音")
    await wang.sees("您说的是", WORDS, "对吗")
    await wang.taps("对")
    await wang.sees("您是想请人帮忙", "换一个")
    await wang.taps("对")
    await wang.sees("什么时候方便")


async def test_a_note_that_was_heard_wrong_does_nothing(hearing_town: World) -> None:
    place = await found_community(hearing_town)
    li = await place.resident("李秀英")
    await speaks(li, opus(1))
    await li.sees("您说的是", WORDS)
    await li.taps("不对")
    await li.sees("我听错了", "再说一次")


async def test_a_note_that_cannot_be_made_out_is_owned_up_to(hearing_town: World) -> None:
    place = await found_community(hearing_town)
    li = await place.resident("李秀英")
    await speaks(li, opus(1, loudness=0))
    await li.sees("没听清，是我的问题", "再说一次")


async def test_without_an_ear_a_person_is_asked_to_listen(town: World) -> None:
    place = await found_community(town)
    li = await place.resident("李秀英")
    await speaks(li, opus(3))
    await li.sees("语音收到了", "请社区的人来听")
    await place.staff.sees("想找人说话", "语音 3 秒")
    await place.staff.sees("语音，3 秒", "请您听一听")
    await place.admin.sees("语音，3 秒")
    assert len(await town.calls("sendVoice")) == 2


async def test_notes_go_both_ways_as_they_are_while_a_person_is_spoken_with(hearing_town: World) -> None:
    place = await found_community(hearing_town)
    li = await place.resident("李秀英")
    await li.says("找人工")
    await place.staff.sees("想找人说话")
    await place.staff.taps("我来回")
    await li.sees("周敏（社区）来了")
    await speaks(li, opus(2))
    await li.sees("转过去了")
    await place.staff.sees("街坊的语音，2 秒")
    await speaks(place.staff, opus(1))
    await li.sees("周敏（社区）的语音，1 秒")
    to = [int(each["params"]["chat_id"]) for each in await hearing_town.calls("sendVoice")]
    assert to == [place.staff.chat, li.chat]
    await li.never_saw("您说的是")
    await li.taps("说完了")
    await place.staff.sees("说完了")
    await speaks(li, opus(1))
    await li.sees("您说的是", WORDS)


def test_the_ear_is_set_by_two_settings(hearing_town: World) -> None:
    app: App = hearing_town.app
    assert isinstance(app.voices, Voices)
    assert app.voices._ear == Ear(STUB, WORDS)
