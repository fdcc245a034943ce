"""What would last quarter have paid under this policy? Past service priced again, nothing booked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.timebank import Activity, Limit
from domain.timebank_policy import Policy, Service, Standing, compute


@dataclass(frozen=True, slots=True)
class PastService:
    """One stretch of service as it was booked, and the points it earned then."""

    person_id: int
    served_on: date
    service: Service
    points: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """`paid` is what was earned, `would_pay` what the policy gives; `changes` are points by person, unchanged left out.

    Holding caps are judged by what was earned within the period alone: what people spend meanwhile is not known.
    """

    services: int
    minutes: int
    paid: int
    would_pay: int
    overflow: int
    by_activity: dict[Activity, int]
    changes: dict[int, int]
    cut: dict[Limit, int]


def simulate(policy: Policy, past: Iterable[PastService]) -> Simulation:
    """Price the services again in order of their days, each person's caps running along from zero."""
    services = sorted(past, key=lambda one: one.served_on)
    days: Counter[tuple[int, date]] = Counter()
    months: Counter[tuple[int, int, int]] = Counter()
    ever, held, changes = Counter[int](), Counter[int](), Counter[int]()
    by_activity, cut = Counter[Activity](), Counter[Limit]()
    overflow = 0
    for one in services:
        person, month = one.person_id, (one.person_id, one.served_on.year, one.served_on.month)
        standing = Standing(days[person, one.served_on], months[month], ever[person], held[person])
        result = compute(policy, one.service, standing)
        days[person, one.served_on] += result.paid_minutes
        months[month] += result.paid_minutes
        ever[person] += result.paid_minutes
        held[person] += result.points
        changes[person] += result.points - one.points
        by_activity[one.service.activity] += result.points
        cut.update(result.limits)
        overflow += result.overflow_points
    return Simulation(
        services=len(services),
        minutes=sum(one.service.minutes for one in services),
        paid=sum(one.points for one in services),
        would_pay=by_activity.total(),
        overflow=overflow,
        by_activity=dict(by_activity),
        changes={person: points for person, points in changes.items() if points},
        cut=dict(cut),
    )
