"""How much texts repeat themselves. Pure functions on texts."""

from collections.abc import Iterable


def rep(texts: Iterable[str], n: int) -> float:
    """Return the share of word n-grams that stood before in the same text, over all texts.

    rep-n = 1 - |unique n-grams| / |n-grams|: Su et al., "A Contrastive Framework for Neural Text
    Generation" (2022), section 4.1.
    """
    unique = total = 0
    for text in texts:
        words = text.split()
        grams = [tuple(words[at : at + n]) for at in range(len(words) - n + 1)]
        unique += len(set(grams))
        total += len(grams)
    return 1 - unique / total if total else 0.0


def diversity(texts: Iterable[str]) -> float:
    """Return the product of 1 - rep-n for n = 2, 3, 4, as there."""
    texts = list(texts)
    product = 1.0
    for n in (2, 3, 4):
        product *= 1 - rep(texts, n)
    return product
