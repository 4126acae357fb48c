"""Keeps the simulation's clock with the wall clock, and open pages with what the bot does."""

import asyncio
import logging
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.demo.face import Face
    from bot.demo.world import WallClock, World

log = logging.getLogger(__name__)

STEP = 0.25  # seconds between two moves of the clock
PICTURE = 1.0  # seconds that a picture lasts at least
SAVE = 20.0  # seconds between two notes of the time; world.CLOCK_MARGIN is more


async def pump(world: "World", face: "Face", clock: "WallClock") -> None:
    """Move the time on and renew the pages until cancelled.

    Every REST call of the bot is a change that a page may show; where there was none, pages keep still.
    """
    env = world.env
    calls, renewed = len(env.http_requests), perf_counter()
    while True:
        await asyncio.sleep(STEP)
        async with face.busy:
            try:
                await env.advance_time(clock.behind())
                clock.save(every=SAVE)
                changed = len(env.http_requests) != calls or face.dirty
                if changed and perf_counter() - renewed >= PICTURE:
                    calls, renewed = len(env.http_requests), perf_counter()
                    await face.refresh()
            except TimeoutError as error:
                log.warning("The bot keeps the demo's clock waiting: %s", error)
            except Exception:  # without the pump every page would stand still
                log.exception("The demo's pump stumbled")
