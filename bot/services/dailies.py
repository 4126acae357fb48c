"""A prompt every day in a channel: set by those who manage the server."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.domain.refusals import Reason, Refusal
from bot.domain.story_knobs import PROMPTS
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.house import HouseRules
from bot.storage import audit, dailies
from bot.storage.dailies import DailyRecord
from bot.storage.database import Database

DAILIES_LIMIT = 5  # channels of a server


class DailyService:
    """Sets daily prompts; ``daily_posts`` beside it hands out what is to be posted."""

    def __init__(self, database: Database, clock: Clock, house: HouseRules) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._changed: Callable[[], None] = lambda: None

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` from now on whenever a daily prompt was set."""
        self._changed = changed

    async def set(self, actor: Actor, channel_id: int, at: time, zone: ZoneInfo) -> datetime:
        """Turn the channel's daily prompt on, or change its time; return when the next day's comes.

        What is still to be posted for a day that was taken up is tried at once.

        Raises:
            Refusal: the member may not, there is no such channel for them, Quire may not post there, there
                are no prompts in it, or the server has too many.
        """
        _check_manager(actor)
        if not actor.access.sees(channel_id):
            raise Refusal(Reason.NO_CHANNEL, permissions=())
        if lacking := actor.access.lacks_to_post(channel_id):
            raise Refusal(Reason.NO_CHANNEL, permissions=lacking)
        await self._house.check_open(PROMPTS, actor.guild_id, channel_id)
        now = self._clock.now()
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            before = await dailies.of(connection, channel_id)
            is_on = before is not None and before.wake_at is not None
            if not is_on and await dailies.count_on(connection, actor.guild_id) >= DAILIES_LIMIT:
                raise Refusal(Reason.TOO_MANY_DAILIES, limit=DAILIES_LIMIT)
            record = DailyRecord(channel_id, actor.guild_id, actor.user_id, zone.key, f"{at:%H:%M}")
            if before is not None:
                record = replace(record, slot_at=before.slot_at, prompt_id=before.prompt_id)
            following = record.daily.following(now, record.slot_at)
            record = replace(record, wake_at=following if record.prompt_id is None else now)
            await dailies.save(connection, record)
            await audit.note(
                connection, actor.guild_id, actor.user_id, "prompt-daily", now, channel=channel_id
            )
        self._changed()
        return following

    async def turn_off(self, actor: Actor, channel_id: int) -> bool:
        """Turn the channel's daily prompt off; tell whether it was on.

        Raises:
            Refusal: the member may not.
        """
        _check_manager(actor)
        async with self._database.write() as connection:
            record = await dailies.of(connection, channel_id)
            if record is None or record.guild_id != actor.guild_id or record.wake_at is None:
                return False
            await dailies.turn_off(connection, record)
            await audit.note(
                connection,
                actor.guild_id,
                actor.user_id,
                "prompt-daily-off",
                self._clock.now(),
                channel=channel_id,
            )
        return True


def _check_manager(actor: Actor) -> None:
    if not actor.access.manages():
        raise Refusal(Reason.NOT_MANAGER)
