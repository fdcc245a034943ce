"""What counts about a volunteer when a roster is made, beside free times and category: training, wishes, ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.refusals import Refusal

MOST_PARTNERS = 6
MOST_A_WEEK = 7
# How far a post is, as people say it, in metres.
WAYS = (200, 500, 1_000, 2_000)


class TooManyPartners(Refusal):
    """A wish for everybody is a wish for nobody."""


@dataclass(frozen=True, slots=True)
class DutyProfile:
    """`is_trained` and `is_captain` are the leader's word, everything else the volunteer's own wish.

    `most_per_week` None is no limit of their own. `posts` are posts they would like, `metres` the way to others.
    """

    person_id: int
    is_trained: bool = False
    is_captain: bool = False
    most_per_week: int | None = None
    partners: frozenset[int] = frozenset()
    posts: frozenset[int] = frozenset()
    metres: Mapping[int, int] = field(default_factory=dict)
    feed: int = 0
    """Which of the person's calendar addresses is the valid one; a new number makes the earlier ones useless."""

    def with_partner(self, person_id: int) -> "DutyProfile":
        """Put somebody among those one would like to serve with, or take them out. Refuses with `TooManyPartners`."""
        partners = self.partners ^ {person_id} - {self.person_id}
        if len(partners) > max(MOST_PARTNERS, len(self.partners)):
            raise TooManyPartners
        return replace(self, partners=partners)

    def with_new_feed(self) -> "DutyProfile":
        return replace(self, feed=self.feed + 1)

    def with_post(self, post_id: int) -> "DutyProfile":
        return replace(self, posts=self.posts ^ {post_id})

    def with_way(self, post_id: int, metres: int) -> "DutyProfile":
        return replace(self, metres={**self.metres, post_id: metres})
