"""How long a passage may be: what a story asks for, within what its server takes."""

from dataclasses import dataclass, replace

from bot.domain import checks
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import WORDS_LIMIT, Terms


@dataclass(frozen=True, slots=True)
class Lengths:
    """The fewest and the most words of a passage that a server takes in a channel."""

    low: int = 1
    high: int = WORDS_LIMIT

    def nearest(self, words: int) -> int:
        """Return the number of words within these that is nearest."""
        return min(max(words, self.low), self.high)

    def within(self, terms: Terms) -> Terms:
        """Return the terms with their bounds as they hold here. A story that asked for more or less than the
        server takes by now is written at the nearest length that it takes, so that it can go on."""
        return replace(
            terms, words_min=self.nearest(terms.words_min), words_max=self.nearest(terms.words_max)
        )


def check_length(terms: Terms, words: int, lengths: Lengths | None = None) -> None:
    """Refuse a passage that the server or the story does not take; without ``lengths`` the story alone says.

    Raises:
        Refusal: it has too few or too many words.
    """
    if lengths is None:
        checks.check_words(terms, words)
        return
    if words < lengths.low:
        raise Refusal(Reason.SHORT_HERE, words=words, limit=lengths.low)
    if words > lengths.high:
        raise Refusal(Reason.LONG_HERE, words=words, limit=lengths.high)
    checks.check_words(lengths.within(terms), words)
