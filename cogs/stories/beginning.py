"""``/story start``."""

from dataclasses import replace
from typing import Literal

import discord
from discord import app_commands
from discord.app_commands import Range
from discord.app_commands import locale_str as T  # noqa: N812 - the catalogue's short mark

from bot.domain.charter import CHARTER_LIMIT
from bot.domain.names import PEN_NAME_LIMIT
from bot.domain.story import (
    PASSAGES_LIMIT,
    TURN_HOURS_LIMIT,
    WORDS_LIMIT,
    WRITERS_LIMIT,
    MuseRole,
    Order,
    Rating,
    Sight,
)
from bot.services.stories import Beginning
from bot.ui.actors import actor_naming, actor_of, channel_of
from bot.ui.catalogue import msg
from bot.ui.problems import lacks, not_here
from bot.ui.replies import Interaction
from cogs.base import QuireCog
from cogs.stories.group import story_group


class Beginnings(QuireCog):
    """Starting a story."""

    @story_group.command(description=T("Start a story; it gets a thread of its own"))
    @app_commands.describe(
        title=T("What the story is called"),
        opening=T("Its first passage, by you"),
        order=T(
            "Who follows whom: in turn, shuffled each round, or whoever comes first (as usual here: rota)"
        ),
        sight=T("What writers see before the finish: all, the last passage, its last line (as usual: all)"),
        turn_hours=T("How many hours a turn lasts (as usual here: 24)"),
        words_min=T("The fewest words a turn may have (as usual here: 1)"),
        words_max=T("The most words a turn may have (as usual here: 300)"),
        passages=T("Finish after this many passages (no limit)"),
        muse=T("The muse: never, only suggesting, or playing along (as usual here: suggest)"),
        rating=T("For whom it is (everyone)"),
        pen_name=T("A name to write under in this story"),
        lines=T("What never happens in it"),
        veils=T("What is not told in detail"),
        reveal_names=T("Tell at the finish who is behind the pen names (no)"),
        invite_only=T("Only those you invite may join (no)"),
        writers_max=T("At most this many writers (no limit)"),
    )
    async def start(
        self,
        interaction: Interaction,
        title: str,
        opening: str,
        order: Literal["rota", "shuffle", "open"] | None = None,
        sight: Literal["all", "last", "line"] | None = None,
        turn_hours: Range[int, 1, TURN_HOURS_LIMIT] | None = None,
        words_min: Range[int, 1, WORDS_LIMIT] | None = None,
        words_max: Range[int, 1, WORDS_LIMIT] | None = None,
        passages: Range[int, 1, PASSAGES_LIMIT] | None = None,
        muse: Literal["never", "suggest", "player"] | None = None,
        rating: Literal["everyone", "teen", "mature"] = "everyone",
        pen_name: Range[str, 1, PEN_NAME_LIMIT] | None = None,
        lines: Range[str, 1, CHARTER_LIMIT] = "",
        veils: Range[str, 1, CHARTER_LIMIT] = "",
        reveal_names: bool = False,
        invite_only: bool = False,
        writers_max: Range[int, 1, WRITERS_LIMIT] | None = None,
    ) -> None:
        """Start a story."""
        await self.replies.acknowledge(interaction)
        chosen = {
            "words_min": words_min,
            "words_max": words_max,
            "turn_hours": turn_hours,
            "order": Order(order) if order else None,
            "sight": Sight(sight) if sight else None,
            "muse": MuseRole(muse) if muse else None,
        }
        usual = await self.services.house.terms.usual(
            actor_of(interaction).guild_id,
            channel_of(interaction),
            {name: value for name, value in chosen.items() if value is not None},
        )
        terms = replace(
            usual,
            passages_max=passages,
            rating=Rating(rating),
            lines=lines,
            veils=veils,
            reveal_names=reveal_names,
            invite_only=invite_only,
            writers_max=writers_max,
        )
        await begin(self, interaction, Beginning(title, opening, terms, pen_name))


async def begin(cog: QuireCog, interaction: Interaction, beginning: Beginning) -> None:
    """Start a story in the channel where it was asked for, once the bot may open its thread there.

    Raises:
        Refusal: title, opening or pen name do not do.
        Problem: no thread can be opened here.
    """
    channel = check_place(cog, interaction)
    actor = await actor_naming(interaction, beginning.pen_name)
    record = await cog.services.stories.start(actor, channel.id, beginning)
    done = msg("Story #{number} has begun.", number=record.number)
    done = await cog.with_warning(interaction, record, beginning.opening, done)
    await cog.publish(interaction, record, done)


def check_place(cog: QuireCog, interaction: Interaction) -> discord.TextChannel:
    """Return the channel, if a story's thread can be opened in it.

    Raises:
        Problem: it is of another kind, or the bot lacks a permission there.
    """
    channel = interaction.channel
    if not isinstance(channel, discord.TextChannel) or channel.is_news():
        raise not_here()
    if missing := cog.bot.publisher.homes.missing_permissions(interaction.app_permissions):
        raise lacks(missing, channel.mention)
    return channel
