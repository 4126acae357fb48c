"""A server's word lists, and what they and the built-in limits say of a text."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from bot.clock import Clock
from bot.domain.limits.avoiding import Avoided
from bot.domain.limits.judge import Match, Verdict, called_for, judge
from bot.domain.limits.policy import Action, ListName, Policy, for_naming
from bot.domain.limits.terms import folded_phrase, term_of
from bot.domain.pages import nearest_page
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.text import clean
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.compiled_lists import CompiledLists, avoided_in, compiled, kept_out
from bot.services.house import Grounds, HouseRules
from bot.services.screening import Screen
from bot.storage import audit, phrases
from bot.storage.database import Connection, Database
from bot.storage.limits import WHOLE_SERVER
from bot.storage.phrases import PhraseRecord
from bot.storage.records import StoryRecord

ENTRIES_LIMIT = 5000
PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class WordPage:
    """Some entries of a list, in the order of the alphabet; the page's number from 0; how many there are."""

    on: ListName
    records: list[PhraseRecord]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class Import:
    """What came of many phrases at once: ``listed`` are on the list now, ``unclear`` are no phrases."""

    on: ListName
    place: int
    listed: int
    unclear: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgment:
    """A verdict on a text for a story, and by what it was made (``WordListService.grounds``)."""

    verdict: Verdict
    grounds: Grounds


