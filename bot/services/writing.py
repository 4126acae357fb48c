"""A passage's way in: draft, preview, submit. What was typed is kept before anything is decided."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain import turns
from bot.domain.passages import Origin, Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import TurnOutcome
from bot.domain.text import checked_text, count_words
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.storage import audit, drafts, members, passages, stories
from bot.storage.database import Connection, Database
from bot.storage.drafts import DraftRecord, Fate
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class Draft:
    """A member's draft for a story.

    ``id`` names this very version, and is 0 with an empty ``text`` when they have none. ``refusal`` says why
    it could not be submitted as things stand, None if it could.
    """

    story: StoryRecord
    id: int
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
            record = await story_for(connection, actor, story_id)
            draft = await drafts.current(connection, story_id, actor.user_id)
        return _judged(record, actor, draft)

    async def keep(self, actor: Actor, story_id: int, text: str) -> Draft:
        """Keep what was typed as the member's draft, whosever turn it is, and say whether it would do.

        Raises:
            Refusal: there is no such story, or nothing in the text can be kept (it is empty or too long).
        """
        text, now = checked_text(text), self._clock.now()
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            draft = await drafts.keep(connection, story_id, actor.user_id, text, now)
        return _judged(record, actor, draft)

    async def submit(
        self, actor: Actor, story_id: int, draft_id: int, number: int | None = None
    ) -> StoryRecord:
        """Make the draft the story's next passage.

        ``draft_id`` is the version that the member saw, ``number`` the turn that a button meant. Whatever is
        refused stays in the draft.

        Raises:
            Refusal: there is no such story or draft, the draft was changed since, the turn is not theirs, or
                the text is out of bounds.
        """
        now = self._clock.now()
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            draft = await _the_draft(connection, actor, story_id, draft_id)
            words = count_words(draft.text)
            story = turns.submit(record.story, actor.user_id, number, words, now)
            assert record.story.turn is not None  # the rule has just seen it
            await stories.save(connection, record, story, outcome=TurnOutcome.WRITTEN, now=now)
            passage = Passage(
                position=story.passages,
                member_id=actor.user_id,
                text=draft.text,
                words=words,
                origin=Origin.HUMAN,
                receipt_id=None,
                created_at=now,
            )
            await passages.add(connection, record.id, record.story.turn.number, passage)
            await drafts.end(connection, draft.id, Fate.SUBMITTED)
            await audit.note(
                connection,
                actor.guild_id,
                actor.user_id,
                "story-write",
                now,
                story_id=record.id,
                position=passage.position,
            )
            return await story_for(connection, actor, story_id)

    async def discard(self, actor: Actor, story_id: int, draft_id: int) -> None:
        """Throw the draft away, as its writer asked.

        Raises:
            Refusal: there is no such story or draft, or the draft was changed since.
        """
        async with self._database.write() as connection:
            await story_for(connection, actor, story_id)
            draft = await _the_draft(connection, actor, story_id, draft_id)
            await drafts.end(connection, draft.id, Fate.DISCARDED)


async def _the_draft(connection: Connection, actor: Actor, story_id: int, draft_id: int) -> DraftRecord:
    """Return the member's draft if it is still the one they saw.

    Raises:
        Refusal: they have none, or a newer one.
    """
    draft = await drafts.current(connection, story_id, actor.user_id)
    if draft is None:
        raise Refusal(Reason.NO_DRAFT)
    if draft.id != draft_id:
        raise Refusal(Reason.DRAFT_CHANGED)
    return draft


def _judged(record: StoryRecord, actor: Actor, draft: DraftRecord | None) -> Draft:
    text = draft.text if draft else ""
    words, refusal = count_words(text), None
    try:
        turns.check_turn(record.story, actor.user_id)
        if text:
            turns.check_words(record.story.terms, words)
    except Refusal as error:
        refusal = error
    return Draft(record, draft.id if draft else 0, text, words, refusal)
