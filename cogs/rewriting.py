"""How a text is put in other words: answered at once, growing in a private message."""

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from bot.generation.rewriting import spoiled_rewriting
from bot.services.cowriting import SHOWN
from bot.services.proposing import Made
from bot.services.rewriting import Here, Rewriting
from bot.ui.actors import actor_of, channel_of
from bot.ui.proposals import once_more, rewritten, ways_on
from bot.ui.replies import Interaction
from cogs.base import QuireCog
from cogs.growing import answer_growing

if TYPE_CHECKING:
    from bot.client import QuireBot


class Rewritings(QuireCog):
    """What can be pressed on a text in other words."""

    def __init__(self, bot: "QuireBot") -> None:
        super().__init__(bot)
        self.router.add("rewrite-again", self.again, numbers=1)

    async def again(self, interaction: Interaction, number: int) -> None:
        """Ask for the same once more, in a message of its own: what was written is kept nowhere else."""
        actor = actor_of(interaction)
        asked = await self.services.rewriting.once_more(actor, here_of(interaction), number)
        await show_rewriting(self, interaction, asked)


def here_of(interaction: Interaction) -> Here:
    """Return where it was asked."""
    return Here(channel_of(interaction), interaction.channel_id or 0)


async def show_rewriting(
    cog: QuireCog, interaction: Interaction, asked: Rewriting, *, replacing: bool = False
) -> None:
    """Let what was asked for grow in a private message, and offer what is fit to show."""
    actor, say = actor_of(interaction), cog.replies.say(interaction)

    async def finish(made: Made) -> dict[str, Any] | None:
        found = await cog.services.rewriting.record(actor, asked, made)
        return rewritten(found, say) if found is not None else None

    def veil(text: str) -> str:
        return "" if spoiled_rewriting(text, asked.text) or not asked.screen.lets(text) else text

    def work(number: int) -> Coroutine[Any, Any, bool]:
        edit = cog.replies.editor(interaction)
        if asked.record is None:
            ways = once_more(asked.ask_id, say)
        else:
            ways = ways_on(asked.record, asked.ask_id, asked.earlier, say)
        return cog.bot.grower.grow(interaction, number, edit, finish, shown=SHOWN, veil=veil, ways=ways)

    await answer_growing(cog, interaction, asked.streams, work, name="rewriting", replacing=replacing)


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Rewritings(bot))
