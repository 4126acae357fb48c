"""Telling writers whose text waited for a moderator that it waits no longer, and why."""

import discord
import structlog

from bot.domain.held import HeldState
from bot.services.overtaken import Overtaken, OvertakenService
from bot.tasks import Tasks
from bot.ui.catalogue import Say, Text, msg
from bot.ui.errors import TROUBLE
from bot.ui.markdown import literal
from bot.ui.summons import tell

log = structlog.get_logger(__name__)


class OvertakenTeller:
    """Sends direct messages; whoever takes none from Quire is let be."""

    def __init__(self, client: discord.Client, overtaken: OvertakenService, tasks: Tasks, say: Say) -> None:
        self._client = client
        self._overtaken = overtaken
        self._tasks = tasks
        self._say = say

    def ring(self, guild_id: int, story_id: int) -> None:
        """Tell the writers of a story in the background."""
        self._tasks.spawn(self._tell(guild_id, story_id), name=f"overtaken-{story_id}")

    async def _tell(self, guild_id: int, story_id: int) -> None:
        for text in await self._overtaken.take(guild_id, story_id):
            guild = self._client.get_guild(guild_id)
            said = self._say(overtaken(text, guild.name if guild is not None else ""))
            try:
                await tell(self._client, text.member_id, said)
            except TROUBLE as error:
                log.info("writer.untold", story=story_id, reason=str(error))
                await self._overtaken.give_back(text.held_id)


def overtaken(text: Overtaken, server: str) -> Text:
    """Return what a writer is told whose text waits no longer."""
    record = text.story
    values = {"server": literal(server), "title": literal(record.story.title), "number": record.number}
    match text.state:
        case HeldState.FINISHED:
            return msg(
                "“{title}” (#{number}) on {server} is finished, so your text that waited for a moderator did "
                "not go in. It is still your draft.",
                **values,
            )
        case HeldState.GONE:
            return msg(
                "You no longer write in “{title}” (#{number}) on {server}, so your text that waited for a "
                "moderator did not go in. It is still your draft.",
                **values,
            )
        case _:
            return msg(
                "“{title}” (#{number}) on {server} went on before a moderator had looked at your text, so it "
                "did not go in. It is still your draft.",
                **values,
            )
