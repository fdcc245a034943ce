"""值班情况 in words: one page of buttons, a page for each wish."""

from collections.abc import Mapping, Sequence

from domain.duty import Post
from domain.duty_profiles import WAYS, DutyProfile
from domain.people import Person
from wording.duty_taps import DutyWish
from wording.message import Button, Message, lines, rows

TITLE = "值班情况"
WAY_NAMES = dict(zip(WAYS, ("家门口", "走几分钟", "走一刻钟", "比较远"), strict=True))
LIMITS = (1, 2, 3, 5)
MOST_SHOWN = 30
MOST_CREW = 80


def page(
    person: Person, profile: DutyProfile, names: Mapping[int, str], posts: Sequence[Post], *, leads: bool
) -> Message:
    """Return everything at a glance; `leads` adds what only a leader may say."""
    who = person.id
    wished = [each.name for each in posts if each.id in profile.posts]
    near = [f"{each.name}（{_way(profile.metres[each.id])}）" for each in posts if each.id in profile.metres]
    partners = [names[each] for each in sorted(profile.partners) if each in names]
    told = (
        f"🚩 {person.name}的值班情况：",
        f"护学培训：{'参加过' if profile.is_trained else '还没有'}",
        f"带班：{'能带' if profile.is_captain else '不带'}",
        f"每周最多：{f'{profile.most_per_week} 个班' if profile.most_per_week else '不限'}",
        f"想和谁一起：{'、'.join(partners) or '都行'}",
        f"想去哪个岗：{'、'.join(wished) or '都行'}",
        f"离岗位：{'、'.join(near)}" if near else "",
    )
    buttons = []
    if leads:
        buttons += [
            _button("没参加过培训" if profile.is_trained else "参加过培训", who, "trained"),
            _button("不带班了" if profile.is_captain else "能带班", who, "captain"),
        ]
    buttons += [_button("每周最多几个", who, "most"), _button("想和谁一起", who, "partners")]
    buttons += [_button("想去哪个岗", who, "posts"), _button("离岗位多远", who, "ways")] if posts else []
    return Message(lines(*told), rows(buttons))


def crew(people: Sequence[Person], profiles: Mapping[int, DutyProfile]) -> Message:
    """Return everybody who can be put on a shift; who is trained or leads is said in words."""
    if not people:
        return Message("🚩 还没有认定好的志愿者。")
    buttons = [_button(f"{each.name}{_marks(profiles[each.id])}", each.id, "show") for each in people[:MOST_CREW]]
    return Message("🚩 看谁的值班情况？", rows(buttons))


def _marks(profile: DutyProfile) -> str:
    marks = [name for is_so, name in ((profile.is_trained, "培训过"), (profile.is_captain, "能带班")) if is_so]
    return f"（{'、'.join(marks)}）" if marks else ""


def how_many(person: Person) -> Message:
    buttons = [_button(f"{each} 个", person.id, "limit", each) for each in LIMITS]
    return Message("一个星期最多几个班？", rows([*buttons, _button("不限", person.id, "limit", 0), _back(person)]))


def which_partner(person: Person, profile: DutyProfile, people: Sequence[Person]) -> Message:
    buttons = [
        _button(f"{'✓ ' if each.id in profile.partners else ''}{each.name}", person.id, "partner", each.id)
        for each in people[:MOST_SHOWN]
        if each.id != person.id
    ]
    return Message("想和谁一起上岗？点名字，再点一次就去掉。", rows([*buttons, _back(person)]))


def which_post(person: Person, profile: DutyProfile, posts: Sequence[Post]) -> Message:
    buttons = [
        _button(f"{'✓ ' if each.id in profile.posts else ''}{each.name}", person.id, "post", each.id)
        for each in posts[:MOST_SHOWN]
    ]
    return Message("想去哪个岗？可以点几个，再点一次就去掉。", rows([*buttons, _back(person)]))


def which_way(person: Person, posts: Sequence[Post]) -> Message:
    buttons = [_button(each.name, person.id, "way", each.id) for each in posts[:MOST_SHOWN]]
    return Message("说哪个岗？", rows([*buttons, _back(person)]))


def how_far(person: Person, post: Post) -> Message:
    buttons = [_button(name, person.id, f"far{number}", post.id) for number, name in enumerate(WAY_NAMES.values())]
    return Message(f"从家到{post.name}，有多远？", rows([*buttons, _back(person)]))


def _way(metres: int) -> str:
    return next((name for most, name in WAY_NAMES.items() if metres <= most), WAY_NAMES[WAYS[-1]])


def _back(person: Person) -> Button:
    return _button("好了", person.id, "open")


def _button(label: str, person_id: int, what: str, value: int = 0) -> Button:
    return Button(label, DutyWish(person_id, what, value).pack())
