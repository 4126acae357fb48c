"""How fast the muse writes, measured as it does: for the status, and to say how long a wait will be."""

from bisect import insort
from collections import deque
from collections.abc import Sequence

STEPS = 64
"""Over how many recent steps the speed is taken."""
TEXTS = 32
"""Over how many recent texts it is taken how much of their length they used."""


class Pace:
    """Recent steps and texts. Not thread-safe: its owner locks."""

    def __init__(self) -> None:
        # Rows, tokens made, seconds, and the seconds of the steps before it that made nothing.
        self._steps: deque[tuple[int, int, float, float]] = deque(maxlen=STEPS)
        self._used: deque[float] = deque(maxlen=TEXTS)
        self._nothing = 0.0

    def stepped(self, rows: int, tokens: int, seconds: float) -> None:
        """Note a step of so many seconds that made ``tokens`` tokens, with ``rows`` texts on their way."""
        if tokens > 0:
            self._steps.append((rows, tokens, seconds, self._nothing))
            self._nothing = 0.0
        else:  # a prompt is read: no text's speed, but whoever waits waits for it
            self._nothing += seconds

    def ended(self, tokens: int, max_tokens: int) -> None:
        """Note a text that came to its own end, and how long it might have been."""
        self._used.append(tokens / max_tokens)

    @property
    def of_one(self) -> float | None:
        """Tokens per second of one text, None before the first."""
        seconds = sum(step[2] for step in self._steps)
        made = sum(tokens / rows for rows, tokens, *_ in self._steps if rows)
        return made / seconds if made and seconds > 0 else None

    def seconds_for(self, tokens: int) -> float | None:
        """Return how long ``tokens`` tokens at most take at the recent speed; None before the first."""
        seconds, made = sum(step[2] + step[3] for step in self._steps), sum(step[1] for step in self._steps)
        if not made:
            return None
        used = sum(self._used) / len(self._used) if self._used else 1.0
        return tokens * used * seconds / made


def tokens_before(running: Sequence[int], queue: Sequence[Sequence[int]], rows: int, capacity: int) -> int:
    """Return how many tokens are made before a wish of ``rows`` texts begins behind those in ``queue``.

    Each text counts by the tokens that it takes still; those that are written grow side by side, and up to
    ``capacity`` of them, more only where one wish is larger.
    """
    now, ends = 0, sorted(running)  # in tokens of one text
    spans = [(0, end) for end in running]
    for wish in [*queue, [0] * rows]:
        while ends and len(ends) + len(wish) > capacity:
            now = max(now, ends.pop(0))
        for tokens in wish:
            insort(ends, now + tokens)
            spans.append((now, now + tokens))
    return sum(min(end, now) - start for start, end in spans)
