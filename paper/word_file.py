"""A Word document of plain paragraphs, in the few parts that ECMA-376 asks for; the same words give the same bytes."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from xml.sax.saxutils import escape

# What XML 1.0 cannot hold, not even as a reference.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>'
)
# A4 with margins of about 2 cm, in twentieths of a point.
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1247" w:bottom="1134" w:left="1247"/></w:sectPr>'
)


class Weight(Enum):
    """Half-points of type, and how the paragraph stands."""

    TITLE = (60, "center", True)
    CENTRED = (28, "center", False)
    HEADING = (36, "left", True)
    PLAIN = (32, "left", False)


@dataclass(frozen=True, slots=True)
class Block:
    text: str
    weight: Weight = Weight.PLAIN


def word_file(blocks: Sequence[Block]) -> bytes:
    """Return an A4 .docx; line breaks inside a block stay, markup in it is shown as it is typed."""
    body = "".join(_paragraph(block) for block in blocks)
    document = f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{body}{_PAGE}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, part in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(entry, part.encode())
    return packed.getvalue()


def _paragraph(block: Block) -> str:
    size, stands, is_heavy = block.weight.value
    runs = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in _FORBIDDEN.sub("", block.text).split("\n")
    )
    heavy = "<w:b/>" if is_heavy else ""
    return (
        f'<w:p><w:pPr><w:spacing w:after="160"/><w:jc w:val="{stands}"/></w:pPr>'
        f'<w:r><w:rPr>{heavy}<w:sz w:val="{size}"/></w:rPr>{runs}</w:r></w:p>'
    )
