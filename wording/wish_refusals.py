"""Kind sentences for what the rules of wishes do not allow."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import elsewhere, followups, matching, visits, wanted, wishes
from domain.refusals import Refusal
from wording.followups import ELSEWHERE


def _always(sentence: str) -> Callable[[Any, datetime], str]:
    return lambda refusal, now: sentence  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Refusal], Callable[[Any, datetime], str]] = {
    elsewhere.NeedsElsewhere: lambda refusal, now: ELSEWHERE[refusal.kind],  # noqa: ARG005 - one shape
    followups.FollowUpTaken: _always("这件事有同事在办了，您放心。"),
    matching.OfferPassed: _always("这个已经有着落了，谢谢您！"),
    visits.VisitMovedOn: _always("这个时间已经改过了。请看最新的那条。"),
    visits.VisitTooFar: _always("请约在今天以后、两个月以内。"),
    wanted.WantedInThePast: _always("这个时间已经过去了。请点「改时间」，换一个以后的时间。"),
    wishes.NoSelfRating: _always("自己办的事，要请别人来评价，谢谢您！"),
    wishes.NoSecondNeeded: _always("谢谢您的热心！人手已经够了。"),
    wishes.RatingFixed: _always("这次评价过了 7 天，改不了了。有事请跟社区说。"),
}
