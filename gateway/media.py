"""Files: taken from an upload or an earlier file_id, weighed, and described as Telegram describes them."""

import mimetypes
from typing import Any

from telegram.constants import FileSizeLimit

from gateway.calls import Call, Upload
from gateway.delivering import caption_content
from gateway.pictures import picture_size
from gateway.refusals import Refusal, bad_request
from gateway.sounds import opus_seconds
from gateway.world import Json, StoredFile, World

_SIDES_LIMIT = 10_000  # width + height of a photo, pixels
_RATIO_LIMIT = 20
_FALLBACK_MIME = "application/octet-stream"
KINDS = ("photo", "document", "voice", "audio", "video")
_NAMES = {
    "photo": "photo.jpg",
    "document": "document",
    "voice": "voice.ogg",
    "audio": "audio.mp3",
    "video": "video.mp4",
}
_MIMES = {"photo": "image/jpeg", "voice": "audio/ogg", "audio": "audio/mpeg", "video": "video/mp4"}


def take_file(call: Call, kind: str, value: Any) -> StoredFile:
    """`value` is a file_id or attach://name; a parameter that was uploaded wins. URLs are not fetched."""
    upload = call.uploads.get(kind)
    if isinstance(value, str) and value.startswith("attach://"):
        upload = call.uploads.get(value.removeprefix("attach://"))
        if upload is None:
            raise bad_request(f"can't find the file {value}")
    if upload is not None:
        return store_upload(call.world, kind, upload)
    stored = call.world.files.get(str(value))
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if stored.kind != kind:
        raise bad_request("type of file mismatch")
    return stored


def store_upload(world: World, kind: str, upload: Upload) -> StoredFile:
    if len(upload.content) > FileSizeLimit.FILESIZE_UPLOAD:
        raise Refusal(413, "Request Entity Too Large")
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        _check_photo(upload.content)
    guessed = mimetypes.guess_type(upload.name)[0] if upload.name else None
    mime = _MIMES.get(kind) or guessed or upload.mime or _FALLBACK_MIME
    return world.keep_file(kind, upload.name or _NAMES[kind], mime, upload.content)


def _check_photo(content: bytes) -> None:
    limit = FileSizeLimit.PHOTOSIZE_UPLOAD
    if len(content) > limit:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; the maximum size is {int(limit)} bytes"
        )
    size = picture_size(content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > _SIDES_LIMIT or max(size) > _RATIO_LIMIT * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


def described(stored: StoredFile, extra: Json) -> Json:
    """Build the message's media field; `extra` holds duration, title and the like where given."""
    basics: Json = {
        "file_id": stored.id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }
    match stored.kind:
        case "photo":
            width, height = picture_size(stored.content) or (1, 1)
            return {"photo": [basics | {"width": width, "height": height}]}
        case "document":
            return {"document": basics | {"file_name": stored.name, "mime_type": stored.mime}}
        case "voice":
            seconds = extra.get("duration") or opus_seconds(stored.content)
            return {"voice": basics | {"duration": seconds, "mime_type": stored.mime}}
        case _:
            known = {"duration": 0} | ({"width": 0, "height": 0} if stored.kind == "video" else {})
            named = {"file_name": stored.name, "mime_type": stored.mime}
            return {stored.kind: basics | named | known | extra}


def given_facts(call: Call) -> Json:
    """Numbers and names a sender may tell about a sound or a film."""
    facts: Json = {name: call.whole(name) for name in ("duration", "width", "height") if call.whole(name)}
    facts |= {name: call.text(name) for name in ("performer", "title") if call.text(name)}
    return facts


def media_content(call: Call, item: Any) -> Json:
    """One InputMedia object of an album or an edit, with its own caption and parse mode."""
    kind = item.get("type")
    if kind not in KINDS:
        raise bad_request("unsupported InputMedia type")
    inner = Call(call.stage, call.method, dict(item), call.uploads)
    stored = take_file(inner, kind, item.get("media"))
    return described(stored, given_facts(inner)) | caption_content(inner)
