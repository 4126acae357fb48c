"""``/review``: what waits for the moderators."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord
import structlog
from discord import InteractionResponseType, app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark
from discord.ext import commands

from bot.domain.dates import since as since_of
from bot.services.review_items import Decision, Item, Kind
from bot.services.telling import Told
from bot.ui.actors import actor_of
from bot.ui.auditing import audit_shown
from bot.ui.catalogue import Text, msg
from bot.ui.errors import TROUBLE
from bot.ui.outcomes import outcome
from bot.ui.replies import Interaction
from bot.ui.reviewing import queue_shown, return_form, sent_back
from bot.ui.router import form_values
from bot.ui.summons import WriterGoneError, check_there, tell
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot

log = structlog.get_logger(__name__)

_NOTE_LOST = msg("They take no direct messages from me, so your note did not reach them; tell them yourself.")
_READ_LATER = msg("They take no direct messages from me; they read your note at their next command here.")
_LATEST = 1 << 32  # of the seconds in a button, forged or not; the year 2106


class Review(QuireCog, name="review"):
    """The commands of ``/review``. A button's id names the kind of thing, the thing, and the page shown."""

    group = app_commands.Group(name="review", description=T("What waits for the moderators"), guild_only=True)

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("review-page", self.turn, numbers=1)
        self.router.add("audit-page", self.turn_audit, numbers=3)
        self.router.add("review-approve", self.approve, numbers=3)
        self.router.add("review-reject", self.reject, numbers=3)
        self.router.add("review-return", self.ask_note, numbers=3, form=True)
        self.router.add("review-returned", self.send_back, numbers=3)

    @group.command(
        description=T("What waits for you: held texts, appeals, reports, taught words, prompts; moderators")
    )
    async def queue(self, interaction: Interaction) -> None:
        """Show the oldest thing that waits."""
        await self.replies.acknowledge(interaction)
        await self._show_queue(interaction, 0)

    @group.command(description=T("Who did what, when and why; moderators"))
    @app_commands.describe(
        member=T("Only what this member did, or what was done to them"),
        since=T("Only since a day such as 2026-05-17, or 3d"),
    )
    async def audit(
        self,
        interaction: Interaction,
        member: discord.User | None = None,
        since: Range[str, 1, 20] | None = None,
    ) -> None:
        """Show the newest acts."""
        await self.replies.acknowledge(interaction)
        now = await self.services.preferences.now(interaction.user.id)
        day = since_of(since, now) if since else None
        await self._show_audit(interaction, 0, member.id if member is not None else 0, day)

    async def turn_audit(self, interaction: Interaction, member_id: int, since: int, page: int) -> None:
        """Show another page of the audit."""
        day = datetime.fromtimestamp(min(since, _LATEST), UTC) if since else None
        await self._show_audit(interaction, page, member_id, day)

    async def _show_audit(
        self, interaction: Interaction, page: int, member_id: int, since: datetime | None
    ) -> None:
        found = await self.services.auditing.page(actor_of(interaction), page, member_id or None, since)
        shown = audit_shown(found, member_id, since, self.replies.say(interaction))
        await self.replies.replace(interaction, **shown)

    async def turn(self, interaction: Interaction, page: int) -> None:
        """Show another page."""
        await self._show_queue(interaction, page)

    async def approve(self, interaction: Interaction, kind: int, item_id: int, page: int) -> None:
        """Approve a thing, and show the next."""
        if kind == Kind.TEXT:
            await self._look_for_writer(interaction, item_id)
        await self._decide(interaction, kind, item_id, page, Decision.APPROVE)

    async def reject(self, interaction: Interaction, kind: int, item_id: int, page: int) -> None:
        """Reject a thing, and show the next."""
        await self._decide(interaction, kind, item_id, page, Decision.REJECT)

    async def ask_note(self, interaction: Interaction, kind: int, item_id: int, page: int) -> None:
        """Open the form for the note that goes back with a thing."""
        self.services.reviewing.check(actor_of(interaction))
        form = return_form(kind, item_id, page, self.replies.say(interaction))
        await interaction.response.send_modal(form)

    async def send_back(self, interaction: Interaction, kind: int, item_id: int, page: int) -> None:
        """Send a thing back with a note, and show the next."""
        note = form_values(interaction).get("note", "")
        await self._decide(interaction, kind, item_id, page, Decision.RETURN, note)

    async def _look_for_writer(self, interaction: Interaction, held_id: int) -> None:
        """Take the writer of a text out of the rotas if they are not on the server any more: without the
        intent Server Members nobody has told, and their text would go in."""
        member_id = await self.services.reviewing.writer_of(actor_of(interaction), held_id)
        if member_id is None or interaction.guild is None:
            return
        await self.replies.acknowledge(interaction, answer=False)
        try:
            await check_there(interaction.guild, member_id, self.services.clock.now())
        except WriterGoneError:
            await self.bot.publisher.take_out(interaction.guild.id, member_id)
        except TROUBLE as error:  # nothing is known of them, so the decision stands
            log.info("writer.unknown", member=member_id, reason=str(error))

    async def _decide(
        self, interaction: Interaction, kind: int, item_id: int, page: int, decision: Decision, note: str = ""
    ) -> None:
        """Decide, bring about what follows from it, and show the next thing."""
        reviewing = self.services.reviewing
        item = await reviewing.decide(actor_of(interaction), kind, item_id, decision, note)
        await self.replies.acknowledge(interaction, answer=False)
        if item.story is not None:
            self.publish_later(item.story)
        unheard = await self._tell(interaction, item, decision, note)
        await self._show_queue(interaction, page, decision)
        if unheard is not None:
            await self.replies.send(interaction, unheard)

    async def _tell(self, interaction: Interaction, item: Item, decision: Decision, note: str) -> Text | None:
        """Tell whoever handed it in what became of it; return what the moderator is to know of that."""
        server = interaction.guild.name if interaction.guild is not None else ""
        if item.held is not None and decision is not Decision.APPROVE:
            if await self._reached(item, sent_back(item, decision, note, server)):
                return None
            return _NOTE_LOST if decision is Decision.RETURN else None
        if item.kind not in (Kind.PROMPT, Kind.WORD):
            return None
        told = Told(item.kind, item.id, decision, item.text, note)
        if await self._reached(item, outcome(told, server)):
            await self.services.telling.told(item.guild_id, told)
            return None
        return _READ_LATER if decision is Decision.RETURN else None

    async def _reached(self, item: Item, text: Text) -> bool:
        try:
            return await tell(self.bot, item.member_id, self.replies.public(text))
        except TROUBLE:
            return False

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, _: object) -> None:
        """Tell a member, at their next command, what became of what they handed in: no message could."""
        if interaction.guild is None or interaction.response.type is InteractionResponseType.modal:
            return
        try:
            for told in await self.services.telling.waiting(actor_of(interaction)):
                await self.replies.send(interaction, outcome(told, interaction.guild.name))
                await self.services.telling.told(interaction.guild.id, told)
        except TROUBLE as error:  # they are told at the command after
            log.info("outcome.untold", member=interaction.user.id, reason=str(error))

    async def _show_queue(self, interaction: Interaction, page: int, done: Decision | None = None) -> None:
        found = await self.services.reviewing.queue(actor_of(interaction), page)
        await self.replies.replace(interaction, **queue_shown(found, self.replies.say(interaction), done))


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Review(bot))
