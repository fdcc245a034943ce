"""Last month's points as a picture, sent by itself to everybody whose account moved."""

from datetime import datetime, time

from domain.notices import Lane, Notice
from domain.timebank_months import Month
from domain.timebank_notices import MonthReady
from domain.times import at_local, local
from usecases.ports import UnitOfWork

FROM = time(9, 0)  # on the first of the month
LAST_DAY = 7  # of the month: a house that was shut on the first still sends them, a week later nobody waits
MOST_A_DAY = 4  # whoever has been told so much today hears of it tomorrow


async def send_months(uow: UnitOfWork, community_id: int, now: datetime) -> int:
    """Queue the pictures of last month, each person's once for ever; return to how many they were offered."""
    here = local(now)
    if here.day > LAST_DAY or (here.day == 1 and here.time() < FROM):
        return 0
    month = Month.of(here.date()).previous
    moved = await uow.timebank.office.moved_by(community_id, month.begins_at, month.ends_at)
    rather_not = await uow.timebank.desk.without_monthly(community_id)
    busy = await uow.outbox.told_often(at_local(here.date(), time(0)), MOST_A_DAY)
    wanted = [who for who in moved if who not in rather_not and who not in busy]
    await uow.outbox.push(
        Notice(
            f"points:month:{community_id}:{month}:{who}",
            MonthReady(who, month.year, month.month),
            now,
            to_person=who,
            lane=Lane.ANNOUNCEMENT,
        )
        for who in wanted
    )
    return len(wanted)
