"""The child process that reads one sheet: what to hold it against and the file on stdin, the findings on stdout.

`python -m bot.sheet_child`. It knows no key, no database and no token.
"""

import json
import sys
from datetime import date

from pydantic import TypeAdapter

from domain.people_sheets import SheetReading, SheetUnreadable
from paper.people_sheet import read_people


def main() -> None:
    ask = json.loads(sys.stdin.buffer.readline())
    read = read_people(
        sys.stdin.buffer.read(), today=date.fromisoformat(ask["today"]), buildings=tuple(ask["buildings"])
    )
    answer: TypeAdapter[SheetReading | SheetUnreadable] = TypeAdapter(SheetReading | SheetUnreadable)
    sys.stdout.buffer.write(answer.dump_json(read))


if __name__ == "__main__":
    main()
