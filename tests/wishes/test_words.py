import pytest

from domain.dossiers import says_alone
from domain.elsewhere import Elsewhere, elsewhere
from domain.private_words import Private, find_private, public_words


@pytest.mark.parametrize(
    ("text", "kind", "left"),
    [
        ("打我电话13812345678", Private.PHONE, "打我电话○○"),
        ("打 138 1234 5678 找我", Private.PHONE, "打 ○○ 找我"),
        ("座机0546-8765432", Private.PHONE, "座机○○"),
        ("幺三八零零零零一一一一", Private.PHONE, "○○"),
        ("身份证370502194503041234", Private.ID_CARD, "身份证○○"),
        ("卡号6222021234567890123", Private.BANK_CARD, "卡号○○"),
        ("我在2单元501室", Private.ROOM, "我在○○"),
        ("住3-2-501", Private.ROOM, "住○○"),
        ("我叫赵桂兰，灯坏了", Private.NAME, "我叫○○，灯坏了"),
        ("膝盖置换过不能久站，灯坏了", Private.HEALTH, "○○，灯坏了"),
        ("老伴腿脚不便，想有人推轮椅下楼", Private.HEALTH, "老伴○○，想有人推轮椅下楼"),
        ("我妈糖尿病，陪她去医院", Private.HEALTH, "我妈○○，陪她去医院"),
        ("眼睛看不清，帮我念封信", Private.HEALTH, "○○，帮我念封信"),
        ("刚做完手术，想请人买菜", Private.HEALTH, "○○，想请人买菜"),
        ("我一个人住，灯坏了", Private.ALONE, "我○○，灯坏了"),
    ],
)
def test_private_words_are_found_and_taken_off(text: str, kind: Private, left: str) -> None:
    assert [each.kind for each in find_private(text)] == [kind]
    assert public_words(text) == left


def test_the_requesters_own_name_and_door_are_taken_off_wherever_they_stand() -> None:
    text = "赵桂兰家的灯坏了，1单元302"
    assert public_words(text, ("赵桂兰",), ("1单元302",)) == "○○家的灯坏了，○○"


@pytest.mark.parametrize(
    "text",
    [
        *("厨房灯坏了，想请人换一个", "买2斤鸡蛋、3个馒头", "周三下午3点到5点", "5号楼楼下等"),
        *(
            "手机坏了",
            "血压计不好使",
            "桌腿不好了",
            "陪我去医院看眼睛",
            "水管不行了",
            "腰花买一斤",
            "想学做饭",
            "送我去住院部",
        ),
    ],
)
def test_harmless_words_stay_as_they_are(text: str) -> None:
    assert public_words(text) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("帮我去银行取点钱", Elsewhere.MONEY),
        ("帮我去ATM取现金", Elsewhere.MONEY),
        ("想借点钱周转一下", Elsewhere.LOAN),
        ("帮我贷款", Elsewhere.LOAN),
        ("帮我买点降压药", Elsewhere.MEDICINE),
        ("去医院开药", Elsewhere.MEDICINE),
        ("上门打针", Elsewhere.MEDICINE),
    ],
)
def test_money_loans_and_medicine_are_for_others(text: str, kind: Elsewhere) -> None:
    assert elsewhere(text) is kind


@pytest.mark.parametrize(
    "text",
    ["陪我去医院看眼睛", "灯坏了，换一个灯泡", "帮我买菜", "手机怎么付钱，想学", "打扫厨房", "帮忙取快递", "借个梯子"],
)
def test_ordinary_wishes_are_no_case_for_others(text: str) -> None:
    assert elsewhere(text) is None


@pytest.mark.parametrize("text", ["我一个人住，灯坏了", "独居老人，想有人来看看", "家里就我一个，搬不动", "老人自己住"])
def test_whoever_says_that_nobody_lives_with_them_is_heard(text: str) -> None:
    assert says_alone(text)


@pytest.mark.parametrize("text", ["灯坏了", "一个人搬不动，来两个人", "陪我一个人去医院"])
def test_one_person_is_not_yet_alone(text: str) -> None:
    assert not says_alone(text)
