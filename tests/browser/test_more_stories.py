"""A duty that changes hands, a quarrel, news, and points for a haircut, clicked through on the phone page."""

from pathlib import Path

import pytest

from tests.browser.pages import become, choose, phone, picture, say, sees, tap, until

pytestmark = pytest.mark.browser
WANG, SUN, ZHAO = "手机：志愿者 王建国", "手机：队长 孙德福", "手机：居民 赵桂兰"
STAFF, OFFICER, JUDGE = "手机：社区 刘主任", "手机：志愿者组织 陈主席", "手机：调解员 老局长"


async def test_a_duty_is_confirmed_and_changes_hands(tmp_path: Path) -> None:
    async with phone(tmp_path) as page:
        await become(page, WANG)
        await until(page, "2026-03-10T19:01")
        await sees(page, "能去吗")
        await picture(page, "21-evening")
        await tap(page, "我能去")
        await sees(page, "说定了")
        await say(page, "换班")
        await sees(page, "有人接下之前，这个班还是您的")
        await picture(page, "22-swap")
        await tap(page, "问问大家，谁先应谁来")
        await sees(page, "我问了")
        await become(page, SUN)
        await sees(page, "王建国想换班")
        await picture(page, "23-asked")
        await tap(page, "我来顶班")
        await sees(page, "归您了")
        await become(page, WANG)
        await sees(page, "来顶班了，您放心")
        await picture(page, "24-covered")
        await say(page, "我的值班")
        await picture(page, "25-duties")


async def test_a_quarrel_is_told_and_news_is_read(tmp_path: Path) -> None:
    async with phone(tmp_path) as page:
        await become(page, ZHAO)
        await say(page, "楼上漏水到我家卫生间，想请人调解")
        await sees(page, "您是想请人调解")
        await tap(page, "对")
        await sees(page, "跟谁的事")
        await picture(page, "31-quarrel")
        await tap(page, "跳过")
        await sees(page, "方便来谈")
        await choose(page, "平日上午")
        await sees(page, "都对的话")
        await picture(page, "32-summary")
        await tap(page, "提交")
        await sees(page, "解忧2026-0001")
        await become(page, JUDGE)
        await sees(page, "解忧2026-0001")
        await picture(page, "33-mediator")
        await become(page, STAFF)
        await say(page, "发公告")
        await sees(page, "公告写什么")
        await say(page, "周六上午 9:00 在小广场大扫除，请带手套。")
        await sees(page, "发给谁")
        await choose(page, "全体志愿者")
        await sees(page, "现在发吗")
        await picture(page, "34-announcement")
        await tap(page, "现在发")
        await sees(page, "正在发给")
        await become(page, WANG)
        await sees(page, "大扫除")
        await picture(page, "35-news")
        await tap(page, "我知道了")


async def test_points_from_an_old_book_buy_a_haircut(tmp_path: Path) -> None:
    async with phone(tmp_path) as page:
        await become(page, STAFF)
        await say(page, "积分管理")
        await tap(page, "录老账本")
        await sees(page, "老账本")
        await say(page, "王建国 120 60 13800000003")
        await sees(page, "看懂了")
        await tap(page, "新增商户")
        await sees(page, "商户叫什么名字")
        await say(page, "老王理发店")
        await sees(page, "加好了")
        await tap(page, "上架兑换品")
        await sees(page, "换的是什么")
        await say(page, "理发一次")
        await sees(page, "服务还是东西")
        await choose(page, "服务")
        await sees(page, "要多少分")
        await say(page, "20")
        await sees(page, "有多少份")
        await say(page, "5")
        await sees(page, "每人最多几份")
        await tap(page, "跳过")
        await sees(page, "能换到什么时候")
        await choose(page, "一直能换")
        await sees(page, "还要说明几句吗")
        await tap(page, "跳过")
        await sees(page, "在哪家换")
        await choose(page, "老王理发店")
        await sees(page, "都对的话")
        await picture(page, "41-reward")
        await tap(page, "提交")
        await sees(page, "上架了")
        await become(page, OFFICER)
        await sees(page, "120 分")
        await picture(page, "42-agree")
        await tap(page, "同意")
        await become(page, WANG)
        await sees(page, "您现在有 168 分")
        await say(page, "还能换什么")
        await sees(page, "理发一次")
        await picture(page, "43-catalogue")
        await tap(page, "看第 1 样")
        await tap(page, "就换这个")
        await sees(page, "给您留好了")
        await picture(page, "44-code")


async def test_what_may_be_an_emergency_shows_the_numbers_and_one_tap_brings_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("understanding.reader.UNNAMED_FROM", 2.0)
    async with phone(tmp_path) as page:
        await become(page, ZHAO)
        await say(page, "老先生一分钟喘四五口，口唇灰")
        await sees(page, "有危险先打电话")
        await picture(page, "51-urgent")
        await tap(page, "有急事，快来人")
        await sees(page, "已经告诉社区了")
        await picture(page, "52-called")
        await become(page, STAFF)
        await sees(page, "急事")
        await picture(page, "53-told")
