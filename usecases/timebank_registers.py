"""The books as registers: the journal, the trial balance, a partner's month. Whoever asks is asked who they are."""

from datetime import datetime

from domain.people import Speaker
from domain.permissions import Action, require
from domain.timebank_months import Month
from domain.timebank_registers import Journal, TrialBalance
from usecases.audit import note
from usecases.ports import UnitOfWork
from usecases.timebank_papers import begun


async def trial_balance(uow: UnitOfWork, speaker: Speaker, now: datetime) -> TrialBalance:
    """Return whose points lie where, for those who may read the books."""
    home = speaker.known().community_id
    require(speaker.grants, Action.READ_BOOKS, home, now)
    return TrialBalance(await uow.timebank.office.trial(home))


async def take_journal(uow: UnitOfWork, speaker: Speaker, month: Month, now: datetime) -> int:
    """Check that the speaker may have the journal of a month, note it, and return whose journal it is."""
    home = speaker.known().community_id
    require(speaker.grants, Action.READ_BOOKS, home, now)
    begun(month, now)
    await note(uow, speaker, "export_journal", "community", home, now)
    return home


async def journal(uow: UnitOfWork, community_id: int, month: Month, until: Month) -> Journal:
    """Return the transfers from one month to the end of another; who may have them was asked before."""
    rows = await uow.timebank.office.journal(community_id, month.begins_at, until.ends_at)
    owners = {party.owner_id for row in rows for party in (row.debit, row.credit)} | {row.actor_id or 0 for row in rows}
    people = {who: one.name for who, one in (await uow.people.persons(owners)).items()}
    partners = {one.id: one.name for one in await uow.timebank.desk.partners(community_id)}
    return Journal(tuple(rows), people, partners)
