"""How the Bot API says no: a code, a sentence in Telegram's words, and sometimes parameters."""

from typing import Any


class Refusal(Exception):
    """One refused call; `parameters` carries retry_after or migrate_to_chat_id where Telegram sends them."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(why: str) -> Refusal:
    return Refusal(400, f"Bad Request: {why}")


def forbidden(why: str) -> Refusal:
    return Refusal(403, f"Forbidden: {why}")


def conflict(why: str) -> Refusal:
    return Refusal(409, f"Conflict: {why}")


def unknown_method() -> Refusal:
    return Refusal(404, "Not Found: method not found")


def too_many_requests(retry_after_seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after_seconds}", {"retry_after": retry_after_seconds})


def became_supergroup(new_chat_id: int) -> Refusal:
    return Refusal(
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new_chat_id},
    )


class RehearsalRefusal(Exception):
    """A request to the control interface that cannot be done, in plain words; `facts` help to mend it."""

    def __init__(self, status: int, why: str, **facts: Any) -> None:
        super().__init__(why)
        self.status = status
        self.body: dict[str, Any] = {"error": why, **facts}
