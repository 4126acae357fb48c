"""Waits for a muse to wake up."""

import asyncio

from bot.generation.muse import Muse, MuseState, MuseStatus

_LOOK = 0.05  # seconds between two looks


async def awake(muse: Muse) -> MuseStatus:
    """Start a muse and wait until it is no longer loading; return how it stands then."""
    await muse.start()
    while (status := muse.status()).state is MuseState.LOADING:  # noqa: ASYNC110 - a muse has no event for this
        await asyncio.sleep(_LOOK)
    return status
