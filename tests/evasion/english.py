"""Whether letters are an English word of their own, which no reader would take for another in disguise."""

from bot.domain.prosody.dictionary import has
from tests.evasion.tables import short_words


def is_word(letters: str) -> bool:
    """Tell whether small letters are an English word: by a list up to three letters, then by CMUdict.

    CMUdict has nearly every short string as somebody's name, and each letter's.
    """
    if len(letters) <= 3:
        return letters in short_words() or letters in ("a", "i", "o")
    return has(letters)
