"""The muse beside those who write a poem together: it proposes lines that fit, and a person chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.clock import Clock
from bot.domain import checks, together
from bot.domain.passages import Passage
from bot.domain.prosody.words import Taught
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, Poem, Rating
from bot.domain.text import checked_line
from bot.domain.verse.growing import Place, lines_of
from bot.generation.muse import Receipt, UnsupportedError
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.cowriting import HINT_LIMIT, SHOWN, Offer, offer_of
from bot.services.house import HouseRules
from bot.services.proposing import propose
from bot.services.screening import Screen
from bot.services.verses import VerseJudge, refusal_of, texts_of
from bot.services.word_lists import WordListService
from bot.storage import passages, receipts
from bot.storage.database import Database
from bot.storage.records import StoryRecord

WRITTEN = 5
"""How many lines are asked for, of which those that fit are shown, three at most."""


@dataclass(frozen=True, slots=True)
class LineBrief:
    """What it takes to write what comes next in a poem.

    ``lines`` are those so far, empty where one was taken out. ``place`` tells which come next, and what every
    line must be in the most usual way that is still open. ``taught`` are the server's own words.
    """

    guild_id: int
    channel_id: int
    rating: Rating
    member_id: int
    title: str
    hint: str
    poem: Poem
    lines: tuple[str, ...]
    place: Place
    taught: Taught


class LineWriter(Protocol):
    """Who can write lines of verse."""

    async def write(self, brief: LineBrief, count: int) -> Sequence[tuple[str, Receipt]]:
        """Return up to ``count`` texts for what comes next (a link's lines each on its own), with receipts.

        Raises:
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
        """
        ...


class LineAskingService:
    """Asks for lines, and keeps those that fit as proposals. Without a ``writer`` it refuses."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        house: HouseRules,
        limits: WordListService,
        judge: VerseJudge,
        writer: LineWriter | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._judge = judge
        self._writer = writer

    async def brief(self, actor: Actor, story_id: int, hint: str = "") -> LineBrief:
        """Return what a writer of lines needs for the next one.

        Raises:
            Refusal: the member may not write there now, or every line is there.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            found = await passages.of_story(connection, story_id)
        return await self._brief(record, found, actor, checked_line(hint, HINT_LIMIT))

    async def propose(self, actor: Actor, story_id: int, hint: str = "") -> Offer | None:
        """Let the muse write what might come next; None where nothing of it fits.

        Raises:
            Refusal: the member may not write there now, every line is there, the poem is written without the
                muse, they may not ask it here or now, or it cannot write verse.
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
        """
        brief = await self.brief(actor, story_id, hint)
        if self._writer is None:
            raise Refusal(Reason.MUSE_NO_VERSE)
        await self._house.check_muse(actor, brief.channel_id, story=True)
        screen = await self._limits.screen(brief.guild_id, brief.channel_id, brief.rating, told=brief.lines)
        screen.check(brief.hint)
        try:
            async with self._house.counting(actor):
                made, now = await self._writer.write(brief, WRITTEN), self._clock.now()
        except UnsupportedError as error:
            raise Refusal(Reason.MUSE_NO_VERSE) from error
        async with self._database.read() as connection:
            found = await passages.of_story(connection, story_id)  # another line may have come meanwhile
        fit = await self._fitting(brief.poem, actor, found, made, screen)
        if not fit:
            return None
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            await admit(connection, actor, now)
            ask = await receipts.add_ask(
                connection,
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                story_id=story_id,
                kind="line",
                wish={"hint": brief.hint},
                now=now,
            )
            sources = {"passages": [[passage.id, passage.version] for passage in found]}
            kept = await propose(
                connection, record, actor.user_id, fit, sources=sources, ask_id=ask.id, now=now
            )
            set_aside = len(made) - len(fit)
            await receipts.note_set_aside(connection, ask.id, set_aside)
            return await offer_of(connection, record, actor, ask.id, kept, set_aside)

    async def _brief(
        self, record: StoryRecord, found: Sequence[Passage], actor: Actor, hint: str
    ) -> LineBrief:
        story = record.story
        checks.check_turn(story, actor.user_id)
        together.refuse_whole(story)
        if story.terms.muse is MuseRole.NEVER:
            raise Refusal(Reason.MUSE_NEVER)
        assert story.poem is not None  # asked of poems only
        place = await self._judge.place(record.guild_id, story.poem, found)
        if place is None:
            raise Refusal(Reason.POEM_WHOLE)
        return LineBrief(
            guild_id=record.guild_id,
            channel_id=record.channel_id,
            rating=story.terms.rating,
            member_id=actor.user_id,
            title=story.title,
            hint=hint,
            poem=story.poem,
            lines=tuple(lines_of(story.poem, texts_of(found))),
            place=place,
            taught=await self._judge.taught(record.guild_id),
        )

    async def _fitting(
        self,
        poem: Poem,
        actor: Actor,
        found: Sequence[Passage],
        made: Sequence[tuple[str, Receipt]],
        screen: Screen,
    ) -> list[tuple[str, Receipt]]:
        """Return those texts that may come next and be shown, each once and as it would stand there."""
        fit: dict[str, Receipt] = {}
        for text, receipt in made:
            attempt = await self._judge.attempt(actor.guild_id, poem, found, text)
            if attempt is None or refusal_of(attempt) is not None:
                continue
            line = "\n".join(attempt.texts)
            if screen.lets(line):
                fit.setdefault(line, receipt)
        return list(fit.items())[:SHOWN]
