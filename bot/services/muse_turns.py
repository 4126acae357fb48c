"""The muse as one of the writers: it writes in its turn, and a person decides what enters the story."""

import asyncio
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain import turns
from bot.domain.passages import Origin, Passage
from bot.domain.provenance import Proposed, hand_of
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MUSE_ID, Terms, TurnOutcome
from bot.domain.text import checked_text, count_words
from bot.generation.muse import Muse, MuseState, MuseUnavailableError, Stream
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.changing import by_itself, changing
from bot.services.house import HouseRules
from bot.services.proposing import Brief, Made, Proposal, asking, brief_for, fit_to_show, note_ask, propose
from bot.services.screening import Screen
from bot.services.word_lists import WordListService
from bot.storage import candidates, passages, receipts, stories
from bot.storage import turns as turn_rows
from bot.storage.database import Connection, Database
from bot.storage.records import StoryRecord

WRITTEN = 3
"""How many texts are written for a turn of the muse's own, of which the first that is fit is kept."""


@dataclass(frozen=True, slots=True)
class Playing:
    """The muse at its own turn: the turn's number, what it was asked for, and its streams."""

    number: int
    ask_id: int
    terms: Terms
    brief: Brief
    screen: Screen
    streams: list[Stream]


class MuseTurnService:
    """Plays the muse's turns, and lets the host or a moderator decide."""

    def __init__(
        self, database: Database, clock: Clock, muse: Muse, house: HouseRules, limits: WordListService
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._muse = muse

    async def waiting(self) -> list[tuple[int, int]]:
        """Return the stories (guild id, story id) in which the muse has the turn and wrote nothing yet."""
        waiting = []
        async with self._database.read() as connection:
            for story_id in await turn_rows.held_by(connection, MUSE_ID):
                record = await stories.anywhere(connection, story_id)
                if record is None or record.story.turn is None or record.story.stops:
                    continue
                number = record.story.turn.number
                if await candidates.of_turn(connection, story_id, number, MUSE_ID) is None:
                    waiting.append((record.guild_id, story_id))
        return waiting

    async def play(self, guild_id: int, story_id: int) -> Playing | None:
        """Ask the muse for its own turn; return None where it has no turn.

        Raises:
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
        """
        async with asking(self._database) as (connection, streams):
            record = await stories.by_id(connection, story_id, guild_id)
            turn = record.story.turn if record else None
            if record is None or turn is None or turn.member_id != MUSE_ID:
                return None
            try:
                await self._house.check_muse_on(guild_id, story=True)
            except Refusal as refusal:
                raise MuseUnavailableError("switched off on this server") from refusal
            lengths = await self._house.terms.lengths(guild_id, record.channel_id)
            terms = lengths.within(record.story.terms)
            brief = await brief_for(connection, record, MUSE_ID, terms=terms, count=WRITTEN)
            ask = await note_ask(connection, record, MUSE_ID, "turn", brief, self._clock.now())
            told = brief.seen.texts
            screen = await self._limits.screen(guild_id, record.channel_id, terms.rating, told=told)
            streams += self._muse.ask_all(screen.keeping_out(brief.requests))
        return Playing(turn.number, ask.id, terms, brief, screen, streams)

    async def played(self, guild_id: int, story_id: int, playing: Playing, made: Made) -> bool:
        """Store what the muse wrote in its own turn, for the host to decide; tell whether it was of use."""
        brief, terms, screen = playing.brief, playing.terms, playing.screen
        fit, set_aside = await asyncio.to_thread(fit_to_show, made, brief, terms, 1, screen)
        async with by_itself(self._database, self._clock, guild_id, story_id) as change:
            turn = change.story.turn
            if turn is None or turn.number != playing.number:
                return True  # the story has moved on
            kept = await propose(
                change.connection,
                change.record,
                MUSE_ID,
                fit,
                sources=playing.brief.sources,
                ask_id=playing.ask_id,
                now=change.now,
            )
            if kept:
                await receipts.note_set_aside(change.connection, playing.ask_id, set_aside)
                await change.touch()
        return bool(kept)

    async def give_up(self, guild_id: int, story_id: int) -> None:
        """Skip the muse's turn: it is not at home, or has nothing to say, and wrote nothing before."""
        async with by_itself(self._database, self._clock, guild_id, story_id) as change:
            turn = change.story.turn
            if turn is None or turn.member_id != MUSE_ID or change.story.stops:
                return
            if await candidates.of_turn(change.connection, story_id, turn.number, MUSE_ID) is not None:
                return
            story = turns.move_on(change.story, MUSE_ID, change.now)
            await change.save(story, "muse-silent", outcome=TurnOutcome.SKIPPED)

    async def decides(self, actor: Actor, story_id: int) -> bool:
        """Tell whether the muse has the turn, and the member decides on what it writes: host or moderator."""
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
        turn, may = record.story.turn, await self._house.may_host(actor, record)
        return may and turn is not None and turn.member_id == MUSE_ID

    async def proposal(self, actor: Actor, story_id: int, candidate_id: int) -> Proposal:
        """Return one of the texts that the muse wrote in its turn, for the host or a moderator.

        Raises:
            Refusal: the member is neither, that turn is over, or there is no such text.
        """
        async with self._database.read() as connection:
            record = await self._hosted(connection, actor, story_id)
            found = await candidates.by_id(connection, candidate_id)
        if found is None or (found.story_id, found.member_id) != (story_id, MUSE_ID):
            raise Refusal(Reason.NO_CANDIDATE)
        if record.story.turn is None or record.story.turn.number != found.turn:
            raise Refusal(Reason.TURN_PASSED)
        return Proposal(record, found)

    async def written(self, actor: Actor, story_id: int) -> Proposal | None:
        """Return what the muse wrote in its own turn, for the host or a moderator; None if it has not yet.

        Raises:
            Refusal: the member is neither.
        """
        async with self._database.read() as connection:
            record = await self._hosted(connection, actor, story_id)
            turn = record.story.turn
            if turn is None or turn.member_id != MUSE_ID:
                return None
            found = await candidates.of_turn(connection, story_id, turn.number, MUSE_ID)
            if found is None:
                return None
            ask = await receipts.ask_by_id(connection, found.ask_id)
            return Proposal(record, found, ask.set_aside if ask is not None else 0)

    async def again(self, actor: Actor, story_id: int) -> None:
        """Check that the member may ask the muse to play its turn anew, and that it is there to do so.

        Raises:
            Refusal: they are neither host nor moderator, or it is not the muse's turn.
            MuseUnavailableError: it is not at home.
        """
        status = self._muse.status()
        if status.state not in (MuseState.READY, MuseState.LOADING):
            raise MuseUnavailableError(status.problem or "the muse is off")
        async with self._database.read() as connection:
            record = await self._hosted(connection, actor, story_id)
            turn = record.story.turn
            if turn is None or turn.member_id != MUSE_ID:
                raise Refusal(Reason.TURN_PASSED)
        await self._house.check_muse(actor, record.channel_id, story=True)

    async def take_over(
        self, actor: Actor, story_id: int, candidate_id: int, text: str | None = None
    ) -> StoryRecord:
        """Let what the muse wrote in its turn enter the story, as it is or as the host made it (``text``).

        Raises:
            Refusal: the member is neither host nor moderator, that turn is over, or the text does not do
                or would be held or blocked.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            await self._house.check_host(actor, change.record)
            candidate = await candidates.by_id(change.connection, candidate_id)
            if candidate is None or (candidate.story_id, candidate.member_id) != (story_id, MUSE_ID):
                raise Refusal(Reason.NO_CANDIDATE)
            said = checked_text(candidate.text if text is None else text)
            if text is not None:
                record, rating = change.record, change.story.terms.rating
                await self._limits.check(record.guild_id, record.channel_id, rating, said)
            words = count_words(said)
            lengths = await self._house.terms.lengths(change.record.guild_id, change.record.channel_id)
            story = turns.submit(change.story, MUSE_ID, candidate.turn, words, change.now, lengths=lengths)
            hand = hand_of(said, Proposed(candidate.text, candidate.receipt_id))
            passage = Passage(
                position=story.passages,
                turn=candidate.turn,
                member_id=actor.user_id if hand.origin is Origin.HUMAN else MUSE_ID,
                accepted_by=actor.user_id,
                text=said,
                words=words,
                origin=hand.origin,
                receipt_id=hand.receipt_id,
                edited_words=hand.edited_words,
                created_at=change.now,
            )
            await change.save(story, "muse-accepted", outcome=TurnOutcome.WRITTEN, position=passage.position)
            await passages.add(change.connection, story_id, actor.guild_id, passage)
        return change.record

    async def _hosted(self, connection: Connection, actor: Actor, story_id: int) -> StoryRecord:
        """Return a story that the member hosts or moderates.

        Raises:
            Refusal: they do neither, or there is none.
        """
        record = await story_for(connection, actor, story_id)
        await self._house.check_host(actor, record)
        return record