class WordListService:
    """Keeps the lists. What was compiled of them is remembered until one of the server's changes."""

    def __init__(self, database: Database, clock: Clock, house: HouseRules | None = None) -> None:
        """Without ``house`` nothing but words is looked for."""
        self._database = database
        self._clock = clock
        self._house = house
        self._compiled: dict[int, dict[int, CompiledLists]] = {}  # by server, then by channel
        self._changes: dict[int, int] = {}  # of each server; what was read before one is not remembered

    async def add(self, actor: Actor, on: ListName, phrase: str, channel_id: int | None) -> PhraseRecord:
        """Put a phrase on a list, for a channel or, with None, for the whole server; at that place it leaves
        the list on which it was.

        Raises:
            Refusal: the member does not moderate there, it is no phrase (``term_of``), or the lists are full.
        """
        record, now = _record(actor, on, phrase, channel_id), self._clock.now()
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            if await phrases.count(connection, actor.guild_id) >= ENTRIES_LIMIT:
                raise Refusal(Reason.WORD_LIST_FULL, limit=ENTRIES_LIMIT)
            await phrases.put(connection, actor.guild_id, [record], actor.user_id, now)
            await _note(connection, actor, "words-add", record, now)
        self._forget(actor.guild_id)
        return record

    async def add_all(
        self, actor: Actor, on: ListName, lines: Iterable[str], channel_id: int | None
    ) -> Import:
        """Put many phrases on a list, as :meth:`add` does with each, all of them or none.

        Raises:
            Refusal: the member does not moderate there, or the lists cannot hold so many.
        """
        place, now = _place(actor, channel_id), self._clock.now()
        records, unclear = await asyncio.to_thread(_phrases_among, lines, on, place)
        full = Refusal(Reason.WORD_LIST_FULL, limit=ENTRIES_LIMIT)
        if len(records) > ENTRIES_LIMIT:
            raise full
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            await phrases.put(connection, actor.guild_id, records, actor.user_id, now)
            if await phrases.count(connection, actor.guild_id) > ENTRIES_LIMIT:
                raise full
            await audit.note(
                connection,
                actor.guild_id,
                actor.user_id,
                "words-import",
                now,
                list=on.value,
                count=len(records),
                channel=place,
            )
        self._forget(actor.guild_id)
        return Import(on, place, len(records), tuple(unclear))

    async def remove(self, actor: Actor, on: ListName, phrase: str, channel_id: int | None) -> PhraseRecord:
        """Take a phrase from a list.

        Raises:
            Refusal: the member does not moderate there, or it is not on that list.
        """
        record, now = _record(actor, on, phrase, channel_id), self._clock.now()
        async with self._database.write() as connection:
            if not await phrases.take(connection, actor.guild_id, record):
                raise Refusal(Reason.NOT_LISTED, list=on.value)
            await admit(connection, actor, now)
            await _note(connection, actor, "words-remove", record, now)
        self._forget(actor.guild_id)
        return record

    async def listed(self, actor: Actor, on: ListName, page: int) -> WordPage:
        """Return a page of a list, from 0, beyond the last the last; without what is for channels that the
        member does not see.

        Raises:
            Refusal: the member is no moderator.
        """
        if not actor.access.moderates_guild():
            raise Refusal(Reason.NOT_MODERATOR)
        async with self._database.read() as connection:
            every = await phrases.of_guild(connection, actor.guild_id)
        found = [one for one in every if one.on == on and _visible(actor, one.channel_id)]
        page = nearest_page(page, len(found), PAGE_SIZE)
        return WordPage(on, found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE], page, len(found))

    async def try_text(self, actor: Actor, text: str, channel_id: int) -> dict[Rating, Verdict]:
        """Return what would become of a text in a channel at each rating, allowed there or not; nothing is
        stored.

        Raises:
            Refusal: the member does not moderate there.
        """
        if not actor.access.moderates(channel_id):
            raise Refusal(Reason.NOT_MODERATOR)
        policies = [await self._policy(actor.guild_id, channel_id, rating) for rating in Rating]
        return {policy.rating: await asyncio.to_thread(judge, text, policy) for policy in policies}

    async def judged(self, guild_id: int, channel_id: int, rating: Rating, text: str) -> Verdict:
        """Return the verdict on a text that is meant for a channel."""
        return await asyncio.to_thread(judge, text, await self.policy(guild_id, channel_id, rating))

    async def judgment(self, record: StoryRecord, text: str) -> Judgment:
        """Return the verdict on a text for a story as it stands. Made outside of a transaction, it holds
        within one as long as the grounds are the same there."""
        grounds = self.grounds(record)
        rating = record.story.terms.rating
        return Judgment(await self.judged(record.guild_id, record.channel_id, rating, text), grounds)

    def grounds(self, record: StoryRecord) -> Grounds:
        """Return what stands for all that a verdict for the story is made by: other than before once its
        rating, the server's lists or its settings have changed. It reads nothing."""
        lists = self._changes.get(record.guild_id, 0)
        house = self._house.grounds(record.channel_id) if self._house is not None else ()
        return record.channel_id, record.story.terms.rating, lists, *house

    async def screen(
        self,
        guild_id: int,
        channel_id: int,
        rating: Rating = Rating.EVERYONE,
        own: str = "",
        told: Iterable[str] = (),
    ) -> Screen:
        """Return what holds there for what the muse makes of a member's ``own`` text, or writes after what a
        story has ``told``, and for short texts."""
        policy = await self.policy(guild_id, channel_id, rating)
        given = await asyncio.to_thread(called_for, own, policy) if own else frozenset()
        return Screen(policy, given, await self.avoided(guild_id, channel_id, rating, own, told))

    async def avoided(
        self, guild_id: int, channel_id: int, rating: Rating, own: str = "", told: Iterable[str] = ()
    ) -> Avoided:
        """Return the words that are kept out of what the muse writes there, as for :meth:`screen`."""
        there = await self._lists(guild_id, channel_id)
        rating = await self._held(guild_id, channel_id, rating)
        return await asyncio.to_thread(avoided_in, there, rating, own, "\n".join(told) or own)

    async def avoided_as(self, guild_id: int, digest: str, own: str = "") -> Avoided | None:
        """Return the words that are kept out somewhere on a server, of a text that is made of ``own``, and
        that have this digest; None where the lists of today give no such words."""
        async with self._database.read() as connection:
            records = await phrases.of_guild(connection, guild_id)
        for place in sorted({WHOLE_SERVER, *(record.channel_id for record in records)}):
            there = await self._lists(guild_id, place)
            for rating, english in product(Rating, (True, False)):
                found = await asyncio.to_thread(kept_out, there, rating, english, own)
                if found.digest == digest:
                    return found
        return None

    async def check(self, guild_id: int, channel_id: int, rating: Rating, *texts: str) -> None:
        """Refuse short texts, and longer ones that cannot wait, that would be held or blocked there.

        Raises:
            Refusal: as ``Screen.check``.
        """
        policy = await self.policy(guild_id, channel_id, rating)
        await asyncio.to_thread(Screen(policy).check, *texts)

    async def check_naming(self, guild_id: int, channel_id: int, *texts: str) -> None:
        """Refuse lines and veils in which there is more than the naming of what is not to occur.

        Raises:
            Refusal: as ``Screen.check``.
        """
        policy = for_naming(await self.policy(guild_id, channel_id, Rating.EVERYONE))
        await asyncio.to_thread(Screen(policy).check, *texts)

    async def warned(self, record: StoryRecord, text: str) -> list[Match]:
        """Return the places of a text that are warned of where it went in without a preview."""
        rating = record.story.terms.rating
        verdict = await self.judged(record.guild_id, record.channel_id, rating, text)
        return [match for match in verdict.matches if match.action is Action.WARN]

    async def policy(self, guild_id: int, channel_id: int, rating: Rating) -> Policy:
        """Return what holds in a channel for a text of a rating, as far as that is allowed there."""
        return await self._policy(guild_id, channel_id, await self._held(guild_id, channel_id, rating))

    async def _held(self, guild_id: int, channel_id: int, rating: Rating) -> Rating:
        if self._house is None:
            return rating
        return await self._house.rating_in(guild_id, channel_id, rating)

    async def _policy(self, guild_id: int, channel_id: int, rating: Rating) -> Policy:
        there = await self._lists(guild_id, channel_id)
        rules = await self._house.rules_for(guild_id, channel_id) if self._house is not None else {}
        return Policy(rating, there.lists, there.allowed, rules)

    async def _lists(self, guild_id: int, channel_id: int) -> CompiledLists:
        known, changes = self._compiled.setdefault(guild_id, {}), self._changes.get(guild_id, 0)
        if channel_id in known:
            return known[channel_id]
        async with self._database.read() as connection:
            records = await phrases.of_guild(connection, guild_id)
        here = {record.channel_id for record in records}
        place = channel_id if channel_id in here else WHOLE_SERVER  # most channels have none of their own
        if place not in known:
            found = await asyncio.to_thread(compiled, records, place)
            if changes != self._changes.get(guild_id, 0) or self._database.is_viewing:
                return found
            known[place] = found
        if not self._database.is_viewing:
            known[channel_id] = known[place]
        return known[place]

    def _forget(self, guild_id: int) -> None:
        self._compiled.pop(guild_id, None)
        self._changes[guild_id] = self._changes.get(guild_id, 0) + 1


