"""The Chinese names of the things in the tables of `domain`."""

from domain.announcements import AudienceKind
from domain.duty import AssignmentState, DutyKind
from domain.mediation import CaseState, DisputeKind
from domain.people import Purpose, Role
from domain.registration import RegistrationState
from domain.wishes import WishCategory, WishState

ROLES: dict[Role, str] = {
    Role.RESIDENT: "居民",
    Role.VOLUNTEER: "志愿者",
    Role.LEADER: "队长",
    Role.GRID_ATTENDANT: "网格员",
    Role.BUILDING_CAPTAIN: "楼栋长",
    Role.MEDIATOR: "调解员",
    Role.STAFF: "社区工作人员",
    Role.OFFICER: "志愿者组织",
    Role.PARTNER: "双报到单位",
    Role.MERCHANT: "商户",
    Role.ADMIN: "管理员",
}
WISH_CATEGORIES: dict[WishCategory, str] = {
    WishCategory.REPAIR: "家电维修",
    WishCategory.ERRAND: "代买代办",
    WishCategory.HOSPITAL: "陪同就医",
    WishCategory.CLEANING: "打扫整理",
    WishCategory.HAIRCUT: "理发",
    WishCategory.PHONE_LESSON: "手机教学",
    WishCategory.COMPANY: "陪聊探望",
    WishCategory.SCHOOL_THINGS: "学习用品",
    WishCategory.OTHER: "其他",
}
WISH_STATES: dict[WishState, str] = {
    WishState.SUBMITTED: "社区在看",
    WishState.OPEN: "正在找人",
    WishState.CLAIMED: "有人认领了",
    WishState.FULFILLED: "已经办好，等您评价",
    WishState.REOPENED: "还没办好，在接着办",
    WishState.EXPIRED: "一直没找到人，等您回话",
    WishState.CLOSED: "圆满完成",
    WishState.RETURNED: "退回来了",
    WishState.WITHDRAWN: "已收回",
}
DISPUTE_KINDS: dict[DisputeKind, str] = {
    DisputeKind.NOISE: "邻里噪音",
    DisputeKind.LEAK: "漏水",
    DisputeKind.PARKING: "停车",
    DisputeKind.PROPERTY_SERVICE: "物业",
    DisputeKind.FAMILY_SUPPORT: "家庭赡养",
    DisputeKind.PETS: "宠物",
    DisputeKind.PUBLIC_SPACE: "公共空间",
    DisputeKind.OTHER: "其他",
}
CASE_STATES: dict[CaseState, str] = {
    CaseState.RECEIVED: "收到了，正在请调解员",
    CaseState.ASSIGNED: "已交给调解员，等他应下",
    CaseState.IN_MEDIATION: "调解员正在办",
    CaseState.SETTLED: "谈成了",
    CaseState.NOT_SETTLED: "没谈成",
    CaseState.WITHDRAWN: "已收回",
}
REGISTRATION_STATES: dict[RegistrationState, str] = {
    RegistrationState.SUBMITTED: "社区在审核",
    RegistrationState.REVIEWED: "志愿者组织在认定",
    RegistrationState.CONFIRMED: "已经是志愿者了",
    RegistrationState.RETURNED: "退回来了，改一改就能再交",
    RegistrationState.REJECTED: "这次没有通过",
    RegistrationState.WITHDRAWN: "已退出",
    RegistrationState.SUSPENDED: "暂停参加",
}
DUTY_KINDS: dict[DutyKind, str] = {
    DutyKind.SCHOOL_CROSSING: "护学岗",
    DutyKind.PATROL: "巡逻",
    DutyKind.OTHER: "其他",
}
ASSIGNMENT_STATES: dict[AssignmentState, str] = {
    AssignmentState.ASSIGNED: "还没回话",
    AssignmentState.CONFIRMED: "能去",
    AssignmentState.DECLINED: "去不了",
    AssignmentState.CHECKED_IN: "已签到",
    AssignmentState.CHECKED_OUT: "已签退",
    AssignmentState.CANCELLED: "取消了",
    AssignmentState.RELEASED: "有人顶班了",
    AssignmentState.NO_SHOW: "没来",
}
PURPOSES: dict[Purpose, str] = {
    Purpose.TEAM: "志愿队群",
    Purpose.RESIDENTS: "居民群",
    Purpose.DUTY: "值班群",
    Purpose.STUDIO: "调解工作室群",
    Purpose.STAFF: "工作人员群",
}
AUDIENCES: dict[AudienceKind, str] = {
    AudienceKind.GROUP: "一个群",
    AudienceKind.VOLUNTEERS: "全体志愿者",
    AudienceKind.BUILDING: "一栋楼的居民",
    AudienceKind.EVERYBODY: "全体居民",
}
SKILLS = ("家电维修", "理发", "手机教学", "陪聊探望", "陪同就医", "书法绘画", "调解说和", "护学巡逻")
FREE_TIMES = ("平日上午", "平日下午", "平日傍晚", "周末")
