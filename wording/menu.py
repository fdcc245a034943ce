"""The big keys below the conversation, by role, and the words that mean the same."""

from enum import StrEnum

from domain.people import Role
from wording.message import Key


class Word(StrEnum):
    """What somebody can ask for from anywhere."""

    REGISTER = "register"
    WISH = "wish"
    DISPUTE = "dispute"
    DUTY = "duty"
    POINTS = "points"
    REWARDS = "rewards"
    MY_REWARDS = "my_rewards"
    GIVE = "give"
    DONATE = "donate"
    STARS = "stars"
    CERTIFICATE = "certificate"
    RULES = "rules"
    TILL = "till"
    POINTS_OFFICE = "points_office"
    COMMUNITY = "community"
    HUMAN = "human"
    PROGRESS = "progress"
    DESK = "desk"
    BOARD = "board"
    WISH_FOR = "wish_for"
    WISH_APPROVAL = "wish_approval"
    WISH_FIGURES = "wish_figures"
    WISH_REGISTER = "wish_register"
    ANNOUNCE = "announce"
    PLAN = "plan"
    INVITE = "invite"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    ROLL = "roll"
    CODE = "code"
    DAY_OFF = "day_off"
    SWAP = "swap"
    BACKFILL = "backfill"
    ROSTER = "roster"
    CALL_OFF = "call_off"
    CALENDAR = "calendar"
    TEMPLATE = "template"
    MOVE_SHIFT = "move_shift"
    REACH = "reach"
    CREW = "crew"
    SHIFT_SHEET = "shift_sheet"
    POSTS = "posts"
    TEMPLATES = "templates"
    MORE = "more"
    PAPERS = "papers"
    CARD = "card"
    PROXIES = "proxies"
    RECORDS = "records"
    LEAVE = "leave"
    RESUME = "resume"
    BACK = "back"
    CANCEL = "cancel"


LABELS: dict[Word, str] = {
    Word.REGISTER: "我要报到",
    Word.WISH: "微心愿",
    Word.DISPUTE: "解忧调解",
    Word.DUTY: "我的值班",
    Word.POINTS: "时间银行",
    Word.REWARDS: "换东西",
    Word.MY_REWARDS: "我的兑换",
    Word.GIVE: "送积分",
    Word.DONATE: "捐积分",
    Word.STARS: "星级榜",
    Word.CERTIFICATE: "服务证明",
    Word.RULES: "积分怎么算",
    Word.TILL: "收兑换码",
    Word.POINTS_OFFICE: "积分管理",
    Word.COMMUNITY: "找社区",
    Word.HUMAN: "找人工",
    Word.PROGRESS: "到哪一步了",
    Word.DESK: "待办事项",
    Word.BOARD: "心愿看板",
    Word.WISH_FOR: "替人许心愿",
    Word.WISH_APPROVAL: "心愿审核",
    Word.WISH_FIGURES: "心愿月报",
    Word.WISH_REGISTER: "心愿台账",
    Word.ANNOUNCE: "发公告",
    Word.PLAN: "排一个班",
    Word.INVITE: "邀请帮手",
    Word.CHECK_IN: "签到",
    Word.CHECK_OUT: "签退",
    Word.ROLL: "点名",
    Word.CODE: "签到码",
    Word.DAY_OFF: "请假",
    Word.SWAP: "换班",
    Word.BACKFILL: "补录",
    Word.ROSTER: "排一周的班",
    Word.CALL_OFF: "停班",
    Word.CALENDAR: "校历",
    Word.TEMPLATE: "固定的班",
    Word.MOVE_SHIFT: "改时间",
    Word.REACH: "谁联系不上",
    Word.CREW: "队员情况",
    Word.SHIFT_SHEET: "表格排班",
    Word.POSTS: "岗位",
    Word.TEMPLATES: "看固定的班",
    Word.MORE: "再说一点",
    Word.PAPERS: "我的资料",
    Word.CARD: "志愿者证",
    Word.PROXIES: "代办人",
    Word.RECORDS: "人员名册",
    Word.LEAVE: "我想退出",
    Word.RESUME: "接着填",
    Word.BACK: "返回",
    Word.CANCEL: "取消",
}
# Other ways people say exactly the same; whole sentences are the business of `understanding`.
SAME_AS: dict[str, Word] = {
    "报到": Word.REGISTER,
    "报名": Word.REGISTER,
    "我要报名": Word.REGISTER,
    "心愿": Word.WISH,
    "我有个心愿": Word.WISH,
    "调解": Word.DISPUTE,
    "解忧": Word.DISPUTE,
    "值班": Word.DUTY,
    "我的班": Word.DUTY,
    "积分": Word.POINTS,
    "我有多少分": Word.POINTS,
    "我有多少积分": Word.POINTS,
    "多少分": Word.POINTS,
    "积分明细": Word.POINTS,
    "最近的明细": Word.POINTS,
    "什么时候过期": Word.POINTS,
    "距离下一颗星": Word.POINTS,
    "还能换什么": Word.REWARDS,
    "能换什么": Word.REWARDS,
    "积分能换什么": Word.REWARDS,
    "兑换": Word.REWARDS,
    "积分兑换": Word.REWARDS,
    "我的兑换码": Word.MY_REWARDS,
    "赠送积分": Word.GIVE,
    "把积分送人": Word.GIVE,
    "把积分送给家人": Word.GIVE,
    "捐分": Word.DONATE,
    "捐赠积分": Word.DONATE,
    "光荣榜": Word.STARS,
    "志愿服务证明": Word.CERTIFICATE,
    "开证明": Word.CERTIFICATE,
    "怎么记分": Word.RULES,
    "怎么得分": Word.RULES,
    "积分规则": Word.RULES,
    "收码": Word.TILL,
    "人工": Word.HUMAN,
    "转人工": Word.HUMAN,
    "我要找人工": Word.HUMAN,
    "真人": Word.HUMAN,
    "电话": Word.COMMUNITY,
    "进度": Word.PROGRESS,
    "到哪一步": Word.PROGRESS,
    "到哪步了": Word.PROGRESS,
    "我到了": Word.CHECK_IN,
    "待办": Word.DESK,
    "看板": Word.BOARD,
    "替人许个心愿": Word.WISH_FOR,
    "替街坊许心愿": Word.WISH_FOR,
    "帮人许心愿": Word.WISH_FOR,
    "代办心愿": Word.WISH_FOR,
    "台账": Word.WISH_REGISTER,
    "公告": Word.ANNOUNCE,
    "排班": Word.PLAN,
    "排下周的班": Word.ROSTER,
    "我要请假": Word.DAY_OFF,
    "我要换班": Word.SWAP,
    "找人顶班": Word.SWAP,
    "停课": Word.CALL_OFF,
    "邀请": Word.INVITE,
    "五个清楚": Word.MORE,
    "我的志愿者证": Word.CARD,
    "志愿者卡": Word.CARD,
    "查看我的资料": Word.PAPERS,
    "导出我的资料": Word.PAPERS,
    "更正我的资料": Word.PAPERS,
    "删除我的资料": Word.PAPERS,
    "谁看过我的资料": Word.PAPERS,
    "我的代办人": Word.PROXIES,
    "替人办事": Word.PROXIES,
    "查人": Word.RECORDS,
    "名册": Word.RECORDS,
    "我要退出": Word.LEAVE,
    "我搬走了": Word.LEAVE,
    "我要搬走了": Word.LEAVE,
    "算了": Word.CANCEL,
    "不填了": Word.CANCEL,
    "上一步": Word.BACK,
    "继续填": Word.RESUME,
    "接着来": Word.RESUME,
}
PUNCTUATION = "？?！!。.，, 　"

