"""相邻网格: which grids lie side by side, by taps; a wish that nobody takes is offered there, too."""

from domain.permissions import Action, require
from handlers.forms import Draft, Field, Form, begin, register
from handlers.turn import Turn
from usecases.audit import note
from wording import grids as words
from wording.message import Reply


async def _told(turn: Turn, draft: Draft) -> Reply:
    me = turn.speaker.known()
    require(turn.speaker.grants, Action.IMPORT_PEOPLE, me.community_id, turn.now)
    grid, beside = draft.answers["grid"], list(draft.answers["beside"] or [])
    await turn.uow.people.set_neighbours(me.community_id, grid, beside)
    await note(turn.uow, turn.speaker, "set_neighbours", "community", me.community_id, turn.now)
    return Reply((words.told(grid, beside),))


BESIDE = register(
    Form(
        "set_neighbours",
        "相邻网格",
        (
            Field("grid", lambda draft: words.which(draft.extra["grids"])),
            Field("beside", lambda draft: words.beside(draft.extra["grids"], draft.answers.get("grid", ""))),
        ),
        _told,
        is_summarised=False,
    )
)


async def begin_beside(turn: Turn) -> Reply:
    there = list(await turn.uow.people.grids(turn.speaker.known().community_id))
    if len(there) < 2:  # noqa: PLR2004 - one alone has no neighbour
        return Reply((words.too_few(),))
    return await begin(turn, BESIDE, extra={"grids": there})
