"""What a server's moderators have set, asked by the other services at each act; each check refuses or does
nothing."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import ceil

from bot.clock import Clock
from bot.domain import hosting
from bot.domain.charter import strictest
from bot.domain.knob import EVERYONE, MODERATORS
from bot.domain.knobs import MUSE, RATING
from bot.domain.limits.policy import Action, Rule
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.story_knobs import (
    ASK_MUSE,
    CHANNEL_STORIES,
    HOST,
    MEMBER_STORIES,
    MUSE_HOURLY,
    START,
    STORIES,
)
from bot.generation.hourly import Hourly
from bot.services.actor import Actor
from bot.services.house_terms import HouseTerms
from bot.services.limits import LimitService
from bot.storage import stories
from bot.storage.database import Connection
from bot.storage.records import StoryRecord

_FOR = {  # whom a knob lets: the refusals of one who is no moderator, and of one without the role
    START: (Reason.START_MODERATORS, Reason.START_ROLE),
    HOST: (Reason.HOST_MODERATORS, Reason.HOST_ROLE),
    ASK_MUSE: (Reason.ASK_MODERATORS, Reason.ASK_ROLE),
}

Grounds = tuple[object, ...]
"""What something was decided by, to be compared and no more."""


class HouseRules:
    """The knobs, as what they allow. They are asked at every act, so all comes from memory.

    ``terms`` are those of stories, and how long passages may be. ``for_adults`` tells whether Discord lets
    adults only into a channel at this moment; where nobody can tell, it lets everybody in.
    """

    def __init__(
        self, settings: LimitService, clock: Clock, for_adults: Callable[[int], bool] = lambda _: False
    ) -> None:
        self.terms = HouseTerms(settings)
        self._settings = settings
        self._for_adults = for_adults
        self._asked = Hourly(0, lambda: clock.now().timestamp())

    async def rules_for(self, guild_id: int, channel_id: int) -> dict[Rule, Action]:
        """Return what becomes of texts there that have something of a rule in them; without what is free."""
        found = {
            rule: Action[str(await self._settings.value(rule, guild_id, channel_id)).upper()] for rule in Rule
        }
        return {rule: action for rule, action in found.items() if action is not Action.ALLOW}

    async def is_open(self, feature: str, guild_id: int, channel_id: int) -> bool:
        """Tell whether a feature (``STORIES``, ``POEMS``, ``PROMPTS``) is on in a channel."""
        return bool(await self._settings.value(feature, guild_id, channel_id))

    async def check_open(self, feature: str, guild_id: int, channel_id: int) -> None:
        """Refuse an act of a feature that is off in a channel.

        Raises:
            Refusal: it is.
        """
        if not await self.is_open(feature, guild_id, channel_id):
            raise Refusal(Reason.FEATURE_OFF, feature=feature)

    async def check_start(
        self, actor: Actor, channel_id: int, rating: Rating, feature: str = STORIES
    ) -> None:
        """Refuse a story, or with ``feature`` a poem, that may not be started there.

        Raises:
            Refusal: none is started there, or not by them, the rating is above what is allowed, or it is for
                adults and the channel is not.
        """
        await self.check_open(feature, actor.guild_id, channel_id)
        await self._check_who(START, actor, channel_id)
        await self._check_who(HOST, actor, channel_id)  # who starts one hosts it
        await self.check_rating(actor, channel_id, rating)

    async def check_room(
        self, connection: Connection, actor: Actor, channel_id: int, host_id: int | None = None
    ) -> None:
        """Refuse one unfinished story or poem more than there may be, within the transaction that adds it.

        ``host_id`` is whose it is to be, None for the member's own.

        Raises:
            Refusal: the channel has as many as it may have, or the member hosts as many as one may.
        """
        guild_id = actor.guild_id
        limit = int(await self._settings.value(CHANNEL_STORIES, guild_id, channel_id))
        if limit and await stories.count_open(connection, guild_id, channel_id=channel_id) >= limit:
            raise Refusal(Reason.CHANNEL_STORIES, limit=limit)
        if host_id not in (None, actor.user_id):
            return
        limit = int(await self._settings.value(MEMBER_STORIES, guild_id))
        if limit and await stories.count_open(connection, guild_id, host_id=actor.user_id) >= limit:
            raise Refusal(Reason.MEMBER_STORIES, limit=limit)

    async def check_rating(self, actor: Actor, channel_id: int, rating: Rating) -> None:
        """Refuse a rating that a story may not have there.

        Raises:
            Refusal: it is above what is allowed, or for adults where the channel is not.
        """
        if await self.rating_in(actor.guild_id, channel_id, rating) is rating:
            return
        ceiling = await self._ceiling(actor.guild_id, channel_id)
        if strictest(rating, ceiling) is rating:
            raise Refusal(Reason.RATING_ADULTS)
        raise Refusal(Reason.RATING_CEILING, ceiling=ceiling)

    async def rating_in(self, guild_id: int, channel_id: int, rating: Rating) -> Rating:
        """Return the rating that holds for a text of a story with this one: the story's own, or what its
        channel allows at this moment, whichever is stricter."""
        held = strictest(rating, await self._ceiling(guild_id, channel_id))
        if held is Rating.MATURE and not self._for_adults(channel_id):
            return Rating.TEEN
        return held

    def grounds(self, channel_id: int) -> Grounds:
        """Return what stands for the settings of this moment in a channel: another once they are others."""
        return self._settings.turned, self._for_adults(channel_id)

    async def _ceiling(self, guild_id: int, channel_id: int) -> Rating:
        return Rating(str(await self._settings.value(RATING, guild_id, channel_id)))

    async def may_host(self, actor: Actor, record: StoryRecord) -> bool:
        """Tell whether the member may do what a story's host may."""
        try:
            await self.check_host(actor, record)
        except Refusal:
            return False
        return True

    async def check_host(self, actor: Actor, record: StoryRecord) -> None:
        """Refuse what only a story's host or a moderator may do.

        Raises:
            Refusal: the member is neither, or hosts it and may not host stories there.
        """
        moderator = actor.access.moderates(record.channel_id)
        hosting.check_host(record.story, actor.user_id, moderator=moderator)
        await self._check_who(HOST, actor, record.channel_id)

    async def check_muse(self, actor: Actor, channel_id: int, *, story: bool) -> None:
        """Refuse the muse where a member may not ask it; ``story`` says that it is asked within one.

        Raises:
            Refusal: it is off there, or off outside of stories, or not for them.
        """
        await self.check_muse_on(actor.guild_id, story=story)
        await self._check_who(ASK_MUSE, actor, channel_id)

    async def check_muse_on(self, guild_id: int, *, story: bool) -> None:
        """Refuse the muse where a server does without it; ``story`` says that it is asked within one.

        Raises:
            Refusal: it is off there, or off outside of stories.
        """
        value = await self._settings.value(MUSE, guild_id)
        if value == "off" or (value == "stories" and not story):
            raise Refusal(Reason.MUSE_OFF, stories=value == "stories")

    @asynccontextmanager
    async def counting(self, actor: Actor) -> AsyncIterator[None]:
        """Count a member's wish of the muse, which is made within; one that raises is not counted.

        It counts from the process's start, as the muse itself does.

        Raises:
            Refusal: they have made as many within the hour as their server lets one member.
        """
        limit, key = (
            int(await self._settings.value(MUSE_HOURLY, actor.guild_id)),
            (actor.guild_id, actor.user_id),
        )
        if seconds := self._asked.wait_seconds(key, limit):
            raise Refusal(Reason.MUSE_HOUR, limit=limit, minutes=ceil(seconds / 60))
        self._asked.note(key, limit)
        try:
            yield
        except BaseException:
            if limit:
                self._asked.take_back(key)
            raise

    async def _check_who(self, name: str, actor: Actor, channel_id: int) -> None:
        """Refuse one whom a knob does not let; moderators it always lets."""
        who = str(await self._settings.value(name, actor.guild_id, channel_id))
        if who == EVERYONE or actor.access.moderates(channel_id):
            return
        if who == MODERATORS:
            raise Refusal(_FOR[name][0])
        if not actor.access.holds(int(who)):
            raise Refusal(_FOR[name][1], role=int(who))
