"""A line for each member, served in turn within guilds in turn: a busy one does not starve a quiet one."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Round-robin over guilds, within one over its members, first come first served for each of these.

    Not thread-safe: its owner locks.
    """

    def __init__(self) -> None:
        self._guilds: OrderedDict[int, OrderedDict[int, deque[T]]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(line) for members in self._guilds.values() for line in members.values())

    def __iter__(self) -> Iterator[T]:
        """Yield the items in the order in which they will be served, if nothing joins or leaves."""
        guilds = [list(_in_turn(list(members.values()))) for members in self._guilds.values()]
        yield from _in_turn(guilds)

    def push(self, guild_id: int, member_id: int, item: T) -> None:
        """Add an item at the end of its member's line."""
        self._guilds.setdefault(guild_id, OrderedDict()).setdefault(member_id, deque()).append(item)

    def peek(self) -> T | None:
        """Return the next item, which stays; None where there is none."""
        return next(iter(self), None)

    def pop(self) -> T:
        """Take the next item; its guild goes to the back, and its member within the guild.

        Raises:
            IndexError: the queue is empty.
        """
        if not self._guilds:
            raise IndexError("the queue is empty")
        guild_id, members = self._guilds.popitem(last=False)
        member_id, line = members.popitem(last=False)
        item = line.popleft()
        if line:
            members[member_id] = line
        if members:
            self._guilds[guild_id] = members
        return item

    def remove(self, item: T) -> bool:
        """Take an item out of the middle; tell whether it was there."""
        for guild_id, members in self._guilds.items():
            for member_id, line in members.items():
                if any(other is item for other in line):
                    line.remove(item)
                    if not line:
                        del members[member_id]
                    if not members:
                        del self._guilds[guild_id]
                    return True
        return False

    def place(self, item: T) -> int:
        """Return the item's place, 1 for the next to be served, 0 where it is not waiting."""
        return next((place for place, other in enumerate(self, start=1) if other is item), 0)


def _in_turn(lines: list[deque[T]] | list[list[T]]) -> Iterator[T]:
    """Yield the first of each line, then the second of each, and so on."""
    for turn in range(max((len(line) for line in lines), default=0)):
        for line in lines:
            if turn < len(line):
                yield line[turn]
