"""Telegram's MarkdownV2: every sign it reserves is either a mark, escaped, or refused."""

import re

from gateway.entities import Draft, Entity, cannot_parse

_MARKS = {
    "*": "bold",
    "_": "italic",
    "__": "underline",
    "~": "strikethrough",
    "||": "spoiler",
}
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_INTERESTING = re.compile(r"[\\_*\[\]()~`>#+\-=|{}.!\n]")
_LANGUAGE = re.compile(r"([^\s`]*)\n")
_ASCII_LIMIT = 127


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    return _Walk(source).run()


class _Walk:
    """One pass from left to right; `at` is the position in characters."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.draft = Draft()
        self.quote_at: int | None = None  # where the open block quotation began, in UTF-16 units

    def run(self) -> tuple[str, list[Entity]]:
        self._line_start()
        while found := _INTERESTING.search(self.source, self.at):
            self.draft.write(self.source[self.at : found.start()])
            self.at = found.start()
            self._sign(found.group())
        self.draft.write(self.source[self.at :])
        if self.draft.opened:
            left = self.draft.opened[-1]
            what = left.entity["type"].replace("_", " ").title().replace(" ", "")
            raise cannot_parse(f"Can't find end of {what} entity at byte offset {left.started_byte}")
        self._end_quote()
        return self.draft.finish()

    def _byte(self) -> int:
        return len(self.source[: self.at].encode())

    def _sign(self, sign: str) -> None:
        match sign:
            case "\\":
                self._escaped()
            case "\n":
                self._new_line()
            case "`":
                self._code()
            case "[":
                self._open("[", "text_link", 1)
            case "!" if self.source.startswith("![", self.at):
                self._open("![", "custom_emoji", 2)
            case "]":
                self._end_link()
            case "_" | "*" | "~" | "|":
                self._toggle(sign)
            case _:
                raise self._reserved(sign)

    def _reserved(self, sign: str) -> Exception:
        return cannot_parse(f"Character '{sign}' is reserved and must be escaped with the preceding '\\'")

    def _escaped(self) -> None:
        """Write the ASCII sign after a backslash; before anything else it is a backslash."""
        following = self.source[self.at + 1 : self.at + 2]
        if following and 0 < ord(following) < _ASCII_LIMIT and following != "\n":
            self.draft.write(following)
            self.at += 2
        else:
            self.draft.write("\\")
            self.at += 1

    def _open(self, mark: str, kind: str, width: int) -> None:
        self.draft.open(mark, {"type": kind}, self._byte())
        self.at += width

    def _toggle(self, sign: str) -> None:
        doubled = sign * 2
        if sign == "|" and not self.source.startswith("||", self.at):
            raise self._reserved(sign)
        mark = doubled if doubled in _MARKS and self.source.startswith(doubled, self.at) else sign
        if self.draft.opened and self.draft.opened[-1].mark == sign != mark:
            mark = sign  # "_" is open: of "___" the first closes it
        if self.draft.opened and self.draft.opened[-1].mark == mark:
            self.draft.close()
            self.at += len(mark)
        else:
            self._open(mark, _MARKS[mark], len(mark))

    def _code(self) -> None:
        fence = "```" if self.source.startswith("```", self.at) else "`"
        started = self._byte()
        end = self._find_unescaped(fence, self.at + len(fence))
        if end < 0:
            what = "Pre" if fence == "```" else "Code"
            raise cannot_parse(f"Can't find end of {what} entity at byte offset {started}")
        body = self.source[self.at + len(fence) : end]
        entity: Entity = {"type": "pre" if fence == "```" else "code"}
        if fence == "```":
            body = self._take_language(body, entity)
        self.draft.open(fence, entity, started)
        self.draft.write(re.sub(r"\\([\x01-\x7e])", r"\1", body))
        self.draft.close()
        self.at = end + len(fence)

    def _take_language(self, body: str, entity: Entity) -> str:
        found = _LANGUAGE.match(body)
        if found is None:
            return body
        if found.group(1):
            entity["language"] = found.group(1)
        return body[found.end() :]

    def _find_unescaped(self, wanted: str, start: int) -> int:
        at = start
        while at < len(self.source):
            if self.source[at] == "\\":
                at += 2
            elif self.source.startswith(wanted, at):
                return at
            else:
                at += 1
        return -1

    def _end_link(self) -> None:
        opened = self.draft.opened
        if not opened or opened[-1].mark not in {"[", "!["}:
            raise self._reserved("]")
        entity = opened[-1].entity
        self.at += 1
        address = ""
        if self.source.startswith("(", self.at):
            end = self._find_unescaped(")", self.at + 1)
            if end < 0:
                raise cannot_parse(f"Can't find end of a URL at byte offset {self._byte()}")
            address = re.sub(r"\\([\x01-\x7e])", r"\1", self.source[self.at + 1 : end])
            self.at = end + 1
        self._point(entity, address)
        self.draft.close()

    def _point(self, entity: Entity, address: str) -> None:
        if entity["type"] == "custom_emoji":
            entity["custom_emoji_id"] = address.rpartition("id=")[2]
        elif address.startswith("tg://user?id=") and address[13:].isdigit():
            entity |= {"type": "text_mention", "user": {"id": int(address[13:])}}
        elif address:
            entity["url"] = address
        else:
            entity["type"] = ""  # a link without an address is plain text

    def _new_line(self) -> None:
        self.at += 1
        if self.quote_at is not None and not self.source.startswith(">", self.at):
            self._end_quote()
        self.draft.write("\n")
        self._line_start()

    def _line_start(self) -> None:
        """Open or continue a block quotation at a line that starts with ">"; "**>" starts a new one."""
        if self.source.startswith("**>", self.at):
            self._end_quote()
            self.at += 2
        if self.source.startswith(">", self.at):
            self.at += 1
            if self.quote_at is None:
                self.quote_at = self.draft.length

    def _end_quote(self) -> None:
        if self.quote_at is None:
            return
        length = self.draft.length - self.quote_at
        if length:
            self.draft.entities.append({"type": "blockquote", "offset": self.quote_at, "length": length})
        self.quote_at = None
