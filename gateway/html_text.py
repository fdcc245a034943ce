"""Telegram's HTML: a handful of tags, everything else is refused with the byte where it stands."""

import html
import re

from gateway.entities import Draft, Entity, cannot_parse

_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "",
    "span": "",
    "tg-emoji": "",
}
_NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot));?")
_MARK = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s>]*")
_BLANK = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_BARE_VALUE = re.compile(r"[A-Za-z0-9.\-]*")
_LANGUAGE_PREFIX = "language-"


def parse_html(source: str) -> tuple[str, list[Entity]]:
    return _Walk(source).run()


class _Walk:
    """One pass from left to right; `at` is the position in characters."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.draft = Draft()

    def run(self) -> tuple[str, list[Entity]]:
        while found := _MARK.search(self.source, self.at):
            self.draft.write(self.source[self.at : found.start()])
            self.at = found.start()
            if found.group() == "&":
                self.draft.write(self._character())
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self.draft.write(self.source[self.at :])
        if self.draft.opened:
            name = self.draft.opened[-1].mark
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        return self.draft.finish()

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.at)
        taken = found.group() if found else ""
        self.at += len(taken)
        return taken

    def _character(self) -> str:
        found = _CHARACTER.match(self.source, self.at)
        if found is None:
            self.at += 1
            return "&"
        self.at = found.end()
        if found.group(3):
            return _NAMED_CHARACTERS[found.group(3)]
        return html.unescape(found.group().rstrip(";") + ";")

    def _start_tag(self) -> None:
        started = self.at
        self.at += 1
        name = self._take(_TAG_NAME).lower()
        if self.at >= len(self.source):
            raise cannot_parse(f"Unclosed start tag at byte offset {self._byte(started)}")
        if name not in _SIMPLE:
            raise cannot_parse(f'Unsupported start tag "{name}" at byte offset {self._byte(started)}')
        attributes = self._attributes(name, started)
        entity = self._entity(name, attributes, started)
        self.draft.open(name, entity, self._byte(started))

    def _attributes(self, name: str, started: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._take(_BLANK)
            if self.source.startswith(">", self.at):
                self.at += 1
                return found
            key = self._take(_ATTRIBUTE_NAME).lower()
            if self.at >= len(self.source):
                raise cannot_parse(f'Unclosed start tag "{name}" at byte offset {self._byte(started)}')
            if not key:
                raise cannot_parse(f'Empty attribute name in the tag "{name}" at byte offset {self._byte(started)}')
            found[key] = self._value(name, key, started)

    def _value(self, name: str, key: str, started: int) -> str:
        self._take(_BLANK)
        if not self.source.startswith("=", self.at):
            if (name, key) == ("blockquote", "expandable"):
                return ""
            raise cannot_parse(
                f'Expected equal sign in declaration of an attribute of the tag "{name}" '
                f"at byte offset {self._byte(started)}"
            )
        self.at += 1
        self._take(_BLANK)
        quote = self.source[self.at : self.at + 1]
        if quote not in {"'", '"'}:
            return self._take(_BARE_VALUE)
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise cannot_parse(f'Unclosed start tag "{name}" at byte offset {self._byte(started)}')
        value = self.source[self.at + 1 : end]
        self.at = end + 1
        return html.unescape(value)

    def _entity(self, name: str, attributes: dict[str, str], started: int) -> Entity:
        match name:
            case "a":
                return self._link(attributes.get("href", ""))
            case "span":
                if attributes.get("class") != "tg-spoiler":
                    raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(started)}')
                return {"type": "spoiler"}
            case "tg-emoji":
                return {"type": "custom_emoji", "custom_emoji_id": attributes.get("emoji-id", "")}
            case "blockquote" if "expandable" in attributes:
                return {"type": "expandable_blockquote"}
            case "code" if self._is_inside_pre():
                self._name_language(attributes.get("class", ""))
                return {"type": ""}  # <pre><code class=…> is one block, not two
            case _:
                return {"type": _SIMPLE[name]}

    def _link(self, href: str) -> Entity:
        """Telegram shows a link without an address as plain text."""
        if href.startswith("tg://user?id=") and href[13:].isdigit():
            return {"type": "text_mention", "user": {"id": int(href[13:])}}
        return {"type": "text_link", "url": href} if href else {"type": ""}

    def _is_inside_pre(self) -> bool:
        opened = self.draft.opened
        return bool(opened) and opened[-1].mark == "pre" and opened[-1].entity["offset"] == self.draft.length

    def _name_language(self, css_class: str) -> None:
        if css_class.startswith(_LANGUAGE_PREFIX):
            self.draft.opened[-1].entity["language"] = css_class.removeprefix(_LANGUAGE_PREFIX)

    def _end_tag(self) -> None:
        started = self.at
        if not self.draft.opened:
            raise cannot_parse(f"Unexpected end tag at byte offset {self._byte(started)}")
        self.at += 2
        name = self._take(_TAG_NAME).lower()
        self._take(_BLANK)
        if not self.source.startswith(">", self.at):
            raise cannot_parse(f"Unclosed end tag at byte offset {self._byte(started)}")
        self.at += 1
        expected = self.draft.opened[-1].mark
        if name and name != expected:
            raise cannot_parse(
                f'Unmatched end tag at byte offset {self._byte(started)}, expected "</{expected}>", found "</{name}>"'
            )
        self.draft.close()
