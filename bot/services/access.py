"""Who may see a story: whoever sees its channel. Where the channel is gone, its writers and the moderators.

A story that may not be seen is answered like one that does not exist.
"""

from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.storage import shelf, stories
from bot.storage.database import Connection
from bot.storage.records import StoryRecord
from bot.storage.shelf import Visible


async def story_for(connection: Connection, actor: Actor, story_id: int) -> StoryRecord:
    """Return a story that the member may see.

    Raises:
        Refusal: there is none.
    """
    return permitted(actor, await stories.by_id(connection, story_id, actor.guild_id))


def permitted(actor: Actor, record: StoryRecord | None) -> StoryRecord:
    """Return the story if the member may see it.

    Raises:
        Refusal: they may not, or there is none.
    """
    if record is None:
        raise Refusal(Reason.NO_STORY)
    seen = actor.access.sees(record.channel_id)
    if seen is None:
        seen = record.story.writer(actor.user_id) is not None or actor.access.moderates(record.channel_id)
    if not seen:
        raise Refusal(Reason.NO_STORY)
    return record


async def visible(connection: Connection, actor: Actor) -> Visible:
    """Return the condition for the stories that the member may see."""
    whole, own_only = [], []
    for channel_id in await shelf.channels(connection, actor.guild_id):
        seen = actor.access.sees(channel_id)
        if seen or (seen is None and actor.access.moderates(channel_id)):
            whole.append(channel_id)
        elif seen is None:
            own_only.append(channel_id)
    return shelf.within(actor.guild_id, whole, actor.user_id, own_only)
