"""Places, phones, names, numbers and moved times."""

import pytest

from understanding.categories import duty_of
from understanding.codes import read_number
from understanding.labelled import SAID_AT
from understanding.people import read_name, read_phone
from understanding.places import read_places
from understanding.slots import read_slots
from understanding.text import plain
from understanding.times import read_times


def slots(text: str, intent: str = "other") -> dict[str, str | list[str]]:
    return read_slots(plain(text), read_times(text, SAID_AT), intent, SAID_AT).said()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("我住12-3-502", ("12", "3", "502")),
        ("七号楼一单元302", ("7", "1", "302")),
        ("3栋", ("3", None, None)),
        ("2号楼2单元五零一", ("2", "2", "501")),
        ("三楼东户", (None, None, "三楼东户")),
        ("5号楼3门401", ("5", "3", "401")),
        ("12#3-502", ("12", "3", "502")),
        ("3楼2单元501", ("3", "2", "501")),
        ("3楼502", ("3", None, "502")),
        ("5楼502", (None, None, "502")),
        ("A座1203", ("A", None, "1203")),
        ("三杠二杠五零一", ("3", "2", "501")),
    ],
)
def test_an_address_is_read_in_every_way_of_writing(text: str, place: tuple[str | None, ...]) -> None:
    (found,) = read_places(plain(text).text)
    assert (found.building, found.unit, found.room) == place


def test_a_date_is_no_address() -> None:
    assert read_places("2026-04-12") == []


def test_an_address_said_in_two_breaths_is_one() -> None:
    assert slots("我住3号楼，是2单元的") == {"building": "3", "unit": "2"}


def test_the_address_after_a_change_is_the_one_that_counts() -> None:
    assert slots("6号楼改成8号楼了")["building"] == "8"


@pytest.mark.parametrize("text", ["139 1234 5678", "139-1234-5678", "幺三九幺二三四五六七八", "+86 13912345678"])
def test_a_phone_is_eleven_digits_however_it_is_spoken(text: str) -> None:
    assert read_phone(plain(text).text) == "13912345678"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我叫刘桂芳，住3号楼", "刘桂芳"),
        ("俺是七号楼的王建国", "王建国"),
        ("给我老伴报个名，她叫陈玉兰", "陈玉兰"),
        ("想和老王换班", "老王"),
        ("李奶奶家的灯我来换", "李奶奶"),
        ("高血压犯了", None),
        ("老年大学在哪", None),
        ("卫生站电话", None),
    ],
)
def test_a_name_is_a_person_and_nothing_else(text: str, name: str | None) -> None:
    assert read_name(plain(text).text) == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5号求助我来", "5"),
        ("八号那个心愿归我", "8"),
        ("编号23的我接", "23"),
        ("解忧2026-42进展", "2026-0042"),
        ("兑换码482193", "482193"),
    ],
)
def test_a_number_of_a_thing_is_found(text: str, number: str) -> None:
    assert read_number(plain(text).text) == number


def test_the_number_of_a_wish_is_no_day_of_the_month() -> None:
    assert slots("5号办好了") == {"number": "5"}


def test_a_swap_tells_from_when_and_to_when() -> None:
    assert slots("把周四的班换到周五", "duty_swap") == {"when": ["2026-03-12"], "to_when": ["2026-03-13"]}


def test_a_bare_weekday_moves_within_the_week_it_is_moved_from() -> None:
    assert slots("下周一的岗改到周二", "duty_swap")["to_when"] == ["2026-03-17"]


def test_a_day_and_an_hour_said_apart_are_one_time() -> None:
    assert slots("明天我在家，三点半来吧")["when"] == ["2026-03-11T15:30"]


def test_from_one_day_to_another_is_a_stretch() -> None:
    assert slots("从明天请假到周日", "duty_leave")["when"] == ["2026-03-11/2026-03-15"]


def test_noise_at_night_is_no_appointment() -> None:
    assert "when" not in slots("楼上半夜放音乐", "dispute")


@pytest.mark.parametrize(
    ("text", "intent", "when"),
    [
        ("昨天灯坏了，明天谁来修修", "wish", ["2026-03-11"]),
        ("上个月晕过一回，后天要去复查", "wish", ["2026-03-12"]),
        ("六点五十到的岗", "check_in", ["T06:50"]),
        ("二月份我得了多少分", "points", ["2026-02"]),
        ("下午的班我来不了", "duty_leave", ["2026-03-10@afternoon"]),
        ("二十号二十一号请假", "duty_leave", ["2026-03-20", "2026-03-21"]),
        ("晚上巡逻八点钟开始我来", "duty_signup", ["T20:00"]),
        ("后天去拔牙，后天上午有我的班吗", "duty_query", ["2026-03-12@forenoon"]),
        ("这个礼拜周四有我吗", "duty_query", ["2026-03-12"]),
        ("长期报周二", "duty_signup", ["W:2"]),
    ],
)
def test_the_time_of_the_request_is_the_one_that_counts(text: str, intent: str, when: list[str]) -> None:
    assert slots(text, intent)["when"] == when


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("周凤英签到", "周凤英"),
        ("听说老楚病了", "老楚"),
        ("跟芬姐对调", "芬姐"),
        ("老关门不严", None),
        ("养老钱", None),
    ],
)
def test_a_name_is_found_wherever_it_stands(text: str, name: str | None) -> None:
    assert read_name(plain(text).text) == name


