"""Words whose letters or pieces stand apart, with spaces between them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from bot.domain.limits.disguises import Disguises
from bot.domain.limits.english import is_word
from bot.domain.limits.respelling import LEET, unleeted
from bot.domain.limits.terms import Term

_BETWEEN = r"(?:[ \t\n]|[^\w\s@$!+]){1,7}"  # "** **" between bold letters, and more
_SPELLED = re.compile(
    rf"(?<![^\W_])([^\W_]|[@$!+])(?:(?:{_BETWEEN}|_{{1,3}})([^\W_]|[@$!+])(?![^\W_])){{2,}}"
)
_SINGLES = re.compile(r"(?<![^\s—…(\"“])[^\s—…\"“](?:\s[^\s—…](?![^\s—….,;:!?)\"”])){3,}")
_MIXED = re.compile(r"(?<![^\W_])[^\W_](?:[\W_][^\W_](?![^\W_])){3,}")  # one sign of any kind between
_STOP = re.compile(r"[.!?…]")
_SIGN = re.compile(r"[^\W_]|[@$!+]")
_INITIALS = re.compile(r"(?:[A-Z]\. ?){2,}[A-Z]?\.?")
_SHORTEST = 4  # letters of a word that is looked for within a longer run
_LONG = 5  # of one that two words of another language hardly make
_ROW = 4  # signs
_PIECES = 3
_WAYS = 16
_LONGEST = 16
_FEW = 64  # signs of a row that is read in more ways than one


def runs(text: str) -> list[tuple[str, list[int]]]:
    """Return the rows of single letters and signs in a folded text, each with their places."""
    found = []
    for match in _SPELLED.finditer(text):
        spots = [sign.start() for sign in _SIGN.finditer(text, match.start(), match.end())]
        found.append(("".join(text[spot] for spot in spots), spots))
    for match in _MIXED.finditer(text):
        if any(sign in match[0][1::2] for sign in "@$!+"):  # which the other rows read as letters
            spots = list(range(match.start(), match.end(), 2))
            found.append((match[0][::2], spots))
    return found


def singles(text: str) -> list[tuple[str, int, int]]:
    """Return the rows of single signs of any kind in a folded text, without spaces and with its place."""
    return [one for match in _SINGLES.finditer(text) for one in _joined(match)]


def _joined(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Yield a row of single signs without the spaces, with its place; as well without a word before it ("a",
    "I") and without what draws no letter at its ends."""
    spots = [at for at in range(*match.span()) if not match.string[at].isspace()]
    while spots and not _means(match.string[spots[-1]]):
        spots.pop()
    for first in range(len(spots)):
        if len(spots) - first < _ROW:
            break
        sign = match.string[spots[first]]
        if _means(sign):
            yield "".join(match.string[at] for at in spots[first:]), spots[first], spots[-1] + 1
            if sign not in "ai":
                break


def _means(sign: str) -> bool:
    return sign.isalnum() or sign in LEET or sign in "*#"


def spelled_out(
    found: Sequence[tuple[str, list[int]]], typed: str, words: Disguises
) -> Iterator[tuple[Term, int, int]]:
    """Yield the terms whose letters stand apart ("f u c k", "f. u. c. k."), each with its place.

    ``found`` are the text's ``runs``; ``typed`` is the text as it was typed, where that is as long, else the
    folded one: it tells initials from words.
    """
    for signs, spots in found:
        if _INITIALS.fullmatch(typed[spots[0] : spots[-1] + 1]) and len(spots) < _SHORTEST:
            continue
        if signs.isdigit() or (is_word(signs) and words.exact(signs) is None):
            continue  # a count or a number, or a word that somebody spells
        for letters in unleeted(signs)[: _WAYS if len(spots) <= _FEW else 1]:
            if (whole := words.spelled(letters, english=True)) is not None:
                own = len(spots) > _SHORTEST and words.exact(letters[1:]) is not None  # "a" before it is none
                yield whole.term, spots[int(own)], spots[-1] + 1
                break
            if len(letters) == len(spots) and (inside := _inside(letters, words)) is not None:
                term, first, last = inside
                yield term, spots[first], spots[last - 1] + 1
                break


def _inside(letters: str, words: Disguises) -> tuple[Term, int, int] | None:
    for size in range(min(words.longest, len(letters) - 1), _SHORTEST - 1, -1):
        for first in range(len(letters) - size + 1):
            if (term := words.exact(letters[first : first + size])) is not None:
                return term, first, first + size
    return None


def pieces(chunks: Sequence[str], odd: Sequence[int]) -> dict[str, list[tuple[int, int]]]:
    """Return what a space may part into pieces, one of which is no word ("fu ck", "s hit"), with the
    numbers of its first piece and its last, wherever it stands.

    ``chunks`` are the stretches between spaces; ``odd`` are the numbers of those that are bare letters and no
    word.
    """
    found: dict[str, list[tuple[int, int]]] = {}
    for at in odd:
        if len(chunks[at]) >= _LONGEST:
            continue
        for first in range(max(at - _PIECES + 1, 0), at + 1):
            joined = chunks[first]
            for last in range(first + 1, min(first + _PIECES, len(chunks))):
                joined += chunks[last]
                if len(joined) > _LONGEST:
                    break
                if last >= at:
                    found.setdefault(joined, []).append((first, last))
    return found


def in_pieces(
    found: dict[str, list[tuple[int, int]]],
    chunks: Sequence[re.Match[str]],
    words: Disguises,
    english: bool,
    capital: Callable[[int], bool],
) -> Iterator[tuple[Term, int, int]]:
    """Yield the terms among a text's ``pieces``, each with its place; long ones where it is not English.

    ``capital`` tells whether a capital was typed at a place: behind a full stop it begins a sentence, or a
    name.
    """
    for joined, term in words.among(found).items():
        if len(joined) >= (_SHORTEST if english else _LONG):
            for first, last in found[joined]:
                gaps = pairwise(chunks[first : last + 1])
                if not any(
                    _STOP.search(one.string, one.end(), other.start()) and capital(other.start())
                    for one, other in gaps
                ):
                    yield term, chunks[first].start(), chunks[last].end()
