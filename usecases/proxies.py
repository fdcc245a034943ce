"""Person ≠ account: several phones for one person, and somebody who acts for somebody else, always marked."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.notices import Notice
from domain.people import CodeNotValid, Person, Role, Speaker
from domain.permissions import Action, require
from domain.proxies import (
    CODE_DAYS,
    AccountBound,
    Acting,
    CodePurpose,
    NoSuchProxy,
    NotWhileActing,
    NotYourselfAsProxy,
    PersonCode,
    Proxy,
    ProxyEnded,
    ProxyKind,
    ProxyNamed,
    ProxyScope,
    WrongPlaceForCode,
    ends_at,
)
from domain.refusals import NotFound
from domain.times import local
from usecases.audit import note
from usecases.people import introduce, new_code
from usecases.ports import UnitOfWork

# What a proxy may do in somebody's name is what that person may do as a neighbour, never as staff.
LENT = frozenset({Role.RESIDENT, Role.VOLUNTEER})


async def account_code(uow: UnitOfWork, speaker: Speaker, person_id: int, now: datetime) -> tuple[str, Person]:
    """Return a one-time code that binds another phone to the person: one's own new one, or by staff for somebody."""
    me = speaker.known()
    person = await uow.people.person(person_id)
    if person is None or person.community_id != me.community_id:
        raise NotFound
    if speaker.acting is not None:
        raise NotWhileActing
    if person_id != me.id:
        require(speaker.grants, Action.LINK_ACCOUNT, person.community_id, now)
        await _not_over_staff(uow, speaker, person_id)
    code = new_code()
    await uow.proxies.issue(code, PersonCode(0, person_id, CodePurpose.ACCOUNT, now + timedelta(days=CODE_DAYS)))
    await note(uow, speaker, "issue_account_code", "person", person_id, now)
    return code, person


async def proxy_code(
    uow: UnitOfWork,
    speaker: Speaker,
    person_id: int,
    kind: ProxyKind,
    scope: ProxyScope,
    days: int,
    now: datetime,
    consent: str = "",
) -> str:
    """Return a one-time code by which somebody becomes the person's proxy: the person's own will, or noted by staff.

    `consent` says how the person agreed; it is kept with the authority.
    """
    me = speaker.known()
    person = await uow.people.person(person_id)
    if person is None or person.community_id != me.community_id:
        raise NotFound
    if speaker.acting is not None:
        raise NotWhileActing
    if person_id != me.id:
        require(speaker.grants, Action.APPOINT_PROXY, person.community_id, now)
        await _not_over_staff(uow, speaker, person_id)
    code = new_code()
    given = PersonCode(0, person_id, CodePurpose.PROXY, now + timedelta(days=CODE_DAYS), kind, scope, days, consent)
    await uow.proxies.issue(code, given)
    await note(uow, speaker, "issue_proxy_code", "person", person_id, now)
    return code


async def peek(uow: UnitOfWork, code: str, now: datetime) -> PersonCode:
    found = await uow.proxies.look_up(code, now)
    if found is None:
        raise CodeNotValid
    return found


async def redeem(
    uow: UnitOfWork, speaker: Speaker, code: str, name: str, now: datetime
) -> tuple[Person, PersonCode, Proxy | None]:
    """Use a code up: the phone becomes the person's own, or the speaker becomes the person's proxy.

    Refuses with `CodeNotValid`, `WrongPlaceForCode` (this phone is somebody else's) or `NotYourselfAsProxy`.
    """
    given = await uow.proxies.redeem(code, speaker.account.id, now)
    person = await uow.people.person(given.person_id) if given else None
    if given is None or person is None:
        raise CodeNotValid
    if given.purpose is CodePurpose.ACCOUNT:
        await _bind(uow, speaker, person, now)
        return person, given, None
    helper = speaker.person or await introduce(uow, speaker, Person(0, person.community_id, name), now)
    if helper.id == person.id:
        raise NotYourselfAsProxy
    consent = f"{local(now):%Y-%m-%d} {given.consent}".strip()
    until_at = ends_at(now, given.days)
    fresh = Proxy(0, person.id, helper.id, given.kind, given.scope, now, until_at, consent)
    proxy = await uow.proxies.add(fresh)
    fact = ProxyNamed(proxy.id, helper.name, proxy.kind, proxy.scope, proxy.until_at)
    await uow.outbox.push([Notice(f"proxy:{proxy.id}:named", fact, now, to_person=person.id)])
    known = replace(speaker, person=helper, community=await uow.people.community(helper.community_id))
    await note(uow, known, "become_proxy", "person", person.id, now)
    return person, given, proxy


