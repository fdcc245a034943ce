"""The `yinling` command: what it answers, and how it fails."""

import json
import signal
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.run import start_in_daytime
from bot.settings import Settings
from domain.times import after_quiet
from gateway.server import Gateway

OFFLINE = {"YINLING_LOG_LEVEL": "ERROR"}


def settings_for(tmp_path: Path) -> dict[str, str]:
    return OFFLINE | {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(Path(__file__).parent.parent),
        "YINLING_DATABASE_URL": f"sqlite:///{tmp_path / 'cli.sqlite'}",
        "YINLING_KEY_FILE": str(tmp_path / "key"),
        "LANG": "C.UTF-8",
    }


def yinling(tmp_path: Path, *arguments: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    environment = settings_for(tmp_path)
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "bot.cli", *arguments],
        input=said,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment | settings,
        check=False,
        timeout=120,
    )


def test_help_says_what_each_command_does(tmp_path: Path) -> None:
    answer = yinling(tmp_path, "--help")
    assert answer.returncode == 0
    for command in ("run", "gateway", "rehearse", "migrate", "demo", "doctor", "admin-code"):
        assert command in answer.stdout


def test_migrate_demo_and_admin_code_work_one_after_the_other(tmp_path: Path) -> None:
    assert "newest revision" in yinling(tmp_path, "migrate").stdout
    assert "loaded" in yinling(tmp_path, "demo").stdout
    assert "nothing changed" in yinling(tmp_path, "demo").stdout
    assert "/start join-" in yinling(tmp_path, "admin-code").stdout
    assert (tmp_path / "key").stat().st_mode & 0o077 == 0


def test_a_fresh_key_leaves_everything_readable(tmp_path: Path) -> None:
    yinling(tmp_path, "demo")
    assert "Key 2 is in use" in yinling(tmp_path, "rotate-key").stdout
    assert "Key 3 is in use" in yinling(tmp_path, "rotate-key").stdout


def test_the_books_of_a_fresh_database_are_sound(tmp_path: Path) -> None:
    answer = yinling(tmp_path, "ledger", "verify")
    assert answer.returncode == 0, answer.stderr
    assert "sound" in answer.stdout


def test_understand_answers_every_line(tmp_path: Path) -> None:
    answer = yinling(tmp_path, "understand", "--now", "2026-03-10T09:20", said="我家灯坏了，后天下午三点半来修\n\n")
    lines = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [line["intent"] for line in lines] == ["wish", "other"]
    assert lines[0]["slots"]["when"] == ["2026-03-12T15:30"]


def test_a_moment_that_is_none_is_refused(tmp_path: Path) -> None:
    answer = yinling(tmp_path, "understand", "--now", "soon")
    assert answer.returncode == 2
    assert "soon" in answer.stderr


def test_run_rehearses_until_it_is_told_to_stop(tmp_path: Path) -> None:
    """What `make run` starts: the page answers, the demonstration is there, Ctrl-C ends it cleanly."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "run"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=tmp_path,
        env=settings_for(tmp_path) | {"YINLING_GATEWAY_PORT": "0"},
    ) as bot:
        assert bot.stdout is not None
        address = next(line.split()[-1] for line in bot.stdout if "http://" in line)
        with urllib.request.urlopen(f"{address}/rehearsal/people") as answer:  # noqa: S310 - loopback
            people = json.load(answer)["people"]
        bot.send_signal(signal.SIGINT)
        assert bot.wait(30) == 0
    assert "社区 刘主任" in {each["name"] for each in people}


def test_a_rehearsal_begins_outside_the_quiet_hours() -> None:
    for hour in range(24):
        wall = datetime(2026, 3, 10, hour, 30, tzinfo=UTC)
        gateway = Gateway(now=lambda wall=wall: wall)  # type: ignore[misc]  # a wall that stands still
        start_in_daytime(gateway)
        now = gateway.stage.clock.now()
        assert after_quiet(now) == now


def test_doctor_says_what_to_do_when_the_database_cannot_be_opened(tmp_path: Path) -> None:
    answer = yinling(tmp_path, "doctor", YINLING_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert answer.returncode == 1
    assert "YINLING_DATABASE_URL" in answer.stdout


def test_doctor_is_content_with_a_rehearsal(tmp_path: Path) -> None:
    answer = yinling(tmp_path, "doctor")
    assert answer.returncode == 0, answer.stdout
    assert "rehears" in answer.stdout


def test_a_roster_problem_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text("{")
    answer = yinling(tmp_path, "roster", "solve", str(tmp_path / "problem.json"))
    assert answer.returncode == 2


def test_an_empty_token_means_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINLING_BOT_TOKEN", "")
    assert Settings(_env_file=None).is_rehearsal
