"""The control interface: people act as on a phone, and what cannot be done is said in plain words."""

import asyncio
import base64

import pytest

from gateway.server import Gateway
from tests.gateway.actors import OGG, PNG, Trainer

LI, WANG, SUN, GROUP = 1001, 1002, 1003, -1001
CHOICE = {"inline_keyboard": [[{"text": "好", "callback_data": "a"}, {"text": "不好", "callback_data": "b"}]]}
MENU = {"keyboard": [["我要报到", {"text": "发电话", "request_contact": True}]]}


async def updates(trainer: Trainer) -> list[dict[str, object]]:
    _, body = await trainer.raw("getUpdates")
    found: list[dict[str, object]] = body["result"]
    return found


async def newest_message(trainer: Trainer) -> dict[str, object]:
    message = (await updates(trainer))[-1]["message"]
    assert isinstance(message, dict)
    return message


async def test_people_and_groups_get_ids_of_their_own(trainer: Trainer) -> None:
    assert await trainer.post("people", name="周队长") == {"id": 1004}
    assert await trainer.post("groups", title="巡逻", members=[LI, 1004]) == {"id": -1002}


async def test_an_id_may_be_wished_for(trainer: Trainer) -> None:
    assert await trainer.post("people", name="周队长", id=7) == {"id": 7}
    assert await trainer.post("groups", title="巡逻", members=[7], id=-1001234567890) == {"id": -1001234567890}
    chats = (await trainer.get("chats"))["chats"]
    assert chats[-1]["type"] == "supergroup"


async def test_a_new_group_is_announced_to_the_bot(trainer: Trainer) -> None:
    await trainer.post("groups", title="巡逻", members=[LI])
    joined, service = await updates(trainer)
    assert isinstance(joined["my_chat_member"], dict)
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert isinstance(service["message"], dict)
    assert service["message"]["new_chat_members"][0]["is_bot"]


async def test_a_command_carries_its_entity_and_payload(trainer: Trainer) -> None:
    await trainer.post("say", from_=SUN, text="/start kehu_7")
    message = await newest_message(trainer)
    assert message["text"] == "/start kehu_7"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_speaking_opens_the_chat_for_the_bot(trainer: Trainer) -> None:
    await trainer.post("say", from_=SUN, text="/start")
    assert (await trainer.raw("sendMessage", chat_id=SUN, text="您好"))[0] == 200


async def test_speaking_after_a_block_lets_the_bot_in_again(trainer: Trainer) -> None:
    await trainer.post("block", from_=LI)
    await trainer.post("say", from_=LI, text="在吗")
    kinds = [next(name for name in one if name != "update_id") for one in await updates(trainer)]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_a_tap_takes_the_newest_message_with_that_button(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="旧", reply_markup=CHOICE)
    _, new = await trainer.raw("sendMessage", chat_id=LI, text="新", reply_markup=CHOICE)
    await trainer.post("tap", from_=LI, button="好")
    query = (await updates(trainer))[-1]["callback_query"]
    assert isinstance(query, dict)
    assert (query["data"], query["message"]["message_id"]) == ("a", new["result"]["message_id"])


async def test_a_tap_may_name_an_older_message(trainer: Trainer) -> None:
    _, old = await trainer.raw("sendMessage", chat_id=LI, text="旧", reply_markup=CHOICE)
    await trainer.raw("sendMessage", chat_id=LI, text="新", reply_markup=CHOICE)
    await trainer.post("tap", from_=LI, button="好", message=old["result"]["message_id"])
    query = (await updates(trainer))[-1]["callback_query"]
    assert isinstance(query, dict)
    assert query["message"]["text"] == "旧"


async def test_a_keyboard_button_becomes_a_message_with_its_label(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="您好", reply_markup=MENU)
    await trainer.post("tap", from_=LI, button="我要报到")
    assert (await newest_message(trainer))["text"] == "我要报到"


async def test_a_label_that_is_both_is_taken_as_the_inline_button(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="一", reply_markup=CHOICE)
    await trainer.raw("sendMessage", chat_id=LI, text="二", reply_markup={"keyboard": [["好"]]})
    assert "callback" in await trainer.post("tap", from_=LI, button="好")