async def bind_by_contact(
    uow: UnitOfWork, speaker: Speaker, community_id: int, phone: str, now: datetime
) -> Person | None:
    """Bind this phone to the person on record with the number the messenger has just vouched for.

    Only a contact the phone shares about itself counts; a typed number proves nothing. None when nobody has it, or
    when the phone is somebody's already.
    """
    if speaker.person is not None:
        return None
    person = await uow.people.by_phone(community_id, phone)
    if person is None:
        return None
    await _bind(uow, speaker, person, now)
    return person


async def acting_for(uow: UnitOfWork, speaker: Speaker, proxy_row: int, now: datetime) -> Speaker | None:
    """Return the speaker as the person they act for, or None when the authority has ended."""
    me = speaker.person
    proxy = await uow.proxies.get(proxy_row)
    if me is None or proxy is None or proxy.proxy_id != me.id or not proxy.holds(now):
        return None
    person = await uow.people.person(proxy.person_id)
    if person is None:
        return None
    community = await uow.people.community(person.community_id)
    lent = tuple(each for each in await uow.people.grants(person.id) if each.role in LENT and each.holds(now))
    acting = Acting(me.id, me.name, proxy.kind, proxy.scope)
    return replace(speaker, person=person, community=community, grants=lent, acting=acting)


async def begin_acting(uow: UnitOfWork, speaker: Speaker, proxy_row: int, now: datetime) -> Person:
    """Check that the speaker may act for the person and say who it is; refuses with `NoSuchProxy`."""
    acting = await acting_for(uow, speaker, proxy_row, now)
    if acting is None:
        raise NoSuchProxy
    await note(uow, acting, "begin_acting", "person", acting.known().id, now)
    return acting.known()


async def revoke(uow: UnitOfWork, speaker: Speaker, proxy_row: int, now: datetime) -> None:
    """End an authority at once: the person themself, the proxy, or staff."""
    me = speaker.known()
    proxy = await uow.proxies.get(proxy_row)
    person = await uow.people.person(proxy.person_id) if proxy else None
    if proxy is None or person is None or person.community_id != me.community_id:
        raise NoSuchProxy
    if speaker.acting is not None:
        raise NotWhileActing
    if me.id not in {proxy.person_id, proxy.proxy_id}:
        require(speaker.grants, Action.APPOINT_PROXY, person.community_id, now)
    if not await uow.proxies.revoke(proxy_row, now):
        raise NoSuchProxy
    await uow.outbox.push(
        [Notice(f"proxy:{proxy.id}:ended", ProxyEnded(person.name), now, to_person=proxy.proxy_id)]
        if me.id != proxy.proxy_id
        else []
    )
    await note(uow, speaker, "revoke_proxy", "person", proxy.person_id, now)


async def unbind(uow: UnitOfWork, speaker: Speaker, account_id: int, now: datetime) -> None:
    """Take a phone off the speaker: it was not theirs, or it is no longer."""
    me = speaker.known()
    if account_id not in {each.id for each in await uow.proxies.accounts_of(me.id)}:
        raise NotFound
    await uow.proxies.unbind(account_id)
    await note(uow, speaker, "unbind_account", "person", me.id, now)


async def _bind(uow: UnitOfWork, speaker: Speaker, person: Person, now: datetime) -> None:
    if speaker.person is not None and speaker.person.id != person.id:
        raise WrongPlaceForCode
    others = await uow.proxies.accounts_of(person.id)
    await uow.people.bind_account(speaker.account.id, person.id)
    if others:
        fact = AccountBound(person.id, speaker.account.id)
        notices = [
            Notice(f"bound:{speaker.account.id}:{now.timestamp():.0f}:{each.id}", fact, now, to_chat=each.user_id)
            for each in others
            if each.id != speaker.account.id
        ]
        await uow.outbox.push(notices)
    known = replace(speaker, person=person, community=await uow.people.community(person.community_id))
    await note(uow, known, "bind_account", "person", person.id, now)


async def _not_over_staff(uow: UnitOfWork, speaker: Speaker, person_id: int) -> None:
    """Refuse staff a code for an admin or other staff: it would lend them that person's roles."""
    held = {grant.role for grant in await uow.people.grants(person_id)}
    if held & {Role.STAFF, Role.ADMIN, Role.OFFICER} and Role.ADMIN not in speaker.roles():
        raise NotFound
