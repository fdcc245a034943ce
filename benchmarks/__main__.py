"""`make bench`: one JSON line per figure. `python -m benchmarks NAME…` measures some only."""

import json
import sys
from importlib import import_module
from importlib.util import find_spec

# Each has `figures()`; the slow ones last.
NAMES = (
    "conversation",
    "courier",
    "priority",
    "footprint",
    "understanding",
    "imports",
    "paper",
    "matching",
    "wish_month",
    "duty",
    "timebank",
    "roster",
)


def main(wanted: list[str]) -> int:
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"no such figures: {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in wanted or NAMES:
        if find_spec(f"benchmarks.{name}") is None:
            continue
        for line in import_module(f"benchmarks.{name}").figures():
            print(json.dumps(line, ensure_ascii=False), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