async def test_a_button_that_asks_for_the_phone_points_to_share(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="您好", reply_markup=MENU)
    status, body = await trainer.refused("tap", from_=LI, button="发电话")
    assert (status, body["error"]) == (
        400,
        "the button '发电话' asks for a contact: use POST /rehearsal/share",
    )


async def test_a_missing_button_is_404_and_the_labels_are_listed(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="您好", reply_markup=MENU)
    await trainer.raw("sendMessage", chat_id=LI, text="一", reply_markup=CHOICE)
    status, body = await trainer.refused("tap", from_=LI, button="没有")
    assert (status, body["buttons"]) == (404, ["好", "不好", "我要报到", "发电话"])


async def test_a_removed_keyboard_cannot_be_tapped(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="您好", reply_markup=MENU)
    await trainer.raw("sendMessage", chat_id=LI, text="好了", reply_markup={"remove_keyboard": True})
    assert (await trainer.refused("tap", from_=LI, button="我要报到"))[0] == 404


async def test_a_button_with_an_address_gives_the_address(trainer: Trainer) -> None:
    markup = {"inline_keyboard": [[{"text": "看", "url": "https://a.cn/"}]]}
    await trainer.raw("sendMessage", chat_id=LI, text="一", reply_markup=markup)
    assert (await trainer.post("tap", from_=LI, button="看"))["url"] == "https://a.cn/"


async def test_an_own_contact_carries_the_own_id_and_anothers_does_not(trainer: Trainer) -> None:
    await trainer.post("share", from_=LI, contact={"phone": "13800000000"})
    own = (await newest_message(trainer))["contact"]
    await trainer.post("share", from_=LI, contact={"phone": "13900000000", "name": "女儿"})
    other = (await newest_message(trainer))["contact"]
    assert own == {"phone_number": "13800000000", "first_name": "李桂兰", "user_id": LI}
    assert other == {"phone_number": "13900000000", "first_name": "女儿"}


async def test_a_place_a_photo_a_voice_and_a_file_are_shared(trainer: Trainer) -> None:
    await trainer.post("share", from_=LI, location={"lat": 37.45, "lon": 118.58})
    for kind, content in (("photo", PNG), ("voice", OGG), ("document", b"abc")):
        coded = base64.b64encode(content).decode()
        await trainer.post("share", from_=LI, **{kind: coded}, filename="a.xlsx", caption="请看")
    place, photo, voice, document = [one["message"] for one in await updates(trainer)]
    assert isinstance(place, dict)
    assert isinstance(photo, dict)
    assert isinstance(voice, dict)
    assert isinstance(document, dict)
    assert place["location"] == {"latitude": 37.45, "longitude": 118.58}
    assert (photo["photo"][0]["width"], photo["caption"]) == (10, "请看")
    assert voice["voice"]["duration"] == 3
    assert document["document"]["file_name"] == "a.xlsx"


async def test_messages_show_buttons_keyboards_and_media(trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, text="一")
    await trainer.raw("sendMessage", chat_id=LI, text="二", reply_markup=CHOICE)
    await trainer.raw("sendMessage", chat_id=LI, text="三", reply_markup=MENU)
    said, asked, menu = await trainer.messages(LI)
    assert (said["from"], said["buttons"], said["keyboard"], said["media"]) == (LI, [], [], None)
    assert (asked["from"], asked["buttons"], asked["edited"]) == ("bot", [["好", "不好"]], False)
    assert menu["keyboard"] == [["我要报到", "发电话"]]
    later = (await trainer.get(f"messages?chat={LI}&after={asked['id']}"))["messages"]
    assert [one["text"] for one in later] == ["三"]


async def test_waiting_for_messages_ends_with_the_first_one(trainer: Trainer) -> None:
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(trainer.get(f"messages?chat={LI}&after=0&wait=30"))
        await trainer.raw("sendMessage", chat_id=LI, text="来了")
    assert [one["text"] for one in waiting.result()["messages"]] == ["来了"]


