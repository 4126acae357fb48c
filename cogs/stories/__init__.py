"""``/story``: start a story, take part, read it, look after it, take it home."""

from typing import TYPE_CHECKING

from cogs.stories.beginning import Beginnings, begin, check_place
from cogs.stories.group import story_group
from cogs.stories.hosts import Hosts
from cogs.stories.readers import Readers
from cogs.stories.writers import Writers

if TYPE_CHECKING:
    from bot.client import QuireBot

__all__ = ["Stories", "begin", "check_place", "setup"]


class Stories(Beginnings, Writers, Readers, Hosts, name="story"):
    """The commands of ``/story``, which stand in one group and in four files."""

    group = story_group


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Stories(bot))
