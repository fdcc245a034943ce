"""The one table that turns a refusal into a kind sentence."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from domain import (
    announcements,
    attendance,
    calendars,
    covers,
    dossiers,
    drafts,
    duty,
    duty_profiles,
    handover,
    mediation,
    people,
    privacy,
    proxies,
    records,
    refusals,
    registration,
    roles,
    roster_proposals,
    timebank,
    wishes,
)
from domain.refusals import Refusal
from wording import timebank_refusals, wish_refusals
from wording.dates import say_when
from wording.names import ASSIGNMENT_STATES, WISH_STATES

Say = Callable[[Any, datetime], str]


def _always(sentence: str) -> Say:
    return lambda refusal, now: sentence  # noqa: ARG005 - one shape for the table


def _claimed(refusal: wishes.WishAlreadyClaimed, now: datetime) -> str:  # noqa: ARG001 - one shape for the table
    return "这个心愿已经交给您了，谢谢您！" if refusal.by_me else "谢谢您的热心！这个刚刚有人接了。"


def _faster(refusal: registration.SomebodyWasFaster, now: datetime) -> str:  # noqa: ARG001 - one shape for the table
    return f"这份已经由{refusal.who}办过了，您不用再办。" if refusal.who else "这份已经办过了，您不用再办。"


def _unpublished(refusal: calendars.YearNotPublished, now: datetime) -> str:  # noqa: ARG001 - one shape for the table
    return f"{refusal.year}年的放假安排还没公布，我不瞎猜。请等公布后再排，或者先写进校历。"


def _impossible(refusal: drafts.DraftImpossible, now: datetime) -> str:  # noqa: ARG001 - one shape for the table
    return f"这份草稿现在排不成了，没有发布。请看看：{'、'.join(refusal.names)}（请了假、撞了班，或者太多了）。"


TAKEN_BY = {True: "这个班已经是您的了，谢谢您！", False: "谢谢您的热心！这个班刚刚有人接了。"}
TABLE: dict[type[Refusal], Say] = {
    refusals.NotAllowed: _always("这是给经办人办的事。您有事随时跟我说。"),
    refusals.NotYours: _always("这件事是别人在办，您放心。"),
    refusals.NotFound: _always("这件事我没找到，可能已经办完了。"),
    refusals.NotRegistered: _always("咱们还没认识呢，先点「我要报到」吧。"),
    refusals.OutOfDate: _always("这个按钮是以前的。请看最新的那条。"),
    people.WhoAreYou: _always("咱们还没认识呢，先点「我要报到」吧。"),
    people.CodeNotValid: _always("这个邀请码用过了，或者过期了。请让社区再发一个。"),
    people.PhoneTaken: _always("这个手机号已经有人登记了。要是您自己的，请点「改手机」，再点「发送我的手机号」。"),
    people.GroupNotBound: _always("还没有这个群。请先把我拉进群里。"),
    records.NobodyFound: _always("没找到这个人。您再看看名字或手机号。"),
    records.NothingToRelease: _always("他现在不是志愿者，不用办这个。"),
    roles.NoRoleForYourself: _always("自己的身份要请别人来给，谢谢您！"),
    roles.NoSuchPlace: _always("社区没有这个网格或这栋楼。请先在「人员名册」里记下来。"),
    roles.RoleNotThere: _always("这个身份已经停了，不用再点。"),
    dossiers.ConsentMissing: _always("家里和身体的情况，要您单独同意我才记。"),
    dossiers.TooManySkills: _always("太多啦，最多记 20 样。请挑最拿手的。"),
    proxies.NoSuchProxy: _always("这份代办已经结束了。"),
    proxies.NotWhileActing: _always("这是本人的事，代办人办不了。请他自己来，或者请社区帮忙。"),
    proxies.NotYourselfAsProxy: _always("给自己办事，不用代办。"),
    proxies.WrongPlaceForCode: _always("您这个号已经登记过别人了。要换，请点「找社区」。"),
    privacy.DutiesFirst: _always("您是最后一位管理员，请先请一位新的，再退出。"),
    registration.SomebodyWasFaster: _faster,
    registration.NoSelfReview: _always("自己的报到要请别人来看，谢谢您！"),
    registration.AlreadyRegistered: _always("您已经报过到了。想知道进度，发「到哪一步了」。"),
    registration.ReasonNeeded: _always("请写一句原因，对方好改。"),
    **wish_refusals.TABLE,
    wishes.WishAlreadyClaimed: _claimed,
    wishes.WishNotOpen: lambda refusal, now: f"这个心愿现在是：{WISH_STATES[refusal.state]}。",  # noqa: ARG005 - one shape
    wishes.OwnWish: _always("这是您自己的心愿，等别人来帮您。"),
    wishes.RatingOutOfRange: _always("请打 1 到 5 分。"),
    wishes.SaidAlready: lambda refusal, now: f"这个刚才记下了，是心愿 {refusal.number} 号，您放心。",  # noqa: ARG005 - one shape
    handover.HandoverTakenAlready: lambda refusal, now: f"{refusal.who}在回了，您不用再回，谢谢！",  # noqa: ARG005 - one shape
    handover.HandoverOver: _always("这次说话已经结束了。有事再找我。"),
    mediation.CaseMovedOn: _always("这件事已经往下走了，您不用再点。"),
    duty.DutyMovedOn: lambda refusal, now: f"这个班现在是：{ASSIGNMENT_STATES[refusal.state]}，不用再点了。",  # noqa: ARG005 - one shape
    duty.TooEarly: lambda refusal, now: f"还早呢，{say_when(refusal.opens_at, now)}开始签到。",
    duty.TooLate: _always("签到时间过了。您去了的话，跟队长说一声就能补上。"),
    duty.TooFarAway: lambda refusal, now: f"您离岗位还有 {refusal.metres} 米，到了再签到。",  # noqa: ARG005 - one shape
    duty.NothingToCheckIn: _always("您现在没有要签的班。"),
    duty.PersonCannot: lambda refusal, now: f"{refusal.name}排不上：{say(refusal.why, now)}",
    covers.CoverTaken: lambda refusal, now: TAKEN_BY[refusal.by_me],  # noqa: ARG005 - one shape
    calendars.YearNotPublished: _unpublished,
    calendars.TermUnknown: _always("我还不知道学校哪天开学、哪天放假。请先发「校历」告诉我。"),
    calendars.TermOutOfRange: _always("学期要从开学那天到放假那天，最多八个月。"),
    drafts.TemplateWithoutPeople: _always("人数要在 1 到 30 之间。"),
    drafts.NothingToDraft: _always("那一周没有班可排。先发「固定的班」，告诉我有哪些班。"),
    roster_proposals.ProposalOver: _always("这个办法过时了，请看后面那一条。"),
    duty_profiles.TooManyPartners: _always("最多选 6 位。先去掉一位再加。"),
    duty.HourTaken: lambda refusal, now: f"{say_when(refusal.starts_at, now)}，{refusal.post}已经有一个班了。",
    drafts.StillSolving: _always("正在细排，请等一两分钟。"),
    drafts.DraftImpossible: _impossible,
    covers.CoverClosed: _always("这个班已经不用找人了，谢谢您！"),
    covers.OwnCover: _always("这是您自己的班，等别人来顶。"),
    covers.AlreadyOnDuty: lambda refusal, now: f"{say_when(refusal.starts_at, now)}已经有班了：{refusal.post}。",
    covers.OnLeaveThen: _always("那天请了假。"),
    covers.NotForCategory: _always("这个班的时间不适合：太晚了，或者这周已经有班了。"),
    attendance.CodeNotCurrent: _always("这个码不对，或者过时了。请看队长手机上现在的四位数。"),
    attendance.LocationNotFresh: _always("这是转发的或以前的位置。到了以后，请点大按钮发现在的位置。"),
    attendance.SecondSignatureNeeded: _always("补录要两个人签字，请另一位来确认。"),
    attendance.BackfillDecided: _always("这一行已经确认过了。"),
    attendance.DayOutOfRange: _always("只能补最近一个月以内、已经过去的日子。"),
    announcements.AlreadySent: _always("这份公告已经发出去了。"),
    announcements.NobodyThere: _always("那里现在没有人能收到，请换一个。"),
    timebank.PointsOutOfRange: _always("分数要是 1 以上的整数。"),
    timebank.MinutesOutOfRange: _always("时间要在 1 分钟到 24 小时之间。"),
    timebank.NotEnoughPoints: lambda refusal, now: f"您有 {refusal.available} 分，还不够 {refusal.wanted} 分。",  # noqa: ARG005 - one shape
    timebank.KeyUsedOtherwise: _always("这一笔已经记过了。"),
    timebank.HoldSettledAlready: _always("这一笔已经办完了。"),
    timebank.ReversedAlready: _always("这一笔已经更正过了。"),
    timebank.TransferNotFound: _always("我没找到这一笔。"),
    **timebank_refusals.TABLE,
}


def say(refusal: Refusal, now: datetime) -> str:
    """Return the sentence for the refusal; a subclass speaks as its nearest named ancestor."""
    for kind in type(refusal).__mro__:
        if kind in TABLE:
            return TABLE[kind](refusal, now)
    raise KeyError(type(refusal).__name__)
