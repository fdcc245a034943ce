"""What talk of shifts says about time: which one is given and which is taken, and shifts by their names."""

import pytest

from understanding.labelled import SAID_AT
from understanding.slots import Slots, read_slots
from understanding.text import plain
from understanding.times import read_times


def read(text: str, intent: str) -> Slots:
    return read_slots(plain(text), read_times(text, SAID_AT), intent, SAID_AT)


@pytest.mark.parametrize(
    ("text", "given", "taken"),
    [
        ("老周上周三我上周五，对换", "2026-03-11", "2026-03-13"),
        ("我和李阿姨对调，她礼拜一我礼拜四", "2026-03-12", "2026-03-16"),
        ("我十六号，老周十九号，掉过来", "2026-03-16", "2026-03-19"),
        ("明天的岗老周替我去，我后天替他", "2026-03-11", "2026-03-12"),
        ("17号给老周，24号归我", "2026-03-17", "2026-03-24"),
        ("十三号我去吃酒，我拿十七号的抵", "2026-03-13", "2026-03-17"),
        ("王师傅顶我的礼拜六，我顶他的礼拜天", "2026-03-14", "2026-03-15"),
        ("老周下周三替我，我这周五替老周", "2026-03-18", "2026-03-13"),
        ("李阿姨跟我说好了，她周五的我站，我周四的她站", "2026-03-12", "2026-03-13"),
        ("礼拜六的我想提前到礼拜五，礼拜六要去喝喜酒", "2026-03-14", "2026-03-13"),
        ("下礼拜三的护学换成下礼拜四因为礼拜三要开会", "2026-03-18", "2026-03-19"),
        ("原定月底三十号的岗，想赶在二十五号先站了，因为三十号出远门", "2026-03-30", "2026-03-25"),
        ("孙女明天家长会，谁帮我顶了上午的护学岗，我拿下周一还他", "2026-03-11@forenoon", "2026-03-16"),
        ("孙女礼拜六跳舞，我又正好排在礼拜六上午，老周说他礼拜天的给我", "2026-03-14@forenoon", "2026-03-15"),
        ("给换到下午，上午我得去唱歌", "@forenoon", "@afternoon"),
        ("早上的挪到中午", "@morning", "@noon"),
        ("周六的班往后推一个礼拜", "2026-03-14", "2026-03-21"),
        ("周六的班往前提两天", "2026-03-14", "2026-03-12"),
        ("三月二十一的班改到二十八", "2026-03-21", "2026-03-28"),
        ("我周六的换到礼拜二", "2026-03-14", "2026-03-17"),
        ("我想从礼拜三改到礼拜五，长期的", "W:3", "W:5"),
        ("把我的早班换成晚班", "@morning", "@evening"),
        ("18号的晚班跟20号的早班互换", "2026-03-18@evening", "2026-03-20@morning"),
        ("我同老周交换，他来周三我去周六", "2026-03-11", "2026-03-14"),
        ("李阿姨礼拜天得闲，我礼拜六得闲，调转", "2026-03-15", "2026-03-14"),
        ("我想拿礼拜四换礼拜六", "2026-03-12", "2026-03-14"),
        ("礼拜四的班我上不了，谁愿意拿礼拜六跟我换", "2026-03-12", "2026-03-14"),
        ("礼拜五我有事，谁跟我换礼拜三", "2026-03-13", "2026-03-11"),
        ("今天的太早，换成傍晚", "2026-03-10", "2026-03-10@evening"),
        ("下下周二想挪到前一天", "2026-03-24", "2026-03-23"),
        ("能不能提早一天，周五我要去收租", "2026-03-13", "2026-03-12"),
        ("他周一我周五，掉个个儿", "2026-03-13", "2026-03-16"),
        ("周一换周四", "2026-03-16", "2026-03-12"),
        ("周一的护学岗改到周四", "2026-03-16", "2026-03-19"),
        ("三换六", "2026-03-11", "2026-03-14"),
        ("十八调二十", "2026-03-18", "2026-03-20"),
        ("明晚七点的想挪到后天同一个钟点", "2026-03-11T19:00", "2026-03-12T19:00"),
        ("把我明天的挪到下星期同一天", "2026-03-11", "2026-03-18"),
        ("早更换夜更", "@morning", "@night"),
        ("冬至那天包饺子，晚上那班跟谁倒一下，倒到元旦", "2026-12-22@evening", "2027-01-01"),
    ],
)
def test_a_swap_tells_what_is_given_and_what_is_taken(text: str, given: str, taken: str) -> None:
    slots = read(text, "duty_swap")
    assert (slots.when, slots.to_when) == ((given,), (taken,))


@pytest.mark.parametrize(
    "text",
    [
        "把我周日的班给别人，我周日要带孙女上课",
        "能不能把我十五号的给老周，他十五号有空",
        "礼拜天那班谁来，早上我起不来",
        "不想上礼拜天的班了",
        "谁愿意跟我换礼拜天",
    ],
)
def test_one_shift_said_twice_is_given_and_none_is_taken(text: str) -> None:
    slots = read(text, "duty_swap")
    assert (slots.when, slots.to_when) == (("2026-03-15",), ())


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("换到下周一", "2026-03-16"),
        ("这周三他的班得我去还", "2026-03-11"),
        ("让我跟晚班的换", "@evening"),
        ("给我调个早班", "@morning"),
        ("我想上下午的", "@afternoon"),
        ("我想换早班", "@morning"),
        ("把我排在上午吧", "@forenoon"),
        ("往上午挪一挪", "@forenoon"),
        ("我下午行不行", "@afternoon"),
        ("老周是夜班，跟他换换", "@night"),
        ("挪挪日子，下周哪天都可以", "2026-03-16/2026-03-22"),
    ],
)
def test_what_is_taken_alone_is_no_shift_given(text: str, taken: str) -> None:
    slots = read(text, "duty_swap")
    assert (slots.when, slots.to_when) == ((), (taken,))


@pytest.mark.parametrize(
    ("text", "intent", "when"),
    [
        ("我上周四的班，请个假", "duty_leave", ("2026-03-12",)),
        ("我想上周五的班", "duty_signup", ("2026-03-13",)),
        ("上周五我来过，这周五还想来", "duty_signup", ("2026-03-13",)),
        ("早班我赶不上了", "duty_leave", ("2026-03-10@morning",)),
        ("夜巡我报名", "duty_signup", ("@night",)),
        ("早班晚班都行", "duty_signup", ()),
        ("下周三的早班我站", "duty_signup", ("2026-03-18@morning",)),
        ("礼拜三去看牡丹，那天下午请假", "duty_leave", ("2026-03-11@afternoon",)),
        ("三月二十五是我不", "duty_query", ("2026-03-25",)),
        ("月底二十八号那趟归我", "duty_signup", ("2026-03-28",)),
    ],
)
def test_a_shift_is_known_by_its_name_and_its_day(text: str, intent: str, when: tuple[str, ...]) -> None:
    assert read(text, intent).when == when


def test_a_day_that_is_taken_is_no_number_of_a_wish() -> None:
    assert read("17号给老周，24号归我", "duty_swap").number is None
