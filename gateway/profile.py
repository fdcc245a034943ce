"""What the bot tells about itself: name, descriptions, commands, menu button."""

import re
from typing import Any

from telegram.constants import BotCommandLimit, BotDescriptionLimit, BotNameLimit

from gateway.calls import Call
from gateway.refusals import bad_request
from gateway.world import Json

_COMMAND = re.compile(rf"/?[a-z0-9_]{{1,{int(BotCommandLimit.MAX_COMMAND)}}}")


def get_me(call: Call) -> Json:
    return call.world.bot.wire() | {
        "can_join_groups": True,
        "can_read_all_group_messages": not call.stage.hides_group_talk,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def set_my_commands(call: Call) -> bool:
    commands = call.params["commands"]
    if len(commands) > BotCommandLimit.MAX_COMMAND_NUMBER:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    kept = [_command(one) for one in commands]
    call.world.bot.commands[_scope(call)] = kept
    return True


def _command(given: Json) -> Json:
    name, description = str(given.get("command", "")), str(given.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not BotCommandLimit.MIN_DESCRIPTION <= len(description) <= BotCommandLimit.MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _scope(call: Call) -> str:
    """Scope and language together name one list."""
    scope: dict[str, Any] = call.params.get("scope") or {"type": "default"}
    parts = [scope.get("type"), scope.get("chat_id"), scope.get("user_id"), call.text("language_code")]
    return "/".join("" if part is None else str(part) for part in parts)


def get_my_commands(call: Call) -> list[Json]:
    return call.world.bot.commands.get(_scope(call), [])


def delete_my_commands(call: Call) -> bool:
    call.world.bot.commands.pop(_scope(call), None)
    return True


def set_my_name(call: Call) -> bool:
    name = call.text("name")
    if len(name) > BotNameLimit.MAX_NAME_LENGTH:
        raise bad_request("BOT_TITLE_INVALID")
    call.world.bot.first_name = name or call.world.bot.first_name
    return True


def set_my_description(call: Call) -> bool:
    if len(call.text("description")) > BotDescriptionLimit.MAX_DESCRIPTION_LENGTH:
        raise bad_request("description is too long")
    call.world.bot.description = call.text("description")
    return True


def set_my_short_description(call: Call) -> bool:
    if len(call.text("short_description")) > BotDescriptionLimit.MAX_SHORT_DESCRIPTION_LENGTH:
        raise bad_request("short description is too long")
    call.world.bot.short_description = call.text("short_description")
    return True


def get_my_name(call: Call) -> Json:
    return {"name": call.world.bot.first_name}


def get_my_description(call: Call) -> Json:
    return {"description": call.world.bot.description}


def get_my_short_description(call: Call) -> Json:
    return {"short_description": call.world.bot.short_description}


def set_chat_menu_button(call: Call) -> bool:
    button = call.params.get("menu_button") or {"type": "default"}
    call.world.bot.menu_buttons[call.whole("chat_id")] = button
    return True


def get_chat_menu_button(call: Call) -> Json:
    default: Json = {"type": "commands"}
    return call.world.bot.menu_buttons.get(call.whole("chat_id"), default)
