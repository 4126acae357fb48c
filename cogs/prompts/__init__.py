"""``/prompt``: something to begin from."""

from typing import TYPE_CHECKING

from cogs.prompts.daily import DailyPrompts
from cogs.prompts.group import prompt_group
from cogs.prompts.ideas import Ideas
from cogs.prompts.shelf import Shelf

if TYPE_CHECKING:
    from bot.client import QuireBot


class Prompts(Ideas, Shelf, DailyPrompts, name="prompt"):
    """The commands and buttons of ``/prompt``, which stand in one group and in several files."""

    group = prompt_group


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Prompts(bot))
