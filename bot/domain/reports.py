"""When what members report is hidden until a moderator has looked."""

from collections.abc import Collection

ENOUGH = 3
"""So many different members have a passage hidden, where the server wants that."""


def hides(reporters: Collection[int], judged: Collection[int]) -> bool:
    """Tell whether the members whose reports wait are enough to hide a passage.

    ``judged`` are those whose earlier report on the very passage a moderator has decided on: they count no
    more, so that nobody hides again what a moderator let stand.
    """
    return len(set(reporters) - set(judged)) >= ENOUGH