async def test_waiting_for_a_change_ends_when_a_message_is_rewritten(trainer: Trainer) -> None:
    _, sent = await trainer.raw("sendMessage", chat_id=LI, text="招人")
    known = (await trainer.get(f"messages?chat={LI}"))["changes"]
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(trainer.get(f"messages?chat={LI}&changes={known}&wait=30"))
        await trainer.raw("editMessageText", chat_id=LI, message_id=sent["result"]["message_id"], text="有人了")
    assert [one["text"] for one in waiting.result()["messages"]] == ["有人了"]


async def test_every_call_is_written_down(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=LI, text="一")
    await trainer.raw("sendMessage", chat_id=99, text="二")
    await trainer.raw("sendPoll", chat_id=LI)
    calls = (await trainer.get("calls"))["calls"]
    assert [(one["method"], one["ok"], one["error"]) for one in calls] == [
        ("sendMessage", True, None),
        ("sendMessage", False, "Bad Request: chat not found"),
        ("sendPoll", False, "Not Found: method not found"),
    ]
    assert (await trainer.get(f"calls?after={calls[1]['n']}"))["calls"] == calls[2:]


GROUP_TALK = [
    ("今天天气好", False),
    ("/bind", True),
    ("/bind@yinling_bot", True),
    ("/bind@other_bot", False),
    ("@yinling_bot 帮我", True),
]


@pytest.mark.parametrize(("text", "is_seen"), GROUP_TALK)
async def test_group_privacy_hides_talk_that_is_not_for_the_bot(text: str, is_seen: bool, trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, chat=GROUP, text=text)
    assert bool(await updates(trainer)) == is_seen


async def test_a_reply_to_the_bot_is_seen_in_a_group(trainer: Trainer) -> None:
    _, sent = await trainer.raw("sendMessage", chat_id=GROUP, text="谁去")
    await trainer.post("say", from_=LI, chat=GROUP, text="我去", reply_to=sent["result"]["message_id"])
    assert (await newest_message(trainer))["text"] == "我去"


async def test_without_group_privacy_everything_is_seen(trainer: Trainer) -> None:
    await trainer.post("settings", group_privacy=False)
    await trainer.post("say", from_=LI, chat=GROUP, text="今天天气好")
    assert (await newest_message(trainer))["text"] == "今天天气好"
    assert (await trainer.raw("getMe"))[1]["result"]["can_read_all_group_messages"]


async def test_members_come_and_go_and_chat_member_is_told_on_request_only(trainer: Trainer) -> None:
    await trainer.post("members", chat=GROUP, add=[SUN])
    await trainer.raw("getUpdates", allowed_updates=["chat_member"])
    await trainer.post("members", chat=GROUP, remove=[SUN])
    first, second = await updates(trainer)
    assert isinstance(first["message"], dict)
    assert isinstance(second["chat_member"], dict)
    assert first["message"]["new_chat_members"][0]["id"] == SUN
    assert second["chat_member"]["new_chat_member"]["status"] == "left"


async def test_what_was_said_before_a_migration_stays_readable_under_either_id(trainer: Trainer) -> None:
    await trainer.raw("sendMessage", chat_id=GROUP, text="旧话")
    new_id = (await trainer.post("faults", kind="migrate", chat=GROUP))["id"]
    assert "旧话" in [one["text"] for one in await trainer.messages(GROUP)]
    assert await trainer.messages(GROUP) == await trainer.messages(new_id)


async def test_a_message_from_before_a_migration_cannot_be_edited(trainer: Trainer) -> None:
    _, sent = await trainer.raw("sendMessage", chat_id=GROUP, text="旧话")
    new_id = (await trainer.post("faults", kind="migrate", chat=GROUP))["id"]
    number = sent["result"]["message_id"]
    why = await trainer.refusal("editMessageText", chat_id=new_id, message_id=number, text="新话")
    assert why == "Bad Request: message to edit not found"


