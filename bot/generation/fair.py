"""A line for each guild, and the guilds served in turn: a busy one does not starve a quiet one."""

from collections import OrderedDict, deque
from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class FairQueue(Generic[T]):
    """Round-robin over guilds, first come first served within one. Not thread-safe: its owner locks."""

    def __init__(self) -> None:
        self._guilds: OrderedDict[int, deque[T]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(items) for items in self._guilds.values())

    def __iter__(self) -> Iterator[T]:
        """Yield the items in the order in which they will be served, if nothing joins or leaves."""
        depth = max((len(items) for items in self._guilds.values()), default=0)
        for turn in range(depth):
            for items in self._guilds.values():
                if turn < len(items):
                    yield items[turn]

    def push(self, guild_id: int, item: T) -> None:
        """Add an item at the end of its guild's line."""
        self._guilds.setdefault(guild_id, deque()).append(item)

    def pop(self) -> T:
        """Take the next item; its guild goes to the back.

        Raises:
            IndexError: the queue is empty.
        """
        if not self._guilds:
            raise IndexError("the queue is empty")
        guild_id, items = self._guilds.popitem(last=False)
        item = items.popleft()
        if items:
            self._guilds[guild_id] = items
        return item

    def remove(self, guild_id: int, item: T) -> bool:
        """Take an item out of the middle; tell whether it was there."""
        items = self._guilds.get(guild_id)
        if items is None or item not in items:
            return False
        items.remove(item)
        if not items:
            del self._guilds[guild_id]
        return True

    def place(self, item: T) -> int:
        """Return the item's place, 1 for the next to be served, 0 where it is not waiting."""
        return next((place for place, other in enumerate(self, start=1) if other is item), 0)
