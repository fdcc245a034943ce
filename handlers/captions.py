"""A number of an identity card below a picture or a file: nobody takes it, whatever the picture is for."""

from aiogram import F, Router
from aiogram.filters import Filter
from aiogram.types import Message

from domain.answers import masked_id
from wording import forms as words
from wording.message import Message as Said
from wording.message import Reply

router = Router(name="captions")


class WithIdNumber(Filter):
    async def __call__(self, event: Message) -> bool:
        return masked_id(event.caption or "") is not None


@router.message(F.caption, F.chat.type == "private", WithIdNumber())
async def not_taken(message: Message) -> Reply:
    return Reply((Said(words.no_id_numbers()),))
