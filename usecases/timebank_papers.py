"""The facts on a month's statement and on a certificate, for whoever draws them."""

from datetime import datetime, timedelta

from domain.papers import MonthEarned, PointsStatement, ServiceCertificate
from domain.people import Person
from domain.refusals import NotFound
from domain.timebank import Code, stars
from domain.timebank_desk import Certified
from domain.timebank_months import Month
from domain.times import local
from usecases.ports import UnitOfWork
from usecases.timebank_office import statement

BARS = 6  # months on the chart of a statement
EXPIRING_DAYS = 90


async def month_paper(uow: UnitOfWork, person: Person, month: Month, now: datetime) -> PointsStatement:
    """Return one person's month with the five before it; refuses with `NotFound` a month still to come."""
    begun(month, now)
    home, books = person.community_id, uow.timebank
    told = await statement(uow, community_id=home, person_id=person.id, month=month, now=now)
    months = [month]
    while len(months) < BARS:
        months.insert(0, months[0].previous)
    earned = []
    for each in months:
        moved = await books.office.moved(home, person.id, each.begins_at, each.ends_at)
        earned.append(MonthEarned(each, sum(points for code, points, _ in moved if code is Code.EARN)))
    community = await uow.people.community(home)
    minutes = (await books.balance(home, person.id)).minutes
    lapsing = await books.expiring(home, person.id, local(now).date() + timedelta(days=EXPIRING_DAYS))
    return PointsStatement(
        person.name,
        person.volunteer_number,
        community.name,
        told,
        minutes,
        tuple(earned),
        lapsing[0] if lapsing else None,
        is_over=now >= month.ends_at,
    )


def begun(month: Month, now: datetime) -> Month:
    """Return the month, or refuse with `NotFound` one that is still to come."""
    if month.begins_at > now:
        raise NotFound
    return month


async def certificate_paper(uow: UnitOfWork, found: Certified, link: str = "") -> ServiceCertificate:
    """Return what the certificate shows; its QR code opens the answer, or is the very question to send to the bot."""
    person = await uow.people.person(found.person_id)
    community = await uow.people.community(found.community_id)
    minutes = (await uow.timebank.balance(found.community_id, found.person_id)).minutes
    return ServiceCertificate(
        name=person.name if person else "",
        number=person.volunteer_number if person else "",
        community=community.name,
        from_on=found.from_on,
        to_on=found.to_on,
        credit_minutes=found.credit_minutes,
        honour_minutes=found.honour_minutes,
        by_activity=found.by_activity,
        stars=stars(minutes),
        certificate_number=found.number,
        check_code=found.check_code,
        link=link or f"查证明 {found.number} {found.check_code}",
        issued_by=community.name,
        issued_on=local(found.issued_at).date(),
    )
