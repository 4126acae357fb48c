"""More that verse in metre does with a word: stress that moves, vowels that meet, words that run on.

Abbott, A Shakespearian Grammar, 1870, 459 to 492; Kiparsky, "The Rhythmic Structure of English Verse", 1977.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.domain.prosody.sounds import VOWELS, Reading, Word, reading_of

Sounds = tuple[str, ...]

_ENDED = re.compile("[aeiouy].*ed$")  # not "bed"

_ONE_SYLLABLE = frozenset({"ever", "never", "over", "whether", "either", "neither", "taken"})
"""Words of two syllables that verse has always been free to say as one (e'er, o'er)."""


_RUNS_ON = frozenset(
    {("DH", "AH0"), ("DH", "AH1"), ("DH", "IY0"), ("T", "UW1"), ("T", "AH0"), ("T", "IH0")}
    | {("W", "IY1"), ("HH", "IY1"), ("SH", "IY1"), ("DH", "EY1")}
)
"""The, to, we, he, she, they: th'expense, t'have, we're."""


_OPEN = VOWELS - {"ER"}
"""Vowels after which another makes a hiatus: "being", but not "courage", whose R stands between."""

_HAVING = frozenset({"i", "you", "we", "they", "ye", "who"})


@cache
def _either_stress() -> frozenset[str]:
    """Return the words whose stress moves with the metre; the file says why."""
    text = (files("bot.domain.prosody") / "data" / "either_stress.txt").read_text("utf-8")
    return frozenset(word for row in text.splitlines() if not row.startswith("#") for word in row.split())


def freed(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings of a word in small letters, and after them those that metre allows besides."""
    found: dict[tuple[str, Sounds], Reading] = {(one.stress, one.sounds): one for one in readings}

    def add(stress: str, sounds: Sounds) -> None:
        found.setdefault((stress, sounds), Reading(stress, sounds, licence=True))

    spoken = [reading for reading in readings if reading.sounds and not reading.licence]
    counts = {reading.syllables for reading in spoken}
    for reading in spoken:
        for sounds in _met(word, reading.sounds):
            made = reading_of(sounds)
            if made.syllables not in counts:
                add(made.stress, sounds)
        if len(reading.stress) == 2 and _moves(word, reading.stress):
            add("22", reading.sounds)
        if word in _ONE_SYLLABLE and reading.syllables == 2:
            add("?", reading.sounds)
    return tuple(found.values())


def _moves(word: str, stress: str) -> bool:
    """Tell whether either of two syllables may be the strong one: mankind, outworn, unswept, upon."""
    return "0" not in stress or word in _either_stress() or (stress == "01" and word.startswith("un"))


def running_on(words: list[Word]) -> tuple[Word, ...]:
    """Return a line's words, with the readings in which one runs into the vowel that begins the next.

    "Have" after a pronoun may be no syllable, though it is not written so: "we have given".
    """
    told = [_leaning(word, before) for word, before in zip(words, [None, *words], strict=False)]
    return tuple(_before(word, after) for word, after in zip(told, [*words[1:], None], strict=False))


def _leaning(word: Word, before: Word | None) -> Word:
    if before is None or word.text.casefold() != "have" or before.text.casefold() not in _HAVING:
        return word
    short = Reading("", ("V",), licence=True)
    return Word(word.text, word.start, word.end, (*word.readings, short), word.source)


def _before(word: Word, after: Word | None) -> Word:
    if after is None or not _begins_with_vowel(after):
        return word
    more = [one for one in before_a_vowel(word.readings) if one not in word.readings]
    return Word(word.text, word.start, word.end, (*word.readings, *more), word.source) if more else word


def _begins_with_vowel(word: Word) -> bool:
    firsts = {reading.sounds[0][:2] for reading in word.readings if reading.sounds}
    return not VOWELS.isdisjoint(firsts) or (
        not firsts and bool(re.match("[aeiou]", word.text, re.IGNORECASE))
    )


def before_a_vowel(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings in which a word runs into the vowel that follows: th'expense, man(y) a, t'have."""
    found = []
    for reading in readings:
        sounds = reading.sounds
        if reading.syllables > 1 and sounds[-2:] in (("AH0", "L"), ("AH0", "N"), ("AH0", "R")):  # level of
            found.append(Reading(_neutral(reading.stress[:-1]), (*sounds[:-2], sounds[-1]), licence=True))
        if not sounds or sounds[-1][:2] not in VOWELS:
            continue
        if reading.syllables > 1 and sounds[-1] == "IY0":  # not yellow and, river of: these take their time
            found.append(Reading(_neutral(reading.stress[:-1]), sounds[:-1], licence=True))
        elif sounds in _RUNS_ON:
            found.append(Reading("", sounds[:1], licence=True))
    return tuple(dict.fromkeys(found))


def _neutral(stress: str) -> str:
    return "?" if len(stress) == 1 else stress


def _met(word: str, sounds: Sounds) -> Iterator[Sounds]:
    """Yield lion, being and virtuous with one vowel fewer, perceiv'st, and beautiful-ly."""
    vowels = [place for place, sound in enumerate(sounds) if sound[:2] in VOWELS]
    for here, after in zip(vowels[1:], [*vowels[2:], None], strict=False):
        if not sounds[here].endswith("0"):
            continue
        if sounds[here - 1][:2] in _OPEN:
            yield (*sounds[:here], *(("R",) if sounds[here].startswith("ER") else ()), *sounds[here + 1 :])
        elif after == here + 1 and sounds[after].endswith("0"):
            glide = {"IY": ("Y",), "UW": ("W",), "ER": ("R",)}.get(sounds[here][:2], ())
            yield (*sounds[:here], *glide, *sounds[here + 1 :])
    if _ENDED.search(word) and sounds[-1] in ("T", "D") and sounds[-2][:2] not in ("IH", "AH", "EH"):
        yield (*sounds[:-1], "IH0", "D")  # fixèd, despisèd, but not a bed: the old full ending
    if word.endswith("fully") and sounds[-3:] == ("F", "L", "IY0"):
        yield (*sounds[:-2], "AH0", "L", "IY0")
    if (
        word.endswith("est")
        and len(sounds) > 3
        and sounds[-3][:2] in ("IH", "AH")
        and sounds[-2:] == ("S", "T")
    ):
        yield (*sounds[:-3], "S", "T")
