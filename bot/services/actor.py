"""Who asks, and what Discord lets them see at this moment."""

from dataclasses import dataclass, field
from typing import Protocol


class Access(Protocol):
    """What a member may do in the channels of their server."""

    def sees(self, channel_id: int) -> bool | None:
        """Tell whether they see the channel; None if there is no such channel any more."""
        ...

    def moderates(self, channel_id: int) -> bool:
        """Tell whether they moderate there; in a channel that is gone, whether they moderate the server."""
        ...

    def manages(self) -> bool:
        """Tell whether they may manage the server itself."""
        ...

    def lacks_to_post(self, channel_id: int) -> tuple[str, ...]:
        """Name the permissions, as Discord's API does, that Quire itself lacks to post in the channel."""
        ...

    def moderates_guild(self) -> bool:
        """Tell whether they moderate the whole server, and not only one of its channels."""
        ...

    def has_role(self, role_id: int) -> bool:
        """Tell whether the server has such a role."""
        ...

    def holds(self, role_id: int) -> bool:
        """Tell whether they have that role."""
        ...

    def is_moderator(self, member_id: int) -> bool | None:
        """Tell whether another member moderates or manages the server; None where that is not known."""
        ...

    def is_named(self, folded: str) -> bool:
        """Tell whether somebody of the server is known by that name (``domain.names.folded_name``)."""
        ...


class PlainAccess:
    """Sees every channel, moderates none, manages nothing: a member of a server without private channels."""

    def sees(self, channel_id: int) -> bool | None:
        """Tell that they do."""
        return True

    def moderates(self, channel_id: int) -> bool:
        """Tell that they do not."""
        return False

    def manages(self) -> bool:
        """Tell that they may not."""
        return False

    def lacks_to_post(self, channel_id: int) -> tuple[str, ...]:
        """Tell that Quire lacks nothing."""
        return ()

    def moderates_guild(self) -> bool:
        """Tell that they do not."""
        return False

    def has_role(self, role_id: int) -> bool:
        """Tell that it has not."""
        return False

    def holds(self, role_id: int) -> bool:
        """Tell that they have not."""
        return False

    def is_moderator(self, member_id: int) -> bool | None:
        """Tell that they do not."""
        return False

    def is_named(self, folded: str) -> bool:
        """Tell that nobody is."""
        return False


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a server, as the services see them."""

    guild_id: int
    user_id: int
    name: str
    access: Access = field(default_factory=PlainAccess, compare=False)
