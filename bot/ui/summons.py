"""Telling a writer that it is their turn: once, where they want it, and only if they are there."""

from dataclasses import dataclass
from datetime import datetime

import discord
import structlog

from bot.domain.quiet import Quiet
from bot.domain.sight import masked
from bot.domain.story import Stop
from bot.services.threads import ThreadView
from bot.storage.preferences import Pings
from bot.ui.catalogue import Say, msg
from bot.ui.markdown import literal
from bot.ui.standing import stamp

log = structlog.get_logger(__name__)

TURN, REMINDER = 1, 2  # how far a writer was told, as ``StoryRecord.pings`` counts


class WriterGoneError(Exception):
    """The writer whose turn it is has left the server, was banned, or is timed out."""

    def __init__(self, member_id: int) -> None:
        super().__init__(f"member {member_id} is gone")
        self.member_id = member_id


@dataclass(frozen=True, slots=True)
class Summons:
    """Whom to tell, how far they are told by it, and how. ``silent``: without a sound, in quiet hours."""

    member_id: int
    level: int
    by_mention: bool
    by_message: bool
    silent: bool

    @property
    def mentions(self) -> discord.AllowedMentions:
        """The one whom the board may ping."""
        users = [discord.Object(self.member_id)] if self.by_mention else []
        return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=users)


def summons_for(view: ThreadView, now: datetime) -> Summons | None:
    """Return who has to be told something about the open turn, or None."""
    story, member_id = view.record.story, view.addressee
    if story.turn is None or member_id is None or story.stops & {Stop.PAUSED, Stop.HELD}:
        return None
    level = REMINDER if story.turn.clock.reminded else TURN
    if view.record.pings >= level:
        return None
    writer = story.writer(member_id)
    hidden = writer is not None and masked(story, writer)
    return Summons(
        member_id=member_id,
        level=level,
        by_mention=view.pings is Pings.THREAD and not hidden,
        by_message=view.pings is Pings.DM or (view.pings is Pings.THREAD and hidden),
        silent=_in_quiet_hours(writer.quiet if writer else None, now),
    )


async def check_there(guild: discord.Guild, member_id: int, now: datetime) -> None:
    """Look whether a member is on the server and may write.

    Raises:
        WriterGoneError: they are not, or may not.
    """
    try:
        member = await guild.fetch_member(member_id)
    except discord.NotFound:
        raise WriterGoneError(member_id) from None
    if member.timed_out_until is not None and member.timed_out_until > now:
        raise WriterGoneError(member_id)


async def send_message(
    client: discord.Client, view: ThreadView, summons: Summons, thread: discord.Thread, say: Say
) -> bool:
    """Tell the writer in a direct message; tell whether Discord took it."""
    story = view.record.story
    turn = story.turn
    assert turn is not None  # there are no summons without one
    title = literal(story.title)
    if turn.clock.due_at is None:
        text = msg("It is your turn in **{title}**: {thread}", title=title, thread=thread.mention)
    elif summons.level == REMINDER:
        text = msg(
            "Your turn in **{title}** ends {left}: {thread}",
            title=title,
            left=stamp(turn.clock.due_at, "R"),
            thread=thread.mention,
        )
    else:
        text = msg(
            "It is your turn in **{title}**, until {until}: {thread}",
            title=title,
            until=stamp(turn.clock.due_at),
            thread=thread.mention,
        )
    return await tell(client, summons.member_id, say(text), silent=summons.silent)


async def tell(client: discord.Client, member_id: int, text: str, *, silent: bool = False) -> bool:
    """Send somebody a direct message; tell whether Discord took it."""
    try:
        user = client.get_user(member_id) or await client.fetch_user(member_id)
        await user.send(text, silent=silent)
    except (discord.Forbidden, discord.NotFound) as error:
        log.info("message.refused", member=member_id, reason=str(error))
        return False
    return True


def _in_quiet_hours(quiet: Quiet | None, now: datetime) -> bool:
    if quiet is None:
        return False
    begin, _ = next(quiet.windows(now))
    return begin <= now