_RESIDENT = ((Word.REGISTER, Word.WISH), (Word.DISPUTE, Word.DUTY), (Word.POINTS, Word.COMMUNITY))
_VOLUNTEER = ((Word.DUTY, Word.WISH), (Word.POINTS, Word.DISPUTE), (Word.PROGRESS, Word.COMMUNITY))
_LEADER = ((Word.PLAN, Word.DUTY), (Word.WISH, Word.POINTS), (Word.DESK, Word.PROGRESS))
_STAFF = ((Word.DESK, Word.ANNOUNCE), (Word.PLAN, Word.INVITE), (Word.WISH, Word.PROGRESS))
_MEDIATOR = ((Word.DESK, Word.DUTY), (Word.WISH, Word.POINTS), (Word.PROGRESS, Word.COMMUNITY))
_CAPTAIN = ((Word.RECORDS, Word.DUTY), (Word.WISH, Word.DISPUTE), (Word.PROGRESS, Word.COMMUNITY))
_ATTENDANT = ((Word.BOARD, Word.RECORDS), (Word.WISH, Word.DUTY), (Word.PROGRESS, Word.COMMUNITY))
_MERCHANT = ((Word.TILL, Word.POINTS), (Word.WISH, Word.DISPUTE), (Word.PROGRESS, Word.COMMUNITY))
# The first line whose role the person holds gives the keys; never more than six.
BY_ROLE: tuple[tuple[Role, tuple[tuple[Word, ...], ...]], ...] = (
    (Role.ADMIN, _STAFF),
    (Role.STAFF, _STAFF),
    (Role.OFFICER, _STAFF),
    (Role.LEADER, _LEADER),
    (Role.MEDIATOR, _MEDIATOR),
    (Role.GRID_ATTENDANT, _ATTENDANT),
    (Role.BUILDING_CAPTAIN, _CAPTAIN),
    (Role.VOLUNTEER, _VOLUNTEER),
    (Role.MERCHANT, _MERCHANT),
)


def keyboard(roles: frozenset[Role]) -> tuple[tuple[Key, ...], ...]:
    """Return the six big keys for somebody with these roles."""
    layout = next((keys for role, keys in BY_ROLE if role in roles), _RESIDENT)
    return tuple(tuple(Key(LABELS[word]) for word in line) for line in layout)


def heard(text: str) -> Word | None:
    """Return the word the text stands for as a whole, or None."""
    plain = text.strip(PUNCTUATION)
    by_label = {label: word for word, label in LABELS.items()}
    return by_label.get(plain) or SAME_AS.get(plain)
