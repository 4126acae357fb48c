"""A stock of words before a policy: which of them are not used where a text is made, not typed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.folding import fold
from bot.domain.limits.judge import judge
from bot.domain.limits.lists import built_in
from bot.domain.limits.policy import Action, Policy
from bot.domain.limits.terms import TOKEN, Term


def unfit(stock: Mapping[str, float], policy: Policy) -> frozenset[str]:
    """Return the words of a stock that are left out, so that nothing of the lists can come about.

    ``stock`` has for each word how common it is. Of a server's own phrase the rarest word is left out; of a
    built-in one none, since they are made of words that no poem could do without: what is made is judged.
    """
    found = _Stock(stock)
    out: set[str] = set()
    for vocabulary in (built_in(policy.rating, policy.categories), *policy.lists.values()):
        out |= found.having(vocabulary) - found.having(policy.allowed)
    for vocabulary in policy.lists.values():
        for term in vocabulary.phrases():
            out |= found.cheapest(term, out)
    return frozenset(out)


def breaches(text: str, start: int, policy: Policy) -> frozenset[str]:
    """Return the words from ``start`` on that belong to something in a text that is not let through."""
    said: set[str] = set()
    for match in judge(text, policy).matches:
        if match.action is not Action.ALLOW and match.end > start:
            said.update(_tokens(text[max(match.start, start) : match.end]) or ("",))
    return frozenset(said)


class _Stock:
    def __init__(self, stock: Mapping[str, float]) -> None:
        self._common = stock
        self._parts = {word: _tokens(word) for word in stock}
        self._having: dict[str, list[str]] = defaultdict(list)
        for word, parts in self._parts.items():
            for part in parts:
                self._having[part].append(word)
        self._all = frozenset(self._having)

    def having(self, vocabulary: Vocabulary) -> set[str]:
        """Return the words in which a single word of a vocabulary stands."""
        return {word for part in vocabulary.hits(self._all) for word in self._having[part]}

    def cheapest(self, term: Term, out: Iterable[str]) -> frozenset[str]:
        """Return what to leave out so that a phrase cannot be said; nothing where that is so already."""
        slots = [frozenset(self._having.get(part, ())) for part in term.words]
        if term.open:
            last = term.words[-1]
            slots[-1] = frozenset(
                word for part in self._all if part.startswith(last) for word in self._having[part]
            )
        left = [slot - frozenset(out) for slot in slots]
        if not all(left):
            return frozenset()
        return min(left, key=lambda slot: max(self._common[word] for word in slot))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(fold(text).text)
