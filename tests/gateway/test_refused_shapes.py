"""What Telegram would refuse is refused here too, in the same words."""

import io
from typing import Any

import aiohttp
import pytest
from telegram.constants import MessageLimit

from gateway.server import Gateway
from tests.gateway.actors import PNG, TOKEN, Trainer

LI, GROUP = 1001, -1001
OK_MARKUP = {"inline_keyboard": [[{"text": "好", "callback_data": "x"}]]}


def inline(**button: object) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "好", **button}]]}


def keyboard(**button: object) -> dict[str, object]:
    return {"keyboard": [[{"text": "发", **button}]]}


REFUSED: list[tuple[str, dict[str, object], str]] = [
    ("sendMessage", {"text": "一"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": LI}, "message text is empty"),
    ("sendMessage", {"chat_id": LI, "text": ""}, "message text is empty"),
    ("sendMessage", {"chat_id": LI, "text": " \n "}, "text must be non-empty"),
    ("sendMessage", {"chat_id": LI, "text": "长" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": LI, "text": "😀" * 2049}, "message is too long"),
    ("sendMessage", {"chat_id": "@nobody", "text": "一"}, "chat not found"),
    ("sendMessage", {"chat_id": LI, "text": "一", "parse_mode": "XML"}, "unsupported parse_mode"),
    (
        "sendMessage",
        {"chat_id": LI, "text": "<b>一", "parse_mode": "html"},
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        "sendMessage",
        {"chat_id": LI, "text": "一", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
        "can't parse entities: entity at offset 0 of length 9 reaches beyond the text",
    ),
    (
        "sendMessage",
        {"chat_id": LI, "text": "一", "reply_markup": inline(callback_data="字" * 21 + "ab")},
        "BUTTON_DATA_INVALID",
    ),
    ("sendMessage", {"chat_id": LI, "text": "一", "reply_markup": inline(callback_data="")}, "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        {"chat_id": LI, "text": "一", "reply_markup": inline()},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        "sendMessage",
        {"chat_id": LI, "text": "一", "reply_markup": inline(url="a b")},
        "inline keyboard button URL 'a b' is invalid: Wrong HTTP URL",
    ),
    ("sendMessage", {"chat_id": LI, "text": "一", "reply_markup": "{oops"}, "object expected as reply markup"),
    (
        "sendMessage",
        {"chat_id": LI, "text": "一", "reply_markup": {"inline_keyboard": 5}},
        "can't parse keyboard: array of arrays of buttons expected",
    ),
    (
        "sendMessage",
        {"chat_id": GROUP, "text": "一", "reply_markup": keyboard(request_location=True)},
        "location can be requested in private chats only",
    ),
    ("sendMessage", {"chat_id": LI, "text": "一", "reply_to_message_id": 5}, "message to be replied not found"),
    ("sendPhoto", {"chat_id": LI, "photo": "nothing"}, "wrong file identifier/HTTP URL specified"),
    ("sendPhoto", {"chat_id": LI}, "there is no photo in the request"),
    ("sendPhoto", {"chat_id": LI, "photo": "attach://a"}, "can't find the file attach://a"),
    ("sendPhoto", {"chat_id": LI, "photo": "x", "caption": "长" * 1025}, "message caption is too long"),
    ("sendLocation", {"chat_id": LI, "latitude": 91, "longitude": 0}, "wrong latitude or longitude specified"),
    ("sendContact", {"chat_id": LI, "phone_number": "", "first_name": "a"}, "phone number must not be empty"),
    ("sendMediaGroup", {"chat_id": LI, "media": []}, "media group must contain from 2 to 10 items"),
    ("sendChatAction", {"chat_id": LI, "action": "dancing"}, "wrong parameter action in request"),
    ("editMessageText", {"chat_id": LI, "message_id": 5, "text": "一"}, "message to edit not found"),
    ("editMessageText", {"inline_message_id": "a", "text": "一"}, "MESSAGE_ID_INVALID"),
    ("copyMessage", {"chat_id": LI, "from_chat_id": LI, "message_id": 5}, "message to copy not found"),
    ("forwardMessage", {"chat_id": LI, "from_chat_id": LI, "message_id": 5}, "message to forward not found"),
    ("deleteMessage", {"chat_id": LI}, "message identifier is not specified"),
    (
        "answerCallbackQuery",
        {"callback_query_id": "5"},
        "query is too old and response timeout expired or query ID is invalid",
    ),
    ("getFile", {"file_id": "x"}, "invalid file_id"),
    ("getChatMember", {"chat_id": GROUP, "user_id": 5}, "invalid user_id specified"),
    ("getChatAdministrators", {"chat_id": LI}, "there are no administrators in the private chat"),
    ("leaveChat", {"chat_id": LI}, "chat member status can't be changed in private chats"),
    ("setMyCommands", {"commands": [{"command": "开始", "description": "a"}]}, "BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ("setMyCommands", {"commands": [{"command": "a", "description": "a"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
    ("setWebhook", {"url": "http://a.cn/"}, "bad webhook: An HTTPS URL must be provided for webhook"),
    (
        "setWebhook",
        {"url": "https://a.cn:99/"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    ),
    ("setWebhook", {"url": "https://a.cn/", "secret_token": "秘"}, "secret token contains unallowed characters"),
    ("setMessageReaction", {"chat_id": LI, "message_id": 5}, "message to react not found"),
    ("pinChatMessage", {"chat_id": LI, "message_id": 5}, "message to pin not found"),
]


@pytest.mark.parametrize(("method", "params", "why"), REFUSED)
async def test_a_misshapen_call_is_refused(method: str, params: dict[str, object], why: str, trainer: Trainer) -> None:
    assert await trainer.refusal(method, **params) == f"Bad Request: {why}"


async def test_what_is_refused_leaves_no_trace(trainer: Trainer) -> None:
    await trainer.refusal("sendMessage", chat_id=LI, text="<b>一", parse_mode="HTML")
    assert await trainer.messages(LI) == []


async def test_the_longest_text_passes_counted_after_parsing(trainer: Trainer) -> None:
    text = "<b>" + "长" * MessageLimit.MAX_TEXT_LENGTH + "</b>"
    status, _ = await trainer.raw("sendMessage", chat_id=LI, text=text, parse_mode="HTML")
    assert status == 200


async def test_callback_data_of_64_bytes_passes(trainer: Trainer) -> None:
    status, _ = await trainer.raw(
        "sendMessage", chat_id=LI, text="一", reply_markup=inline(callback_data="字" * 21 + "a")
    )
    assert status == 200


async def test_a_callback_answer_beyond_200_characters_is_refused(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="一", reply_markup=OK_MARKUP)
    press = (await trainer.post("tap", from_=LI, button="好"))["callback"]
    long = await trainer.refusal("answerCallbackQuery", callback_query_id=press, text="长" * 201)
    assert long == "Bad Request: MESSAGE_TOO_LONG"


async def test_an_unknown_method_is_never_a_silent_ok(trainer: Trainer) -> None:
    status, body = await trainer.raw("sendPoll", chat_id=LI, question="?")
    assert (status, body["description"]) == (404, "Not Found: method not found")


async def test_a_token_of_the_wrong_shape_is_not_found(trainer: Trainer) -> None:
    assert (await trainer.raw("getMe", token="123:short"))[0] == 404  # noqa: S106 - no secret


async def test_the_case_of_a_method_does_not_matter(trainer: Trainer) -> None:
    assert (await trainer.raw("GETME"))[1]["ok"]


async def test_a_message_of_a_person_cannot_be_edited(trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, text="一")
    number = (await trainer.messages(LI))[-1]["id"]
    why = await trainer.refusal("editMessageText", chat_id=LI, message_id=number, text="二")
    assert why == "Bad Request: message can't be edited"


async def test_a_picture_has_no_text_to_edit_and_a_text_no_caption(trainer: Trainer, gateway: Gateway) -> None:
    photo = await upload(gateway, "sendPhoto", "photo", PNG)
    _, text = await trainer.raw("sendMessage", chat_id=LI, text="一")
    where = {"chat_id": LI, "message_id": photo["result"]["message_id"], "text": "二"}
    assert "there is no text" in await trainer.refusal("editMessageText", **where)
    where = {"chat_id": LI, "message_id": text["result"]["message_id"], "caption": "二"}
    assert "there is no caption" in await trainer.refusal("editMessageCaption", **where)


async def upload(gateway: Gateway, method: str, field: str, content: bytes) -> dict[str, Any]:
    form = aiohttp.FormData({"chat_id": str(LI)})
    form.add_field(field, io.BytesIO(content), filename="a.png")
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{gateway.base_url}/bot{TOKEN}/{method}", data=form) as answer,
    ):
        body: dict[str, Any] = await answer.json()
        return body


PHOTOS = [
    (b"no picture", "IMAGE_PROCESS_FAILED"),
    (
        PNG + bytes(10 * 2**20),
        "file of size 10485805 bytes is too big for a photo; the maximum size is 10000000 bytes",
    ),
    (PNG[:16] + (9000).to_bytes(4, "big") + (8000).to_bytes(4, "big") + PNG[24:], "PHOTO_INVALID_DIMENSIONS"),
    (PNG[:16] + (900).to_bytes(4, "big") + (9).to_bytes(4, "big") + PNG[24:], "PHOTO_INVALID_DIMENSIONS"),
    (b"", "file must be non-empty"),
]


@pytest.mark.parametrize(("content", "why"), PHOTOS, ids=["text", "heavy", "huge", "thin", "empty"])
async def test_a_photo_must_be_a_picture_of_reasonable_size(content: bytes, why: str, gateway: Gateway) -> None:
    body = await upload(gateway, "sendPhoto", "photo", content)
    assert body["description"] == f"Bad Request: {why}"


async def test_a_file_beyond_20_megabytes_goes_up_but_not_down(gateway: Gateway, trainer: Trainer) -> None:
    body = await upload(gateway, "sendDocument", "document", bytes(20 * 2**20 + 1))
    document = body["result"]["document"]
    why = await trainer.refusal("getFile", file_id=document["file_id"])
    assert why == "Bad Request: file is too big"


async def test_a_file_beyond_50_megabytes_does_not_go_up(gateway: Gateway) -> None:
    body = await upload(gateway, "sendDocument", "document", bytes(50 * 10**6 + 1))
    assert body["error_code"] == 413


async def test_get_and_urlencoded_and_json_say_the_same(gateway: Gateway, trainer: Trainer) -> None:
    url = f"{gateway.base_url}/bot{TOKEN}/sendMessage"
    said = {"chat_id": str(LI), "text": "一"}
    async with aiohttp.ClientSession() as session:
        for request in (
            session.get(url, params=said),
            session.post(url, data=said),
            session.post(url, json=said),
        ):
            async with request as answer:
                assert (await answer.json())["ok"]
    assert [one["text"] for one in await trainer.messages(LI)] == ["一", "一", "一"]


@pytest.mark.parametrize("body", ["{oops", "[1]"])
async def test_a_body_that_is_no_json_object_is_refused(body: str, gateway: Gateway) -> None:
    url = f"{gateway.base_url}/bot{TOKEN}/getMe"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers={"Content-Type": "application/json"}) as answer,
    ):
        assert (await answer.json())["description"] == "Bad Request: can't parse JSON object"
