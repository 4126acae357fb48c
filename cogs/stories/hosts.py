"""Looking after a story: invite, finish, manage, redact."""

from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.story import MUSE_ID, PASSAGES_LIMIT
from bot.services.hosting import REASON_LIMIT, Action, Wish
from bot.ui.actors import actor_of
from bot.ui.catalogue import Text, msg
from bot.ui.replies import Interaction
from cogs.base import QuireCog, complete_story
from cogs.stories.group import WHICH, story_group

_DONE: dict[Action, Text] = {
    Action.SKIP: msg("Skipped; the turn has moved on."),
    Action.UNDO: msg("The last passage is taken back; redo puts it back until another is written."),
    Action.REDO: msg("The passage is in the story again."),
    Action.PAUSE: msg("Paused; the clock stands still until you resume it."),
    Action.RESUME: msg("The story goes on, with the time that was left."),
    Action.NEXT: msg("The story goes on with the next writer."),
    Action.KICK: msg("They are out of the story; /story invite lets them in again."),
    Action.REOPEN: msg("The story is open again."),
}


class Hosts(QuireCog):
    """What a story's host and the moderators do."""

    @story_group.command(description=T("Invite somebody into a story, for its host or a moderator"))
    @app_commands.describe(member=T("Whom to invite"), story=WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def invite(self, interaction: Interaction, member: discord.User, story: int | None = None) -> None:
        """Invite."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.stories.invite(actor_of(interaction), record.id, member.id)
        done = msg("{member} may join now: Join on the board, or /story join.", member=member.mention)
        await self.publish(interaction, record, done)

    @story_group.command(description=T("Finish a story, for its host or a moderator"))
    @app_commands.describe(story=WHICH)
    @app_commands.autocomplete(story=complete_story)
    async def finish(self, interaction: Interaction, story: int | None = None) -> None:
        """Finish."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.hosting.finish(actor_of(interaction), record.id)
        await self.publish(interaction, record, msg("The story is finished; /story export takes it home."))

    @story_group.command(description=T("Get a story going, or hold it, for its host or a moderator"))
    @app_commands.describe(
        action=T("What to do"),
        member=T("Whom it is about, for kick and next"),
        reason=T("Why; it is kept in the record"),
        story=WHICH,
    )
    @app_commands.autocomplete(story=complete_story)
    async def manage(
        self,
        interaction: Interaction,
        action: Literal["skip", "undo", "redo", "pause", "resume", "next", "kick", "reopen"],
        member: discord.User | None = None,
        reason: Range[str, 1, REASON_LIMIT] = "",
        story: int | None = None,
    ) -> None:
        """Do it."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        wish = Wish(Action(action), self._member_id(member), reason, record.version)
        record = await self.services.hosting.manage(actor_of(interaction), record.id, wish)
        await self.publish(interaction, record, _DONE[wish.action])

    @story_group.command(description=T("Take a passage out of sight, for moderators; the record keeps it"))
    @app_commands.describe(
        passage=T("The passage's number"), reason=T("Why; it is kept in the record"), story=WHICH
    )
    @app_commands.autocomplete(story=complete_story)
    async def redact(
        self,
        interaction: Interaction,
        passage: Range[int, 1, PASSAGES_LIMIT * 10],
        reason: Range[str, 1, REASON_LIMIT],
        story: int | None = None,
    ) -> None:
        """Redact."""
        await self.replies.acknowledge(interaction)
        record = await self.find(interaction, story)
        record = await self.services.hosting.redact(actor_of(interaction), record.id, passage, reason)
        await self.publish(
            interaction, record, msg("Passage {number} is out of sight everywhere.", number=passage)
        )

    def _member_id(self, member: discord.User | None) -> int | None:
        """Return whom is meant: Quire itself stands for the muse."""
        if member is None:
            return None
        return MUSE_ID if self.bot.user is not None and member.id == self.bot.user.id else member.id
