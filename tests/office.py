"""What staff does with the register, in the same words in every story."""

from tests.cast import Place
from tests.world import Person, World


async def added(place: Place, name: str, phone: str = "", building: str = "3号楼") -> None:
    """Staff writes somebody down who has said yes at the door."""
    await place.staff.says("人员名册")
    await place.staff.taps("登记一个人")
    await place.staff.answers(("怎么同意", "上门时当面同意"), ("贵姓大名", name))
    await place.staff.answers(("手机号", phone or "[跳过]"), ("几号楼", building), ("几单元", "2单元501"))
    await place.staff.answers(("都对的话", "[提交]"))
    await place.staff.sees(name, "登记好了")


async def opens(staff: Person, name: str) -> str:
    """Staff finds somebody by name and opens the record."""
    await staff.says("人员名册")
    await staff.taps("找一个人")
    return await finds(staff, name)


async def finds(reader: Person, name: str) -> str:
    """Answer the open question whom to look for, and open what is found."""
    await reader.answers(("您找谁", name))
    await reader.sees("找到 1 位")
    label = next(each for each in await reader.buttons() if each.startswith(name))
    await reader.taps(label)
    return await reader.sees(f"姓名：{name}", "本人查得到")


async def file_of(town: World, reader: Person, ending: str) -> bytes:
    """Wait until somebody has been sent a file of this ending, and return the newest."""
    await town.settled()
    shown = [each["file"] for each in await reader.messages() if each["from"] == "bot" and each.get("file")]
    name = next(each["url"] for each in reversed(shown) if each["name"].endswith(ending))
    async with town.control.http.get(f"{town.control.base}{name}") as answer:
        return await answer.read()
