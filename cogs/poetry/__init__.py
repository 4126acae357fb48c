"""``/poem``: poems in exact form, checked, explained, written by the muse and together."""

from typing import TYPE_CHECKING

from cogs.poetry.checking import Checking
from cogs.poetry.group import poem_group
from cogs.poetry.together import Together
from cogs.poetry.words import WordList
from cogs.poetry.writing import Writing

if TYPE_CHECKING:
    from bot.client import QuireBot


class Poetry(Checking, WordList, Together, Writing, name="poem"):
    """The commands of ``/poem``, which stand in one group and in several files."""

    group = poem_group


async def setup(bot: "QuireBot") -> None:
    """Add the cog."""
    await bot.add_cog(Poetry(bot))
