"""A member's own text in other words: private, and where it belongs to a story, one press from a draft."""

import asyncio
import secrets
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, StoryState
from bot.domain.text import checked_text, clean, count_words
from bot.generation.floor import Verdict
from bot.generation.muse import Muse, Receipt, Request, Stream
from bot.generation.rewriting import WORD_LIMIT, How, judged_rewriting, rewriting
from bot.services.access import permitted
from bot.services.actor import Actor
from bot.services.cowriting import SHOWN, WRITTEN, Offer, offer_of
from bot.services.proposing import Made, asking, chosen, propose
from bot.storage import members, receipts, stories
from bot.storage.database import Connection, Database
from bot.storage.receipts import Ask
from bot.storage.stories import StoryRecord

TONE_LIMIT = 50  # characters
_ANY_LENGTH = 10_000


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A wish on its way. ``record`` is the story that the member writes in where they ask, None elsewhere."""

    ask_id: int
    record: StoryRecord | None
    text: str
    how: How
    streams: list[Stream]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What came of it: texts, and where they belong to a story, the ``offer`` to take one as a draft."""

    ask_id: int
    texts: list[str]
    set_aside: int
    offer: Offer | None


class RewritingService:
    """Asks the muse for a text in other words."""

    def __init__(self, database: Database, clock: Clock, muse: Muse) -> None:
        self._database = database
        self._clock = clock
        self._muse = muse

    async def ask(self, actor: Actor, channel_id: int | None, text: str, how: How, tone: str) -> Rewriting:
        """Ask for a text in other words. In the thread of a story that they write in it is for that story.

        Raises:
            Refusal: the text is empty or too long, the tone is missing, or the story there does without the
                muse.
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
        """
        text, tone = checked_text(text), " ".join(clean(tone).split())[:TONE_LIMIT]
        if (words := count_words(text)) > WORD_LIMIT:
            raise Refusal(Reason.REWRITE_TOO_LONG, words=words, limit=WORD_LIMIT)
        if how is How.TONE and not tone:
            raise Refusal(Reason.TONE_MISSING)
        async with asking(self._database) as (connection, streams):
            now = self._clock.now()
            record = await _story_here(connection, actor, channel_id)
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            ask = await receipts.add_ask(
                connection,
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                story_id=record.id if record else None,
                kind="rewrite",
                wish={"text": text, "how": how, "tone": tone},
                now=now,
            )
            streams += self._muse.ask_all(_requests(actor, text, how, tone))
        return Rewriting(ask.id, record, text, how, streams)

    async def again(self, actor: Actor, channel_id: int | None, ask_id: int) -> Rewriting:
        """Ask for the same once more.

        Raises:
            Refusal: they asked for no such thing; or as :meth:`ask`.
        """
        async with self._database.read() as connection:
            ask = await receipts.ask_by_id(connection, ask_id)
        if ask is None or ask.kind != "rewrite" or not _is_theirs(ask, actor):
            raise Refusal(Reason.NO_CANDIDATE)
        wish = ask.wish
        return await self.ask(actor, channel_id, str(wish["text"]), How(wish["how"]), str(wish["tone"]))

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
            offer = await offer_of(connection, record, actor, asked.ask_id, kept, set_aside)
        return Rewritten(asked.ask_id, texts, set_aside, offer)


def _requests(actor: Actor, text: str, how: How, tone: str) -> list[Request]:
    seed = secrets.randbits(31)
    return [
        rewriting(text, how, tone, guild_id=actor.guild_id, member_id=actor.user_id, seed=seed + number)
        for number in range(WRITTEN)
    ]


def _fit(asked: Rewriting, made: Made) -> tuple[list[tuple[str, Receipt]], int]:
    high = asked.record.story.terms.words_max if asked.record else _ANY_LENGTH

    def judge(text: str, others: list[str]) -> Verdict:
        return judged_rewriting(text, asked.text, asked.how, high=high, others=others)

    return chosen(made, judge, SHOWN)


async def _story_here(connection: Connection, actor: Actor, channel_id: int | None) -> StoryRecord | None:
    """Return the story whose thread this is, if the member writes in it and it goes on.

    Raises:
        Refusal: it is written without the muse.
    """
    record = await stories.by_thread(connection, channel_id or 0, actor.guild_id)
    if record is None or record.story.state is StoryState.FINISHED:
        return None
    if record.story.writer(actor.user_id) is None:
        return None
    if record.story.terms.muse is MuseRole.NEVER:
        raise Refusal(Reason.MUSE_NEVER)
    return record


def _is_theirs(ask: Ask, actor: Actor) -> bool:
    return (ask.guild_id, ask.member_id) == (actor.guild_id, actor.user_id)
