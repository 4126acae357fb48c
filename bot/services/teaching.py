"""A server's own word list: members propose, moderators decide."""

import asyncio
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.prosody.sounds import Word
from bot.domain.prosody.words import read
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.teaching import taught_counts, taught_word
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.storage import audit, taught
from bot.storage.database import Database
from bot.storage.limits import WHOLE_SERVER
from bot.storage.taught import APPROVED, WAITING, TaughtRecord

MEMBER_LIMIT = 10
"""Words of one member that may wait for a moderator."""
SERVER_LIMIT = 200
"""Words of one server that may wait."""
LIST_LIMIT = 2000
"""Words that a server's list holds; what still waits may come on top."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a member proposed. ``until_then`` is how the word is counted meanwhile; ``changed`` tells that it
    took the place of their own earlier one, ``rivals`` that others proposed other counts."""

    record: TaughtRecord
    until_then: Word
    changed: bool
    rivals: bool


class TeachingService:
    """Takes proposals for the word list; deciding on them is :mod:`bot.services.reviewing`'s."""

    def __init__(self, database: Database, clock: Clock, limits: WordListService, bell: Bell) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell
        self._limits = limits

    async def propose(
        self, actor: Actor, text: str, syllables: str, channel_id: int = WHOLE_SERVER
    ) -> Proposal:
        """Propose a word with its syllables; it waits for a moderator.

        A member's later proposal for the same word takes the place of their earlier one. It is to be within
        the limits of the channel where it is typed and of the server: it counts everywhere.

        Raises:
            Refusal: it is no word that can be taught or not within the limits, the syllables are none, the
                same is taught or waits already, or too many wait.
        """
        word, shown = await asyncio.to_thread(taught_word, text)
        counts, now = taught_counts(syllables), self._clock.now()
        for place in {WHOLE_SERVER, channel_id}:
            await self._limits.check(actor.guild_id, place, Rating.EVERYONE, shown)
        async with self._database.write() as connection:
            there = await taught.of_word(connection, actor.guild_id, word)
            _check_new(there, actor, shown, counts)
            mine = next((one for one in there if _waits(one) and one.member_id == actor.user_id), None)
            if mine is not None:
                await taught.replace(connection, mine.id)
            elif await taught.count(connection, actor.guild_id, WAITING, actor.user_id) >= MEMBER_LIMIT:
                raise Refusal(Reason.TOO_MANY_TAUGHT, limit=MEMBER_LIMIT)
            elif await taught.count(connection, actor.guild_id, WAITING) >= SERVER_LIMIT:
                raise Refusal(Reason.REVIEW_FULL, limit=SERVER_LIMIT)
            elif await taught.count(connection, actor.guild_id, APPROVED) >= LIST_LIMIT:
                raise Refusal(Reason.WORD_LIST_FULL, limit=LIST_LIMIT)
            await admit(connection, actor, now)
            record = await taught.add(
                connection,
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                word=word,
                shown=shown,
                counts=counts,
                now=now,
            )
            await audit.note(connection, actor.guild_id, actor.user_id, "word-propose", now, word=record.id)
        self._bell.ring(actor.guild_id)
        known = {one.word: one.counts for one in there if one.state == APPROVED}
        until_then = await asyncio.to_thread(read, shown, known)
        rivals = any(_waits(one) and one.member_id != actor.user_id for one in there)
        return Proposal(record, until_then, mine is not None, rivals)


def _check_new(there: list[TaughtRecord], actor: Actor, shown: str, counts: tuple[int, ...]) -> None:
    for one in there:
        if one.counts == counts:
            reason = Reason.WORD_WAITS if _waits(one) else Reason.WORD_TAUGHT
            raise Refusal(reason, word=shown, counts=counts, own=one.member_id == actor.user_id)


def _waits(record: TaughtRecord) -> bool:
    return record.state == WAITING
