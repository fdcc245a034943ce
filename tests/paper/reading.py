"""Reading back what was printed: the words of a PDF, the pages, and the modules of a QR code in a picture."""

import io
import re
import zlib
from collections.abc import Iterator

from PIL import Image

_OBJECT = re.compile(rb"(\d+) 0 obj(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
_SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>(?!>)|\(")
_ESCAPE = re.compile(rb"\\([0-7]{3}|[nrtbf()\\])")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
Signs = dict[int, str]


def pdf_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type/Page\b", pdf))


def pdf_text(pdf: bytes) -> str:
    """Return the words of every page, without the spaces that only the eye sees."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    return "".join(_page_text(objects, body) for body in objects.values() if re.search(rb"/Type/Page\b", body))


def _page_text(objects: dict[int, bytes], page: bytes) -> str:
    resources = objects[_reference(page, b"Resources")]
    fonts = {
        name: _signs(_unpacked(objects[_reference(objects[int(number)], b"ToUnicode")]))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }
    return "".join(_words(_unpacked(objects[_reference(page, b"Contents")]), fonts))


def _words(content: bytes, fonts: dict[bytes, Signs]) -> Iterator[str]:
    signs: Signs = {}
    at = 0
    while found := _SHOWN.search(content, at):
        at = found.end()
        if found[1]:
            signs = fonts[found[1]]
            continue
        if found[2]:
            drawn = bytes.fromhex(found[2].decode())
        else:
            at = _literal_end(content, at)
            drawn = _ESCAPE.sub(_unescaped, content[found.end() : at - 1])
        yield "".join(signs.get(int.from_bytes(drawn[step : step + 2]), "") for step in range(0, len(drawn), 2))


def _literal_end(content: bytes, at: int) -> int:
    """Return where a string in parentheses ends; pairs inside it need no escape."""
    depth = 1
    while depth:
        sign = content[at : at + 1]
        depth += (sign == b"(") - (sign == b")")
        at += 2 if sign == b"\\" else 1
    return at


def _unescaped(found: re.Match[bytes]) -> bytes:
    name = found[1]
    return bytes([int(name, 8)]) if len(name) == 3 else _ESCAPED.get(name, name)


def _signs(table: bytes) -> Signs:
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", table)
    }


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    return zlib.decompress(found[1])


def picture_size(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png)).size


def qr_modules(png: bytes, across: int) -> list[list[bool]]:
    """Return which modules of the only code in the picture are dark; nothing else on our papers is pure black."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    black = picture.point(lambda level: 255 if level == 0 else 0).convert("RGB")
    red, green, blue = black.split()
    mask = Image.composite(red, Image.new("L", red.size), green)
    mask = Image.composite(mask, Image.new("L", red.size), blue)
    box = mask.getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert abs((right - left) - (bottom - top)) <= 1
    step = (right - left) / across
    gray = picture.convert("L")
    return [
        [_level(gray, left + (x + 0.5) * step, top + (y + 0.5) * step) < 128 for x in range(across)]
        for y in range(across)
    ]


def _level(picture: Image.Image, x: float, y: float) -> int:
    level = picture.getpixel((int(x), int(y)))
    assert isinstance(level, int)
    return level
