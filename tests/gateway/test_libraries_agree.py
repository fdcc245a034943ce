"""aiogram's and PTB's own clients cannot tell the gateway from Telegram, method by method."""

import asyncio
import base64
from typing import Any

import pytest

from tests.gateway.actors import OGG, PNG, Library, Trainer

LI, WANG, SUN, GROUP = 1001, 1002, 1003, -1001


async def test_the_bot_learns_who_it_is(library: Library) -> None:
    me = await library.bot.get_me()
    assert (me.id, me.is_bot, me.first_name) == (123456, True, "银龄帮")


async def test_a_message_arrives_as_plain_text_with_entities(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="<b>李阿姨</b>好 &amp; 早", parse_mode="HTML")
    assert (sent.text, sent.entities[0].type, sent.entities[0].length) == ("李阿姨好 & 早", "bold", 3)
    assert (await trainer.messages(LI))[-1]["text"] == "李阿姨好 & 早"


async def test_a_reply_names_the_message_it_answers(library: Library) -> None:
    first = await library.bot.send_message(chat_id=LI, text="一")
    second = await library.bot.send_message(chat_id=LI, text="二", reply_to_message_id=first.message_id)
    assert second.reply_to_message.message_id == first.message_id


async def test_an_edit_changes_text_and_buttons_in_place(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="一", reply_markup=library.inline("好", "ok"))
    edited = await library.bot.edit_message_text(chat_id=LI, message_id=sent.message_id, text="二")
    shown = (await trainer.messages(LI))[-1]
    assert (edited.text, shown["id"], shown["edited"], shown["buttons"]) == ("二", sent.message_id, True, [])


async def test_buttons_alone_can_be_replaced(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="一", reply_markup=library.inline("好", "ok"))
    await library.bot.edit_message_reply_markup(
        chat_id=LI, message_id=sent.message_id, reply_markup=library.inline("行", "ok")
    )
    assert (await trainer.messages(LI))[-1]["buttons"] == [["行"]]


async def test_an_edit_that_changes_nothing_is_refused(library: Library) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="一")
    with pytest.raises(library.bad_request, match=r"(?i)message is not modified"):
        await library.bot.edit_message_text(chat_id=LI, message_id=sent.message_id, text="一")


async def test_a_deleted_message_is_gone_and_cannot_be_deleted_again(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="一")
    await library.bot.delete_message(chat_id=LI, message_id=sent.message_id)
    assert await trainer.messages(LI) == []
    with pytest.raises(library.bad_request, match=r"(?i)message to delete not found"):
        await library.bot.delete_message(chat_id=LI, message_id=sent.message_id)


async def test_several_messages_are_deleted_at_once(library: Library, trainer: Trainer) -> None:
    sent = [await library.bot.send_message(chat_id=LI, text=text) for text in "一二三"]
    await library.bot.delete_messages(chat_id=LI, message_ids=[one.message_id for one in sent[:2]])
    assert [one["text"] for one in await trainer.messages(LI)] == ["三"]


async def test_a_message_older_than_48_hours_stays(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="一")
    await trainer.post("clock", advance=48 * 3600 + 1)
    with pytest.raises(library.bad_request, match=r"(?i)can't be deleted"):
        await library.bot.delete_message(chat_id=LI, message_id=sent.message_id)


async def test_a_tap_is_answered_with_words_the_trainer_can_read(library: Library, trainer: Trainer) -> None:
    await library.bot.send_message(chat_id=LI, text="行吗", reply_markup=library.inline("行", "yes"))
    await trainer.post("tap", from_=LI, button="行")
    query = (await library.bot.get_updates())[-1].callback_query
    assert (query.data, query.from_user.id, query.message.text) == ("yes", LI, "行吗")
    await library.bot.answer_callback_query(callback_query_id=query.id, text="好的", show_alert=True)
    answer = (await trainer.get(f"answers?from={LI}"))["answers"][0]
    assert (answer["text"], answer["alert"]) == ("好的", True)


async def test_a_tap_that_went_stale_cannot_be_answered(library: Library, trainer: Trainer) -> None:
    await library.bot.send_message(chat_id=LI, text="行吗", reply_markup=library.inline("行", "yes"))
    press = (await trainer.post("tap", from_=LI, button="行"))["callback"]
    await trainer.post("clock", advance=3600)
    with pytest.raises(library.bad_request, match=r"(?i)query is too old"):
        await library.bot.answer_callback_query(callback_query_id=press)


async def test_a_photo_goes_up_and_comes_down_the_same(library: Library) -> None:
    photo = library.file(PNG, "a.png")
    sent = await library.bot.send_photo(chat_id=LI, photo=photo, caption="<i>花</i>", parse_mode="HTML")
    assert (sent.photo[-1].width, sent.photo[-1].height, sent.caption) == (10, 5, "花")
    assert await library.download(sent.photo[-1].file_id) == PNG


