"""What stands around each time of a sentence."""

from understanding.text import Plain
from understanding.time_kinds import TimeReading


def place_of(said: Plain, origin: int) -> int:
    """Return where in the plain text a place of the original is."""
    return next((at for at, one in enumerate(said.origin) if one >= origin), len(said.text))


def around(said: Plain, times: list[TimeReading]) -> list[tuple[str, str]]:
    """Return for each time what is said since the one before it and until the next."""
    starts = [place_of(said, one.start) for one in times]
    ends = [place_of(said, one.end) for one in times]
    befores = [said.text[end:start] for end, start in zip([0, *ends], starts, strict=False)]
    afters = [said.text[end:start] for end, start in zip(ends, [*starts[1:], len(said.text)], strict=False)]
    return list(zip(befores, afters, strict=True))
