"""Starting stories, and moving through them: join, leave, pass, finish."""

from collections.abc import Callable

from bot.clock import Clock
from bot.domain import turns
from bot.domain.passages import Passage, origin_of
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, Terms, TurnOutcome
from bot.domain.text import checked_text, checked_title, count_words
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.storage import audit, members, passages, prompts, stories
from bot.storage.database import Database
from bot.storage.stories import StoryRecord


class StoryService:
    """Each method is one act by one member, in one transaction, and returns the story as it then is."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def start(
        self,
        actor: Actor,
        channel_id: int,
        title: str,
        opening: str,
        terms: Terms,
        prompt_id: int | None = None,
    ) -> StoryRecord:
        """Begin a story with its opening as passage 1. It has no thread yet.

        ``prompt_id`` names the prompt whose words the starter had before them.

        Raises:
            Refusal: title or opening do not do, or the prompt is not of this server.
        """
        title, opening, now = checked_title(title), checked_text(opening), self._clock.now()
        words = count_words(opening)
        story = turns.start(title, actor.user_id, terms, words, now)
        async with self._database.write() as connection:
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            prompt = None
            if prompt_id is not None:
                prompt = await prompts.by_id(connection, prompt_id, actor.guild_id)
                if prompt is None or not prompt.open_to(actor.user_id):
                    raise Refusal(Reason.NO_PROMPT)
            record = await stories.add(
                connection,
                story,
                guild_id=actor.guild_id,
                channel_id=channel_id,
                prompt_id=prompt_id,
                now=now,
            )
            receipt_id = prompt.receipt_id if prompt else None
            origin = origin_of(opening, prompt.text if prompt and receipt_id else None)
            passage = Passage(
                position=1,
                member_id=actor.user_id,
                text=opening,
                words=words,
                origin=origin,
                receipt_id=receipt_id if origin != "human" else None,
                created_at=now,
            )
            await passages.add(connection, record.id, 1, passage)
            await audit.note(
                connection, actor.guild_id, actor.user_id, "story-start", now, story_id=record.id
            )
        return record

    async def join(self, actor: Actor, story_id: int) -> StoryRecord:
        """Let the member in.

        Raises:
            Refusal: there is no such story, it is finished, or they are in it.
        """
        return await self._act(
            actor,
            story_id,
            "story-join",
            TurnOutcome.YIELDED,
            lambda r: turns.join(r.story, actor.user_id, self._clock.now()),
        )

    async def leave(self, actor: Actor, story_id: int) -> StoryRecord:
        """Take the member out of the rota.

        Raises:
            Refusal: there is no such story, it is finished, or they are not in it.
        """
        return await self._act(
            actor,
            story_id,
            "story-leave",
            TurnOutcome.LEFT,
            lambda r: turns.leave(r.story, actor.user_id, self._clock.now()),
        )

    async def pass_turn(self, actor: Actor, story_id: int, number: int | None = None) -> StoryRecord:
        """Hand the member's turn on; ``number`` is the turn that a button meant.

        Raises:
            Refusal: there is no such story, it is finished, or the turn is not theirs.
        """
        return await self._act(
            actor,
            story_id,
            "story-pass",
            TurnOutcome.PASSED,
            lambda r: turns.pass_turn(r.story, actor.user_id, number, self._clock.now()),
        )

    async def finish(self, actor: Actor, story_id: int) -> StoryRecord:
        """End the story.

        Raises:
            Refusal: there is no such story, it is finished, or the member may not end it.
        """
        return await self._act(
            actor,
            story_id,
            "story-finish",
            TurnOutcome.FINISHED,
            lambda r: turns.finish(r.story, actor.user_id, moderator=actor.access.moderates(r.channel_id)),
        )

    async def _act(
        self,
        actor: Actor,
        story_id: int,
        action: str,
        outcome: TurnOutcome,
        rule: Callable[[StoryRecord], Story],
    ) -> StoryRecord:
        now = self._clock.now()
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            story = rule(record)
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            await stories.save(connection, record, story, outcome=outcome, now=now)
            await audit.note(connection, actor.guild_id, actor.user_id, action, now, story_id=record.id)
            return await story_for(connection, actor, story_id)
