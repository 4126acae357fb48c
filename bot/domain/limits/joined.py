"""Words that are written as one: "whatthefuck"."""

import re
from collections.abc import Callable

from bot.domain.limits.english import is_common, is_word
from bot.domain.limits.forms import is_alive

_SHORT = frozenset(
    ["do", "go", "he", "if", "in", "it", "me", "my", "no", "of", "oh", "on", "so", "to", "up", "us", "we"]
)
_MOST = 40  # letters; what is longer is noise


def words_in(word: str, sought: re.Pattern[str]) -> str | None:
    """Return the sought word that stands in a row of English words; None where other words make the row, too,
    so that nothing is meant by it."""
    if len(word) > _MOST or _is_row(word, lambda one: _may_stand(one) and sought.search(one) is None):
        return None

    def stands(one: str) -> bool:
        return _may_stand(one) or sought.fullmatch(one) is not None

    for match in sought.finditer(word):
        before, after = word[: match.start()], word[match.end() :]
        # A letter that goes on from its last one is of another word: "shitterton".
        if after[:1] != match[0][-1] and _is_row(before, stands) and _is_row(after, stands):
            return match[0]
    return None


def _is_row(letters: str, stands: Callable[[str], bool]) -> bool:
    """Tell whether letters are words in a row, or none at all."""
    ends = {0}
    for end in range(1, len(letters) + 1):
        if any(stands(letters[start:end]) for start in ends):
            ends.add(end)
    return len(letters) in ends


def _may_stand(word: str) -> bool:
    if len(word) < 3:
        return word in _SHORT
    if len(word) > 3:
        return is_word(word)
    return is_common(word) or (is_alive(word) and is_word(f"{word}s"))
