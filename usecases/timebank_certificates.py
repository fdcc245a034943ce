"""志愿服务证明: issued once for the same service, looked up by number and check code."""

import hmac
import secrets
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.people import Speaker
from domain.timebank import Activity
from domain.timebank_desk import CHECK_CODE_LETTERS, Certified, NothingServed
from domain.times import local
from usecases.people import CODE_LETTERS
from usecases.ports import UnitOfWork

PARTS = 3  # community, year, sequence
FIRST_YEAR = 2000


async def certify(uow: UnitOfWork, speaker: Speaker, year: int, now: datetime) -> Certified:
    """Issue a certificate over the speaker's service of a year, up to today; the same service gets the same one.

    Refuses with `NothingServed`. Hours brought from an older book and corrections are no service of the year.
    """
    me = speaker.known()
    if not FIRST_YEAR <= year <= local(now).year:
        raise NothingServed(year)
    from_on, to_on = date(year, 1, 1), min(date(year, 12, 31), local(now).date())
    await uow.timebank.lock(me.community_id)
    services = await uow.timebank.office.services(me.community_id, from_on, to_on + timedelta(days=1))
    mine = [one for one in services if one.person_id == me.id]
    if not mine:
        raise NothingServed(year)
    kinds: Counter[Activity] = Counter()
    for one in mine:
        kinds[one.service.activity] += one.service.minutes
    honour = sum(one.service.minutes for one in mine if one.service.is_honour)
    fresh = Certified(
        community_id=me.community_id,
        person_id=me.id,
        year=year,
        sequence=await uow.timebank.desk.next_certificate(me.community_id, year),
        check_code="".join(secrets.choice(CODE_LETTERS) for _ in range(CHECK_CODE_LETTERS)),
        from_on=from_on,
        to_on=to_on,
        credit_minutes=kinds.total() - honour,
        honour_minutes=honour,
        by_activity=tuple(kinds.most_common()),
        issued_at=now,
    )
    before = await uow.timebank.desk.certificate_of(me.community_id, me.id, from_on, to_on)
    if before is not None and before == _as_issued(fresh, before):
        return before
    await uow.timebank.desk.add_certificate(fresh)
    return fresh


def _as_issued(fresh: Certified, before: Certified) -> Certified:
    return replace(fresh, sequence=before.sequence, check_code=before.check_code, issued_at=before.issued_at)


async def look_up(uow: UnitOfWork, number: str, check_code: str) -> Certified | None:
    """Return the certificate if number and check code belong together; None tells nothing about which was wrong."""
    parts = number.strip().split("-")
    if len(parts) != PARTS or not all(part.isascii() and part.isdecimal() and len(part) < 10 for part in parts):  # noqa: PLR2004 - a number fits
        return None
    community_id, year, sequence = (int(part) for part in parts)
    found = await uow.timebank.desk.certificate(community_id, year, sequence)
    told = check_code.strip().upper()
    if found is None or not told.isascii() or not hmac.compare_digest(found.check_code, told):
        return None
    return found
