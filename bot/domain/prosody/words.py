"""The words of a line of verse: how each may be said, and where that was learnt."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice, product

from bot.domain.prosody import dictionary, numbers
from bot.domain.prosody.abbreviations import ABBREVIATIONS, spelled_out
from bot.domain.prosody.derived import derived
from bot.domain.prosody.guess import guessed
from bot.domain.prosody.licence import before_a_vowel, licensed
from bot.domain.prosody.sounds import VOWELS, Reading, Source, Word
from bot.domain.prosody.splitting import Kind, folded, is_foreign, pieces

Taught = Mapping[str, tuple[int, ...]]
"""A server's own words, casefolded, with the syllables that they may have."""

NOTHING: Taught = {}
_MOST = 12  # readings of one word; a date or a compound has many

_SILENT = (Reading(""),)
Found = tuple[tuple[Reading, ...], Source]


def words_of(line: str, taught: Taught = NOTHING) -> tuple[Word, ...]:
    """Return the words of a line, each with every way to say it; signs that only part them are left out."""
    found: list[Word] = []
    for piece in pieces(line):
        text = line[piece.start : piece.end]
        readings, source = _said(text, piece.kind, taught)
        found.append(Word(text, piece.start, piece.end, readings, source))
    return tuple(_running_on(word, after) for word, after in zip(found, [*found[1:], None], strict=False))


def read(text: str, taught: Taught = NOTHING) -> Word:
    """Return how one word, or number, may be said; several words at once are taken as one."""
    found = [word for word in words_of(text.strip(), taught) if word.source is not Source.SILENT]
    if len(found) == 1:
        return found[0]
    if not found:
        return Word(text, 0, len(text), _SILENT, Source.SILENT)
    worst = max((word.source for word in found), key=list(Source).index)
    return Word(text, 0, len(text), _joined([word.readings for word in found]), worst)


def _said(text: str, kind: Kind, taught: Taught) -> Found:
    if kind is Kind.UNSAID:
        return _SILENT, Source.SILENT
    if kind is Kind.NUMBER:
        return _number(text), Source.DERIVED
    word = folded(text)
    if is_foreign(word):
        return _SILENT, Source.FOREIGN
    own = taught.get(word.strip(".'")) if taught else None
    return _word(text if text.isupper() else word, own)


@lru_cache(maxsize=1 << 15)
def _word(text: str, own: tuple[int, ...] | None) -> Found:
    word = folded(text)
    if word in ABBREVIATIONS:
        return _phrases(ABBREVIATIONS[word]), Source.DERIVED
    if letters := spelled_out(text):
        return _phrases([letters]), Source.DERIVED
    for form in dict.fromkeys((word, word.strip("."))):
        if plain := dictionary.readings(form):
            return _with_licence(form, plain), Source.DICTIONARY
    word = word.strip(".").lstrip("-")
    if own:
        return tuple(Reading("?" * count) for count in own), Source.TAUGHT
    if "-" in word:
        parts = [_word(part, None) for part in word.split("-") if part]
        worst = max((source for _, source in parts), key=list(Source).index, default=Source.GUESSED)
        joined = _joined([readings for readings, _ in parts])
        free = [reading for reading in parts[-1][0] if reading.licence] if parts else []
        for reading in (
            _joined([*(readings for readings, _ in parts[:-1]), tuple(map(_plain, free))]) if free else ()
        ):
            joined = (*joined, replace(reading, licence=True))
        return joined, max(worst, Source.DERIVED, key=list(Source).index)
    if plain := derived(word):
        return _with_licence(word, plain), Source.DERIVED
    if word != word.strip("'"):  # those were quotation marks
        return _word(word.strip("'"), own)
    return guessed(word), Source.GUESSED


def _with_licence(word: str, plain: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return (*plain, *licensed(word, plain))


@lru_cache(maxsize=1 << 10)
def _number(text: str) -> tuple[Reading, ...]:
    return _phrases(numbers.said(text))


def _phrases(ways: list[str]) -> tuple[Reading, ...]:
    """Return the readings of ways to say something in several words."""
    found = (_joined([_word(word, None)[0] for word in way.split()]) for way in ways)
    return tuple(islice(dict.fromkeys(reading for readings in found for reading in readings), _MOST))


def _plain(reading: Reading) -> Reading:
    return replace(reading, licence=False)


def _joined(parts: list[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """Return the readings of words said as one."""
    plain = [[reading for reading in readings if not reading.licence][:2] for readings in parts]
    found = (
        Reading("".join(one.stress for one in way), tuple(sound for one in way for sound in one.sounds))
        for way in islice(product(*plain), _MOST)
    )
    return tuple(dict.fromkeys(found)) or _SILENT


def _running_on(word: Word, after: Word | None) -> Word:
    """Add the readings in which the word runs into the next one, if that begins with a vowel."""
    if after is None or word.source is Source.SILENT or not _begins_with_vowel(after):
        return word
    more = tuple(reading for reading in before_a_vowel(word.readings) if reading not in word.readings)
    return Word(word.text, word.start, word.end, (*word.readings, *more), word.source) if more else word


def _begins_with_vowel(word: Word) -> bool:
    firsts = {reading.sounds[0] for reading in word.readings if reading.sounds}
    return any(sound[:2] in VOWELS for sound in firsts) or bool(
        not firsts and re.match("[aeiou]", word.text, re.IGNORECASE)
    )
