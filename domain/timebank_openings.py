"""Opening balances from an older book: whose a line is must be certain before it is worth anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A line as it stands in the old book; with a phone number it can tell namesakes apart."""

    name: str
    points: int
    minutes: int
    phone: str = ""


class NamesakesFound(Refusal):
    """Several people have these names; their phone numbers, or their volunteer numbers, are needed."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*names)
        self.names = tuple(names)


class PersonNotFound(Refusal):
    """Nobody of this community has these names."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*names)
        self.names = tuple(names)


def match_openings(
    lines: Sequence[OpeningLine], by_name: Mapping[str, Sequence[int]], by_phone: Mapping[str, int] | None = None
) -> list[tuple[int, OpeningLine]]:
    """Return each line with its person's id. A name that fits nobody or several refuses the whole book, all named.

    So does a person who appears twice: the old book would be counted double.
    """
    found = [(_candidates(line, by_name, by_phone or {}), line) for line in lines]
    if missing := [line.name for people, line in found if not people]:
        raise PersonNotFound(missing)
    twice = {people[0] for people, _ in found if sum(people == others for others, _ in found) > 1}
    if unclear := [line.name for people, line in found if len(people) > 1 or people[0] in twice]:
        raise NamesakesFound(unclear)
    return [(people[0], line) for people, line in found]


def _candidates(line: OpeningLine, by_name: Mapping[str, Sequence[int]], by_phone: Mapping[str, int]) -> list[int]:
    named = list(by_name.get(line.name, ()))
    owner = by_phone.get(line.phone) if line.phone else None
    return [owner] if owner in named and owner is not None else named
