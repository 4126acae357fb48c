"""Everything that the demo asks of the bot, in one place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.app import App
from bot.generation.factory import create_muse

if TYPE_CHECKING:
    from pathlib import Path

    from discord.ext import commands

    from bot.clock import Clock
    from bot.settings import Settings
    from bot.waiting import Waiting

PACE = 0.15  # seconds for a word of the scripted muse, so that a visitor sees it write


@dataclass(frozen=True, slots=True)
class Row:
    """One story, as the front page lists it."""

    number: int
    title: str
    state: str
    thread_id: int | None
    writer_id: int | None
    passages: int
    words: int


class House:
    """The real bot, with a database of its own in ``folder`` and the model that the operator has already."""

    def __init__(self, settings: "Settings", *, folder: "Path", clock: "Clock", waiting: "Waiting") -> None:
        self._app = App(
            settings.model_copy(update={"data_dir": folder}),
            clock=clock,
            waiting=waiting,
            muse=create_muse(settings, pace=PACE),
        )

    @property
    def bot(self) -> "commands.Bot":
        """The Discord client."""
        return self._app.bot

    async def open(self) -> None:
        """Open the database and begin to load the muse."""
        await self._app.start()

    async def close(self) -> None:
        """Stop the muse and close the database."""
        await self._app.close()

    async def settle_in(self, guild_id: int) -> None:
        """Publish the commands, and give each story whose thread is gone a new one."""
        await self._app.bot.tree.sync()
        await self._app.bot.catch_up(guild_id, reopen=True)

    async def stories(self, guild_id: int) -> list[Row]:
        """List the stories of the server."""
        return [
            Row(
                number=record.number,
                title=record.story.title,
                state=record.story.state,
                thread_id=record.thread_id,
                writer_id=record.story.turn.member_id if record.story.turn else None,
                passages=record.story.passages,
                words=record.story.words,
            )
            for record in await self._app.services.reading.overview(guild_id)
        ]
