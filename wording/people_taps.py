"""The presses of roles and of what staff sees of a person."""

from dataclasses import dataclass

from wording.taps import Tap


@dataclass(frozen=True)
class ShowRoles(Tap, verb="rr"):
    person_id: int


@dataclass(frozen=True)
class GiveRole(Tap, verb="rg"):
    person_id: int


@dataclass(frozen=True)
class EndRole(Tap, verb="re"):
    """1 takes the role back, 0 asks first."""

    grant_id: int
    sure: int


@dataclass(frozen=True)
class SeeSensitive(Tap, verb="rk"):
    """Ask what for, before 家里 and 身体 are shown."""

    person_id: int