REFUSED: list[tuple[str, dict[str, object], int, str]] = [
    ("people", {}, 400, "'name' is missing, or is not a text"),
    ("people", {"name": "a", "id": "b"}, 400, "'id' must be a whole number"),
    ("elsewhere", {}, 404, "POST /rehearsal/elsewhere is nothing the control interface knows"),
    ("people", {"name": "长" * 65}, 400, "a person needs a name of 1 to 64 characters"),
    ("people", {"name": "a", "id": LI}, 400, "the id 1001 is taken, or is not a positive number"),
    ("groups", {"title": "a", "members": "b"}, 400, "'members' must be a list of ids"),
    ("groups", {"title": "a", "members": [9]}, 404, "nobody has the id 9"),
    ("groups", {"title": "a", "members": [], "id": 5}, 400, "the id 5 is taken, or is not a negative number"),
    ("say", {"from": 9, "text": "a"}, 404, "nobody has the id 9"),
    ("say", {"from": LI, "chat": 9, "text": "a"}, 404, "no chat has the id 9"),
    ("say", {"from": LI}, 400, "'text' is missing, or is not a text"),
    ("say", {"from": LI, "text": "长" * 4097}, 400, "'text' must have 1 to 4096 characters"),
    ("say", {"from": SUN, "chat": GROUP, "text": "a"}, 400, "孙静 is not in this chat"),
    ("say", {"from": LI, "text": "a", "reply_to": 9}, 404, "no message 9 in this chat"),
    ("tap", {"from": LI, "button": "好"}, 404, "there is no button '好' here"),
    ("share", {"from": LI}, 400, "share one of: contact, location, photo, voice, document"),
    ("share", {"from": LI, "contact": {}}, 400, "'contact' needs a 'phone'"),
    ("share", {"from": LI, "location": {"lat": 1}}, 400, "'location' needs the numbers 'lat' and 'lon'"),
    (
        "share",
        {"from": LI, "location": {"lat": 91, "lon": 0}},
        400,
        "'lat' goes from -90 to 90, 'lon' from -180 to 180",
    ),
    ("share", {"from": LI, "photo": "!"}, 400, "'photo' must be the file in base64"),
    ("share", {"from": LI, "photo": "YWJj"}, 400, "Bad Request: IMAGE_PROCESS_FAILED"),
    ("members", {"chat": LI, "add": [SUN]}, 400, "only groups have members that come and go"),
    ("clock", {"advance": -1}, 400, "'advance' must be a number of seconds, not below 0"),
    ("clock", {"to": "gestern"}, 400, "'to' is not an ISO 8601 moment: 'gestern'"),
    ("clock", {"to": "2020-01-01T00:00"}, 400, "the clock only goes forward, and at most 400 days at once"),
    ("faults", {"kind": "x"}, 400, "'kind' must be one of 429, 500, blocked, cut, slow, migrate"),
    ("faults", {"kind": "500", "times": 0}, 400, "'times' must be a positive number, or -1 for until cleared"),
    ("faults", {"kind": "migrate"}, 400, "'migrate' needs the 'chat' of a group"),
    ("faults", {"kind": "migrate", "chat": LI}, 400, "only a group can become a supergroup"),
    ("settings", {"group_privacy": 1}, 400, "'group_privacy' must be true or false"),
]


@pytest.mark.parametrize(("path", "body", "status", "why"), REFUSED)
async def test_what_cannot_be_done_is_said_in_plain_words(
    path: str, body: dict[str, object], status: int, why: str, trainer: Trainer
) -> None:
    told_status, told = await trainer.refused(path, **body)
    assert (told_status, told["error"]) == (status, why)


async def test_a_query_that_is_no_number_is_refused(trainer: Trainer) -> None:
    assert (await trainer.ask("GET", "messages?chat=abc"))[0] == 400


async def test_numbers_never_come_again_after_a_restart(gateway: Gateway) -> None:
    later = Gateway(now=lambda: gateway.stage.clock.at(gateway.stage.clock.unix() + 60), limits=False)
    assert later.world.next_number() > gateway.world.next_number()
    assert later.stage.updates.skip() > gateway.stage.updates.skip()
