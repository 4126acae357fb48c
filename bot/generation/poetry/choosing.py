"""Which of several lines is the best: the likeliest whole, less what makes a line poor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.domain.verse.stock import LEANING
from bot.generation.poetry.lexicon import Lexicon

# What each fault costs, in the natural logarithm of probability for each token of the line.
REPEATED_WORD = 0.35  # a word with a meaning that stood in an earlier line
REPEATED_RUN = 0.6  # three words in a row that stood in an earlier line
TWICE = 0.5  # a word, of whatever kind, twice in the line
SOUP = 0.4  # nearly no word with a meaning
RARE = 0.25  # a word that few texts have
BROKEN = 0.3  # a sentence's end within the line
FORCED = 0.12  # each unit by which its least likely word is less likely than SEEMLY
SEEMLY = -5.0
LEAST_MEANING = 0.3  # of a line's words have one
RARE_ZIPF = 3.3

_WORD = re.compile(r"[A-Za-z']+")
_STOP = re.compile(r"[.!?] ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that fits. ``likelihoods`` are the logarithms of its tokens' probabilities, its end included."""

    text: str
    likelihoods: tuple[float, ...]


def words(text: str) -> list[str]:
    """Return a text's words in small letters."""
    return [word.lower() for word in _WORD.findall(text)]


def best(candidates: Sequence[Candidate], lexicon: Lexicon, before: Sequence[str]) -> Candidate:
    """Return the best of some lines behind the lines ``before``; the first of those that are equal."""
    said = [words(line) for line in before]
    known = {word for line in said for word in line}
    runs = {run for line in said for run in _runs(line)}

    def worth(candidate: Candidate) -> float:
        own = words(candidate.text)
        meaning = [word for word in own if word not in LEANING]
        rare = [word for word in meaning if _zipf(lexicon, word) < RARE_ZIPF]
        cost = REPEATED_WORD * len(set(meaning) & known)
        cost += REPEATED_RUN * len(set(_runs(own)) & runs)
        cost += TWICE * (len(own) - len(set(own)))
        cost += RARE * len(rare)
        cost += BROKEN * len(_STOP.findall(candidate.text))
        cost += SOUP * (len(meaning) < LEAST_MEANING * len(own))
        # One word of the wrong kind ("she was go") spoils a line more than a little strangeness throughout.
        cost += FORCED * max(SEEMLY - min(candidate.likelihoods[:-1], default=0.0), 0.0)
        return fmean(candidate.likelihoods) - cost

    return max(candidates, key=worth)


def _runs(line: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(line[at : at + 3]) for at in range(len(line) - 2)]


def _zipf(lexicon: Lexicon, word: str) -> float:
    at = lexicon.number.get(word, lexicon.number.get(word.capitalize()))
    return lexicon.entries[at].zipf if at is not None else 0.0
