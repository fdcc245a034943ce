"""The child process that reads one sheet: what to hold it against and the file on stdin, the findings on stdout.

`python -m bot.sheet_child`. It knows no key, no database and no token.
"""

import json
import sys
from datetime import date

from pydantic import TypeAdapter

from domain.people_sheets import SheetReading, SheetUnreadable
from domain.shift_sheets import ShiftReading, ShiftsUnreadable
from paper.people_sheet import read_people
from paper.shift_sheet import read_shifts


def main() -> None:
    ask = json.loads(sys.stdin.buffer.readline())
    sent, today = sys.stdin.buffer.read(), date.fromisoformat(ask["today"])
    if ask.get("shifts"):
        shifts: TypeAdapter[ShiftReading | ShiftsUnreadable] = TypeAdapter(ShiftReading | ShiftsUnreadable)
        sys.stdout.buffer.write(shifts.dump_json(read_shifts(sent, today=today)))
        return
    read = read_people(sent, today=today, buildings=tuple(ask["buildings"]))
    answer: TypeAdapter[SheetReading | SheetUnreadable] = TypeAdapter(SheetReading | SheetUnreadable)
    sys.stdout.buffer.write(answer.dump_json(read))


if __name__ == "__main__":
    main()
