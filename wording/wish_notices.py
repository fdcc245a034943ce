"""The facts about wishes, their offers, visits and follow-ups, and the messages they become."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import elsewhere as e
from domain import followups as f
from domain import matching as m
from domain import visits as v
from domain import wish_files as wf
from domain import wish_thanks as t
from domain.notices import Fact
from wording import followups, matching, visits, wish_files, wish_thanks
from wording.message import Message


def _timeless(render: Callable[[Any], Message]) -> Callable[[Any, datetime], Message]:
    return lambda fact, now: render(fact)  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Fact], Callable[[Any, datetime], Message]] = {
    e.AskedElsewhere: _timeless(followups.asked_elsewhere),
    f.CallForRating: _timeless(followups.call_for_rating),
    f.FollowUpWaiting: _timeless(followups.follow_up),
    f.WishAgain: _timeless(followups.again),
    f.WishChased: _timeless(followups.chased),
    f.WishExpired: _timeless(followups.expired),
    f.WishLost: _timeless(followups.lost),
    m.OfferOver: _timeless(matching.over),
    m.WishOffer: matching.offered,
    v.VisitAgreed: visits.agreed,
    v.VisitProposed: visits.proposed,
    v.VisitReminder: visits.reminder,
    v.VisitSilent: _timeless(visits.silent),
    t.RatingNoted: _timeless(wish_thanks.rating_noted),
    t.WordsOfThanks: _timeless(wish_thanks.words_of_thanks),
    wf.DetailsPutAway: _timeless(wish_files.put_away),
    wf.WishPhotos: _timeless(wish_files.photos),
    wf.WishVoice: _timeless(wish_files.voice),
}
