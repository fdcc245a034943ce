"""What `yinling ledger` can be asked; apart from `bot.ledger`, which takes seconds to import."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.timebank_months import Month


def _month(text: str) -> "Month":
    from bot.ledger import month_of  # noqa: PLC0415 - imported only where it is used

    return month_of(text)


def add(ledger: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the actions beside `verify`."""
    export = ledger.add_parser("export", help="write a community's journal as Excel, and print the trial balance")
    export.add_argument("community", type=int, help="number of the community")
    export.add_argument("month", type=_month, metavar="YYYY-MM", help="first month")
    export.add_argument("until", type=_month, metavar="YYYY-MM", help="last month")
    export.add_argument("file", type=Path, help="the .xlsx to write")
    settlement = ledger.add_parser("settlement", help="write what a merchant handed out in a month as Excel")
    settlement.add_argument("community", type=int)
    settlement.add_argument("partner", type=int, help="number of the partner")
    settlement.add_argument("month", type=_month, metavar="YYYY-MM")
    settlement.add_argument("file", type=Path)
    policies = ledger.add_parser("policies", help="print the rules of a community, or put others in force")
    policies.add_argument("community", type=int)
    policies.add_argument("document", nargs="?", help="a preset, or a JSON document of one policy or of all of them")
    policies.add_argument("--from", dest="from_on", type=date.fromisoformat, help="first day of a preset; tomorrow")
    simulate = ledger.add_parser("simulate", help="what would these days have paid under another policy?")
    simulate.add_argument("community", type=int)
    simulate.add_argument("policy", help="a preset (yinling, beijing, nanjing, guangzhou, ruian) or a JSON document")
    simulate.add_argument("from_on", type=date.fromisoformat, metavar="FROM", help="first day, as 2026-01-01")
    simulate.add_argument("until_on", type=date.fromisoformat, metavar="UNTIL", help="first day no longer meant")
    certificate = ledger.add_parser("certificate", help="is this certificate genuine? exit 1 when it is not")
    certificate.add_argument("number", help="as 1-2026-0001")
    certificate.add_argument("code", help="the check code of eight letters")
    certificate.add_argument("file", type=Path, nargs="?", help="print it again, .pdf or .png")
    statement = ledger.add_parser("statement", help="draw one person's month as a picture")
    statement.add_argument("community", type=int)
    statement.add_argument("phone", help="the person's phone number: names are not unique")
    statement.add_argument("month", type=_month, metavar="YYYY-MM")
    statement.add_argument("file", type=Path, help="the .png to write")
