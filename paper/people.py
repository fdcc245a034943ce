"""The volunteer card and the posters for the stairwells."""

from collections.abc import Sequence

from domain.papers import BuildingPoster, Medium, VolunteerCard
from paper.codes import qr_drawing
from paper.press import press
from wording import paper as words


def volunteer_card(card: VolunteerCard, medium: Medium) -> bytes:
    """Return the card as a picture for the phone or as a PDF of the same size."""
    view = {
        "title": words.CARD,
        "community": card.community,
        "name": card.name,
        "number": words.card_number(card),
        "stars": words.star_row(card.stars),
        "star-words": words.star_words(card.stars),
        "skills-heading": words.CARD_SKILLS,
        "skills": card.skills,
        "qr": qr_drawing(card.link),
        "scan": words.CARD_SCAN,
    }
    return press("card", view, medium)


def building_posters(posters: Sequence[BuildingPoster]) -> bytes:
    """Return one PDF with an A4 page for each building; raises `ValueError` without any."""
    if not posters:
        raise ValueError("no building to print a poster for")
    view = {
        "title": words.POSTER_HEADING,
        "steps": [{"first": first, "second": second} for first, second in words.POSTER_STEPS],
        "posters": [
            {
                "heading": words.POSTER_HEADING,
                "where": words.poster_where(each),
                "qr": qr_drawing(each.link),
                "call": words.poster_call(each),
            }
            for each in posters
        ],
    }
    return press("poster", view, Medium.PDF)
