"""Pictures and sounds are measured, people's files are served harmlessly, changes reach the page."""

import base64
import io
import json
from typing import Any

import aiohttp
import pytest
from PIL import Image

from gateway.pictures import picture_size
from gateway.server import Gateway
from gateway.sounds import opus_seconds
from tests.gateway.actors import OGG, TOKEN, Trainer

LI, GROUP = 1001, -1001


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("GIF", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("WEBP", {}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0"}),
    ],
)
def test_a_picture_of_any_usual_kind_is_measured(kind: str, options: dict[str, Any]) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (37, 21), "green").save(stream, kind, **options)
    assert picture_size(stream.getvalue()) == (37, 21)


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBPVP8?", b"<svg/>"])
def test_what_is_no_picture_has_no_size(content: bytes) -> None:
    assert picture_size(content) is None


def test_the_length_of_a_voice_note_is_read_from_its_last_page() -> None:
    assert [opus_seconds(OGG), opus_seconds(b"OggS"), opus_seconds(b"mp3")] == [3, 1, 0]


async def fetch(url: str) -> tuple[int, dict[str, str], bytes]:
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, dict(answer.headers), await answer.read()


async def test_a_file_from_a_person_is_shown_but_never_run(gateway: Gateway, trainer: Trainer) -> None:
    page = base64.b64encode(b"<script>alert(1)</script>").decode()
    await trainer.post("share", from_=LI, document=page, filename="a.html")
    file = (await trainer.messages(LI))[-1]["file"]
    status, headers, body = await fetch(gateway.base_url + file["url"])
    assert (status, body) == (200, b"<script>alert(1)</script>")
    assert headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("path", ["rehearsal/files/nothing", f"file/bot{TOKEN}/nothing", "file/botx/nothing"])
async def test_a_file_that_is_not_there_is_not_found(path: str, gateway: Gateway) -> None:
    assert (await fetch(f"{gateway.base_url}/{path}"))[0] == 404


@pytest.mark.parametrize("path", ["", "static/app.js", "static/page.css", "static/vendor/preact-htm.js"])
async def test_the_page_comes_from_this_machine_alone(path: str, gateway: Gateway) -> None:
    status, _, body = await fetch(f"{gateway.base_url}/{path}")
    assert status == 200
    assert b'src="http' not in body


async def test_changes_reach_an_open_page(gateway: Gateway, trainer: Trainer) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{gateway.base_url}/rehearsal/events") as stream,
    ):
        await stream.content.readuntil(b"\n\n")
        _, sent = await trainer.raw("sendMessage", chat_id=LI, text="来了")
        await trainer.raw("deleteMessage", chat_id=LI, message_id=sent["result"]["message_id"])
        said = json.loads((await stream.content.readuntil(b"\n\n"))[len("data: ") :])
        gone = json.loads((await stream.content.readuntil(b"\n\n"))[len("data: ") :])
    assert (said["kind"], said["chat"], said["message"]["text"]) == ("message", LI, "来了")
    assert (gone["kind"], gone["id"]) == ("deleted", sent["result"]["message_id"])


async def test_a_page_that_falls_behind_is_told_to_load_anew(gateway: Gateway, trainer: Trainer) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{gateway.base_url}/rehearsal/events") as stream,
    ):
        await stream.content.readuntil(b"\n\n")
        for _ in range(2_001):
            gateway.world.tell("people", {})
        assert json.loads((await stream.content.readuntil(b"\n\n"))[len("data: ") :]) == {"kind": "reload"}


async def test_a_negative_offset_keeps_the_newest_updates_only(trainer: Trainer) -> None:
    for text in "一二三":
        await trainer.post("say", from_=LI, text=text)
    _, body = await trainer.raw("getUpdates", offset=-1)
    assert [one["message"]["text"] for one in body["result"]] == ["三"]


async def test_the_bot_deletes_others_messages_in_a_group_only_as_administrator(trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, chat=GROUP, text="一")
    where = {"chat_id": GROUP, "message_id": (await trainer.messages(GROUP))[-1]["id"]}
    assert await trainer.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted"
    led = (await trainer.post("groups", title="二队", members=[LI], bot_admin=True))["id"]
    await trainer.post("say", from_=LI, chat=led, text="一")
    where = {"chat_id": led, "message_id": (await trainer.messages(led))[-1]["id"]}
    assert (await trainer.raw("deleteMessage", **where))[0] == 200


async def test_protected_words_are_not_forwarded(trainer: Trainer) -> None:
    _, sent = await trainer.raw("sendMessage", chat_id=LI, text="密", protect_content=True)
    number = sent["result"]["message_id"]
    why = await trainer.refusal("forwardMessage", chat_id=LI, from_chat_id=LI, message_id=number)
    assert why == "Bad Request: message can't be forwarded"
