"""The one who posts daily prompts: sleeps until the next, posts what is due, and notes what came of it."""

import asyncio

import structlog

from bot.alarm import Alarm
from bot.clock import Clock
from bot.services.dailies import DailyService
from bot.services.daily_posts import DailyPostService, Post
from bot.ui.daily import DailyPoster, Outcome

log = structlog.get_logger(__name__)

_AFTER_TROUBLE = 30.0


class DailyPrompter:
    """Works on one channel after another; servers that cannot be reached wait until they can."""

    def __init__(
        self, dailies: DailyService, posts: DailyPostService, clock: Clock, poster: DailyPoster
    ) -> None:
        self._dailies = dailies
        self._posts = posts
        self._poster = poster
        self._alarm = Alarm(clock, "daily-prompter-sleep")

    def ring(self) -> None:
        """Something changed: a daily prompt was set, or a server came back."""
        self._alarm.ring()

    async def run(self) -> None:
        """Go on until cancelled. Trouble with one channel does not keep the others waiting."""
        self._dailies.watch(self.ring)
        while True:
            try:
                self._alarm.silence()
                guild_ids = self._poster.guild_ids()
                for channel_id in await self._posts.awake(guild_ids):
                    await self._look_at(channel_id)
                await self._alarm.sleep(await self._posts.next_at(guild_ids))
            except Exception:  # without the prompter no channel would have its prompt
                log.exception("dailies.failed")
                await asyncio.sleep(_AFTER_TROUBLE)

    async def _look_at(self, channel_id: int) -> None:
        try:
            post = await self._posts.take_up(channel_id)
            if post is not None:
                await self._deliver(post)
        except Exception:  # one channel's trouble must not keep the others waiting
            log.exception("daily.failed", channel=channel_id)
            await self._posts.put_off(channel_id)

    async def _deliver(self, post: Post) -> None:
        delivery = await self._poster.deliver(post)
        if delivery.outcome is Outcome.POSTED:
            await self._posts.posted(post)
        elif delivery.outcome is Outcome.GONE:
            if await self._posts.gone(post):
                await self._poster.tell_gone(post)
        elif post.late:  # missed; or nobody can look any more
            await self._posts.missed(post)
        elif delivery.outcome is Outcome.UNFIT or (post.beyond and delivery.outcome is Outcome.MISSED):
            await self._posts.unfit(post)
        elif delivery.outcome is Outcome.REFUSED and await self._posts.refused(post):
            await self._poster.tell_refused(post, delivery.lacking)
