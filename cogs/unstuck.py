"""``/unstuck``: five short suggestions for a writer who does not know how to go on."""

import asyncio
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from discord import app_commands
from discord.app_commands import Choice
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.generation.unsticking import Kind
from bot.services.proposing import Made
from bot.services.unsticking import failed, picked
from bot.ui.actors import actor_of
from bot.ui.replies import Interaction
from bot.ui.suggestions import KINDS, suggestions
from cogs.base import QuireCog, complete_story
from cogs.growing import answer_growing

if TYPE_CHECKING:
    from bot.client import QuireBot


class Unstuck(QuireCog):
    """The command and its button."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("unstuck-again", self.again, numbers=2)

    @app_commands.command(description=T("Five short suggestions on your story; only you see them"))
    @app_commands.guild_only()
    @app_commands.describe(
        story=T("The story; the one whose thread this is, if left out"),
        kind=T("What they should be; one of each, if left out"),
    )
    @app_commands.choices(
        kind=[
            Choice(name=T("what-if"), value=Kind.WHAT_IF),
            Choice(name=T("obstacle"), value=Kind.OBSTACLE),
            Choice(name=T("sense"), value=Kind.SENSE),
            Choice(name=T("question"), value=Kind.QUESTION),
            Choice(name=T("next-beat"), value=Kind.NEXT_BEAT),
        ]
    )
    @app_commands.autocomplete(story=complete_story)
    async def unstuck(self, interaction: Interaction, story: int | None = None, kind: str = "") -> None:
        """Suggest five things."""
        record = await self.find(interaction, story)
        await self._ask(interaction, record.id, Kind(kind) if kind else None)

    async def again(self, interaction: Interaction, story_id: int, kind: int) -> None:
        """Suggest five others, in the same message."""
        which = KINDS[min(kind, len(KINDS)) - 1] if kind else None
        await self._ask(interaction, story_id, which, replacing=True)

    async def _ask(
        self, interaction: Interaction, story_id: int, kind: Kind | None, *, replacing: bool = False
    ) -> None:
        actor, say = actor_of(interaction), self.replies.say(interaction)
        stuck = await self.services.unsticking.ask(actor, story_id, kind)
        if not stuck.streams:
            answer = self.replies.replace if replacing else self.replies.send
            await answer(interaction, **suggestions(stuck, picked(stuck, []), say))
            return

        async def finish(made: Made) -> dict[str, Any]:
            return suggestions(stuck, await asyncio.to_thread(picked, stuck, made), say)

        def by_the_bank() -> dict[str, Any]:
            without = failed(stuck)
            return suggestions(without, picked(without, []), say)

        def work(number: int) -> Coroutine[Any, Any, bool]:
            edit = self.replies.editor(interaction)
            return self.bot.grower.grow(interaction, number, edit, finish, shown=0, instead=by_the_bank)

        await answer_growing(self, interaction, stuck.streams, work, name="unstuck", replacing=replacing)


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Unstuck(bot))
