"""The child process: a task on stdin, a reply on stdout, nothing else. `python -m scheduling.rosters.child`.

HiGHS runs here and nowhere else, so that a solve that hangs or crashes takes nobody with it, and the event loop of
the parent never waits for it.
"""

import sys
import time

from domain.rosters import FixedSeatsImpossible
from scheduling.rosters.search import NothingFound, search
from scheduling.rosters.wire import Reply, Task, pack_reply, unpack_task


def answer(task: Task) -> Reply:
    """Solve within the seconds given, beginning now."""
    ends = time.monotonic() + task.seconds
    try:
        found = search(task.problem, left=lambda: ends - time.monotonic())
    except FixedSeatsImpossible as refusal:
        return Reply(impossible=refusal.shifts)
    except NothingFound:
        return Reply(said="no roster was found in the time given")
    return Reply(found.seats, found.most_seats, found.bound, time.process_time())


def main() -> None:
    reply = answer(unpack_task(sys.stdin.buffer.read()))
    sys.stdout.write(pack_reply(reply))


if __name__ == "__main__":
    main()
