"""A passage's way in: draft, preview, submit. What was typed is kept before anything is decided."""

from dataclasses import replace

from bot.clock import Clock
from bot.domain import history, turns
from bot.domain.lengths import Lengths, check_length
from bot.domain.limits.judge import Verdict
from bot.domain.limits.policy import Action
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_text, count_words
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit, refuse_banned
from bot.services.changing import changing
from bot.services.drafting import Draft, as_things_stand, in_verse, the_candidate, the_draft
from bot.services.entering import Entry, check_entry, enter
from bot.services.holding import Submission, hold, refuse_decided, take_back
from bot.services.house import HouseRules
from bot.services.lines import fitting
from bot.services.signing import signed_again
from bot.services.verses import VerseJudge
from bot.services.waiting_room import Bell
from bot.services.word_lists import Judgment, WordListService
from bot.storage import drafts, held, passages
from bot.storage.database import Database
from bot.storage.drafts import Fate
from bot.storage.records import StoryRecord

_LONG = 4_000  # characters; a message of Discord's has no more
_JUDGED = 5  # times that a text is judged anew where what it is judged by has changed meanwhile


class WritingService:
    """Drafts and passages. Each method raises a Refusal where there is no such story for the member."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        house: HouseRules,
        limits: WordListService,
        bell: Bell,
        judge: VerseJudge | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._bell = bell
        self._limits = limits
        self._judge = judge or VerseJudge()

    async def draft(self, actor: Actor, story_id: int, *, claim: bool = False) -> Draft:
        """Return the member's draft.

        ``claim`` takes a turn that is open to a claim, if they may; they are about to write.
        """
        found = await self._draft(actor, story_id)
        turn = found.story.story.turn
        if not claim or turn is None or turn.member_id is not None or found.story.story.claimless:
            return found
        async with changing(self._database, self._clock, actor, story_id) as change:
            story = turns.claim(change.story, actor.user_id, change.now)
            if story != change.story:
                await change.save(story, "story-claim")
        return await self._draft(actor, story_id)

    async def _draft(self, actor: Actor, story_id: int) -> Draft:
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            draft = await drafts.current(connection, story_id, actor.user_id)
            found = await as_things_stand(connection, record, actor, draft, await self._lengths(record))
            so_far = await passages.of_story(connection, story_id) if record.story.poem else []
            try:
                await refuse_banned(connection, actor, self._clock.now())
            except Refusal as banned:  # whatever else keeps them from writing, this they must know
                found = replace(found, refusal=banned)
        return await in_verse(found, so_far, self._judge)

    async def keep(self, actor: Actor, story_id: int, text: str, *, candidate_id: int | None = None) -> Draft:
        """Keep what was typed as the member's draft, whosever turn it is, and say whether it would do.

        ``candidate_id`` is what the muse had put before them.

        Raises:
            Refusal: nothing in the text can be kept (it is empty or too long), or there is no such proposal.
        """
        text, now = checked_text(text), self._clock.now()
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            await admit(connection, actor, now)
            if candidate_id is not None:
                await the_candidate(connection, record, actor, candidate_id)
            draft = await drafts.keep(
                connection, story_id, actor.user_id, text, now, candidate_id=candidate_id
            )
            found = await as_things_stand(connection, record, actor, draft, await self._lengths(record))
            so_far = await passages.of_story(connection, story_id) if record.story.poem else []
        return await in_verse(found, so_far, self._judge)

    async def accept(self, actor: Actor, story_id: int, candidate_id: int) -> Draft:
        """Make what the muse proposed to the member their draft, as it is; submitting is a step of its own.

        Raises:
            Refusal: there is no such proposal to them.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            candidate = await the_candidate(connection, record, actor, candidate_id)
        return await self.keep(actor, story_id, candidate.text, candidate_id=candidate_id)

    async def restore(self, actor: Actor, story_id: int, draft_id: int) -> Draft:
        """Take a draft again whose place another took; that one can be taken again in its turn.

        Raises:
            Refusal: there is no such draft of theirs.
        """
        async with self._database.read() as connection:
            await story_for(connection, actor, story_id)
            draft = await drafts.replaced(connection, story_id, actor.user_id, draft_id)
        if draft is None:
            raise Refusal(Reason.NO_DRAFT)
        return await self.keep(actor, story_id, draft.text, candidate_id=draft.candidate_id)

    async def submit(
        self, actor: Actor, story_id: int, draft_id: int, number: int | None = None, *, anyway: bool = False
    ) -> Submission:
        """Make the draft the story's next passage, unless the limits stop it (``Submission``).

        ``draft_id`` is the version that the member saw, ``number`` the turn that a button meant, ``anyway``
        says that they were warned. Whatever is refused stays in the draft.

        Raises:
            Refusal: there is no such draft, it was changed since, the turn is not theirs, the text is out of
                bounds, it is not the next line of a poem, a moderator decides on it or has rejected it, or
                what may be said there changes all the while.
        """
        for _ in range(_JUDGED):
            judgment = await self._judgment(actor, story_id, draft_id)
            found = await self._submitted(actor, story_id, draft_id, number, judgment, anyway=anyway)
            if found is not None:
                if found.waits:
                    self._bell.ring(actor.guild_id)
                return found
        raise Refusal(Reason.LIMITS_CHANGING)

    async def _submitted(
        self,
        actor: Actor,
        story_id: int,
        draft_id: int,
        number: int | None,
        judgment: Judgment,
        *,
        anyway: bool,
    ) -> Submission | None:
        """Return what became of a draft by this judgment; None where that holds no longer."""
        verdict = judgment.verdict
        async with changing(self._database, self._clock, actor, story_id) as change:
            if self._limits.grounds(change.record) != judgment.grounds:
                return None
            draft = await the_draft(change.connection, actor, story_id, draft_id)
            entry = Entry(actor, draft.text, draft.candidate_id, number)
            if verdict.action is Action.ALLOW or (anyway and verdict.action is Action.WARN):
                await held.withdraw(change.connection, story_id, actor.user_id, change.now)
                await enter(change, self._judge, entry, await self._lengths(change.record))
                await drafts.end(change.connection, draft.id, Fate.SUBMITTED)
                return Submission(change.record, draft, Verdict(Action.ALLOW))
            await refuse_decided(change, actor.user_id, draft, verdict)
            await check_entry(change, self._judge, entry, await self._lengths(change.record))
            if verdict.action is Action.HOLD:
                await hold(change, actor.user_id, draft, number, verdict, appeal=False)
            return Submission(change.record, draft, verdict, number)

    async def appeal(
        self, actor: Actor, story_id: int, draft_id: int, number: int | None = None
    ) -> Submission:
        """Ask the moderators to look at a draft that the limits block; one that they no longer block is
        submitted.

        Raises:
            Refusal: as :meth:`submit`.
        """
        verdict = (await self._judgment(actor, story_id, draft_id)).verdict
        if verdict.action is not Action.BLOCK:
            return await self.submit(actor, story_id, draft_id, number)
        async with changing(self._database, self._clock, actor, story_id) as change:
            draft = await the_draft(change.connection, actor, story_id, draft_id)
            await refuse_decided(change, actor.user_id, draft, verdict)
            entry = Entry(actor, draft.text, draft.candidate_id, number)
            await check_entry(change, self._judge, entry, await self._lengths(change.record))
            await hold(change, actor.user_id, draft, number, verdict, appeal=True)
            found = Submission(change.record, draft, verdict, number, appealed=True)
        self._bell.ring(actor.guild_id)
        return found

    async def _lengths(self, record: StoryRecord) -> Lengths:
        return await self._house.terms.lengths(record.guild_id, record.channel_id)

    async def _judgment(self, actor: Actor, story_id: int, draft_id: int) -> Judgment:
        """Return what the limits say of a draft, whose text never changes, with the story as it stands."""
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            draft = await the_draft(connection, actor, story_id, draft_id)
        if len(draft.text) > _LONG and record.story.poem is None:  # judging a book would take seconds
            check_length(record.story.terms, count_words(draft.text), await self._lengths(record))
        return await self._limits.judgment(record, draft.text)

    async def last_passage(self, actor: Actor, story_id: int) -> Passage:
        """Return the member's own passage, if it is the last one and they may correct it.

        Raises:
            Refusal: they may not.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            passage = await passages.at(connection, story_id, record.story.passages)
            if passage is None:
                raise Refusal(Reason.NOT_LAST_PASSAGE)  # of a poem that has no line yet
            history.correct(record.story, passage, actor.user_id, record.story.terms.words_min)
            return passage

    async def correct(self, actor: Actor, story_id: int, passage_id: int, text: str) -> StoryRecord:
        """Give the member's own last passage a new text; the one before is kept.

        Raises:
            Refusal: the passage is not theirs or no longer the last, or the text does not do, is not within
                the limits, or does not fit in its place of a poem.
        """
        text = checked_text(text)
        async with changing(self._database, self._clock, actor, story_id) as change:
            passage = await passages.at(change.connection, story_id, change.story.passages)
            if passage is None or passage.id != passage_id:
                raise Refusal(Reason.NOT_LAST_PASSAGE)
            words = count_words(text)
            lengths = None if change.story.poem else await self._lengths(change.record)
            story = history.correct(change.story, passage, actor.user_id, words, lengths)
            if story.poem is not None:
                text = await fitting(change, self._judge, text)
            if text == passage.text:
                return change.record
            record, rating = change.record, story.terms.rating
            await self._limits.check(record.guild_id, record.channel_id, rating, text)
            hand = await signed_again(change.connection, story_id, passage, text)
            await passages.rewrite(change.connection, actor.guild_id, passage, text, words, change.now, hand)
            await change.save(story, "story-correct", position=passage.position)
        return change.record

    async def discard(self, actor: Actor, story_id: int, draft_id: int) -> StoryRecord:
        """Throw the draft away, as its writer asked; it waits for no moderator any longer.

        Raises:
            Refusal: there is no such draft, or it was changed since.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            draft = await the_draft(change.connection, actor, story_id, draft_id)
            await drafts.end(change.connection, draft.id, Fate.DISCARDED)
            await take_back(change, actor.user_id)
        return change.record
