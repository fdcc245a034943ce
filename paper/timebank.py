"""The month's points as a picture, and the certificate of service."""

from domain.papers import Medium, PointsStatement, RedemptionCard, ServiceCertificate
from paper.codes import qr_drawing
from paper.press import LETTER_POINTS, press
from wording import paper as words
from wording import timebank_cards as cards
from wording.dates import say_minutes
from wording.timebank import ACTIVITIES, CODES

BARS = 6  # more of them leave no room for figures that can be read


def points_statement(statement: PointsStatement) -> bytes:
    """Return a PNG: opening, what came and went by reason, closing, and a bar for each of the last six months."""
    book = statement.statement
    bars = statement.earned[-BARS:]
    moved = [(CODES[code], amount) for code, amount in book.moved.items() if amount]
    view = {
        "title": words.statement_title(statement),
        "whose": words.whose(statement.name, statement.number, statement.community),
        "closing-label": words.CLOSING_POINTS[statement.is_over],
        "closing": words.points(book.closing),
        "rows": [
            {"label": words.LAST_MONTH_POINTS, "points": words.points(book.opening)},
            *({"label": label, "points": words.signed_points(amount)} for label, amount in moved),
        ],
        "chart": words.CHART,
        "bars": [
            {"points": max(0, bar.points), "label": words.bar_month(bar.month), "is-last": bar is bars[-1]}
            for bar in bars
        ],
        "lines": words.statement_lines(statement),
    }
    return press("statement", view, Medium.PNG)


def redemption_card(card: RedemptionCard) -> bytes:
    """Return a PNG whose digits can be read at arm's length."""
    view = {
        "heading": cards.HEADING,
        "title": card.title,
        "code": cards.digits(card),
        "place": cards.place(card),
        "until": cards.until(card),
        "qr": qr_drawing(card.code),
        "scan": cards.SCAN,
    }
    return press("code", view, Medium.PNG)


def service_certificate(certificate: ServiceCertificate, medium: Medium) -> bytes:
    """Return 志愿服务证明 as an A4 PDF or as a picture in larger type."""
    by_activity = ((ACTIVITIES[activity], say_minutes(minutes)) for activity, minutes in certificate.by_activity)
    view = {
        "title": words.CERTIFICATE,
        "number": words.certificate_number(certificate),
        "name": certificate.name,
        "body": [line for line in words.certificate_body(certificate) if line],
        "rows": [
            {"label": label, "value": value} for label, value in (*by_activity, *words.certificate_rows(certificate))
        ],
        "thanks": words.CERTIFICATE_THANKS,
        "qr": qr_drawing(certificate.link),
        "scan": words.CERTIFICATE_SCAN,
        "issued-by": certificate.issued_by,
        "seal": words.CERTIFICATE_SEAL,
        "issued-on": words.full_day(certificate.issued_on),
        "check": words.certificate_check(certificate),
    }
    return press("certificate", view, medium, LETTER_POINTS)
