"""Story prompts that the muse is asked for, and that members keep."""

import secrets
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.refusals import Reason, Refusal
from bot.domain.story_knobs import PROMPTS
from bot.domain.text import checked_line
from bot.generation import prompting
from bot.generation.clean import clean_idea
from bot.generation.muse import EndReason, Muse, Stream
from bot.services.actor import Actor
from bot.services.admission import admit, refuse_banned
from bot.services.house import HouseRules
from bot.services.proposing import Made
from bot.services.screening import Screen
from bot.services.word_lists import WordListService
from bot.storage import prompts, receipts
from bot.storage.database import Database
from bot.storage.limits import WHOLE_SERVER
from bot.storage.prompts import PromptRecord

WISH_LIMIT = 100  # characters of a genre or a subject
WRITTEN = 2
"""How many texts are written for a prompt: a small model's first is not always one."""


@dataclass(frozen=True, slots=True)
class Idea:
    """A prompt of the muse's; ``set_aside`` counts those that were written before it and not fit to show."""

    record: PromptRecord
    set_aside: int


@dataclass(frozen=True, slots=True)
class AskedIdea:
    """Prompts that the muse writes, and what holds where they were asked for."""

    streams: list[Stream]
    screen: Screen


class PromptService:
    """Asks for prompts and keeps them; those that people hand in are ``prompt_shelf``'s."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        muse: Muse,
        house: HouseRules,
        limits: WordListService,
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._muse = muse
        self._limits = limits

    async def ask(
        self,
        actor: Actor,
        genre: str,
        about: str,
        channel_id: int = WHOLE_SERVER,
    ) -> AskedIdea:
        """Ask the muse for a prompt: for ``WRITTEN``, of which one that is fit to be shown is taken.

        Raises:
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
            Refusal: genre or subject is too long or not within the limits there, the member may not write
                here, may not ask the muse here or now, or there are no prompts in that channel.
        """
        async with self._database.read() as connection:
            await refuse_banned(connection, actor, self._clock.now())
        await self._house.check_open(PROMPTS, actor.guild_id, channel_id)
        await self._house.check_muse(actor, channel_id, story=False)
        screen = await self._screen(actor, genre, about, channel_id)
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
            return AskedIdea(self._muse.ask_all(screen.keeping_out(requests)), screen)

    async def record(
        self, actor: Actor, genre: str, about: str, made: Made, channel_id: int = WHOLE_SERVER
    ) -> Idea | None:
        """Store the first that is fit of what the muse wrote, with its receipt, so that its buttons work for
        ever; None where none is.

        Raises:
            Refusal: genre or subject is too long or not within the limits there, or the member may not write
                here.
        """
        now, screen = self._clock.now(), await self._screen(actor, genre, about, channel_id)
        set_aside = 0
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

    async def _screen(self, actor: Actor, genre: str, about: str, channel_id: int) -> Screen:
        screen = await self._limits.screen(actor.guild_id, channel_id)
        screen.check(genre, about)
        return screen

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
            if record.state not in (None, prompts.APPROVED):
                raise Refusal(Reason.NO_PROMPT)
            await prompts.keep(connection, prompt_id)
            return record


def _permitted(actor: Actor, record: PromptRecord | None) -> PromptRecord:
    if record is None or not record.open_to(actor.user_id):
        raise Refusal(Reason.NO_PROMPT)
    return record
