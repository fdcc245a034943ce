"""HTML and MarkdownV2 become plain text and entities, or are refused in Telegram's words."""

import pytest

from gateway.entities import recognised, trim, units
from gateway.html_text import parse_html
from gateway.markdown_text import parse_markdown
from gateway.refusals import Refusal

HTML = [
    ("平常的话", "平常的话", []),
    ("<b>好</b>", "好", [("bold", 0, 1)]),
    ("😀<i>笑</i>", "😀笑", [("italic", 2, 1)]),
    ("<b>一<i>二</i></b>", "一二", [("bold", 0, 2), ("italic", 1, 1)]),
    ("<B>一</>", "一", [("bold", 0, 1)]),
    ("1 &lt; 2 &amp;&#33; &nbsp;", "1 < 2 &! &nbsp;", []),
    ("<u>a</u><s>b</s><del>c</del>", "abc", [("underline", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)]),
    ('<a href="https://a.cn/?x=1&amp;y=2">看</a>', "看", [("text_link", 0, 1)]),
    ("<a>看</a>", "看", []),
    ('<a href="tg://user?id=7">他</a>', "他", [("text_mention", 0, 1)]),
    ('<span class="tg-spoiler">密</span>', "密", [("spoiler", 0, 1)]),
    ("<tg-spoiler>密</tg-spoiler>", "密", [("spoiler", 0, 1)]),
    ('<pre><code class="language-python">x</code></pre>', "x", [("pre", 0, 1)]),
    ("<blockquote expandable>引</blockquote>", "引", [("expandable_blockquote", 0, 1)]),
    ("<b></b>空", "空", []),
]

BAD_HTML = [
    ("<b>好", 'Can\'t find end tag corresponding to start tag "b"'),
    ("好</b>", "Unexpected end tag at byte offset 3"),
    ("<b>好</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
    ("好<div>", 'Unsupported start tag "div" at byte offset 3'),
    ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ("<b", "Unclosed start tag at byte offset 0"),
    ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
    ("<b></b", "Unclosed end tag at byte offset 3"),
    ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ('<a ="x">x</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
]

MARKDOWN = [
    ("*好*", "好", [("bold", 0, 1)]),
    ("_一_ __二__", "一 二", [("italic", 0, 1), ("underline", 2, 1)]),
    ("~a~ ||b||", "a b", [("strikethrough", 0, 1), ("spoiler", 2, 1)]),
    (r"1\.5 \*", "1.5 *", []),
    ("`a_b`", "a_b", [("code", 0, 3)]),
    ("```python\nx=1```", "x=1", [("pre", 0, 3)]),
    ("[看](https://a.cn/a_b)", "看", [("text_link", 0, 1)]),
    ("[他](tg://user?id=7)", "他", [("text_mention", 0, 1)]),
    (">一\n>二\n三", "一\n二\n三", [("blockquote", 0, 3)]),
    ("*一_二_*", "一二", [("bold", 0, 2), ("italic", 1, 1)]),
    ("![👍](tg://emoji?id=5)", "👍", [("custom_emoji", 0, 2)]),
    ("\\好", "\\好", []),
    ("[看]", "看", []),
]

BAD_MARKDOWN = [
    ("3.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
    ("好!", "Character '!' is reserved and must be escaped with the preceding '\\'"),
    ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
    ("a]", "Character ']' is reserved and must be escaped with the preceding '\\'"),
    ("好*b", "Can't find end of Bold entity at byte offset 3"),
    ("`b", "Can't find end of Code entity at byte offset 0"),
    ("```b", "Can't find end of Pre entity at byte offset 0"),
    ("[a](b", "Can't find end of a URL at byte offset 3"),
    ("[a", "Can't find end of TextLink entity at byte offset 0"),
]

Shape = list[tuple[str, int, int]]


@pytest.mark.parametrize(("source", "text", "shapes"), HTML)
def test_html_becomes_text_and_entities(source: str, text: str, shapes: Shape) -> None:
    plain, entities = parse_html(source)
    assert (plain, [(e["type"], e["offset"], e["length"]) for e in entities]) == (text, shapes)


@pytest.mark.parametrize(("source", "why"), BAD_HTML)
def test_bad_html_is_refused_with_the_place(source: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


@pytest.mark.parametrize(("source", "text", "shapes"), MARKDOWN)
def test_markdown_becomes_text_and_entities(source: str, text: str, shapes: Shape) -> None:
    plain, entities = parse_markdown(source)
    assert (plain, [(e["type"], e["offset"], e["length"]) for e in entities]) == (text, shapes)


@pytest.mark.parametrize(("source", "why"), BAD_MARKDOWN)
def test_bad_markdown_is_refused_with_the_reason(source: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_markdown(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_a_link_keeps_its_address_unescaped() -> None:
    assert parse_html('<a href="https://a.cn/?x=1&amp;y=2">看</a>')[1][0]["url"] == "https://a.cn/?x=1&y=2"


def test_a_block_of_code_keeps_its_language() -> None:
    assert parse_html('<pre><code class="language-python">x</code></pre>')[1][0]["language"] == "python"
    assert parse_markdown("```python\nx```")[1][0]["language"] == "python"


def test_blank_ends_are_cut_and_entities_with_them() -> None:
    entities = [{"type": "bold", "offset": 0, "length": 3}, {"type": "italic", "offset": 4, "length": 1}]
    assert trim("  好 \n", entities) == ("好", [{"type": "bold", "offset": 0, "length": 1}])


def test_length_is_counted_in_utf_16_units() -> None:
    assert [units(text) for text in ("ab", "银龄", "😀", "")] == [2, 2, 2, 0]


def test_commands_links_mentions_and_tags_are_recognised() -> None:
    text = "😀 /start@yinling_bot 看 https://a.cn @laowang #通知 1/2 a/b"
    found = [
        (e["type"], text.encode("utf-16-le")[e["offset"] * 2 :][: e["length"] * 2].decode("utf-16-le"))
        for e in recognised(text, [])
    ]
    assert found == [
        ("bot_command", "/start@yinling_bot"),
        ("url", "https://a.cn"),
        ("mention", "@laowang"),
        ("hashtag", "#通知"),
    ]


def test_nothing_is_recognised_inside_code() -> None:
    assert recognised("/start", [{"type": "code", "offset": 0, "length": 6}]) == [
        {"type": "code", "offset": 0, "length": 6}
    ]
