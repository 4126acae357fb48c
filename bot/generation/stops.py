"""Ends a text before the stop that is whole first, wherever the pieces it comes in are cut."""

from collections.abc import Sequence


class Stops:
    """One row's stops. Text that may be the beginning of one is held back until it is certain."""

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = tuple(stop for stop in stops if stop)
        self._held = ""
        self.found = False
        """Whether a stop has appeared; nothing is handed out after it."""

    def add(self, text: str) -> str:
        """Take a piece in; return what is certain to come before any stop."""
        if self.found or not self._stops:
            return "" if self.found else text
        self._held += text
        # The one that is whole first: so it does not matter how the text is cut into pieces.
        whole = [(at + len(stop), at) for stop in self._stops if (at := self._held.find(stop)) >= 0]
        if whole:
            self.found = True
            certain, self._held = self._held[: min(whole)[1]], ""
            return certain
        keep = max(_begun(self._held, stop) for stop in self._stops)
        certain, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return certain

    def finish(self, text: str = "") -> str:
        """Take the last piece in; return all that is left before a stop."""
        certain = self.add(text)
        certain, self._held = certain + self._held, ""
        return certain


def _begun(text: str, stop: str) -> int:
    """Return with how many of a stop's first characters the text ends."""
    return next(
        (size for size in range(min(len(stop) - 1, len(text)), 0, -1) if text.endswith(stop[:size])), 0
    )