def _record(actor: Actor, on: ListName, phrase: str, channel_id: int | None) -> PhraseRecord:
    return _recorded(phrase, on, _place(actor, channel_id))


def _recorded(phrase: str, on: ListName, place: int) -> PhraseRecord:
    shown = " ".join(clean(phrase).split())
    return PhraseRecord(place, folded_phrase(term_of(phrase, "")), shown, on.value)


def _phrases_among(lines: Iterable[str], on: ListName, place: int) -> tuple[list[PhraseRecord], list[str]]:
    """Return the phrases among some lines, each once, and the lines that are none."""
    records, unclear = dict[str, PhraseRecord](), []
    for line in filter(str.strip, lines):
        try:
            record = _recorded(line, on, place)
        except Refusal:
            unclear.append(line)
        else:
            records.setdefault(record.folded, record)
    return list(records.values()), unclear


async def _note(
    connection: Connection, actor: Actor, action: str, record: PhraseRecord, now: datetime
) -> None:
    await audit.note(
        connection,
        actor.guild_id,
        actor.user_id,
        action,
        now,
        list=record.on,
        phrase=record.phrase,
        channel=record.channel_id,
    )


def _place(actor: Actor, channel_id: int | None) -> int:
    if channel_id is None:
        if not actor.access.moderates_guild():
            raise Refusal(Reason.NOT_MODERATOR)
        return WHOLE_SERVER
    if not actor.access.moderates(channel_id) or not actor.access.sees(channel_id):
        raise Refusal(Reason.NOT_MODERATOR)
    return channel_id


def _visible(actor: Actor, channel_id: int) -> bool:
    return channel_id == WHOLE_SERVER or actor.access.sees(channel_id) is not False