async def test_a_document_keeps_its_name(library: Library) -> None:
    sent = await library.bot.send_document(chat_id=LI, document=library.file(b"abc", "名单.xlsx"))
    assert sent.document.file_name == "名单.xlsx"
    assert await library.download(sent.document.file_id) == b"abc"


async def test_a_voice_note_from_a_person_comes_down(library: Library, trainer: Trainer) -> None:
    await trainer.post("share", from_=LI, voice=base64.b64encode(OGG).decode(), filename="v.ogg")
    voice = (await library.bot.get_updates())[-1].message.voice
    assert voice.mime_type == "audio/ogg"
    assert await library.download(voice.file_id) == OGG


async def test_a_voice_note_an_audio_and_a_film_go_up(library: Library, trainer: Trainer) -> None:
    await library.bot.send_voice(chat_id=LI, voice=library.file(OGG, "v.ogg"))
    await library.bot.send_audio(chat_id=LI, audio=library.file(b"a", "a.mp3"))
    await library.bot.send_video(chat_id=LI, video=library.file(b"v", "v.mp4"))
    assert [one["media"] for one in await trainer.messages(LI)] == ["voice", "audio", "video"]


async def test_a_file_once_sent_is_sent_again_by_its_id(library: Library) -> None:
    first = await library.bot.send_document(chat_id=LI, document=library.file(b"abc", "a.txt"))
    again = await library.bot.send_document(chat_id=WANG, document=first.document.file_id)
    assert again.document.file_unique_id == first.document.file_unique_id


async def test_an_album_arrives_as_messages_of_one_group(library: Library) -> None:
    media = [library.photo_media(PNG, "一"), library.photo_media(PNG, "二")]
    sent = await library.bot.send_media_group(chat_id=LI, media=media)
    assert [one.caption for one in sent] == ["一", "二"]
    assert sent[0].media_group_id == sent[1].media_group_id


