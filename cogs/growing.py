"""Answers at once to a wish that the muse was asked for, and lets its texts grow behind."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from bot.generation.muse import MuseState, Stream
from bot.ui.growing import waiting
from bot.ui.replies import Interaction
from cogs.base import QuireCog


async def answer_growing(
    cog: QuireCog,
    interaction: Interaction,
    streams: Sequence[Stream],
    work: Callable[[int], Coroutine[Any, Any, Any]],
    *,
    name: str,
    note: str = "",
    replacing: bool = False,
) -> None:
    """Say that a wish waits, and go on with it: ``work(number)`` reads the texts to their ends.

    ``name`` is what the task is called, ``note`` one more small line of the answer. ``replacing`` puts it in
    place of the private message whose button was pressed; a second press while texts grow there does nothing.
    If it cannot be said, the texts are stopped.
    """
    message_id = interaction.message.id if replacing and interaction.message is not None else None
    if message_id is not None and cog.bot.live.grow_in(message_id):
        for stream in streams:
            stream.cancel()
        await cog.replies.acknowledge(interaction, answer=False)
        return
    number = cog.bot.live.add(streams, interaction.guild_id or 0, interaction.user.id, message_id)
    loading = cog.services.muse.status().state is MuseState.LOADING
    say, stream = cog.replies.say(interaction), streams[0]
    first = waiting(stream.place, stream.wait_seconds, loading, number, say)
    if note:
        first["content"] += f"\n-# {note}"
    answer = cog.replies.replace if replacing else cog.replies.send
    try:
        await answer(interaction, **first)
    except BaseException:
        cog.bot.live.abandon(number)
        raise
    cog.bot.tasks.spawn(work(number), name=f"{name}-{number}")
