"""The words of a line and how each may be said.

A word is looked up in CMUdict, then in the words that this server has taught, then made of words that these
have, and only then guessed by its letters; ``Word.source`` says which it was.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from bot.domain.prosody.fold import plain
from bot.domain.prosody.freedoms import running_on
from bot.domain.prosody.lookup import Lexicon, Said, nothing
from bot.domain.prosody.numbers import said_as
from bot.domain.prosody.sounds import Source, Word
from bot.domain.prosody.tables import abbreviations
from bot.domain.prosody.tokens import Kind, Token, tokens

Taught = Mapping[str, tuple[int, ...]]
"""A server's own words, casefolded, with the syllables that they may have."""

NOTHING: Taught = MappingProxyType({})
_SIGNS = {"&": "and", "+": "plus", "=": "equals", "@": "at", "#": "number"}


def words_of(line: str, taught: Taught = NOTHING) -> tuple[Word, ...]:
    """Return the words of a line of verse from left to right, with their places in it.

    ``taught`` gives a casefolded word's possible numbers of syllables; it never overrules the dictionary.
    Emoji, links and Discord's mentions are words that are silent; other signs that are not said are no words.
    """
    return running_on(list(_words(line, Lexicon(taught))))


def read(text: str, taught: Taught = NOTHING) -> Word:
    """Return one word with all its readings; text that has no word, or several, is a word that is silent."""
    found = words_of(text, taught)
    if len(found) != 1:
        return Word(text, 0, len(text), *nothing(Source.SILENT))
    return Word(text, 0, len(text), found[0].readings, found[0].source)


def alternatives(word: Word) -> tuple[tuple[int, str], ...]:
    """Return how a number that may have several numbers of syllables is said with each, ascending.

    None for other words: those are written as they are said.
    """
    if len(word.counts) < 2 or [token.kind for token in tokens(word.text)] != [Kind.NUMBER]:
        return ()
    lexicon = Lexicon(NOTHING)
    said = {
        reading.syllables: way
        for way in reversed(said_as(word.text))
        for reading in lexicon.phrases((way,))[0]
    }
    return tuple((count, said[count]) for count in word.counts if count in said)


def _words(line: str, lexicon: Lexicon) -> Iterator[Word]:
    shown = plain(line)
    for token in tokens(line):
        start, end = _trimmed(shown, token, lexicon) if token.kind is Kind.WORD else token[1:]
        short = None
        if token.kind in (Kind.WORD, Kind.DOTTED):
            short = _abbreviation(shown, start, end, lexicon)
        if short:
            end, said = short
        else:
            said = _said(token.kind, line[start:end], lexicon)
        yield Word(line[start:end], start, end, *said)


def _said(kind: Kind, text: str, lexicon: Lexicon) -> Said:
    if kind is Kind.SILENT:
        return nothing(Source.SILENT)
    if kind is Kind.FOREIGN:
        return nothing(Source.FOREIGN)
    if kind is Kind.NUMBER:
        return lexicon.number(text)
    if kind is Kind.SIGN:
        return lexicon.phrases((_SIGNS[text],))
    if kind is Kind.DOTTED:
        return lexicon.dotted(text)
    return lexicon.word(text)


def _trimmed(shown: str, token: Token, lexicon: Lexicon) -> tuple[int, int]:
    """Return the word's place without the apostrophes that are quotation marks."""
    start, end = token.start, token.end
    text = shown[start:end].replace("\x01", "").lower()
    if text[-1] == "'" and not (lexicon.keeps_tail(text) and shown[start:end] != "I'"):
        end, text = end - 1, text[:-1]
    if text[0] == "'" and not lexicon.keeps_head(text):
        start += 1
    return start, end


def _abbreviation(shown: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, Said] | None:
    """Return where an abbreviation ends, its point included, and how it is said; none if this is not one."""
    form = shown[start:end].replace("\x01", "").lower()
    after = shown[end:]
    for size, written in ((1, f"{form}."), (0, form)):
        ways, where = abbreviations().get(written, ((), ""))
        if not ways or not after.startswith("."[:size]):
            continue
        before = shown[:start].rstrip()[-1:]
        following = after[size:].lstrip()[:1]
        fits = {
            "always": True,
            "title": shown[start].isupper()
            and (not after[size:] or (following.isalnum() and after[size] == " ")),
            "number": following.isdigit(),
            "unit": before.isdigit(),
        }[where]
        if fits:
            return end + size, lexicon.phrases(ways)
    return None
