"""One's own papers and the office's: putting right, taking along, the register, the posters."""

import asyncio
import io
import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cast import found_community
from tests.office import added, file_of
from tests.paper.reading import pdf_pages, pdf_text
from tests.world import World


async def test_what_is_wrong_in_ones_own_papers_is_put_right(town: World) -> None:
    place = await found_community(town)
    await added(place, "赵桂兰", "13900001111")
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("更正我的资料")
    await li.taps("改一改")
    await li.sees("李秀英", "13812345678", "3号楼", "2单元501")
    await li.taps("改楼栋")
    await li.answers(("几号楼", "8号楼"), ("8号楼", "[提交]"))
    await li.sees("改好了")
    await li.says("我的资料")
    await li.sees("住处：8号楼2单元501")
    await li.taps("改一改")
    await li.sees("您的登记", "8号楼")
    await li.taps("改手机")
    await li.answers(("手机号", "139 0000 1111"), ("13900001111", "[提交]"))
    await li.sees("已经有人登记了")
    await li.says("取消")
    await li.says("我的资料")
    await li.sees("手机：138 1234 5678")


async def test_everything_can_be_taken_along_as_json_and_as_a_paper_to_read(town: World, tmp_path: Path) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    await li.says("再说一点")
    await li.taps("身体情况")
    await li.answers(("单独同意", "[1. 同意]"), ("身体怎么样", "[2. 还行]"), ("留心", "膝盖不好"))
    await li.says("解忧调解")
    await li.answers(("哪方面的事", "[1. 邻里噪音]"), ("怎么回事", "楼上半夜拖椅子"), ("跟谁的事", "[跳过]"))
    await li.answers(("方便来谈", "[1. 平日上午]"), ("都对的话", "[提交]"))
    await li.sees("解忧2026-0001")
    await li.says("导出我的资料")
    await li.taps("带走一份")
    await li.sees("给电脑读")
    told = json.loads(await file_of(town, li, ".json"))
    person = told["person"]
    assert (person["name"], person["phone"], person["building"], person["room"]) == (
        *("李秀英", "13812345678", "3号楼", "2单元501"),
    )
    assert told["dossier"]["health_note"] == "膝盖不好"
    assert [each["kind"] for each in told["consents"]] == ["general", "sensitive"]
    assert told["registration"]["state"] == "confirmed"
    assert told["cases"] == [["解忧2026-0001", "received", "楼上半夜拖椅子"]]
    assert [who for _, who in told["reveals"]] == ["陈主席", "周敏"], "newest first"
    (tmp_path / "mine.pdf").write_bytes(await file_of(town, li, ".pdf"))
    read = await asyncio.create_subprocess_exec(
        "pdftotext", "-layout", str(tmp_path / "mine.pdf"), "-", stdout=asyncio.subprocess.PIPE
    )
    text = "".join((await read.communicate())[0].decode().split())
    for part in ("李秀英", "13812345678", "2单元501", "膝盖不好", "楼上半夜拖椅子", "周敏", "看您的报到", "只给本人"):
        assert part in text, part


async def test_the_register_as_a_sheet_holds_everybody_and_tells_each_of_them(town: World) -> None:
    place = await found_community(town)
    li = await place.volunteer("李秀英", "13812345678")
    await added(place, "钱德福", building="5号楼")
    await place.staff.says("人员名册")
    await place.staff.taps("导出名册")
    await place.staff.sees("名册好了", "用完删掉")
    sheet = load_workbook(io.BytesIO(await file_of(town, place.staff, ".xlsx"))).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    of_li = next(row for row in rows if "李秀英" in row)
    assert {"13812345678", "3号楼", "2单元501", "家电维修", "已经是志愿者了"} <= set(of_li)
    assert any("钱德福" in row and "5号楼" in row for row in rows)
    await li.says("我的资料")
    await li.taps("谁看过")
    await li.sees("周敏看过您的登记的全部：导出名册")


async def test_there_is_a_poster_for_every_building_and_its_code_names_the_building(town: World) -> None:
    place = await found_community(town)
    await place.staff.says("人员名册")
    await place.staff.taps("楼栋清单")
    await place.staff.answers(("有哪些楼", "1-3号楼"))
    await place.staff.sees("3 栋楼")
    await place.staff.says("人员名册")
    await place.staff.taps("楼道海报")
    await place.staff.sees("楼道海报好了，3 栋楼")
    pdf = await file_of(town, place.staff, ".pdf")
    assert pdf_pages(pdf) == 3
    text = pdf_text(pdf)
    assert all(f"{number}号楼" in text for number in (1, 2, 3))
    assert "河口社区" in text
    li = await town.person("李秀英")
    await li.says("/start c-1-b3")
    await li.sees("您好", "河口社区")
    await li.says("我要报到")
    await li.answers(("您同意吗", "[1. 同意]"), ("贵姓大名", "李秀英"), ("手机号", "13812345678"))
    await li.sees("几单元")
    await li.says("2-501")
    await li.answers(("愿意做些什么", "[跳过]"), ("什么时候有空", "[跳过]"))
    await li.sees("楼栋：3号楼", "都对的话")
