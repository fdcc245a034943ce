"""What is looked at: sizes, codes that read back, and papers that come out the same each time."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import segno

from domain.papers import Medium, RosterName
from paper import duty, mediation, people, press, timebank, wishes
from tests.paper.reading import pdf_pages, pdf_text, picture_size, qr_modules
from tests.paper.samples import (
    CARD,
    CERTIFICATE,
    CODE,
    LINK,
    MONDAY,
    POSTER,
    SETTLEMENT,
    STATEMENT,
    THANKS,
    WEEK,
    WISHES,
)

PICTURES = {
    "card": lambda: people.volunteer_card(CARD, Medium.PNG),
    "roster": lambda: duty.roster_pictures(WEEK)[0],
    "statement": lambda: timebank.points_statement(STATEMENT),
    "certificate": lambda: timebank.service_certificate(CERTIFICATE, Medium.PNG),
    "code": lambda: timebank.redemption_card(CODE),
    "thanks": lambda: wishes.thank_you_letter(THANKS, Medium.PNG),
    "wishes": lambda: wishes.wish_month(WISHES),
}
PRINTS = {
    "card": lambda: people.volunteer_card(CARD, Medium.PDF),
    "poster": lambda: people.building_posters([POSTER]),
    "sheet": lambda: duty.roster_sheet(WEEK),
    "certificate": lambda: timebank.service_certificate(CERTIFICATE, Medium.PDF),
    "thanks": lambda: wishes.thank_you_letter(THANKS, Medium.PDF),
    "settlement": lambda: mediation.settlement_pdf(SETTLEMENT),
}


def dark(link: str) -> list[list[bool]]:
    return [[bool(module) for module in row] for row in segno.make_qr(link, error="m").matrix]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_wide_as_a_phone_and_short_enough_for_the_messenger(name: str) -> None:
    wide, high = picture_size(PICTURES[name]())
    assert wide == 1080
    assert high < 2.6 * wide


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_facts_give_the_same_picture(name: str) -> None:
    assert PICTURES[name]() == PICTURES[name]()


@pytest.mark.parametrize("name", PRINTS)
def test_a_print_uses_the_fonts_we_bring_and_no_other(name: str) -> None:
    fonts = set(re.findall(rb"/BaseFont/[A-Z]{6}\+([A-Za-z]+SC)", PRINTS[name]()))
    assert fonts <= {b"NotoSansSC", b"NotoSerifSC"}
    assert len(re.findall(rb"/BaseFont/[A-Z]{6}\+Noto", PRINTS[name]())) == PRINTS[name]().count(b"/BaseFont/")


@pytest.mark.parametrize("name", PRINTS)
def test_the_same_facts_give_the_same_print(name: str) -> None:
    assert PRINTS[name]() == PRINTS[name]()


def test_a_till_that_scans_reads_the_six_digits_and_nothing_else() -> None:
    wanted = dark(CODE.code)
    assert qr_modules(timebank.redemption_card(CODE), len(wanted)) == wanted


def test_the_code_on_the_card_is_the_link_module_by_module() -> None:
    wanted = dark(LINK)
    assert qr_modules(people.volunteer_card(CARD, Medium.PNG), len(wanted)) == wanted


def test_the_code_on_the_certificate_is_the_link_module_by_module() -> None:
    wanted = dark(CERTIFICATE.link)
    assert qr_modules(timebank.service_certificate(CERTIFICATE, Medium.PNG), len(wanted)) == wanted


def test_the_code_on_the_poster_is_the_link_and_a_hundred_millimetres_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "press", lambda template, view, _: press.press(template, view, Medium.PNG, 595))
    wanted = dark(LINK)
    assert qr_modules(people.building_posters([POSTER]), len(wanted)) == wanted


def test_a_code_without_a_link_is_refused() -> None:
    with pytest.raises(ValueError, match="link"):
        people.volunteer_card(replace(CARD, link=""), Medium.PNG)


def test_each_building_gets_a_page_of_its_own() -> None:
    posters = [replace(POSTER, building=f"{number}号楼", link=f"{LINK}{number}") for number in range(1, 6)]
    printed = people.building_posters(posters)
    assert pdf_pages(printed) == 5
    assert all(f"{number}号楼" in pdf_text(printed) for number in range(1, 6))


def test_a_poster_for_no_building_is_refused() -> None:
    with pytest.raises(ValueError, match="building"):
        people.building_posters([])


def test_a_week_fills_as_many_pictures_as_it_needs() -> None:
    crowded = replace(WEEK, shifts=tuple(replace(each, on=MONDAY) for each in WEEK.shifts) + WEEK.shifts[2:])
    pictures = duty.roster_pictures(crowded)
    assert len(pictures) == 3
    assert all(picture_size(each)[1] < 2.6 * 1080 for each in pictures)


def test_a_week_without_duty_is_one_picture() -> None:
    assert len(duty.roster_pictures(replace(WEEK, shifts=()))) == 1


def test_the_sheet_has_a_row_for_every_seat_also_the_empty_ones() -> None:
    printed = pdf_text(duty.roster_sheet(WEEK))
    seats = sum(len(shift.names) for shift in WEEK.shifts)
    assert printed.count("王建国") + printed.count("周德福") + printed.count("李秀英") == seats
    assert printed.count("还缺人") == sum(shift.missing for shift in WEEK.shifts)


def test_a_sheet_for_a_group_has_no_code_and_no_numbers() -> None:
    """The group is on the phone already, and it sees family names only."""
    shown = tuple(replace(each, names=(RosterName("", "王老师"),)) for each in WEEK.shifts)
    printed = pdf_text(duty.roster_sheet(replace(WEEK, shifts=shown, link="")))
    assert printed.count("王老师") == len(WEEK.shifts)
    assert "扫一扫" not in printed


def test_a_long_week_runs_over_pages_with_its_headings() -> None:
    many = tuple(replace(each, on=each.on + timedelta(days=day)) for day in range(3) for each in WEEK.shifts * 3)
    printed = duty.roster_sheet(replace(WEEK, shifts=many))
    assert pdf_pages(printed) > 3
    assert pdf_text(printed).count("签到签退") >= pdf_pages(printed)


@pytest.mark.parametrize(
    "certificate",
    [
        CERTIFICATE,
        replace(CERTIFICATE, name="阿里木江·买买提吐尔逊·古丽帕提古丽热", by_activity=CERTIFICATE.by_activity * 4),
    ],
)
def test_a_certificate_stays_on_one_page(certificate: object) -> None:
    assert pdf_pages(timebank.service_certificate(certificate, Medium.PDF)) == 1  # type: ignore[arg-type]  # parametrised


def test_a_long_word_of_thanks_is_set_smaller_before_it_takes_a_second_page() -> None:
    assert pdf_pages(wishes.thank_you_letter(replace(THANKS, words=THANKS.words * 15), Medium.PDF)) == 1
    assert pdf_pages(wishes.thank_you_letter(replace(THANKS, words=THANKS.words * 90), Medium.PDF)) > 1


def test_cards_may_be_drawn_in_several_threads_at_once() -> None:
    cards = [replace(CARD, number=f"01{number:05d}") for number in range(12)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda card: people.volunteer_card(card, Medium.PDF), cards))
    assert together == [people.volunteer_card(card, Medium.PDF) for card in cards]


def test_a_card_bare_of_everything_optional_still_prints() -> None:
    assert picture_size(people.volunteer_card(replace(CARD, skills=(), stars=0, community=""), Medium.PNG))[0] == 1080


def test_a_statement_of_an_empty_month_still_prints() -> None:
    empty = replace(STATEMENT, earned=(), expiring=None, statement=replace(STATEMENT.statement, moved={}))
    assert picture_size(timebank.points_statement(empty))[0] == 1080


def test_a_month_without_a_single_wish_still_prints() -> None:
    quiet = replace(WISHES, received=0, fulfilled=0, waiting=0, days_tenths=None, rating_tenths=None, by_category=())
    assert picture_size(wishes.wish_month(quiet))[0] == 1080
