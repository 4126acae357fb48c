"""Whose each character of a story is; the muse does not speak for those of active writers."""

from bot.clock import Clock
from bot.domain import checks
from bot.domain.characters import PER_WRITER, checked_name
from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.changing import changing
from bot.services.word_lists import WordListService
from bot.storage import characters
from bot.storage.database import Database


class CharacterService:
    """Gives characters to writers, and back."""

    def __init__(self, database: Database, clock: Clock, limits: WordListService) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits

    async def claim(self, actor: Actor, story_id: int, name: str) -> dict[str, int]:
        """Make a character the member's; return whose each character is.

        Raises:
            Refusal: they do not write in the story, the name does not do, or it is another's.
        """
        name = checked_name(name)
        async with changing(self._database, self._clock, actor, story_id) as change:
            checks.refuse_stranger(change.story, actor.user_id)
            record = change.record
            await self._limits.check(record.guild_id, record.channel_id, record.story.terms.rating, name)
            owner = await characters.owner(change.connection, story_id, name)
            if owner is not None and owner != actor.user_id and change.story.is_active(owner):
                raise Refusal(Reason.CHARACTER_TAKEN)
            owners = await characters.of_story(change.connection, story_id)
            mine = [one for one, member_id in owners.items() if member_id == actor.user_id]
            if owner != actor.user_id and len(mine) >= PER_WRITER:
                raise Refusal(Reason.TOO_MANY_CHARACTERS, limit=PER_WRITER)
            await characters.give(change.connection, story_id, name, actor.user_id)
            return await characters.of_story(change.connection, story_id)

    async def release(self, actor: Actor, story_id: int, name: str) -> dict[str, int]:
        """Make a character of the member's nobody's; return whose each character is.

        Raises:
            Refusal: it is not theirs.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            if await characters.owner(change.connection, story_id, name) != actor.user_id:
                raise Refusal(Reason.NOT_YOUR_CHARACTER)
            await characters.release(change.connection, story_id, name)
            return await characters.of_story(change.connection, story_id)
