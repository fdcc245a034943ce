"""All ears in the order in which they listen: buttons and words first, then answers, then free text."""

from aiogram import Router

from handlers import (
    announcements,
    attendance,
    calendars,
    captions,
    covers,
    desk,
    dossiers,
    duty,
    duty_profiles,
    followups,
    handover,
    mediation,
    people,
    posts,
    privacy,
    proxies,
    records,
    registration,
    roles,
    rosters,
    shift_sheets,
    talk,
    timebank,
    visits,
    voice,
    wish_board,
    wish_files,
    wish_for,
    wish_thanks,
    wishes,
)

ORDER = (
    captions,
    people,
    registration,
    dossiers,
    proxies,
    privacy,
    records,
    roles,
    wishes,
    wish_for,
    wish_thanks,
    visits,
    followups,
    wish_board,
    mediation,
    posts,
    duty,
    duty_profiles,
    covers,
    attendance,
    rosters,
    shift_sheets,
    calendars,
    timebank,
    announcements,
    desk,
    handover,
    wish_files,
    voice,
    talk,
)


def root() -> Router:
    """Return a fresh tree; aiogram lets a router have one parent only, so it is taken off an earlier one."""
    tree = Router(name="yinling")
    for module in ORDER:
        module.router._parent_router = None  # noqa: SLF001 - several dispatchers in one process: tests, rehearsal
        tree.include_router(module.router)
    return tree
