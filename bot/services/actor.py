"""Who asks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a server, as the services see them. ``moderator`` is what Discord says at this moment."""

    guild_id: int
    user_id: int
    name: str
    moderator: bool = False
