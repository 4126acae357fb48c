"""Whether two texts are in one language, by py3langid: letters alone do not tell (Serbian has two kinds)."""

from collections.abc import Sequence

from bot.domain.text import count_words

LEAST_WORDS = 8
"""Names and cries are in no language; fewer words than these tell nothing."""
MARGIN = 1.0
"""Natural logarithms of likelihood, for each word, by which one language must be likelier than another."""
_LETTERS = 6
"""Where words are not parted by spaces so many letters count as one."""
_HAN = 40
"""Fewer letters than these, all of them Chinese, may be Japanese, too."""

# What one text does not tell apart, or a writer does not: one stands for all of them.
_ALIKE = {"hr": "sr", "bs": "sr", "nb": "no", "nn": "no", "pcm": "en", "wuu": "zh", "yue": "zh", "ms": "id"}


def same_language(text: str, story: Sequence[str]) -> bool:
    """Tell whether ``text`` may be in the language of ``story`` (its passages, the last one last).

    It may where either is too short to say or likely in several languages, and where it is in that of the
    last passage only: a story may have two. The first call loads the identifier (half a second): call it off
    the event loop.
    """
    mine = _likely(text)
    return _agree(mine, _likely("\n".join(story))) or (
        _size("".join(story[-1:])) >= LEAST_WORDS and _agree(mine, _likely(story[-1]))
    )


def may_be(text: str, language: str) -> bool:
    """Tell whether a text may be in a language (an ISO 639-1 code): it is too short to say, or likely so."""
    likely = _likely(text)
    return not likely or language in likely


def _size(text: str) -> int:
    return max(count_words(text), sum(map(str.isalpha, text)) // _LETTERS)


def _agree(mine: set[str], theirs: set[str]) -> bool:
    """Tell whether two texts may be in one language; whoever is in several is in none for sure."""
    return bool(mine & theirs) or any(
        len(likely - {"ja"}) != 1 and likely != {"ja"} for likely in (mine, theirs)
    )


def _likely(text: str) -> set[str]:
    """Return the languages of a text that none is likelier than by the margin; none if it is too short."""
    if _size(text) < LEAST_WORDS:
        return set()
    import py3langid  # half a second, and only where a text is judged

    scores = [(language, float(score)) for language, score in py3langid.rank(text)]
    least = max(score for _, score in scores) - MARGIN * _size(text)
    likely = {_ALIKE.get(language, language) for language, score in scores if score >= least}
    if "zh" in likely and sum(map(str.isalpha, text)) < _HAN:
        likely.add("ja")
    return likely
