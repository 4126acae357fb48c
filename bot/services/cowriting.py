"""The muse beside a writer: it proposes to whoever asks, and bridges a turn that lapsed.

Nothing that it wrote is in a story before a person accepted it.
"""

import asyncio
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain import checks
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, Terms
from bot.domain.text import checked_line
from bot.generation.context import Fitted
from bot.generation.muse import Muse, Stream
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.house import HouseRules
from bot.services.proposing import (
    WORDS,
    Brief,
    Made,
    Proposal,
    asking,
    brief_for,
    fit_to_show,
    note_ask,
    propose,
)
from bot.services.screening import Screen
from bot.services.word_lists import WordListService
from bot.storage import candidates, receipts
from bot.storage.candidates import Candidate
from bot.storage.database import Connection, Database
from bot.storage.records import StoryRecord

SHOWN = 3
"""How many candidates a member chooses from."""
WRITTEN = 5
"""How many are written for that: those that are not fit to show are replaced from the rest."""
HINT_LIMIT = 200  # characters


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member asked for about a story.

    ``kind`` is "continue" or "rewrite"; ``hint`` may be empty, ``words`` is None for the usual.
    """

    kind: str
    hint: str = ""
    words: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish on its way: its streams, what the muse sees of the story, and what of its answers may be shown.

    ``terms`` are the story's, within what its server takes. ``earlier`` is the wish before it in the same
    turn that something came of, None where there is none."""

    ask_id: int
    record: StoryRecord
    terms: Terms
    streams: list[Stream]
    brief: Brief
    screen: Screen
    earlier: int | None

    @property
    def seen(self) -> Fitted:
        """What the muse sees of the story."""
        return self.brief.seen


@dataclass(frozen=True, slots=True)
class Offer:
    """What a member may choose from: the candidates of one wish.

    ``set_aside`` counts those that were written and not fit to show. ``earlier`` and ``later`` are the wishes
    before and after it in the same turn, None where there is none.
    """

    record: StoryRecord
    ask_id: int
    candidates: list[Candidate]
    set_aside: int = 0
    earlier: int | None = None
    later: int | None = None


class CowritingService:
    """Asks the muse about stories, and keeps what it proposed."""

    def __init__(
        self, database: Database, clock: Clock, muse: Muse, house: HouseRules, limits: WordListService
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._muse = muse

    async def ask(self, actor: Actor, story_id: int, *, hint: str = "", words: int | None = None) -> Asked:
        """Ask how the story goes on, for a member who writes in it. The muse sees what they may see.

        Raises:
            Refusal: they do not write in it, it is a poem, it is written without the muse, they may not ask
                it here or now, or the hint or the number of words is out of bounds.
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
        """
        hint, now = checked_line(hint, HINT_LIMIT), self._clock.now()
        if words is not None and not WORDS[0] <= words <= WORDS[1]:
            raise Refusal(Reason.WORDS_OUT_OF_BOUNDS, low=WORDS[0], high=WORDS[1])
        async with asking(self._database) as (connection, streams):
            record = await story_for(connection, actor, story_id)
            checks.refuse_finished(record.story)
            if record.story.poem is not None:
                raise Refusal(Reason.MUSE_NO_VERSE)
            checks.refuse_stranger(record.story, actor.user_id)
            await self._house.check_muse(actor, record.channel_id, story=True)
            if record.story.terms.muse is MuseRole.NEVER:
                raise Refusal(Reason.MUSE_NEVER)
            await admit(connection, actor, now)
            terms = (await self._house.terms.lengths(record.guild_id, record.channel_id)).within(
                record.story.terms
            )
            brief = await brief_for(
                connection, record, actor.user_id, terms=terms, count=WRITTEN, hint=hint, words=words
            )
            earlier = await last_offer(connection, record, actor)
            ask = await note_ask(connection, record, actor.user_id, "continue", brief, now)
            rating, told = record.story.terms.rating, brief.seen.texts
            screen = await self._limits.screen(record.guild_id, record.channel_id, rating, told=told)
            screen.check(hint)
            async with self._house.counting(actor):
                streams += self._muse.ask_all(screen.keeping_out(brief.requests))
        return Asked(ask.id, record, terms, streams, brief, screen, earlier)

    async def record(self, actor: Actor, asked: Asked, made: Made) -> Offer | None:
        """Store what the muse wrote for a member; None where nothing of it is fit to show."""
        fit, set_aside = await asyncio.to_thread(
            fit_to_show, made, asked.brief, asked.terms, SHOWN, asked.screen
        )
        if not fit:
            return None
        async with self._database.write() as connection:
            record = await story_for(connection, actor, asked.record.id)
            kept = await propose(
                connection,
                record,
                actor.user_id,
                fit,
                sources=asked.brief.sources,
                ask_id=asked.ask_id,
                now=self._clock.now(),
            )
            await receipts.note_set_aside(connection, asked.ask_id, set_aside)
            return await offer_of(connection, record, actor, asked.ask_id, kept, set_aside)

    async def offer(self, actor: Actor, story_id: int, ask_id: int) -> Offer:
        """Return what came of a member's own wish.

        Raises:
            Refusal: there is none of theirs for this story.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            ask = await receipts.ask_by_id(connection, ask_id)
            found = await candidates.of_ask(connection, ask_id)
            if ask is None or (ask.story_id, ask.member_id) != (story_id, actor.user_id) or not found:
                raise Refusal(Reason.NO_CANDIDATE)
            return await offer_of(connection, record, actor, ask_id, found, ask.set_aside)

    async def wish(self, actor: Actor, story_id: int, ask_id: int) -> Wish:
        """Return what a member asked for.

        Raises:
            Refusal: they asked nothing of the kind for this story.
        """
        async with self._database.read() as connection:
            await story_for(connection, actor, story_id)
            ask = await receipts.ask_by_id(connection, ask_id)
        if ask is None or (ask.story_id, ask.member_id) != (story_id, actor.user_id):
            raise Refusal(Reason.NO_CANDIDATE)
        return Wish(ask.kind, str(ask.wish.get("hint", "")), ask.wish.get("words"))

    async def proposal(self, actor: Actor, story_id: int, candidate_id: int) -> Proposal:
        """Return what the muse proposed to the member.

        Raises:
            Refusal: there is no such proposal to them.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            found = await candidates.by_id(connection, candidate_id)
        if found is None or (found.story_id, found.member_id) != (story_id, actor.user_id):
            raise Refusal(Reason.NO_CANDIDATE)
        return Proposal(record, found)


async def last_offer(connection: Connection, record: StoryRecord, actor: Actor) -> int | None:
    """Return a member's last wish in this turn that something came of, None where there is none."""
    turn = record.story.turn.number if record.story.turn else 0
    asks = await candidates.asks_of_turn(connection, record.id, turn, actor.user_id)
    return asks[-1] if asks else None


async def offer_of(
    connection: Connection,
    record: StoryRecord,
    actor: Actor,
    ask_id: int,
    found: list[Candidate],
    set_aside: int,
) -> Offer:
    """Return what came of a wish, between those before and after it in the same turn."""
    asks = await candidates.asks_of_turn(connection, record.id, found[0].turn, actor.user_id)
    place = asks.index(ask_id)
    return Offer(
        record,
        ask_id,
        found,
        set_aside,
        earlier=asks[place - 1] if place > 0 else None,
        later=asks[place + 1] if place + 1 < len(asks) else None,
    )