@pytest.mark.parametrize(
    ("text", "intent", "number"),
    [
        ("17号那个修灯的我去", "wish_claim", "17"),
        ("来提货，码六零三三八五", "redeem", "603385"),
        ("口令三六一九", "check_in", "3619"),
        ("17号我值班吗", "duty_query", None),
        ("十四号代买米那桩我来", "wish_claim", None),
        ("擦窗那位十九号等人，我去", "wish_claim", None),
        ("教剪纸那桩我应了，二十三号，带红纸", "wish_claim", None),
        ("遛狗遛到二十号，我可以", "wish_claim", None),
        ("45号代买米的我来", "wish_claim", "45"),
        ("织毛衣的活十六号之前交，我来", "wish_claim", None),
        ("那位老伯，十七号我去陪他", "wish_claim", None),
        ("给伢买字典的单我接了，最迟三十号", "wish_claim", None),
        ("二十六号我去换药，你给找个陪的", "wish", None),
        ("16号换班的事算了", "cancel", None),
        ("我提的52号都三天了没动静", "help", "52"),
        ("请作废0833", "cancel", "0833"),
        ("电话改成135 0896 4471", "register", None),
        ("券码 39 02 76 还能用吗", "redeem", "390276"),
        ("就要第二个，别的不要", "redeem", "2"),
    ],
)
def test_what_a_number_counts_depends_on_the_talk(text: str, intent: str, number: str | None) -> None:
    assert slots(text, intent).get("number") == number


@pytest.mark.parametrize(("text", "room"), [("楼上602洗衣机漏水", "602"), ("802天天跳绳", "802"), ("住500米外", None)])
def test_a_room_is_found_without_its_house(text: str, room: str | None) -> None:
    assert slots(text, "dispute").get("room") == room


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("11号楼2-502，箱子抬不动", {"building": "11", "unit": "2", "room": "502"}),
        ("登的是2号楼1单元，其实是1号楼2单元", {"building": "1", "unit": "2"}),
        ("住十栋二单员601", {"building": "10", "unit": "2", "room": "601"}),
        ("隔壁7号601的李奶奶", {"building": "7", "room": "601"}),
        ("他家门牌是不是三零六", {"room": "306"}),
        ("402放话要弄死我的猫", {"room": "402"}),
        ("跟701约的几点", {"room": "701"}),
        ("擦吊灯，1601", {"room": "1601"}),
        ("六零三那件事办好了", {"room": "603"}),
        ("一栋楼像动物园，七号楼的", {"building": "7"}),
    ],
)
def test_an_address_is_read_without_the_words_of_a_form(text: str, place: dict[str, str]) -> None:
    found = slots(text, "wish")
    assert {key: found[key] for key in ("building", "unit", "room") if key in found} == place


@pytest.mark.parametrize(
    "text", ["从12号楼到20号楼巡了一圈", "电梯停在五楼和六楼中间", "120的积分能换啥", "门牌忘了，是哪一栋"]
)
def test_what_is_walked_or_counted_is_no_address(text: str) -> None:
    assert not {"building", "unit", "room"} & slots(text, "check_in").keys()


@pytest.mark.parametrize(
    ("text", "intent", "number"),
    [
        ("七一零六，好使不", "check_in", "7106"),
        ("签到码四八二一", "check_in", "4821"),
        ("码报错，是3057不", "check_in", "3057"),
        ("31跟35我一起收了", "wish_claim", "31"),
        ("2026-118号我认了", "wish_claim", "2026-0118"),
        ("0042那件事什么时候调", "dispute", "0042"),
        ("2026-03我有几个班", "duty_query", None),
    ],
)
def test_a_number_is_found_where_one_is_expected(text: str, intent: str, number: str | None) -> None:
    assert slots(text, intent).get("number") == number


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("这个月的护血岗咋没看着我", "护学岗"),
        ("沪学岗已经到了", "护学岗"),
        ("训罗几点走", "巡逻"),
        ("今晚寻罗还去吗", "巡逻"),
        ("寻到三号门了", None),
        ("护着孙子学骑车", None),
    ],
)
def test_a_duty_is_known_by_its_sound(text: str, duty: str | None) -> None:
    assert duty_of(text, "duty_query") == duty
