"""The questions of a wish, whoever it is for, and what is read out of their answers."""

from domain.answers import cleaned
from domain.wanted import span_of
from domain.wishes import LONGEST_DESCRIPTION, WishCategory
from handlers.fields import line_of
from handlers.forms import Answers, Draft, Field
from handlers.turn import Turn
from handlers.wish_kept import files_of
from usecases.wishes import Told
from wording import wish_files as file_words
from wording import wishes as words
from wording.names import WISH_CATEGORIES

SEPARATOR = ";"  # between the times that the words of a form stand for
CATEGORY_OF = {name: category for category, name in WISH_CATEGORIES.items()}


def description_of(text: str) -> str | None:
    """Return the wish in the person's own words; more than a card holds is asked to be shorter."""
    said = cleaned(text)
    return said if any(sign.isalnum() for sign in said) and len(said) <= LONGEST_DESCRIPTION else None


FIELDS = (
    Field("description", lambda draft: words.description(draft.extra.get("speaks_for") is True), description_of),
    Field("category", words.CATEGORY),
    Field("wanted", words.WANTED, line_of),
    Field("files", file_words.FILES, file_words.answer_of, wanted=lambda draft: bool(draft.extra.get("files"))),
)


def told_in(turn: Turn, draft: Draft, for_person: int | None = None) -> Told:
    """Return the wish as it was told; refuses with `WantedInThePast`."""
    answers = draft.answers
    category = CATEGORY_OF.get(answers["category"], WishCategory.OTHER)
    span = span_of(_when(turn, answers), turn.now)
    files = files_of(draft.extra, answers.get("files", ""))
    return Told(category, answers["description"], answers["wanted"], span, for_person, files)


def _when(turn: Turn, answers: Answers) -> list[str]:
    """Return the times that were understood beside the words, or read them out of the words now."""
    noted = answers.get("wanted_when")
    if isinstance(noted, str) and noted:
        return noted.split(SEPARATOR)
    found = turn.reader.read(answers["wanted"], turn.now, answer_to="wish").slots.get("when", ())
    return [str(each) for each in found]
