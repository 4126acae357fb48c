"""Help for a writer who is stuck: short suggestions on their story, by the muse where it is at home."""

import secrets
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.clock import Clock
from bot.domain import checks
from bot.domain.sight import readable
from bot.domain.story import MuseRole
from bot.generation.context import fit_story
from bot.generation.muse import (
    EndReason,
    Muse,
    MuseUnavailableError,
    OverloadedError,
    QuotaReachedError,
    Stream,
)
from bot.generation.unsticking import Kind, suggestion, useful
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.house import HouseRules
from bot.services.proposing import Made
from bot.services.screening import Screen
from bot.services.word_lists import WordListService
from bot.storage import passages
from bot.storage.database import Database
from bot.storage.records import StoryRecord

SUGGESTIONS = 5
_TRIES = 2  # answers for each suggestion: of those that are of no use another takes the place


class Silence(StrEnum):
    """Why the muse says nothing."""

    NEVER = "never"  # the story is written without it
    AWAY = "away"
    BUSY = "busy"
    FAILED = "failed"  # it was asked, and every one of its answers broke off


@dataclass(frozen=True, slots=True)
class Stuck:
    """A wish on its way. ``told`` is the story as the member may see it, ``kinds`` what each stream is to
    suggest, ``seed`` the first one's; there is none where the muse is silent, and ``silence`` says why."""

    record: StoryRecord
    kind: Kind | None
    told: tuple[str, ...]
    kinds: tuple[Kind, ...]
    streams: list[Stream]
    screen: Screen
    seed: int = 0
    silence: Silence | None = None

    @property
    def wanted(self) -> tuple[Kind, ...]:
        """Return the kinds of the five suggestions, in order."""
        return (self.kind,) * SUGGESTIONS if self.kind is not None else tuple(Kind)


@dataclass(frozen=True, slots=True)
class Picked:
    """The five suggestions in order, each with its kind; None where none of the muse's is of use.
    ``set_aside`` counts those that it wrote and that were not fit to show."""

    lines: list[tuple[Kind, str | None]]
    set_aside: int = 0


class UnstickingService:
    """Asks for suggestions. Nothing is stored: they are said, not written."""

    def __init__(
        self, database: Database, clock: Clock, muse: Muse, house: HouseRules, limits: WordListService
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._muse = muse

    async def ask(self, actor: Actor, story_id: int, kind: Kind | None) -> Stuck:
        """Ask for five suggestions of a kind, or one of each, on a story that the member writes in.

        Raises:
            Refusal: they do not write in it, it is finished, or they may not ask the muse here or now.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            checks.refuse_finished(record.story)
            checks.refuse_stranger(record.story, actor.user_id)
            found = readable(record.story, await passages.of_story(connection, story_id), actor.user_id)
        told = fit_story([passage.text for passage in found if passage.text] or [record.story.title]).texts
        await self._house.check_muse(actor, record.channel_id, story=True)
        rating = record.story.terms.rating
        screen = await self._limits.screen(record.guild_id, record.channel_id, rating, told=told)
        wanted = (kind,) * SUGGESTIONS if kind is not None else tuple(Kind)
        kinds, seed = wanted * _TRIES, secrets.randbits(31)
        if record.story.terms.muse is MuseRole.NEVER:
            return Stuck(record, kind, told, (), [], screen, silence=Silence.NEVER)
        requests = screen.keeping_out(
            suggestion(told, one, guild_id=actor.guild_id, member_id=actor.user_id, seed=seed + number)
            for number, one in enumerate(kinds)
        )
        try:
            async with self._house.counting(actor):
                return Stuck(record, kind, told, kinds, self._muse.ask_all(requests), screen, seed)
        except MuseUnavailableError:
            return Stuck(record, kind, told, (), [], screen, silence=Silence.AWAY)
        except (OverloadedError, QuotaReachedError):
            return Stuck(record, kind, told, (), [], screen, silence=Silence.BUSY)


def failed(stuck: Stuck) -> Stuck:
    """Return the wish as it stands after none of its streams came to an end."""
    return replace(stuck, kinds=(), streams=[], silence=Silence.FAILED)


def picked(stuck: Stuck, made: Made) -> Picked:
    """Return what is suggested, of all that the muse wrote."""
    written = {receipt.sampling.seed: (text, receipt.end) for text, receipt in made}
    left: dict[Kind, list[str]] = {}
    kept: list[str] = []
    set_aside = 0
    for place, kind in enumerate(stuck.kinds):
        text, end = written.get(stuck.seed + place, ("", EndReason.CANCELLED))
        found = useful(text, kind, stuck.told, kept)
        if found and stuck.screen.lets(found):
            kept.append(found)
            left.setdefault(kind, []).append(found)
        elif end is not EndReason.CANCELLED:  # what was stopped half way was not set aside
            set_aside += 1
    lines = [(kind, left[kind].pop(0) if left.get(kind) else None) for kind in stuck.wanted]
    return Picked(lines, set_aside)
