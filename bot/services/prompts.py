"""Story prompts: asked of the muse, kept by people."""

import secrets
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.pages import nearest_page
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.story_knobs import PROMPTS
from bot.domain.text import checked_line, checked_text
from bot.generation import prompting
from bot.generation.clean import clean_idea
from bot.generation.muse import EndReason, Muse, Stream
from bot.services.actor import Actor
from bot.services.admission import admit, refuse_banned
from bot.services.house import HouseRules
from bot.services.proposing import Made
from bot.services.screening import PLAIN, Screen
from bot.services.waiting_room import Bell
from bot.services.word_lists import WordListService
from bot.storage import audit, prompts, receipts
from bot.storage.database import Database
from bot.storage.limits import WHOLE_SERVER
from bot.storage.prompts import PromptRecord

WISH_LIMIT = 100  # characters of a genre or a subject
PROMPT_LIMIT = 600  # characters of a member's own prompt
WRITTEN = 2
"""How many texts are written for a prompt: a small model's first is not always one."""
WAITING_LIMIT = 10  # prompts of one member that may wait for a moderator


@dataclass(frozen=True, slots=True)
class PromptPage:
    """A page of prompts: its number from 0, and how many there are in all."""

    records: list[PromptRecord]
    page: int
    total: int


@dataclass(frozen=True, slots=True)
class Idea:
    """A prompt of the muse's; ``set_aside`` counts those that were written before it and not fit to show."""

    record: PromptRecord
    set_aside: int


