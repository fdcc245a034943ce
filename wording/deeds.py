"""What was done, in the words in which staff reads the history of a person or a case."""

from wording.names import ROLES

# Buttons and forms that only open something: what was then done has a line of its own.
SILENT = frozenset(
    {"open_record", "show_history", "show_roles", "give_role", "end_role_0", "form_give_role", "see_sensitive"}
    | {"form_see_sensitive", "set_category", "form_categorise", "form_change_standing", "change_standing", "staff_code"}
    | {"staff_proxy", "form_name_proxy", "form_redeem_code", "form_find_person", "form_correct", "form_erase"}
    | {"form_leave", "form_add_person", "form_join", "act_for", "form_return_registration", "end_role_1"}
    | {
        "duty_wish",
        "drop_template",
        "set_post",
        "import_shifts",
        "manage_shift",
        "open_swap",
        "give_reason",
        "draft_seat",
        "answer_asker",
        "open_till",
        "till_day",
        "till_month",
    }
    | {"form_registration", "decide_registration"}
    | {"confirm_voice", "stock_up", "import_rows", "not_my_phone", "form_dispute", "form_return_wish"}
)
OTHERWISE = "办了一步别的"
DEEDS: dict[str, str] = {
    "read_record": "查看登记",
    "read_sensitive": "查看家里和身体",
    "read_history": "查看经过",
    "duty_trained": "改护学培训",
    "duty_captain": "改带班",
    "decide_proposal": "定了怎么补班",
    "bind_account": "连上手机",
    "unbind_account": "断开手机",
    "erase": "删除资料",
    "leave": "自己退出",
    "suspend": "暂停",
    "resume": "恢复",
    "withdraw": "办退出",
    "import_people": "导入名册",
    "send_sheet": "发来登记表",
    "export_register": "导出名册",
    "begin_acting": "开始代办",
    "become_proxy": "成为代办人",
    "revoke_proxy": "停止代办",
    "correct_record": "改登记",
    "issue_account_code": "给换手机的码",
    "issue_proxy_code": "给代办的码",
    "add_person": "代为登记",
    "add_neighbour": "许心愿时登记",
    "gave_role": "给身份",
    "ended_role": "停身份",
    "set_grid": "改网格",
    "set_neighbours": "改相邻网格",
    "category": "改分类",
    "report_case": "来求助",
    "apply": "报到",
    "registration_review": "审核通过",
    "registration_confirm": "认定",
    "registration_return": "退回报到",
    "registration_reject": "没有通过报到",
    "form_list_buildings": "改楼栋清单",
    "form_set_grid": "改网格",
    "form_set_neighbours": "改相邻网格",
    "form_tell_past": "说了过去的工作",
    "form_tell_talents": "说了特长和意向",
    "form_tell_hours": "说了空闲时间",
    "form_tell_family": "说了家里情况",
    "form_tell_health": "说了身体情况",
    "form_wish": "许了心愿",
    "form_fulfil": "办好了心愿",
    "form_visit": "约上门时间",
    "form_close_follow_up": "办完回访",
    "form_announcement": "写公告",
    "form_plan": "排了班",
    "form_duty": "办了值班的事",
    "form_adjust_points": "提出改积分",
    "form_grant_points": "提出发积分",
    "form_reverse_points": "提出更正积分",
    "form_give_points": "送积分",
    "form_donate_points": "捐积分",
    "form_points": "查积分",
    "form_inherit": "转积分给家人",
    "form_openings": "录老账本",
    "form_partner": "登记商户",
    "form_reward": "改兑换品",
    "form_stock_up": "加兑换品",
    "form_till": "收兑换码",
    "approve_wish": "同意心愿",
    "return_wish": "退回心愿",
    "claim_wish": "认领心愿",
    "release_wish": "放弃心愿",
    "fulfil_wish": "办好了心愿",
    "rate_wish": "给心愿打分",
    "reopen_wish": "说心愿没办好",
    "withdraw_wish": "收回心愿",
    "mark_wish": "给心愿做记号",
    "decline_offer": "没接心愿",
    "pass_on": "把心愿交给别人",
    "renew_wish": "心愿接着找人",
    "propose_visit": "约上门时间",
    "agree_visit": "定下上门时间",
    "arrived": "到了",
    "left": "出来了",
    "own_follow_up": "接下回访",
    "close_follow_up": "办完回访",
    "thank_you": "要感谢信",
    "answer_shift_1": "说能去值班",
    "answer_shift_0": "说去不了值班",
    "confirm_minutes": "确认时长",
    "ask_swap": "找人换班",
    "keep_duty": "班自己留着",
    "take_cover": "接下顶班",
    "pass_cover": "没接顶班",
    "ask_replacement": "请人顶班",
    "call_roll": "点名",
    "certify": "给补录签字",
    "roster_step": "排一周的班",
    "take_case_1": "应下调解",
    "take_case_0": "交回调解",
    "finish_case_1": "说谈成了",
    "finish_case_0": "说没谈成",
    "send_announcement": "发公告",
    "acknowledge": "看了公告",
    "take_handover": "接着回话",
    "end_handover": "说完了话",
    "redeem": "兑换",
    "take_back": "取消兑换",
    "pay_merchant": "跟商户结账",
    "withdraw_reward": "下架兑换品",
    "offer_till": "选收码的人",
    "put_at_till": "请人收兑换码",
    "decide_points": "决定积分的事",
    "decide_openings": "决定老账本",
}
_WITH_ROLE = ("gave_role_", "ended_role_")


def say_deed(what: str) -> str:
    """Return the words for a deed, or nothing for one that only opened something.

    A deed's name ends in its choices (`rate_wish_5`): the longest part of it that has words speaks for it.
    """
    if what in SILENT:
        return ""
    for start in _WITH_ROLE:
        if what.startswith(start):
            return f"{DEEDS[start.rstrip('_')]}（{_role(what.removeprefix(start))}）"
    parts = what.split("_")
    for length in range(len(parts), 0, -1):
        shorter = "_".join(parts[:length])
        if shorter in DEEDS:
            return DEEDS[shorter]
        if shorter in SILENT:
            return ""
    return OTHERWISE


def _role(value: str) -> str:
    return next((name for role, name in ROLES.items() if role.value == value), "")
