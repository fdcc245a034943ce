"""调解协议书: the settlement to sign, as PDF, and as a Word document that the studio may still change."""

from typing import Any

from domain.papers import Medium, Settlement
from paper.press import press
from paper.word_file import Block, Weight, word_file
from wording import paper as words


def settlement_pdf(settlement: Settlement) -> bytes:
    """Return A4 pages ready to sign."""
    return press("settlement", _view(settlement), Medium.PDF)


def _view(settlement: Settlement) -> dict[str, Any]:
    return {
        "title": words.SETTLEMENT,
        "number": words.settlement_number(settlement),
        "rows": [{"label": label, "value": value} for label, value in words.settlement_rows(settlement)],
        "dispute-heading": words.SETTLEMENT_DISPUTE,
        "dispute": settlement.dispute,
        "promises-heading": words.SETTLEMENT_PROMISES,
        "promises": [
            {"text": words.promise_text(each), "due": words.promise_due(each)} for each in settlement.promises
        ],
        "closing": words.SETTLEMENT_CLOSING,
        "signatures": [{"label": label} for label in words.signatures(settlement)],
        "date-label": words.SIGNED_ON,
        "foot": words.SETTLEMENT_FOOT,
    }


def settlement_docx(settlement: Settlement) -> bytes:
    """Return the same words as a Word document."""
    blank = "_" * 16
    promises = (
        f"{place}. {words.promise_text(each)}　{words.promise_due(each)}".strip()
        for place, each in enumerate(settlement.promises, 1)
    )
    return word_file(
        [
            Block(words.SETTLEMENT, Weight.TITLE),
            Block(words.settlement_number(settlement), Weight.CENTRED),
            *(Block(f"{label}：{value}") for label, value in words.settlement_rows(settlement)),
            Block(words.SETTLEMENT_DISPUTE, Weight.HEADING),
            Block(settlement.dispute),
            Block(words.SETTLEMENT_PROMISES, Weight.HEADING),
            *(Block(each) for each in promises),
            Block(words.SETTLEMENT_CLOSING),
            *(Block(f"{label}{blank}　{words.SIGNED_ON}{blank}") for label in words.signatures(settlement)),
            Block(words.SETTLEMENT_FOOT),
        ]
    )
