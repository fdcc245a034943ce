"""到哪一步了: everything somebody has asked for, where it stands and in whose hands it is."""

from dataclasses import dataclass

from domain.duty import Assignment
from domain.mediation import Case
from domain.people import Person
from domain.registration import Registration
from domain.wishes import Wish


@dataclass(frozen=True, slots=True)
class Progress:
    """What is under way for one person; `names` gives the people in whose hands things are."""

    registration: Registration | None
    wishes: tuple[Wish, ...]
    taken: tuple[Wish, ...]
    cases: tuple[Case, ...]
    shifts: tuple[Assignment, ...]
    names: dict[int, Person]
