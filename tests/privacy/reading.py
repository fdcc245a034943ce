"""Everything a town has kept, with every seal opened: what nobody must have written down does not stand in it."""

from sqlalchemy import select

from storage.rotation import row_key_of, sealed_columns
from storage.schema import metadata
from tests.world import World


async def everything_kept(town: World) -> str:
    """Return all rows of all tables as text, once everything has settled."""
    await town.settled()
    told: list[str] = []
    async with town.app.database.read() as connection:
        for table in metadata.sorted_tables:
            sealed = sealed_columns(table)
            for row in await connection.execute(select(table)):
                held = row._asdict()
                for column in sealed:
                    if held[column]:
                        held[column] = town.app.vault.open(held[column], table.name, column, row_key_of(table)(row))
                told.append(f"{table.name}: {held}")
    return "\n".join(told)
