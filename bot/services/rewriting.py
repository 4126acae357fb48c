"""A member's own text in other words: private, and where it belongs to a story, one press from a draft."""

import asyncio
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, Rating, StoryState
from bot.domain.text import checked_text, clean, count_words
from bot.generation.floor import Verdict
from bot.generation.muse import Muse, Receipt, Request, Stream
from bot.generation.rewriting import WORD_LIMIT, How, judged_rewriting, rewriting
from bot.services.access import permitted
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.cowriting import SHOWN, WRITTEN, Offer, last_offer, offer_of
from bot.services.house import HouseRules
from bot.services.proposing import Made, asking, chosen, propose
from bot.services.screening import Screen
from bot.services.word_lists import WordListService
from bot.storage import receipts, stories
from bot.storage.database import Connection, Database
from bot.storage.receipts import Ask
from bot.storage.records import StoryRecord

TONE_LIMIT = 50  # characters
_REMEMBERED = 500  # wishes outside of stories, of all servers together; the oldest is forgotten first
_ANY_LENGTH = 10_000


@dataclass(frozen=True, slots=True)
class Here:
    """Where something is asked: a channel, and the thread in it, or the channel once more."""

    channel_id: int
    thread_id: int


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A wish on its way. ``record`` is the story that the member writes in where they ask, None elsewhere.

    ``ask_id`` is the stored wish, in a story; elsewhere a number by which it is remembered for a while.
    ``words_max`` is how long it may be. ``earlier`` is the wish before it in the same turn, None where there
    is none.
    """

    ask_id: int
    record: StoryRecord | None
    text: str
    how: How
    streams: list[Stream]
    screen: Screen
    words_max: int
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of it: texts, and where they belong to a story, the ``offer`` to take one as a draft."""

    ask_id: int
    texts: list[str]
    set_aside: int
    offer: Offer | None


