"""What is said after a wish: the requester's own words, and a rating that somebody neutral wrote down."""

from dataclasses import dataclass

from domain.notices import Fact


@dataclass(frozen=True, slots=True)
class WordsOfThanks(Fact):
    """Told to the volunteer: what the requester would like to say."""

    wish_id: int
    number: str
    requester: str
    words: str


@dataclass(frozen=True, slots=True)
class RatingNoted(Fact):
    """Told to whoever asked: somebody neutral has written their rating down; it may be put right."""

    wish_id: int
    number: str
    rating: int
    by: str
