"""The rhyme parts of a line's end: its sounds from a stressed vowel to the end, in every way to say it.

The rhyme part begins at the last stressed vowel (The Princeton Encyclopedia of Poetry and Poetics, "Rhyme").
That vowel is, from the surest to the weakest (``Ending.weight``):

* 2: the primary stress of the last word, or the vowel of a word of one syllable. Where the last word is in
  ``UNSTRESSED``, also a vowel before it: mosaic rhyme, "need it" with "feed it", "poet" with "know it".
* 1: a secondary stress after the primary one: "moonlight" with "night".
* 0: an unstressed last syllable after another unstressed one, which verse may promote (Attridge 1982):
  "eternity" with "thee". Two such syllables together are no rhyme, as neither carries a beat of its own.

What counts as the same sound is told in ``keys``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.domain.prosody.keys import key_of, keys, onset_of
from bot.domain.prosody.sounds import VOWELS, Reading, Source, Word

PRONOUNS = frozenset(
    ["i", "me", "you", "he", "him", "she", "her", "it", "we", "us", "they", "them", "thee", "ye"]
)
UNSTRESSED = (
    PRONOUNS
    | frozenset(["of", "to", "in", "on", "at", "for", "from", "with", "by", "as"])
    | frozenset(["is", "was", "be", "am", "are", "do"])
)
"""Words of one syllable that may end a line unstressed: pronouns, prepositions and auxiliaries, most of them
words with a weak form (A. C. Gimson, An Introduction to the Pronunciation of English, 1962)."""

MOST_UNSTRESSED = 2
"""No more such words follow the stress of a rhyme."""

MOST = 64
"""No more ways to end a line than this are kept; no word of the dictionary comes near."""

STRESSED_SURELY = 2
"""The weight of an ending that begins at the main stress of its word."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A rhyme part: its sounds without stress, the consonants before it, and how surely it is stressed.

    ``words`` are those that it runs through, in lower case.
    """

    key: tuple[str, ...]
    onset: tuple[str, ...]
    weight: int
    words: tuple[str, ...]


def spelled(word: Word) -> str:
    """Return a word as spellings are compared: in lower case, with one kind of apostrophe."""
    return word.text.casefold().replace("’", "'")


def endings(words: Sequence[Word]) -> tuple[Ending, ...]:
    """Return the ways in which a line may rhyme, each once; none where the sounds of its end are not known.

    Silent words at the end are passed over.
    """
    said = (word for word in reversed(words) if word.source is not Source.SILENT)
    last = list(islice(said, MOST_UNSTRESSED + 1))[::-1]
    return tuple(islice(dict.fromkeys(_endings(last, (), ())), MOST))


def rhyme_key(reading: Reading) -> tuple[str, ...]:
    """Return the sounds of a word from its last primary stress on, stress removed: equal keys rhyme.

    Empty where the sounds are not known. A word with no stress at all rhymes from its last vowel.
    """
    at = _stressed(reading.sounds)
    return () if at is None else key_of(reading.sounds[at:])


def rhyme_parts(reading: Reading, text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the keys by which a word may rhyme, each with how surely it is stressed there (2, 1 or 0)."""
    for at, weight in _starts(reading.sounds):
        for key in keys(reading.sounds, at, weight, text):
            yield key, weight


def onset(reading: Reading) -> tuple[str, ...]:
    """Return the consonants that begin the syllable in which a word's rhyme starts."""
    at = _stressed(reading.sounds)
    return () if at is None else onset_of(reading.sounds, at)


def _endings(words: Sequence[Word], tail: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Ending]:
    """Yield the endings of a line whose last words, ``after``, are unstressed and sound like ``tail``."""
    if not words:
        return
    text = spelled(words[-1])
    for reading in words[-1].readings:
        sounds = reading.sounds
        for at, weight in _starts(sounds):
            if weight == 2 or not after:
                for key in keys((*sounds, *tail), at, weight, text):
                    yield Ending(key, onset_of(sounds, at), weight, (text, *after))
    if text in UNSTRESSED and len(after) < MOST_UNSTRESSED:
        for weak in dict.fromkeys(_weak(reading.sounds) for reading in words[-1].readings if reading.sounds):
            yield from _endings(words[:-1], (*weak, *tail), (text, *after))


def _weak(sounds: tuple[str, ...]) -> tuple[str, ...]:
    """Return a word without stress; "him" and "her" lose their first sound as well: "tell her", "cellar"."""
    weak = tuple(sound[:2] + "0" if sound[:2] in VOWELS else sound for sound in sounds)
    return weak[1:] if weak[0] == "HH" else weak


def _vowels(sounds: Sequence[str]) -> list[int]:
    return [n for n, sound in enumerate(sounds) if sound[:2] in VOWELS]


def _stressed(sounds: Sequence[str]) -> int | None:
    vowels = _vowels(sounds)
    for degree in "12":
        for at in reversed(vowels):
            if sounds[at].endswith(degree):
                return at
    return vowels[-1] if vowels else None


def _starts(sounds: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where a word's rhyme part may begin, and how surely it is stressed there."""
    vowels = _vowels(sounds)
    main = _stressed(sounds)
    if main is None:
        return
    yield main, 2
    later = [at for at in vowels if at > main]
    for at in later:
        if sounds[at].endswith("2"):
            yield at, 1
    if len(later) > 1 and sounds[later[-1]].endswith("0") and sounds[later[-2]].endswith("0"):
        yield later[-1], 0