async def test_a_picture_and_its_caption_can_be_exchanged(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_photo(chat_id=LI, photo=library.file(PNG, "a.png"), caption="一")
    where = {"chat_id": LI, "message_id": sent.message_id}
    await library.bot.edit_message_caption(**where, caption="二")
    assert (await trainer.messages(LI))[-1]["text"] == "二"
    await library.bot.edit_message_media(**where, media=library.photo_media(PNG + b"\0", "三"))
    assert (await trainer.messages(LI))[-1]["text"] == "三"


async def test_a_contact_and_a_place_are_sent(library: Library) -> None:
    card = await library.bot.send_contact(chat_id=LI, phone_number="12345", first_name="社区")
    place = await library.bot.send_location(chat_id=LI, latitude=37.45, longitude=118.58)
    assert (card.contact.phone_number, place.location.latitude) == ("12345", 37.45)


async def test_a_copy_has_no_origin_and_a_forward_has_one(library: Library, trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, text="灯坏了")
    number = (await trainer.messages(LI))[-1]["id"]
    source = {"chat_id": WANG, "from_chat_id": LI, "message_id": number}
    copy = await library.bot.copy_message(**source)
    forward = await library.bot.forward_message(**source)
    assert copy.message_id < forward.message_id
    assert (forward.text, forward.forward_origin.sender_user.id) == ("灯坏了", LI)


async def test_small_acts_are_taken(library: Library, trainer: Trainer) -> None:
    sent = await library.bot.send_message(chat_id=LI, text="一")
    where = {"chat_id": LI, "message_id": sent.message_id}
    assert await library.bot.send_chat_action(chat_id=LI, action="typing")
    assert await library.bot.pin_chat_message(**where)
    assert (await library.bot.get_chat(chat_id=LI)).pinned_message.message_id == sent.message_id
    assert await library.bot.unpin_chat_message(**where)
    assert await library.bot.set_message_reaction(**where, reaction=library.reaction("👍"))
    assert (await trainer.messages(LI))[-1]["reactions"] == ["👍"]


async def test_commands_are_kept_and_forgotten(library: Library) -> None:
    await library.bot.set_my_commands(commands=[library.command("start", "开始")])
    assert (await library.bot.get_my_commands())[0].description == "开始"
    await library.bot.delete_my_commands()
    assert list(await library.bot.get_my_commands()) == []


async def test_the_bot_describes_itself(library: Library) -> None:
    await library.bot.set_my_name(name="小银")
    await library.bot.set_my_description(description="帮忙")
    await library.bot.set_my_short_description(short_description="忙")
    assert (await library.bot.get_my_name()).name == "小银"
    assert await library.bot.set_chat_menu_button()


async def test_members_of_a_group_are_known_by_their_standing(library: Library) -> None:
    standing = {}
    for number in (LI, WANG, SUN, 123456):
        standing[number] = (await library.bot.get_chat_member(chat_id=GROUP, user_id=number)).status
    assert standing == {LI: "creator", WANG: "member", SUN: "left", 123456: "member"}
    assert await library.bot.get_chat_member_count(chat_id=GROUP) == 3
    leaders = await library.bot.get_chat_administrators(chat_id=GROUP)
    assert [one.user.id for one in leaders] == [LI]


async def test_a_group_that_was_left_cannot_be_written_to(library: Library) -> None:
    await library.bot.leave_chat(chat_id=GROUP)
    with pytest.raises(library.forbidden, match="bot was kicked from the group chat"):
        await library.bot.send_message(chat_id=GROUP, text="一")


async def test_updates_come_again_until_a_higher_offset_is_named(library: Library, trainer: Trainer) -> None:
    await trainer.post("say", from_=LI, text="一")
    await trainer.post("say", from_=LI, text="二")
    first = await library.bot.get_updates()
    assert [one.message.text for one in first] == ["一", "二"]
    again = await library.bot.get_updates(offset=first[0].update_id + 1)
    assert [one.message.text for one in again] == ["二"]


async def test_a_long_poll_is_answered_when_something_comes(library: Library, trainer: Trainer) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(library.bot.get_updates(timeout=20))
        await until_polled(trainer)
        await trainer.post("say", from_=LI, text="在吗")
    assert poll.result()[0].message.text == "在吗"


async def until_polled(trainer: Trainer) -> None:
    while not any(call["method"] == "getUpdates" for call in (await trainer.get("calls"))["calls"]):
        pass  # each look is a request of its own, so the poll has its turn


async def test_the_earlier_of_two_pollers_is_sent_away(library: Library, trainer: Trainer) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(outcome(library.bot.get_updates(timeout=20)))
        await until_polled(trainer)
        await trainer.raw("getUpdates")
    assert isinstance(poll.result(), library.conflict)


async def outcome(call: Any) -> Any:
    try:
        return await call
    except Exception as trouble:  # noqa: BLE001 - the trouble is what the test looks at
        return trouble


async def test_polling_beside_a_webhook_is_a_conflict(library: Library) -> None:
    await library.bot.set_webhook(url="https://example.org/hook", secret_token="s")  # noqa: S106 - no secret
    assert (await library.bot.get_webhook_info()).url == "https://example.org/hook"
    with pytest.raises(library.conflict, match=r"(?i)webhook is active"):
        await library.bot.get_updates()
    await library.bot.delete_webhook()
    assert list(await library.bot.get_updates()) == []


async def test_an_unknown_chat_is_not_found(library: Library) -> None:
    with pytest.raises(library.bad_request, match=r"(?i)chat not found"):
        await library.bot.send_message(chat_id=99, text="一")


async def test_a_person_who_never_opened_the_bot_cannot_be_written_to(library: Library) -> None:
    with pytest.raises(library.forbidden, match="bot can't initiate conversation with a user"):
        await library.bot.send_message(chat_id=SUN, text="一")


async def test_a_person_who_blocked_the_bot_is_out_of_reach(library: Library, trainer: Trainer) -> None:
    await trainer.post("block", from_=LI)
    with pytest.raises(library.forbidden, match="bot was blocked by the user"):
        await library.bot.send_message(chat_id=LI, text="一")
    assert (await library.bot.get_updates())[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_a_second_message_within_a_second_must_wait(
    paced_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # PTB warns of its own future without it
    await paced_library.bot.send_message(chat_id=LI, text="一")
    with pytest.raises(paced_library.too_many) as trouble:
        await paced_library.bot.send_message(chat_id=LI, text="二")
    wait: Any = trouble.value
    assert getattr(wait.retry_after, "seconds", wait.retry_after) == 1


async def test_a_migrated_group_names_its_new_id(library: Library, trainer: Trainer) -> None:
    new_id = (await trainer.post("faults", kind="migrate", chat=GROUP))["id"]
    with pytest.raises(library.migrated) as trouble:
        await library.bot.send_message(chat_id=GROUP, text="一")
    told: Any = trouble.value
    assert getattr(told, "new_chat_id", getattr(told, "migrate_to_chat_id", None)) == new_id
    assert (await library.bot.send_message(chat_id=new_id, text="一")).chat.type == "supergroup"
    moves = [one.message for one in await library.bot.get_updates()]
    assert (moves[0].migrate_to_chat_id, moves[1].migrate_from_chat_id) == (new_id, GROUP)


async def test_a_contact_button_outside_a_private_chat_is_refused(library: Library) -> None:
    with pytest.raises(library.bad_request, match=r"(?i)phone number can be requested in private chats only"):
        await library.bot.send_message(
            chat_id=GROUP, text="电话", reply_markup=library.keyboard("发电话", request_contact=True)
        )


async def test_a_call_that_was_cut_off_was_carried_out(library: Library, trainer: Trainer) -> None:
    await trainer.post("faults", kind="cut", chat=LI)
    trouble = await outcome(library.bot.send_message(chat_id=LI, text="一"))
    assert library.is_gone(trouble)
    assert [one["text"] for one in await trainer.messages(LI)] == ["一"]
