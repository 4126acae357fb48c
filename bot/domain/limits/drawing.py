"""Letters drawn of several signs, "|-|" for an H: a stretch is read as every drawing in it may be meant.

Only the words themselves are found so, at least two of their letters written as such, since signs alone are a
smiley, a frame or a piece of code.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from string import ascii_lowercase

from bot.domain.limits.disguises import Disguises
from bot.domain.limits.respelling import LEET
from bot.domain.limits.terms import Term
from bot.domain.prosody.tables import rows

_LONGEST = 60  # signs of a stretch; what is longer is an address or a frame
_LEAST = 2  # letters of a word that are not drawn
_PLAIN = 3  # letters, drawn ones among them, of a word with a drawing that is in no table: it may be any
_STROKES = re.compile(r"(?=[-+=^~]*[\[\](){}<>|\\/_])[-+=^~\[\](){}<>|\\/_]{2,4}")
_STRETCH = re.compile(r"\S+")


def stretches(text: str) -> list[tuple[str, int]]:
    """Return what of a folded text has a drawn letter and written ones, each with its place."""
    found, read = [], 0
    for pair in _pair().finditer(text):
        if pair.start() < read:
            continue
        first = pair.start()
        while first > read and not text[first - 1].isspace():
            first -= 1
        signs = _STRETCH.match(text, first)
        read = pair.end() if signs is None else signs.end()
        one = text[first:read]
        if len(one) <= _LONGEST and _hint().search(one) is not None and sum(map(str.isalpha, one)) >= _LEAST:
            found.append((one, first))
    return found


def drawn(found: list[tuple[str, int]], words: Disguises) -> Iterator[tuple[Term, int, int]]:
    """Yield the terms in a text's ``stretches``, each with its place in the text."""
    for text, place in found:
        at = 0
        while at < len(text):
            end = None
            if at == 0 or not text[at - 1].isalnum():
                end = _read(text, at, words)
            if end is not None:
                term, last = end
                yield term, place + at, place + last
                at = last
            else:
                at += 1


def _read(text: str, first: int, words: Disguises) -> tuple[Term, int] | None:
    """Return the term that begins at a place, with its end: the longest."""
    best: tuple[Term, int] | None = None
    open_ = {("", first, 0, False)}  # what is said so far, where that ends, letters written, any letter taken
    while open_:
        following = set()
        for said, at, written, guessed in open_:
            if at > first and (at == len(text) or not text[at].isalnum()):
                told = written >= _LEAST and len(said) - guessed >= _PLAIN
                term = words.exact(said) if told else None
                if term is not None and at - first > len(said) and (best is None or at > best[1]):
                    best = term, at
            for letter, size in _letters(text, at):
                if (longer := said + letter) in words.beginnings:
                    following.add((longer, at + size, written + (size == 1 and text[at].isalpha()), guessed))
            if said and not guessed and (strokes := _STROKES.match(text, at)) is not None:
                for longer in (said + letter for letter in ascii_lowercase):
                    if longer in words.beginnings:
                        following |= {
                            (longer, end, written, True) for end in range(at + 2, strokes.end() + 1)
                        }
        open_ = following
    return best


def _letters(text: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield the letters that may stand at a place, each with the number of its signs."""
    sign = text[at : at + 1]
    for letter in LEET.get(sign, sign if sign.isalpha() else ""):
        yield letter, 1
    for signs, letters in _drawings().get(sign, ()):
        if text.startswith(signs, at):
            for letter in letters:
                yield letter, len(signs)


@cache
def _drawings() -> Mapping[str, list[tuple[str, str]]]:
    """Return the drawings by their first sign, each with the letters that it may be."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for signs, letters in rows("drawn.tsv", "bot.domain.limits"):
        found[signs[0]].append((signs, letters))
    return found


@cache
def _pair() -> re.Pattern[str]:
    """Return what finds two signs of which no drawing is without the like: much faster than all drawings."""
    signs = [signs for group in _drawings().values() for signs, _ in group if not signs.isalpha()]
    strokes = r"\[](){}<>|\\/_=+^~-"
    first, second = (re.escape("".join({one[at] for one in signs})) for at in (0, 1))
    return re.compile(f"[{first}][{second}]|[{strokes}][{strokes}]")


@cache
def _hint() -> re.Pattern[str]:
    signs = [signs for group in _drawings().values() for signs, _ in group if not signs.isalpha()]
    return re.compile("|".join([*map(re.escape, signs), _STROKES.pattern]))
