"""Story prompts of the members': handed in, given back, and the list of those that were kept."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.limits.judge import Match, judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.pages import nearest_page
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.story_knobs import PROMPTS
from bot.domain.text import checked_text
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.house import HouseRules
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.storage import audit, prompts
from bot.storage.database import Connection, Database
from bot.storage.limits import WHOLE_SERVER
from bot.storage.prompts import PromptRecord

PROMPT_LIMIT = 600  # characters of a member's own prompt
WAITING_LIMIT = 10  # prompts of one member that may wait for a moderator


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept prompt. ``beyond`` are the places for which today's limits keep it from members; only moderators
    see one that has any."""

    record: PromptRecord
    beyond: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class PromptPage:
    """A page of kept prompts: its number from 0, how many there are in all, and how many of them are kept
    from members."""

    kept: list[Kept]
    page: int
    total: int
    hidden: int = 0


class PromptShelf:
    """Takes prompts in; deciding on them is :mod:`bot.services.reviewing`'s."""

    def __init__(
        self, database: Database, clock: Clock, house: HouseRules, limits: WordListService, bell: Bell
    ) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell
        self._house = house
        self._limits = limits

    async def submit(
        self, actor: Actor, text: str, channel_id: int = WHOLE_SERVER, before: int | None = None
    ) -> PromptRecord:
        """Hand in a prompt of one's own; it waits for a moderator, another one where a moderator hands it in.
        It takes the place of ``before``, one that came back to them.

        Raises:
            Refusal: the text is empty, too long or not within the limits of the channel, too many of theirs
                wait already, there are no prompts in that channel, or nothing of the kind came back to them.
        """
        text, now = checked_text(text), self._clock.now()
        if len(text) > PROMPT_LIMIT:
            raise Refusal(Reason.TEXT_TOO_LONG, length=len(text), limit=PROMPT_LIMIT)
        await self._house.check_open(PROMPTS, actor.guild_id, channel_id)
        await self._limits.check(actor.guild_id, channel_id, Rating.EVERYONE, text)
        async with self._database.write() as connection:
            waiting = await prompts.count_waiting(connection, actor.guild_id, actor.user_id)
            if waiting >= WAITING_LIMIT:
                raise Refusal(Reason.TOO_MANY_WAITING, limit=WAITING_LIMIT)
            await admit(connection, actor, now)
            if before is not None:
                await prompts.drop(connection, (await _theirs(connection, actor, before)).id)
            record = await prompts.add(
                connection,
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                text=text,
                genre="",
                about="",
                receipt_id=None,
                now=now,
                state=prompts.WAITING,
            )
            await audit.note(
                connection, actor.guild_id, actor.user_id, "prompt-submit", now, prompt=record.id
            )
        self._bell.ring(actor.guild_id)
        return record

    async def waiting(self, actor: Actor) -> list[PromptRecord]:
        """Return the prompts that wait: all for a moderator, their own for others."""
        async with self._database.read() as connection:
            found = await prompts.waiting(connection, actor.guild_id)
        if actor.access.moderates_guild():
            return found
        return [record for record in found if record.member_id == actor.user_id]

    async def back(self, actor: Actor) -> list[PromptRecord]:
        """Return what came back to the member: returned or rejected, the oldest first."""
        async with self._database.read() as connection:
            return await prompts.back(connection, actor.guild_id, actor.user_id)

    async def came_back(self, actor: Actor, prompt_id: int) -> PromptRecord:
        """Return one that came back to the member.

        Raises:
            Refusal: there is none by that number.
        """
        async with self._database.read() as connection:
            return await _theirs(connection, actor, prompt_id)

    async def discard(self, actor: Actor, prompt_id: int) -> None:
        """Delete one that came back to the member.

        Raises:
            Refusal: there is none by that number.
        """
        async with self._database.write() as connection:
            await prompts.drop(connection, (await _theirs(connection, actor, prompt_id)).id)

    async def kept(self, actor: Actor, page: int, size: int, channel_id: int) -> PromptPage:
        """Return a page (from 0; beyond the last: the last) of the kept prompts, newest first: those that are
        within the limits of a channel today, for a moderator also the others."""
        policy = await self._limits.policy(actor.guild_id, channel_id, Rating.EVERYONE)
        async with self._database.read() as connection:
            records = await prompts.kept(connection, actor.guild_id)
        found = await asyncio.to_thread(_judged, records, policy)
        hidden = sum(bool(one.beyond) for one in found)
        if not actor.access.moderates_guild():
            found, hidden = [one for one in found if not one.beyond], 0
        page = nearest_page(page, len(found), size)
        return PromptPage(found[page * size : (page + 1) * size], page, len(found), hidden)


def _judged(records: Iterable[PromptRecord], policy: Policy) -> list[Kept]:
    found = []
    for record in records:
        matches = judge(record.text, policy).matches
        found.append(Kept(record, tuple(one for one in matches if one.action >= Action.HOLD)))
    return found


async def _theirs(connection: Connection, actor: Actor, prompt_id: int) -> PromptRecord:
    record = await prompts.by_id(connection, prompt_id, actor.guild_id)
    if record is None or record.member_id != actor.user_id or record.state not in prompts.BACK:
        raise Refusal(Reason.NO_PROMPT)
    return record
