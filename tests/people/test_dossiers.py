"""What people tell about themselves, checked."""

from datetime import UTC, datetime

import pytest

from domain.answers import masked_id, phone_of
from domain.dossiers import MOST_SKILLS, TooManySkills, birth_year_of, hours_of, is_free, skills_of

NOW = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(("said", "year"), [("1956", 1956), ("1956年", 1956), ("56", 1956), ("1956年生", 1956)])
def test_a_birth_year_is_read_as_people_write_it(said: str, year: int) -> None:
    assert birth_year_of(said, NOW) == year


@pytest.mark.parametrize("said", ["1890", "2020", "2030", "95612", "七十一", "", "三号楼"])
def test_a_year_in_which_nobody_here_was_born_is_none(said: str) -> None:
    assert birth_year_of(said, NOW) is None


@pytest.mark.parametrize("said", ["12345678901", "00000000000", "23812345678", "1381234567"])
def test_eleven_digits_are_not_always_a_phone(said: str) -> None:
    assert phone_of(said) is None


def test_hours_are_every_part_on_every_day_in_the_order_of_the_week() -> None:
    assert hours_of(["周三", "周一"], ["傍晚", "上午"]) == ("周一上午", "周一傍晚", "周三上午", "周三傍晚")


def test_both_ways_of_telling_free_hours_are_read() -> None:
    assert is_free(("平日上午",), 2, "上午")
    assert is_free(("周三上午",), 2, "上午")
    assert is_free(("周末",), 6, "傍晚")
    assert not is_free(("平日上午",), 6, "上午")
    assert not is_free(("周三上午",), 0, "上午"), "Monday is 0, and Monday counts"


def test_five_hundred_skills_are_refused() -> None:
    with pytest.raises(TooManySkills):
        skills_of(f"第{number}样" for number in range(500))
    assert len(skills_of(["理发"] * 500)) == 1
    assert len(skills_of(str(number) for number in range(MOST_SKILLS))) == MOST_SKILLS


@pytest.mark.parametrize("text", ["370502195603154321", "我的是 37050219560315432X 。", "3705021956 0315 4321"])
def test_an_id_number_is_found_and_masked(text: str) -> None:
    assert masked_id(text) == "370" + "*" * 15


@pytest.mark.parametrize("text", ["13812345678", "2单元501", "20260310", "0546-1234567"])
def test_other_numbers_are_no_id_number(text: str) -> None:
    assert masked_id(text) is None
