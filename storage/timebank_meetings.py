"""Activities that wait for a second person, and those that were booked, within one transaction."""

import json
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.engine import RowMapping
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.timebank import Activity
from domain.timebank_activities import Meeting
from storage.timebank_desk_tables import meeting


class MeetingStore:
    """Over one open connection; the caller commits."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, fresh: Meeting) -> Meeting:
        names = ("community_id", "title", "activity", "served_on", "minutes", "state", "proposer_id", "proposed_at")
        facts = {name: getattr(fresh, name) for name in names}
        query = insert(meeting).values(**facts, people=json.dumps(fresh.people)).returning(meeting.c.id)
        return replace(fresh, id=(await self._connection.execute(query)).scalar_one())

    async def one(self, community_id: int, meeting_id: int) -> Meeting | None:
        found = await self._find(meeting.c.community_id == community_id, meeting.c.id == meeting_id)
        return found[0] if found else None

    async def pending(self, community_id: int) -> list[Meeting]:
        return await self._find(meeting.c.community_id == community_id, meeting.c.state == "pending")

    async def decide(self, meeting_id: int, state: str, decider_id: int, now: datetime) -> bool:
        """Decide what is pending; False when somebody else was faster."""
        query = (
            update(meeting)
            .where(meeting.c.id == meeting_id, meeting.c.state == "pending")
            .values(state=state, decider_id=decider_id, decided_at=now)
            .returning(meeting.c.id)
        )
        return (await self._connection.execute(query)).first() is not None

    async def _find(self, *which: ColumnElement[bool]) -> list[Meeting]:
        query = select(meeting).where(*which).order_by(meeting.c.id)
        return [_meeting(row) for row in (await self._connection.execute(query)).mappings()]


def _meeting(row: RowMapping) -> Meeting:
    names = set(Meeting.__dataclass_fields__) - {"activity", "people"}
    facts = {name: row[name] for name in names}
    return Meeting(activity=Activity(row["activity"]), people=tuple(json.loads(row["people"])), **facts)
