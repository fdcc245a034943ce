"""The thank-you letter, and the pictures of a wish and of a month of wishes."""

from domain.papers import Medium, ThankYouLetter, WishMonth, WishPoster
from paper.press import LETTER_POINTS, press
from wording import paper as words
from wording.names import WISH_CATEGORIES

TOP_CATEGORIES = 6


def thank_you_letter(letter: ThankYouLetter, medium: Medium) -> bytes:
    """Return 感谢信 as an A4 PDF or as a picture."""
    view = {
        "title": words.LETTER,
        "to": words.letter_to(letter),
        "body": words.letter_body(letter),
        "said": words.letter_said(letter),
        "words": words.letter_words(letter),
        "rating": words.letter_rating(letter),
        "close": words.LETTER_CLOSE,
        "issued-by": letter.community,
        "issued-on": words.full_day(letter.issued_on),
    }
    return press("thanks", view, medium, LETTER_POINTS)


def wish_card(poster: WishPoster) -> bytes:
    """Return a PNG that is read at arm's length: the kind, the words, where and when."""
    view = {
        "title": words.poster_title(poster),
        "category": WISH_CATEGORIES[poster.category],
        "words": poster.words,
        "lines": words.poster_lines(poster),
    }
    return press("wish_card", view, Medium.PNG)


def wish_month(figures: WishMonth) -> bytes:
    """Return a PNG with the month's figures and its six most wished kinds."""
    top = sorted(figures.by_category, key=lambda each: -each[1])[:TOP_CATEGORIES]
    view = {
        "title": words.wish_month_title(figures),
        "where": figures.community,
        "tiles": [{"label": label, "value": value} for label, value in words.wish_tiles(figures)],
        "chart": words.WISHES_CHART,
        "bars": [{"label": WISH_CATEGORIES[category], "count": count} for category, count in top if count],
        "lines": words.wish_month_lines(figures),
    }
    return press("wish_month", view, Medium.PNG)
