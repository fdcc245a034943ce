"""The time bank's registers as Excel."""

from domain.papers import MerchantMonth
from domain.timebank_registers import Journal
from paper.records import table
from wording import timebank_records as words


def journal_sheet(journal: Journal) -> bytes:
    return table(words.JOURNAL, words.JOURNAL_COLUMNS, words.journal_rows(journal))


def settlement_sheet(month: MerchantMonth) -> bytes:
    return table(words.settlement_title(month), words.SETTLEMENT_COLUMNS, words.settlement_rows(month))
