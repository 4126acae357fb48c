"""How fast the muse writes, measured as it does: for the status, and to say how long a wait will be."""

from collections import deque

STEPS = 64
"""Over how many recent steps the speed is taken."""
TEXTS = 32
"""Over how many recent texts it is taken how much of their length they used."""


class Pace:
    """Recent steps and texts. Not thread-safe: its owner locks."""

    def __init__(self) -> None:
        self._steps: deque[tuple[int, int, float]] = deque(maxlen=STEPS)  # rows, tokens made, seconds
        self._used: deque[float] = deque(maxlen=TEXTS)

    def stepped(self, rows: int, tokens: int, seconds: float) -> None:
        """Note a step that made ``tokens`` tokens in so many rows and seconds."""
        self._steps.append((rows, tokens, seconds))

    def ended(self, tokens: int, max_tokens: int) -> None:
        """Note a text that came to its own end, and how long it might have been."""
        self._used.append(tokens / max_tokens)

    @property
    def of_one(self) -> float | None:
        """Tokens per second of one text, None before the first."""
        seconds = sum(step[2] for step in self._steps)
        made = sum(tokens / rows for rows, tokens, _ in self._steps if rows)
        return made / seconds if made and seconds > 0 else None

    def seconds_for(self, tokens: int) -> float | None:
        """Return how long ``tokens`` tokens at most take at the recent speed; None before the first."""
        seconds, made = sum(step[2] for step in self._steps), sum(step[1] for step in self._steps)
        if not made:
            return None
        used = sum(self._used) / len(self._used) if self._used else 1.0
        return tokens * used * seconds / made
