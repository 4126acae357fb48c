"""What judging a text costs, and what of literature it stops: figures for docs/limits.md."""

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from time import process_time

from bot.bench.stories import percentile
from bot.bench.words import Prose
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.limits.terms import term_of
from bot.domain.story import Rating

WORDS = 300  # of a passage
_MET = 200  # passages that are not counted
_AROUND = 40  # signs that are shown on either side of what is found
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n{2,}")
_LISTS = (Action.HOLD, Action.WARN, Action.BLOCK)


@dataclass(frozen=True, slots=True)
class Stopped:
    """A sentence that does not simply go through."""

    action: Action
    rule: str
    words: str
    around: str

    def figures(self) -> dict[str, object]:
        """Return what to print."""
        return {"action": self.action.word, "rule": self.rule, "words": self.words, "around": self.around}


def passages(text: str) -> list[str]:
    """Return a text in passages of ``WORDS`` words, as they stand there."""
    words = list(re.finditer(r"\S+", text))
    firsts = range(0, len(words) - WORDS + 1, WORDS)
    return [text[words[first].start() : words[first + WORDS - 1].end()] for first in firsts]


def policies(entries: int) -> dict[str, Policy]:
    """Return a server without a list, one with a list of so many entries, and one with as many in three."""
    return {
        "none": Policy(Rating.TEEN),
        "one list": Policy(Rating.TEEN, _lists(entries, 1)),
        "three lists": Policy(Rating.TEEN, _lists(entries, len(_LISTS))),
    }


def times(some: Iterable[str], held: dict[str, Policy]) -> dict[str, list[float]]:
    """Return for each policy the seconds that passages take that were not met before, in turns.

    The first ones are not counted: a bot that has run for a minute has met as many.
    """
    found: dict[str, list[float]] = {name: [] for name in held}
    order = random.Random(0)
    for n, passage in enumerate(some):
        # Whoever comes first finds the text's words not yet in the processor's cache.
        for name in order.sample(list(held), len(held)):
            began = process_time()
            judge(passage, held[name])
            if n >= _MET:
                found[name].append(process_time() - began)
    return found


def sentences(text: str) -> list[str]:
    """Return a text's sentences and headings."""
    return [one for one in _SENTENCE.split(text) if any(map(str.isalpha, one))]


def stopped(some: Iterable[str], rating: Rating) -> Iterator[Stopped]:
    """Yield what a server without lists stops at a rating."""
    policy = Policy(rating)
    for sentence in some:
        verdict = judge(sentence, policy)
        if verdict.action > Action.ALLOW:
            worst = next(one for one in verdict.matches if one.action is verdict.action)
            around = " ".join(sentence[max(worst.start - _AROUND, 0) : worst.end + _AROUND].split())
            yield Stopped(verdict.action, worst.rule, sentence[worst.start : worst.end], around)


def figures(seconds: dict[str, list[float]]) -> Iterator[dict[str, object]]:
    """Yield what to print of each policy: milliseconds, and how many times those without a list."""
    base = percentile(seconds["none"], 50)
    for name, took in seconds.items():
        median = percentile(took, 50)
        yield {
            "lists": name,
            "passages": len(took),
            "median_ms": round(median, 2),
            "p95_ms": round(percentile(took, 95), 2),
            "ratio": round(median / base, 2),
        }


def _lists(entries: int, lists: int) -> dict[Action, Vocabulary]:
    """Return words that nobody wrote: of ten one a beginning, one a phrase."""
    prose = Prose(seed=1)
    words = list(islice(dict.fromkeys(prose.word(2_000, 30_000) for _ in range(9 * entries)), entries))
    phrases = [
        f"{word}*" if n % 10 == 0 else f"{word} {prose.word(1, 100)}" if n % 10 == 1 else word
        for n, word in enumerate(words)
    ]
    return {
        action: Vocabulary(term_of(one, action.word) for one in phrases[n::lists])
        for n, action in enumerate(_LISTS[:lists])
    }
