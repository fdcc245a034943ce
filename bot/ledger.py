"""`yinling ledger …`: the time bank's books for the operator and the office."""

import argparse
import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.clocks import wall_now
from bot.settings import Settings
from domain.papers import Medium
from domain.people import family_name
from domain.refusals import Refusal
from domain.timebank_documents import policy_document, policy_from
from domain.timebank_months import Month
from domain.timebank_policy import Policy, PolicyBook
from domain.timebank_presets import PRESETS
from domain.times import local
from paper.timebank import points_statement, service_certificate
from paper.timebank_sheets import journal_sheet, settlement_sheet
from storage.migrate import open_migrated
from storage.unit_of_work import SqlUnitOfWork
from storage.vault import load_vault
from usecases.timebank_certificates import look_up
from usecases.timebank_desk import settlement_paper, sheet
from usecases.timebank_office import change_policies, simulate_policy
from usecases.timebank_papers import certificate_paper, month_paper
from usecases.timebank_registers import journal
from wording.refusals import say


@dataclass(frozen=True, slots=True)
class Desk:
    """An open unit of work and what was asked."""

    uow: SqlUnitOfWork
    asked: argparse.Namespace


def month_of(text: str) -> Month:
    """Read 2026-03, as argparse's types do: anything else is a ValueError."""
    year, month = text.split("-")
    return Month(int(year), int(month))


async def run(arguments: argparse.Namespace) -> int:
    """Do what was asked in one transaction; a refusal is printed, changes nothing and exits with 1."""
    settings = Settings()
    database = await open_migrated(settings.database_url)
    try:
        opened = database.write() if arguments.action in WRITES else database.read()
        async with opened as connection:
            uow = SqlUnitOfWork(connection, load_vault(settings.key_file))
            return await ACTIONS[arguments.action](Desk(uow, arguments))
    except Refusal as refusal:
        print(f"✗ {type(refusal).__name__}: {say(refusal, wall_now())}")
        return 1
    except (ValueError, OSError) as wrong:
        print(f"✗ {type(wrong).__name__} {wrong}")
        return 1
    finally:
        await database.close()


async def export(desk: Desk) -> int:
    """Write a community's journal from one month to another as Excel, and print the trial balance."""
    asked = desk.asked
    told = await journal(desk.uow, asked.community, asked.month, asked.until)
    await _write(asked.file, await asyncio.to_thread(journal_sheet, told))
    trial = await desk.uow.timebank.office.trial(asked.community)
    for kind, points in trial.items():
        print(f"{kind:12} {points:12}")
    print(f"{'sum':12} {sum(trial.values()):12}")
    print(f"{len(told.rows)} transfers written to {asked.file}")
    return 0 if sum(trial.values()) == 0 else 1


async def settlement(desk: Desk) -> int:
    """Write what a merchant handed out in a month as Excel, the total last."""
    asked = desk.asked
    till = await desk.uow.timebank.desk.partner(asked.community, asked.partner)
    if till is None:
        print("✗ there is no such partner")
        return 1
    told = await sheet(desk.uow, till, asked.month)
    await _write(asked.file, await asyncio.to_thread(settlement_sheet, settlement_paper(told)))
    print(f"{till.name} {asked.month}: {len(told.handed)} handed out, {told.points} points, in {asked.file}")
    return 0


async def simulate(desk: Desk) -> int:
    """Print what the service of some days would have earned under a preset or a policy document; nothing is booked."""
    asked = desk.asked
    policy = await _policy(asked.policy, asked.from_on)
    answer = await simulate_policy(
        desk.uow, community_id=asked.community, policy=policy, from_on=asked.from_on, until_on=asked.until_on
    )
    print(f"{answer.services} services, {answer.minutes} minutes: paid {answer.paid}, would pay {answer.would_pay}")
    for activity, points in sorted(answer.by_activity.items()):
        print(f"{activity:16} {points:8}")
    for limit, times in sorted(answer.cut.items()):
        print(f"cut by {limit:9} {times:8} times")
    more = sum(points > 0 for points in answer.changes.values())
    print(f"{more} people would get more, {len(answer.changes) - more} less, {answer.overflow} points to the pool")
    return 0


async def policies(desk: Desk) -> int:
    """Print the rules of a community as a document, or put others in force: a whole document, or one from a day on."""
    asked, books = desk.asked, desk.uow.timebank
    if asked.document is not None:
        before = await books.policies(asked.community)
        await change_policies(desk.uow, asked.community, await _book(asked, before), wall_now())
    told = [policy_document(one) for one in (await books.policies(asked.community)).policies]
    print(json.dumps(told, ensure_ascii=False, indent=2))
    return 0


async def _book(asked: argparse.Namespace, before: PolicyBook) -> PolicyBook:
    if asked.document in PRESETS:
        following = asked.from_on or local(wall_now()).date() + timedelta(days=1)
        return before.then(PRESETS[asked.document](following))
    told = json.loads(await asyncio.to_thread(Path(asked.document).read_text))
    if isinstance(told, list):
        return PolicyBook(tuple(policy_from(each) for each in told))
    return before.then(policy_from(told))


async def _policy(told: str, from_on: date) -> Policy:
    if told in PRESETS:
        return PRESETS[told](from_on)
    return policy_from(json.loads(await asyncio.to_thread(Path(told).read_text)))


async def certificate(desk: Desk) -> int:
    """Say whether a certificate is genuine, and print it again when a file is named; exit 1 when it is not."""
    asked = desk.asked
    found = await look_up(desk.uow, asked.number, asked.code)
    if found is None:
        print("✗ number and check code do not belong together")
        return 1
    person = await desk.uow.people.person(found.person_id)
    name = person.name if person else ""
    print(f"genuine: {family_name(name)}, {found.year}, {found.hours} hours, issued {local(found.issued_at).date()}")
    if asked.file:
        paper = await certificate_paper(desk.uow, found)
        medium = Medium.PNG if asked.file.suffix == ".png" else Medium.PDF
        await _write(asked.file, await asyncio.to_thread(service_certificate, paper, medium))
    return 0


async def month_statement(desk: Desk) -> int:
    """Draw one person's month as a PNG; the person is named by phone, since names are not unique."""
    asked = desk.asked
    person = await desk.uow.people.by_phone(asked.community, asked.phone)
    if person is None:
        print("✗ nobody of this community has this phone")
        return 1
    paper = await month_paper(desk.uow, person, asked.month, wall_now())
    told = paper.statement
    await _write(asked.file, await asyncio.to_thread(points_statement, paper))
    print(f"{asked.month}: {told.opening} + {told.closing - told.opening} = {told.closing} points, in {asked.file}")
    return 0


async def _write(path: Path, content: bytes) -> None:
    await asyncio.to_thread(path.write_bytes, content)


WRITES = frozenset({"policies"})
ACTIONS: dict[str, Callable[[Desk], Awaitable[int]]] = {
    "export": export,
    "settlement": settlement,
    "policies": policies,
    "simulate": simulate,
    "certificate": certificate,
    "statement": month_statement,
}
