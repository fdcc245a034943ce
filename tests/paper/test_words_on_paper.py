"""Every fact is on the paper as it was given, and no fact is ever taken for an instruction."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.papers import Medium, Promise
from paper import duty, mediation, people, timebank, wishes
from paper.letters import drawable, drawable_signs
from paper.press import PaperJam, press
from tests.paper.reading import pdf_text
from tests.paper.samples import CARD, CERTIFICATE, POSTER, SETTLEMENT, STATEMENT, THANKS, WEEK
from wording.paper import statement_lines

HOSTILE = (
    '#import "x"',
    "#panic()",
    "$x^2$ 5$",
    "*粗* _斜_ `码`",
    "a\\b \\#",
    "<b>&amp;</b> @ref // 注 /* */",
    "[1] {2} ~ -- --- ...",
    '"双" \'单\'',
    "= 标题",
    "- 列表",
    "http://x.y/z",
    '#{read("/etc/passwd")}',
)  # fmt: skip


def squeezed(text: str) -> str:
    return "".join(text.split())


def on_card(name: str) -> str:
    return squeezed(pdf_text(people.volunteer_card(replace(CARD, name=name), Medium.PDF)))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_made_of_markup_prints_as_it_is_typed(name: str) -> None:
    assert squeezed(name) in on_card(name)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.sampled_from("#$*_`\\@<>[]{}()\"'/=-+~&|^:;,.!?0aZ王建国的 "), min_size=1, max_size=20))
def test_whatever_is_typed_prints_as_it_is_typed(name: str) -> None:
    assert squeezed(name) in on_card(name)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=30))
def test_no_text_at_all_can_spoil_a_card(name: str) -> None:
    assert people.volunteer_card(replace(CARD, name=name, skills=(name, name)), Medium.PDF).startswith(b"%PDF")


def test_everything_on_the_card_is_there() -> None:
    printed = on_card("王建国")
    for words in ("银龄志愿者", "河口社区", "编号0100042", "3星志愿者", "家电维修", "护学巡逻"):
        assert words in printed


def test_the_poster_says_where_how_and_whom_to_call() -> None:
    printed = squeezed(pdf_text(people.building_posters([POSTER])))
    for words in ("河口社区3号楼", "扫上面的方块码", "点一下【开始】", "说您要办的事", "0546-3661234"):
        assert words in printed


def test_a_poster_without_a_phone_still_offers_a_person() -> None:
    assert "请到社区来" in pdf_text(people.building_posters([replace(POSTER, phone="")]))


def test_the_sheet_names_the_weekday_beside_the_date() -> None:
    printed = squeezed(pdf_text(duty.roster_sheet(WEEK)))
    assert "3月2日（周一）到3月8日（周日）" in printed
    assert "16:00–17:00" in printed


def test_the_certificate_carries_number_code_hours_and_both_ways_of_recording() -> None:
    printed = squeezed(pdf_text(timebank.service_certificate(CERTIFICATE, Medium.PDF)))
    for words in (
        "志愿服务证明",
        "证2026-0042",
        "K7QF-2M9R",
        "一共310小时",
        "290小时",
        "20小时45分钟",
        "2026年1月8日（周四）",
    ):
        assert words in printed


def test_hours_on_a_certificate_are_never_rounded_up() -> None:
    assert replace(CERTIFICATE, credit_minutes=119, honour_minutes=0).hours == 1


def test_a_statement_names_the_last_day_on_which_points_can_be_spent() -> None:
    assert "有 5 分，能用到6月29日（周一）。" in statement_lines(STATEMENT)


def test_a_statement_with_five_stars_asks_for_no_more() -> None:
    assert "5 颗星都有了，了不起！" in statement_lines(replace(STATEMENT, minutes=90_000, expiring=None))


def test_the_letter_says_who_thanks_for_what_and_in_whose_words() -> None:
    printed = squeezed(pdf_text(wishes.thank_you_letter(THANKS, Medium.PDF)))
    for words in ("王建国，您好", "您帮李阿姨办成了一件事：家电维修", "换得又快又好", "5分"):
        assert words in printed


def test_a_letter_without_words_or_name_thanks_for_the_community() -> None:
    printed = squeezed(
        pdf_text(wishes.thank_you_letter(replace(THANKS, thanked_by="", words=" ", rating=None), Medium.PDF))
    )
    assert "您帮河口社区的街坊办成了一件事" in printed
    assert "对您说" not in printed


def test_the_settlement_lists_each_promise_with_its_day() -> None:
    printed = squeezed(pdf_text(mediation.settlement_pdf(SETTLEMENT)))
    for words in ("甲方赵国强", "乙方孙丽华", "请人修好卫生间水管", "2026年3月10日（周二）前办好", "调解员吴桂兰签名"):
        assert words in printed


def test_the_word_document_holds_the_same_words_and_shows_markup_as_text() -> None:
    odd = replace(SETTLEMENT, promises=(*SETTLEMENT.promises, Promise("赵<b>&", "一\n二\x00\x0b")))
    with zipfile.ZipFile(io.BytesIO(mediation.settlement_docx(odd))) as parts:
        assert parts.testzip() is None
        document = ET.fromstring(parts.read("word/document.xml"))  # noqa: S314 - written by us a line above
    words = "".join(document.itertext())
    for wanted in ("调解协议书", "解忧2026-0042", "请人修好卫生间水管", "赵<b>&", "一二"):
        assert wanted in words


def test_the_same_settlement_gives_the_same_word_document() -> None:
    assert mediation.settlement_docx(SETTLEMENT) == mediation.settlement_docx(SETTLEMENT)


def test_an_emoji_goes_and_a_letter_the_font_lacks_leaves_its_place() -> None:
    lacking = next(chr(code) for code in range(0x20000, 0x2A6DF) if chr(code) not in drawable_signs())
    assert drawable(f"王😀建{lacking}国\u202e") == "王建□国"


def test_all_our_own_words_can_be_drawn() -> None:
    assert drawable("★☆□×–（）「」【】　，。！？：、“”") == "★☆□×–（）「」【】　，。！？：、“”"


def test_a_template_that_lacks_a_fact_is_a_fault_of_ours() -> None:
    with pytest.raises(PaperJam):
        press("card", {"title": "x"}, Medium.PNG)
