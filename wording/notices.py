"""The one table that turns a fact into a message; a test compares it with the facts that exist."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import announcements as a
from domain import attendance as t
from domain import covers as v
from domain import drafts as f
from domain import duty_facts as d
from domain import handover as h
from domain import mediation as c
from domain import people as p
from domain import proxies as px
from domain import records as rec
from domain import registration as r
from domain import reminder_facts as m
from domain import roles as ro
from domain import roster_proposals as rp
from domain import voice as vo
from domain import wishes as w
from domain.notices import Fact
from wording import (
    announcements,
    attendance,
    covers,
    duty,
    handover,
    mediation,
    people,
    proxies,
    records,
    registration,
    roles,
    roster_repairs,
    rosters,
    voice,
    wish_notices,
    wish_thanks,
    wishes,
)
from wording.message import Message
from wording.timebank_notices import TABLE as TIMEBANK

Render = Callable[[Any, datetime], Message]


def _timeless(render: Callable[[Any], Message]) -> Render:
    return lambda fact, now: render(fact)  # noqa: ARG005 - one shape for the table


TABLE: dict[type[Fact], Render] = {
    Message: lambda message, now: message,  # noqa: ARG005 - one shape for the table
    p.SomethingBroke: _timeless(people.something_broke),
    p.UnreachablePerson: _timeless(people.unreachable),
    rec.CategoryChanged: _timeless(records.category_changed),
    rec.StandingChanged: _timeless(records.standing_changed),
    rec.VolunteerLeft: _timeless(records.volunteer_left),
    px.AccountBound: _timeless(proxies.bound_elsewhere),
    px.ProxyNamed: _timeless(proxies.named),
    px.ProxyEnded: _timeless(proxies.ended),
    ro.RoleGiven: roles.told_given,
    ro.RoleEnding: roles.told_ending,
    ro.RoleEnded: _timeless(roles.told_ended),
    r.RegistrationWaiting: _timeless(registration.card),
    r.RegistrationPassedOn: _timeless(registration.passed_on),
    r.RegistrationDelayed: _timeless(registration.delayed),
    r.VolunteerCardReady: _timeless(registration.card_ready),
    r.RegistrationMoved: _timeless(registration.moved),
    **wish_notices.TABLE,
    w.WishWaiting: _timeless(wishes.waiting),
    w.WishCard: _timeless(wishes.card),
    w.WishMoved: _timeless(wishes.moved),
    w.WishDetails: _timeless(wishes.details),
    w.WishDone: _timeless(wishes.done),
    w.WishThanked: _timeless(wish_thanks.thanked),
    w.WishUnsolved: _timeless(wishes.unsolved),
    c.CaseForMediator: _timeless(mediation.for_mediator),
    c.CaseInStudio: _timeless(mediation.in_studio),
    c.CaseMoved: _timeless(mediation.moved),
    c.CaseWithoutMediator: _timeless(mediation.nobody),
    d.ShiftAssigned: duty.assigned,
    d.ShiftAnswered: duty.told_leader,
    d.ShiftServed: _timeless(duty.served),
    d.ShiftPaid: _timeless(duty.paid),
    d.ShiftCancelled: duty.cancelled,
    d.ShiftDropped: duty.dropped,
    d.ShiftMoved: duty.moved,
    m.ShiftReminder: duty.reminder,
    m.PartnerSilent: duty.partner_silent,
    m.VolunteerSilent: duty.silent,
    m.ReminderUnclear: duty.unclear,
    m.VolunteerMissing: duty.missing,
    v.CoverWanted: covers.wanted,
    v.CoverFound: covers.found,
    v.NobodyLeft: covers.nobody_left,
    f.DraftBegun: _timeless(rosters.begun),
    f.DraftReady: _timeless(rosters.ready),
    f.WeekPosted: _timeless(rosters.week),
    f.WeekSheet: _timeless(rosters.week_sheet),
    f.WeekPicture: _timeless(rosters.week_picture),
    rp.RepairProposed: roster_repairs.proposed,
    f.ReachList: _timeless(rosters.reach),
    t.TalkWanted: _timeless(attendance.talk_wanted),
    t.BackfillWaiting: _timeless(attendance.backfill_waiting),
    t.AttendanceCorrected: attendance.corrected,
    vo.VoiceHeard: _timeless(voice.heard),
    vo.VoicePassedOn: _timeless(voice.for_person),
    vo.VoiceAnswered: _timeless(voice.answered),
    vo.VoiceNotHeard: _timeless(voice.not_heard),
    h.HandoverCard: _timeless(handover.card),
    h.HandoverAnswered: _timeless(handover.answered),
    h.HandoverHeard: _timeless(handover.heard),
    h.HandoverEnded: _timeless(handover.ended),
    h.HandoverStillWaiting: _timeless(handover.still_waiting),
    a.Announced: _timeless(announcements.announced),
    **TIMEBANK,
}


def render(fact: Fact, now: datetime) -> Message:
    return TABLE[type(fact)](fact, now)
