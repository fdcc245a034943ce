"""The `yinling` command."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot import ledger_arguments

HELP = """银龄帮: the assistant retired volunteers and their neighbourhoods talk to on their phones.

Without YINLING_BOT_TOKEN `yinling run` rehearses: it starts its own Bot API gateway with a phone page, loads a
demonstration community and prints the address. With a token it runs on Telegram.

Settings (environment or .env): YINLING_BOT_TOKEN, YINLING_API_BASE, YINLING_PROXY (http:// or socks5://),
YINLING_DATABASE_URL (sqlite:///path or postgresql://…), YINLING_KEY_FILE, YINLING_WEBHOOK_URL and
YINLING_WEBHOOK_SECRET, YINLING_LOG_LEVEL. `yinling doctor` checks them and says what to do."""

Job = Callable[[argparse.Namespace], Coroutine[Any, Any, int]]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="yinling", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("run", help="start the bot; without a token, rehearse on the built-in gateway")
    gateway = commands.add_parser("gateway", help="start the rehearsal gateway alone, for any bot to talk to")
    gateway.add_argument("--port", type=int, default=8080, help="port to listen on (8080)")
    gateway.add_argument("--host", default="127.0.0.1", help="address to listen on (loopback)")
    gateway.add_argument("--no-limits", action="store_true", help="switch Telegram's rate limits off, for benchmarks")
    gateway.add_argument("--demo", action="store_true", help="put the people of the demonstration on the phone page")
    rehearse = commands.add_parser("rehearse", help="play the whole story and print it as a dialogue")
    rehearse.add_argument(
        "--gateway", metavar="URL", help="a running gateway with a running bot (else YINLING_API_BASE, else own ones)"
    )
    commands.add_parser("migrate", help="bring the database to the newest revision")
    commands.add_parser("demo", help="load the demonstration community into the database")
    commands.add_parser("doctor", help="check settings, database, token, clock and fonts, and say what to do")
    commands.add_parser("admin-code", help="print a one-time code that makes whoever sends it the admin")
    commands.add_parser("rotate-key", help="seal everything sensitive with a fresh key; the bot may go on running")
    understand = commands.add_parser("understand", help="read one sentence a line, write what it means as JSON lines")
    understand.add_argument("--now", required=True, metavar="ISO", help="the moment the sentences are said")
    roster = commands.add_parser("roster", help="duty rosters").add_subparsers(dest="action", required=True)
    solve = roster.add_parser("solve", help="solve a roster problem and print the assignments as JSON")
    solve.add_argument("problem", type=Path, help="the problem as JSON")
    ledger = commands.add_parser("ledger", help="the time bank's books").add_subparsers(dest="action", required=True)
    ledger.add_parser("verify", help="prove the books: replay, sums, chain, lots; exit 1 on any difference")
    ledger_arguments.add(ledger)
    return parser


def main(argv: Sequence[str] | None = None) -> None:
    """Run a command; Ctrl-C ends it cleanly."""
    arguments = _parser().parse_args(argv)
    if arguments.command == "understand":
        sys.exit(_understand(arguments))
    if arguments.command == "roster":
        sys.exit(_roster(arguments))
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(asyncio.run(_JOBS[arguments.command](arguments)))
    print("\n再见。")


async def _run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for the table
    from bot.run import run  # noqa: PLC0415 - aiogram takes seconds to import; the other commands do without

    return await run()


async def _gateway(arguments: argparse.Namespace) -> int:
    from bot.run import serve_gateway  # noqa: PLC0415 - imported only where it is used

    return await serve_gateway(arguments.host, arguments.port, limits=not arguments.no_limits, with_demo=arguments.demo)


async def _rehearse(arguments: argparse.Namespace) -> int:
    from bot.rehearse import rehearse  # noqa: PLC0415 - imported only where it is used

    return await rehearse(arguments.gateway)


async def _migrate(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for the table
    from bot.settings import Settings  # noqa: PLC0415 - imported only where it is used
    from storage.migrate import open_migrated  # noqa: PLC0415 - imported only where it is used

    database = await open_migrated(Settings().database_url)
    await database.close()
    print("The database is at the newest revision.")
    return 0


async def _demo(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for the table
    from bot import demo  # noqa: PLC0415 - imported only where it is used
    from bot.clocks import wall_now  # noqa: PLC0415 - imported only where it is used
    from bot.settings import Settings  # noqa: PLC0415 - imported only where it is used
    from storage.migrate import open_migrated  # noqa: PLC0415 - imported only where it is used
    from storage.vault import load_vault  # noqa: PLC0415 - imported only where it is used

    settings = Settings()
    database = await open_migrated(settings.database_url)
    is_new = await demo.load(database, load_vault(settings.key_file), wall_now())
    await database.close()
    print(f"{demo.COMMUNITY}: {'loaded' if is_new else 'was there already; nothing changed'}")
    return 0


async def _doctor(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for the table
    from bot.doctor import examine  # noqa: PLC0415 - imported only where it is used

    return await examine()


async def _admin_code(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for the table
    from bot.clocks import wall_now  # noqa: PLC0415 - imported only where it is used
    from bot.settings import Settings  # noqa: PLC0415 - imported only where it is used
    from storage.migrate import open_migrated  # noqa: PLC0415 - imported only where it is used
    from storage.unit_of_work import SqlUnitOfWork  # noqa: PLC0415 - imported only where it is used
    from storage.vault import load_vault  # noqa: PLC0415 - imported only where it is used
    from usecases.people import admin_code  # noqa: PLC0415 - imported only where it is used

    settings = Settings()
    database = await open_migrated(settings.database_url)
    async with database.write() as connection:
        code = await admin_code(SqlUnitOfWork(connection, load_vault(settings.key_file)), wall_now())
    await database.close()
    print(f"Send this to the bot within 24 hours:  /start join-{code}")
    return 0


async def _ledger(arguments: argparse.Namespace) -> int:
    if arguments.action != "verify":
        from bot.ledger import run  # noqa: PLC0415 - imported only where it is used

        return await run(arguments)
    from bot.anchors import anchors_file, read_anchors  # noqa: PLC0415 - imported only where it is used
    from bot.settings import Settings  # noqa: PLC0415 - imported only where it is used
    from storage.migrate import open_migrated  # noqa: PLC0415 - imported only where it is used
    from storage.timebank_verify import verify  # noqa: PLC0415 - imported only where it is used

    settings = Settings()
    database = await open_migrated(settings.database_url)
    async with database.read() as connection:
        report = await verify(connection, anchors=read_anchors(anchors_file(database, settings)))
    await database.close()
    print(f"{report.transfers} transfers, {report.accounts} accounts, {report.points} points in people's hands")
    for problem in report.problems:
        print(f"✗ {problem}")
    print("The books are sound." if report.is_sound else "The books do not add up: see above.")
    return 0 if report.is_sound else 1


async def _rotate_key(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - one shape for the table
    from bot.settings import Settings  # noqa: PLC0415 - imported only where it is used
    from storage.migrate import open_migrated  # noqa: PLC0415 - imported only where it is used
    from storage.rotation import rotate  # noqa: PLC0415 - imported only where it is used
    from storage.vault import load_vault  # noqa: PLC0415 - imported only where it is used

    settings = Settings()
    load_vault(settings.key_file)
    database = await open_migrated(settings.database_url)
    rotated = await rotate(database, settings.key_file)
    await database.close()
    print(f"Key {rotated.number} is in use; {rotated.resealed} values sealed anew. Back up {settings.key_file} now.")
    return 0


def _understand(arguments: argparse.Namespace) -> int:
    from understanding.command import run  # noqa: PLC0415 - imported only where it is used

    try:
        now = datetime.fromisoformat(arguments.now)
    except ValueError:
        print(f"--now: not an ISO moment: {arguments.now}", file=sys.stderr)
        return 2
    run(now, sys.stdin, sys.stdout)
    return 0


def _roster(arguments: argparse.Namespace) -> int:
    from scheduling.rosters.command import solve_file  # noqa: PLC0415 - imported only where it is used

    code, text = solve_file(arguments.problem)
    print(text, file=sys.stdout if code == 0 else sys.stderr)
    return code


_JOBS: dict[str, Job] = {
    "run": _run,
    "gateway": _gateway,
    "rehearse": _rehearse,
    "migrate": _migrate,
    "demo": _demo,
    "doctor": _doctor,
    "admin-code": _admin_code,
    "rotate-key": _rotate_key,
    "ledger": _ledger,
}

if __name__ == "__main__":
    main()
