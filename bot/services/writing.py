"""A passage's way in: draft, preview, submit. What was typed is kept before anything is decided."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain import turns
from bot.domain.passages import Origin, Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import TurnOutcome
from bot.domain.text import checked_text, count_words
from bot.services.actor import Actor
from bot.storage import drafts, members, passages, stories
from bot.storage.database import Database
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class Draft:
    """A member's draft for a story; ``text`` is empty when they have none. ``refusal`` says why it could
    not be submitted as things stand, None if it could."""

    story: StoryRecord
    text: str
    words: int
    refusal: Refusal | None


class WritingService:
    """Drafts and passages."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def draft(self, actor: Actor, story_id: int) -> Draft:
        """Return the member's draft.

        Raises:
            Refusal: there is no such story.
        """
        async with self._database.read() as connection:
            record = await stories.required(connection, story_id, actor.guild_id)
            text = await drafts.of_member(connection, story_id, actor.user_id)
        return _judged(record, actor, text or "")

    async def keep(self, actor: Actor, story_id: int, text: str) -> Draft:
        """Keep what was typed as the member's draft, whosever turn it is, and say whether it would do.

        Raises:
            Refusal: there is no such story, or nothing in the text can be kept (it is empty or too long).
        """
        text, now = checked_text(text), self._clock.now()
        async with self._database.write() as connection:
            record = await stories.required(connection, story_id, actor.guild_id)
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            await drafts.keep(connection, story_id, actor.user_id, text, now)
        return _judged(record, actor, text)

    async def submit(self, actor: Actor, story_id: int, number: int | None = None) -> StoryRecord:
        """Make the draft the story's next passage; ``number`` is the turn that a button meant.

        Whatever is refused stays in the draft.

        Raises:
            Refusal: there is no such story or draft, the turn is not theirs, or the text is out of bounds.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            record = await stories.required(connection, story_id, actor.guild_id)
            text = await drafts.of_member(connection, story_id, actor.user_id)
            if text is None:
                raise Refusal(Reason.NO_DRAFT)
            words = count_words(text)
            story = turns.submit(record.story, actor.user_id, number, words, now)
            assert record.story.turn is not None  # the rule has just seen it
            await stories.save(connection, record, story, outcome=TurnOutcome.WRITTEN, now=now)
            passage = Passage(
                position=story.passages,
                member_id=actor.user_id,
                text=text,
                words=words,
                origin=Origin.HUMAN,
                receipt_id=None,
                created_at=now,
            )
            await passages.add(connection, record.id, record.story.turn.number, passage)
            await drafts.drop(connection, story_id, actor.user_id)
            return await stories.required(connection, story_id, actor.guild_id)

    async def discard(self, actor: Actor, story_id: int) -> None:
        """Throw the draft away, as its writer asked.

        Raises:
            Refusal: there is no such story or draft.
        """
        async with self._database.write() as connection:
            await stories.required(connection, story_id, actor.guild_id)
            if not await drafts.drop(connection, story_id, actor.user_id):
                raise Refusal(Reason.NO_DRAFT)


def _judged(record: StoryRecord, actor: Actor, text: str) -> Draft:
    words = count_words(text)
    refusal = None
    try:
        turns.check_turn(record.story, actor.user_id)
        if text:
            turns.check_words(record.story.terms, words)
    except Refusal as error:
        refusal = error
    return Draft(record, text, words, refusal)
