"""Structured logs: one JSON line per event, with no name, phone, address or message text in it."""

import logging
import sys
import traceback
from pathlib import Path

import structlog

# These log request lines and bodies; the line carries the token, the body what people write.
NOISY = ("httpx", "httpcore", "aiogram", "telegram", "apscheduler", "aiohttp.access")


def set_up(level: str = "INFO") -> None:
    """Send structlog and the libraries' loggers to stderr as JSON lines."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(number)
    quieten()


def quieten() -> None:
    """Keep the libraries that would write down what people say to warnings, whatever level we log at."""
    for noisy in NOISY:
        logging.getLogger(noisy).setLevel(logging.WARNING)


def own_frames(bug: BaseException | None) -> str:
    """Return where it happened, in our own rooms only: a library's frames are long and say little."""
    frames = traceback.extract_tb(bug.__traceback__ if bug else None)
    ours = [each for each in frames if "site-packages" not in each.filename]
    return " > ".join(f"{Path(each.filename).stem}:{each.lineno} {each.name}" for each in ours)
