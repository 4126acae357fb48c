"""Several vocabularies at a glance: what no word of any of them can mean is read once, not once for each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from bot.domain.limits.disguises import Disguises
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.loose import Reader
from bot.domain.limits.terms import Term


@lru_cache(maxsize=64)
def reader_of(vocabulary: Vocabulary) -> Reader:
    """Return what reads disguised words before a vocabulary."""
    return Reader(vocabulary.disguised)


@lru_cache(maxsize=64)
def reader_of_all(vocabularies: tuple[Vocabulary, ...]) -> Reader:
    """Return what finds at least whatever one of some vocabularies finds, not which one does."""
    if len(vocabularies) == 1:
        return reader_of(vocabularies[0])
    alike: dict[str, list[Term]] = defaultdict(list)
    for vocabulary in vocabularies:
        for word, term in vocabulary.words.items():
            alike[word].append(term)
    return Reader(Disguises({word: _loosest(terms) for word, terms in alike.items()}))


def _loosest(terms: Iterable[Term]) -> Term:
    """Return one of some terms of a word, which counts wherever one of them does."""
    first, *others = terms
    if not others:
        return first
    return replace(
        first,
        english=first.english and all(one.english for one in others),
        strict=first.strict and all(one.strict for one in others),
        plain=first.plain and all(one.plain for one in others),
        heard=first.heard and all(one.heard for one in others),
        joining=any(one.joining for one in (first, *others)),
    )
