"""How what was agreed for a story is changed: asked for, and answered by its writers."""

from typing import TYPE_CHECKING

import discord

from bot.domain.story import Rating
from bot.services.charters import CharterAsked
from bot.storage.charters import ChangeState
from bot.storage.records import StoryRecord
from bot.ui.actors import actor_of
from bot.ui.catalogue import Text, msg
from bot.ui.chartering import charter_asked
from bot.ui.errors import TROUBLE
from bot.ui.replies import Interaction
from bot.ui.standing import rating_name
from cogs.base import QuireCog

if TYPE_CHECKING:
    from bot.client import QuireBot


async def ask_charter(
    cog: QuireCog,
    interaction: Interaction,
    record: StoryRecord,
    rating: Rating | None,
    lines: str | None,
    veils: str | None,
) -> None:
    """Change it at once, or ask its writers in the story's thread."""
    await cog.replies.acknowledge(interaction)
    found = await cog.services.charters.ask(actor_of(interaction), record.id, rating, lines, veils)
    if found.change is None:
        await cog.publish(interaction, found.record, msg("Changed; it holds from now on."))
        return
    thread = await cog.bot.publisher.publish(found.record.guild_id, found.record.id)
    public = cog.replies.public
    await thread.send(**charter_asked(found, found.change, public))
    await cog.replies.replace(
        interaction,
        msg("Asked in {thread}: it changes when every active writer agrees.", thread=thread.mention),
    )


class Chartering(QuireCog):
    """The writers' answers. Numbers are the story's and the wish's."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("charter-agree", self.agree, numbers=2)
        self.router.add("charter-decline", self.decline, numbers=2)

    async def agree(self, interaction: Interaction, story_id: int, change_id: int) -> None:
        """Take a yes."""
        await self._answer(interaction, story_id, change_id, agree=True)

    async def decline(self, interaction: Interaction, story_id: int, change_id: int) -> None:
        """Take a no, which ends it."""
        await self._answer(interaction, story_id, change_id, agree=False)

    async def _answer(self, interaction: Interaction, story_id: int, change_id: int, *, agree: bool) -> None:
        actor = actor_of(interaction)
        found = await self.services.charters.answer(actor, story_id, change_id, agree=agree)
        await self.replies.acknowledge(interaction)
        if found.change is None:
            await self._end(interaction, msg("Agreed by everybody: it holds from now on."))
            await self.publish(interaction, found.record, msg("You agreed, and so has everybody now."))
        elif found.allowed is not None:
            barred = msg(
                "Stories in this channel are {rating} at most now, so that can no longer be agreed; "
                "what was agreed stays.",
                rating=rating_name(found.allowed),
            )
            await self._end(interaction, barred)
            await self.replies.replace(interaction, barred)
        elif found.change.state is ChangeState.DECLINED:
            await self._end(interaction, msg("Somebody declined; what was agreed stays."))
            await self.replies.replace(interaction, msg("You declined; what was agreed stays."))
        else:
            await self._renew(interaction, found)
            await self.replies.replace(interaction, msg("You agreed; the others are still asked."))

    async def _renew(self, interaction: Interaction, found: CharterAsked) -> None:
        assert found.change is not None  # it is open still
        await self._edit(interaction, **charter_asked(found, found.change, self.replies.public))

    async def _end(self, interaction: Interaction, text: Text) -> None:
        await self._edit(interaction, content=self.replies.public(text), view=None)

    async def _edit(self, interaction: Interaction, **content: object) -> None:
        """Change the message in the thread; if it is gone, what was answered counts all the same."""
        if not isinstance(interaction.message, discord.Message):
            return
        try:
            await interaction.message.edit(**content)  # type: ignore[arg-type]
        except TROUBLE:
            return


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Chartering(bot))