class RewritingService:
    """Asks the muse for a text in other words."""

    def __init__(
        self, database: Database, clock: Clock, muse: Muse, house: HouseRules, limits: WordListService
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._muse = muse
        self._lately: OrderedDict[int, _Wish] = OrderedDict()  # what is not stored, for Again

    async def ask(self, actor: Actor, here: Here, text: str, how: How, tone: str) -> Rewriting:
        """Ask for a text in other words. In the thread of a story that they write in it is for that story.

        Raises:
            Refusal: the text is empty or too long, the tone is missing, the story there does without the
                muse, or they may not ask it here or now.
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
        """
        text, tone = checked_text(text), " ".join(clean(tone).split())[:TONE_LIMIT]
        if (words := count_words(text)) > WORD_LIMIT:
            raise Refusal(Reason.REWRITE_TOO_LONG, words=words, limit=WORD_LIMIT)
        if how is How.TONE and not tone:
            raise Refusal(Reason.TONE_MISSING)
        async with asking(self._database) as (connection, streams):
            now = self._clock.now()
            record = await _story_here(connection, actor, here.thread_id)
            await admit(connection, actor, now)
            place = record.channel_id if record else here.channel_id
            await self._house.check_muse(actor, place, story=record is not None)
            earlier = await last_offer(connection, record, actor) if record else None
            if record is not None:
                wish = {"text": text, "how": how, "tone": tone}
                ask_id = await _noted(connection, record, actor, wish, now)
            else:
                ask_id = self._remember(_Wish(actor.guild_id, actor.user_id, text, how, tone))
            rating = record.story.terms.rating if record else Rating.EVERYONE
            screen = await self._limits.screen(actor.guild_id, place, rating, own=text)
            screen.check(tone)
            words_max = _ANY_LENGTH
            if record is not None:
                lengths = await self._house.terms.lengths(record.guild_id, record.channel_id)
                words_max = lengths.within(record.story.terms).words_max
            async with self._house.counting(actor):
                streams += self._muse.ask_all(screen.keeping_out(_requests(actor, text, how, tone)))
        return Rewriting(ask_id, record, text, how, streams, screen, words_max, earlier)

    async def again(self, actor: Actor, here: Here, ask_id: int) -> Rewriting:
        """Ask for what was asked for in a story once more.

        Raises:
            Refusal: they asked for no such thing; or as :meth:`ask`.
        """
        async with self._database.read() as connection:
            ask = await receipts.ask_by_id(connection, ask_id)
        if ask is None or ask.kind != "rewrite" or not _is_theirs(ask, actor):
            raise Refusal(Reason.NO_CANDIDATE)
        wish = ask.wish
        return await self.ask(actor, here, str(wish["text"]), How(wish["how"]), str(wish["tone"]))

    async def once_more(self, actor: Actor, here: Here, number: int) -> Rewriting:
        """Ask for what was asked for outside of a story once more.

        Raises:
            Refusal: it was theirs never, or is remembered no longer; or as :meth:`ask`.
        """
        wish = self._lately.get(number)
        if wish is None or (wish.guild_id, wish.member_id) != (actor.guild_id, actor.user_id):
            raise Refusal(Reason.WISH_FORGOTTEN)
        return await self.ask(actor, here, wish.text, wish.how, wish.tone)

    def _remember(self, wish: "_Wish") -> int:
        number = secrets.randbits(48)
        self._lately[number] = wish
        if len(self._lately) > _REMEMBERED:
            self._lately.popitem(last=False)
        return number

    async def record(self, actor: Actor, asked: Rewriting, made: Made) -> Rewritten | None:
        """Keep what is fit to show; None where nothing is. Outside of a story nothing of it is stored."""
        fit, set_aside = await asyncio.to_thread(_fit, asked, made)
        if not fit:
            return None
        texts = [text for text, _ in fit]
        if asked.record is None:
            return Rewritten(asked.ask_id, texts, set_aside, None)
        async with self._database.write() as connection:
            record = permitted(actor, await stories.by_id(connection, asked.record.id, actor.guild_id))
            kept = await propose(
                connection,
                record,
                actor.user_id,
                fit,
                sources=None,
                ask_id=asked.ask_id,
                now=self._clock.now(),
            )
            await receipts.note_set_aside(connection, asked.ask_id, set_aside)
            offer = await offer_of(connection, record, actor, asked.ask_id, kept, set_aside)
        return Rewritten(asked.ask_id, texts, set_aside, offer)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a member asked for outside of a story: in memory only, since nothing of it is kept."""

    guild_id: int
    member_id: int
    text: str
    how: How
    tone: str


async def _noted(
    connection: Connection, record: StoryRecord, actor: Actor, wish: dict[str, str], now: datetime
) -> int:
    ask = await receipts.add_ask(
        connection,
        guild_id=actor.guild_id,
        member_id=actor.user_id,
        story_id=record.id,
        kind="rewrite",
        wish=wish,
        now=now,
    )
    return ask.id


def _requests(actor: Actor, text: str, how: How, tone: str) -> list[Request]:
    seed = secrets.randbits(31)
    return [
        rewriting(text, how, tone, guild_id=actor.guild_id, member_id=actor.user_id, seed=seed + number)
        for number in range(WRITTEN)
    ]


def _fit(asked: Rewriting, made: Made) -> tuple[list[tuple[str, Receipt]], int]:
    def judge(text: str, others: list[str]) -> Verdict:
        return judged_rewriting(text, asked.text, asked.how, high=asked.words_max, others=others)

    return chosen(made, judge, SHOWN, asked.screen)


async def _story_here(connection: Connection, actor: Actor, thread_id: int) -> StoryRecord | None:
    """Return the story whose thread this is, if the member writes in it and it goes on.

    Raises:
        Refusal: it is written without the muse.
    """
    record = await stories.by_thread(connection, thread_id, actor.guild_id)
    if record is None or record.story.state is StoryState.FINISHED:
        return None
    if record.story.writer(actor.user_id) is None:
        return None
    if record.story.terms.muse is MuseRole.NEVER:
        raise Refusal(Reason.MUSE_NEVER)
    return record


def _is_theirs(ask: Ask, actor: Actor) -> bool:
    return (ask.guild_id, ask.member_id) == (actor.guild_id, actor.user_id)
