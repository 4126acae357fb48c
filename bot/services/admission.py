"""Who may write with Quire: every act by which a member writes something passes here."""

from datetime import datetime

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story
from bot.services.actor import Actor
from bot.storage import bans, members
from bot.storage.database import Connection


async def admit(connection: Connection, actor: Actor, now: datetime) -> None:
    """Note that the member is there, with the name they go by now.

    Raises:
        Refusal: a moderator keeps them from writing here.
    """
    await refuse_banned(connection, actor, now)
    await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)


async def refuse_banned(connection: Connection, actor: Actor, now: datetime) -> None:
    """Refuse one whom a moderator keeps from writing here.

    Raises:
        Refusal: so it is.
    """
    ban = await bans.of(connection, actor.guild_id, actor.user_id, now)
    if ban is not None:
        raise Refusal(Reason.BANNED, until=ban.until, why=ban.reason)


async def may_write(connection: Connection, actor: Actor, story: Story, now: datetime) -> bool:
    """Tell whether somebody who handed in a text earlier is still one who may write in the story: they are
    active in it, and no moderator keeps them from writing."""
    banned = await bans.of(connection, actor.guild_id, actor.user_id, now)
    return banned is None and story.is_active(actor.user_id)
