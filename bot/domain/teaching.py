"""What a server's own word list takes: one word that the dictionary lacks, and its syllables."""

import re
import unicodedata

from bot.domain.prosody.fold import fold
from bot.domain.prosody.sounds import Source
from bot.domain.prosody.words import read, words_of
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_line

WORD_LIMIT = 60  # characters of a word
MOST_SYLLABLES = 20
MOST_COUNTS = 4  # ways to say one word

_SEPARATORS = re.compile(r"[\s,;/|]+")


def taught_word(text: str) -> tuple[str, str]:
    """Return a word as it is looked up, and as it is shown.

    Raises:
        Refusal: it is empty, too long, not one word in Latin letters, or its count cannot be taught, since
            the dictionary or a rule has it.
    """
    shown = checked_line("".join(filter(_seen, unicodedata.normalize("NFC", text))), WORD_LIMIT)
    found = words_of(shown)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(shown)):
        raise Refusal(Reason.NOT_ONE_WORD)
    if found[0].source in (Source.SILENT, Source.FOREIGN):
        raise Refusal(Reason.NOT_ONE_WORD)
    word = fold(shown)
    said = read(shown, {word: (1,)})
    if said.source is Source.DICTIONARY:
        raise Refusal(Reason.WORD_KNOWN, word=shown, counts=said.counts)
    if said.source is not Source.TAUGHT:
        raise Refusal(Reason.WORD_BY_RULE, word=shown, counts=said.counts)
    return word, shown


def taught_counts(text: str) -> tuple[int, ...]:
    """Return the syllables that a word may have, ascending: "2", or several, as "2 3" or "2,3".

    Raises:
        Refusal: these are no whole numbers from 1 to ``MOST_SYLLABLES``, or more than ``MOST_COUNTS``.
    """
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", text)) if part]
    if not parts or not all(re.fullmatch("[0-9]{1,2}", part) for part in parts):
        raise Refusal(Reason.SYLLABLES_UNKNOWN, limit=MOST_SYLLABLES)
    counts = tuple(sorted(set(map(int, parts))))
    if counts[0] < 1 or counts[-1] > MOST_SYLLABLES or len(counts) > MOST_COUNTS:
        raise Refusal(Reason.SYLLABLES_UNKNOWN, limit=MOST_SYLLABLES)
    return counts


def _seen(character: str) -> bool:
    """Tell whether a character of a composed text is seen by itself: no zero-width sign, no piled-up mark."""
    return unicodedata.category(character) not in ("Cf", "Mn", "Me")
