"""What moderators decided on prompts and taught words, told to whoever handed them in: once, and surely."""

from dataclasses import dataclass

from bot.services.actor import Actor
from bot.services.review_items import Decision, Kind, PromptTray, WordTray
from bot.storage import prompts, taught, untold
from bot.storage.database import Connection, Database
from bot.storage.untold import Untold

_DECISIONS = {
    Kind.PROMPT: {state: decision for decision, state in PromptTray.states.items()},
    Kind.WORD: {state: decision for decision, state in WordTray.states.items()},
}


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a thing: its ``text``, and the moderator's ``note`` where it came back with one."""

    kind: Kind
    id: int
    decision: Decision
    text: str
    note: str = ""


class TellingService:
    """Knows who is still to be told. Whoever a message does not reach reads it at their next command."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, actor: Actor) -> list[Told]:
        """Return what the member is to be told, the oldest first."""
        async with self._database.read() as connection:
            rows = await untold.of_member(connection, actor.guild_id, actor.user_id)
            found = [(row, await _told(connection, actor.guild_id, row)) for row in rows]
        if gone := [row for row, one in found if one is None]:
            async with self._database.write() as connection:
                for row in gone:
                    await untold.drop(connection, actor.guild_id, row)
        return [one for _, one in found if one is not None]

    async def told(self, guild_id: int, *ones: Told) -> None:
        """Note that they were told."""
        async with self._database.write() as connection:
            for one in ones:
                await untold.drop(connection, guild_id, Untold(one.kind, one.id))


async def _told(connection: Connection, guild_id: int, row: Untold) -> Told | None:
    """Return what became of a thing; None of one that is gone or waits anew."""
    kind = Kind(row.kind)
    if kind is Kind.PROMPT:
        prompt = await prompts.by_id(connection, row.item_id, guild_id)
        state, text, note = (prompt.state, prompt.text, prompt.note) if prompt else (None, "", "")
    else:
        word = await taught.by_id(connection, row.item_id, guild_id)
        state, text, note = (word.state, word.shown, word.note) if word else (None, "", "")
    decision = _DECISIONS[kind].get(state or "")
    return None if decision is None else Told(kind, row.item_id, decision, text, note)
