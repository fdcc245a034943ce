"""Width and height out of a picture's first bytes; enough to know a picture from something else."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG segments that carry the size
_LONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG marks without a length
_MARK = 0xFF


def picture_size(content: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels of a PNG, JPEG, GIF or WebP; None for anything else."""
    try:
        if content.startswith(_PNG):
            return _positive(*struct.unpack(">II", content[16:24]))
        if content[:6] in {b"GIF87a", b"GIF89a"}:
            return _positive(*struct.unpack("<HH", content[6:10]))
        if content.startswith(_JPEG):
            return _jpeg(content)
        if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            return _webp(content)
    except (struct.error, IndexError):
        pass
    return None


def _positive(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width > 0 and height > 0 else None


def _jpeg(content: bytes) -> tuple[int, int] | None:
    at = 2
    while content[at] == _MARK:
        mark = content[at + 1]
        if mark == _MARK:
            at += 1
        elif mark in _LONE:
            at += 2
        elif mark in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return _positive(width, height)
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def _webp(content: bytes) -> tuple[int, int] | None:
    match content[12:16]:
        case b"VP8X":
            width = int.from_bytes(content[24:27], "little") + 1
            return _positive(width, int.from_bytes(content[27:30], "little") + 1)
        case b"VP8L":
            packed = int.from_bytes(content[21:25], "little")
            return _positive((packed & 0x3FFF) + 1, (packed >> 14 & 0x3FFF) + 1)
        case b"VP8 ":
            width, height = struct.unpack("<HH", content[26:30])
            return _positive(width & 0x3FFF, height & 0x3FFF)
        case _:
            return None