class PromptService:
    """Asks for prompts and keeps them."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        muse: Muse,
        house: HouseRules,
        limits: WordListService,
        bell: Bell,
    ) -> None:
        self._database = database
        self._clock = clock
        self._bell = bell
        self._house = house
        self._limits = limits
        self._muse = muse

    async def ask(
        self,
        actor: Actor,
        genre: str,
        about: str,
        channel_id: int = WHOLE_SERVER,
        screen: Screen = PLAIN,
    ) -> list[Stream]:
        """Ask the muse for a prompt: for ``WRITTEN``, of which one that is fit to be shown is taken.
        ``screen`` is that of the place where they ask.

        Raises:
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
            Refusal: genre or subject is too long, the member may not write here, may not ask the muse here or
                now, or there are no prompts in that channel.
        """
        async with self._database.read() as connection:
            await refuse_banned(connection, actor, self._clock.now())
        await self._house.check_open(PROMPTS, actor.guild_id, channel_id)
        await self._house.check_muse(actor, channel_id, story=False)
        seed = secrets.randbits(31)
        requests = [
            prompting.story_prompt(
                genre=checked_line(genre, WISH_LIMIT),
                about=checked_line(about, WISH_LIMIT),
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                seed=seed + number,
            )
            for number in range(WRITTEN)
        ]
        async with self._house.counting(actor):
            return self._muse.ask_all(screen.keeping_out(requests))

    async def record(
        self, actor: Actor, genre: str, about: str, made: Made, screen: Screen = PLAIN
    ) -> Idea | None:
        """Store the first that is fit of what the muse wrote, with its receipt, so that its buttons work for
        ever; None where none is."""
        now, set_aside = self._clock.now(), 0
        for raw, receipt in made:
            text = clean_idea(raw)
            if text and screen.lets(text):
                break
            set_aside += receipt.end is not EndReason.CANCELLED
        else:
            return None
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            receipt_id = await receipts.add(connection, actor.guild_id, actor.user_id, receipt.record(), now)
            record = await prompts.add(
                connection,
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                text=text,
                genre=checked_line(genre, WISH_LIMIT),
                about=checked_line(about, WISH_LIMIT),
                receipt_id=receipt_id,
                now=now,
            )
        return Idea(record, set_aside)

    async def submit(self, actor: Actor, text: str, channel_id: int = WHOLE_SERVER) -> PromptRecord:
        """Hand in a prompt of one's own; it waits for a moderator, unless one hands it in.

        Raises:
            Refusal: the text is empty, too long or not within the limits, too many of theirs wait already, or
                there are no prompts in that channel.
        """
        text, now = checked_text(text), self._clock.now()
        if len(text) > PROMPT_LIMIT:
            raise Refusal(Reason.TEXT_TOO_LONG, length=len(text), limit=PROMPT_LIMIT)
        await self._house.check_open(PROMPTS, actor.guild_id, channel_id)
        await self._limits.check(actor.guild_id, WHOLE_SERVER, Rating.EVERYONE, text)
        state = prompts.APPROVED if actor.access.moderates_guild() else prompts.WAITING
        async with self._database.write() as connection:
            if state == prompts.WAITING:
                waiting = await prompts.count_waiting(connection, actor.guild_id, actor.user_id)
                if waiting >= WAITING_LIMIT:
                    raise Refusal(Reason.TOO_MANY_WAITING, limit=WAITING_LIMIT)
            await admit(connection, actor, now)
            record = await prompts.add(
                connection,
                guild_id=actor.guild_id,
                member_id=actor.user_id,
                text=text,
                genre="",
                about="",
                receipt_id=None,
                now=now,
                state=state,
            )
            await audit.note(
                connection, actor.guild_id, actor.user_id, "prompt-submit", now, prompt=record.id
            )
        if state == prompts.WAITING:
            self._bell.ring(actor.guild_id)
        return record

    async def waiting(self, actor: Actor) -> list[PromptRecord]:
        """Return the prompts that wait: all for a moderator, their own for others."""
        async with self._database.read() as connection:
            found = await prompts.waiting(connection, actor.guild_id)
        if actor.access.moderates_guild():
            return found
        return [record for record in found if record.member_id == actor.user_id]

    async def decide(self, actor: Actor, prompt_id: int, *, approve: bool) -> PromptRecord:
        """Approve or reject a prompt that a member handed in.

        Raises:
            Refusal: there is no such prompt, it was decided already or is the moderator's own, or the member
                is none.
        """
        if not actor.access.moderates_guild():
            raise Refusal(Reason.NOT_MODERATOR)
        state, now = prompts.APPROVED if approve else prompts.REJECTED, self._clock.now()
        async with self._database.write() as connection:
            record = await prompts.by_id(connection, prompt_id, actor.guild_id)
            if record is None or record.state is None:
                raise Refusal(Reason.NO_PROMPT)
            if record.state != prompts.WAITING:
                raise Refusal(Reason.PROMPT_DECIDED)
            if record.member_id == actor.user_id:
                raise Refusal(Reason.PROMPT_OWN)
            await prompts.decide(connection, prompt_id, state)
            await audit.note(
                connection, actor.guild_id, actor.user_id, f"prompt-{state}", now, prompt=prompt_id
            )
        return record

    async def get(self, actor: Actor, prompt_id: int) -> PromptRecord:
        """Return a prompt.

        Raises:
            Refusal: there is none of that id that the member may see.
        """
        async with self._database.read() as connection:
            return _permitted(actor, await prompts.by_id(connection, prompt_id, actor.guild_id))

    async def keep(self, actor: Actor, prompt_id: int) -> PromptRecord:
        """Keep a prompt for the server's list.

        Raises:
            Refusal: there is none of that id that the member may see, or moderators decide on it.
        """
        async with self._database.write() as connection:
            record = _permitted(actor, await prompts.by_id(connection, prompt_id, actor.guild_id))
            if record.state in (prompts.WAITING, prompts.REJECTED):
                raise Refusal(Reason.NO_PROMPT)
            await prompts.keep(connection, prompt_id)
            return record

    async def kept(self, actor: Actor, page: int, size: int) -> PromptPage:
        """Return a page (from 0; beyond the last: the last) of the kept prompts, newest first."""
        async with self._database.read() as connection:
            total = await prompts.count_kept(connection, actor.guild_id)
            page = nearest_page(page, total, size)
            found = await prompts.kept(connection, actor.guild_id, limit=size, offset=page * size)
        return PromptPage(found, page, total)


def _permitted(actor: Actor, record: PromptRecord | None) -> PromptRecord:
    if record is None or not record.open_to(actor.user_id):
        raise Refusal(Reason.NO_PROMPT)
    return record
