"""Words and phrases to be found, compiled so that thousands of them cost a text nothing that is felt."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from bot.domain.limits.folding import fold
from bot.domain.limits.respelling import skeleton, squeezed
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import UNSPACED, UNSPACED_LETTERS, clean, is_blank

PHRASE_LIMIT = 100  # characters of one entry
TOKEN = re.compile(r"[^\W_]+")
_WITHOUT_SPACES = re.compile(f"[{UNSPACED}{UNSPACED_LETTERS}]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase, folded: its ``words``, of which the last may be a beginning (``open``).

    ``rule`` is what a match is called. ``english`` marks one that is a word in other languages, too, so that
    it counts in English only. ``strict`` ones are not looked for in disguise.
    """

    words: tuple[str, ...]
    rule: str
    open: bool = False
    english: bool = False
    strict: bool = False


def term_of(phrase: str, rule: str) -> Term:
    """Return what a moderator typed as a term: whole words, ``*`` at the end for the rest of the last one.

    Raises:
        Refusal: there is no word in it, it is too long, a ``*`` stands elsewhere, or it would match nearly
            everything (a beginning of one letter).
    """
    phrase = " ".join(clean(phrase).split())
    if len(phrase) > PHRASE_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(phrase), limit=PHRASE_LIMIT)
    open_end, body = phrase.endswith("*"), phrase.removesuffix("*")
    words = tuple(TOKEN.findall(fold(body).text))
    if "*" in body or is_blank(body) or not words or (open_end and (len(words[-1]) < 2 or body[-1] == " ")):
        raise Refusal(Reason.PHRASE_UNCLEAR)
    return Term(words, rule, open_end)


class Vocabulary:
    """Terms before a text's words. All lookups are by sets and dictionaries."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.words: dict[str, Term] = {}
        self._phrases: dict[tuple[str, str], list[Term]] = defaultdict(list)
        self._openings: dict[str, list[Term]] = defaultdict(list)  # of two words, the second a beginning
        self._beginnings: dict[int, dict[str, Term]] = defaultdict(dict)
        self._unspaced: dict[str, Term] = {}
        for term in terms:
            if len(term.words) > 1:
                if term.open and len(term.words) == 2:
                    self._openings[term.words[0]].append(term)
                else:
                    self._phrases[term.words[0], term.words[1]].append(term)
            elif term.open:
                self._beginnings[len(term.words[0])][term.words[0]] = term
            elif _WITHOUT_SPACES.search(term.words[0]):
                self._unspaced[term.words[0]] = term
            else:
                self.words.setdefault(term.words[0], term)

    def __bool__(self) -> bool:
        return bool(self.words or self._phrases or self._openings or self._beginnings or self._unspaced)

    def hits(self, distinct: frozenset[str]) -> dict[str, Term]:
        """Return which of a text's words are terms, or begin as one does."""
        found = {word: self.words[word] for word in self.words.keys() & distinct}
        for length, beginnings in self._beginnings.items():
            for word in distinct:
                if (term := beginnings.get(word[:length])) is not None:
                    found.setdefault(word, term)
        return found

    def spoken(
        self, tokens: Sequence[str], pairs: Collection[tuple[str, str]]
    ) -> Iterator[tuple[Term, int, int]]:
        """Yield the phrases among a text's words, each with the numbers of its first word and of the one
        behind it. ``pairs`` are all two words that follow each other."""
        heads = self._phrases.keys() & pairs
        if not heads and not self._openings:
            return
        for at, pair in enumerate(pairwise(tokens)):
            terms = self._phrases[pair] if pair in heads else ()
            for term in (*terms, *self._openings.get(pair[0], ())):
                end = at + len(term.words)
                said = tuple(tokens[at:end])
                if said == term.words or (
                    term.open and said[:-1] == term.words[:-1] and said[-1].startswith(term.words[-1])
                ):
                    yield term, at, end

    @cached_property
    def within(self) -> re.Pattern[str] | None:
        """What finds terms of scripts that do not part their words; None where there are none."""
        if not self._unspaced:
            return None
        return re.compile("|".join(map(re.escape, sorted(self._unspaced, key=len, reverse=True))))

    def unspaced(self, text: str) -> Term:
        """Return the term that ``within`` has found."""
        return self._unspaced[text]

    @cached_property
    def disguised(self) -> "Disguises":
        """The same words as disguise leaves them."""
        return Disguises(self.words)


class Disguises:
    """Words by what is left of them in disguise."""

    def __init__(self, words: Mapping[str, Term]) -> None:
        self._words = {word: term for word, term in words.items() if not term.strict and word.isalpha()}
        self._squeezed: dict[str, list[str]] = defaultdict(list)
        self._skeletons: dict[str, str] = {}
        self._sized: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in self._words:
            self._squeezed[squeezed(word)].append(word)
            if len(word) > 3:
                self._skeletons.setdefault(skeleton(word), word)
                self._sized[len(word), word[0]].append(word)
        self.longest = max(map(len, self._words), default=0)

    def among(self, words: Mapping[str, object]) -> set[str]:
        """Return which of some words are terms."""
        return self._words.keys() & words.keys()

    def exact(self, word: str) -> Term | None:
        """Return the term that a word is."""
        return self._words.get(word)

    def stretched(self, word: str) -> Term | None:
        """Return the term whose letters a word repeats: each run at least as long as the term's."""
        for plain in self._squeezed.get(squeezed(word), ()):
            if _runs(word) >= _runs(plain) and all(
                mine >= theirs for mine, theirs in zip(_lengths(word), _lengths(plain), strict=True)
            ):
                return self._words[plain]
        return None

    def respelled(self, word: str) -> Term | None:
        """Return the term that a word sounds like in the respellings of chats."""
        plain = self._skeletons.get(skeleton(word)) if len(word) > 2 else None
        return self._words[plain] if plain is not None else None

    def starred(self, pattern: str) -> Term | None:
        """Return the term that a word with signs for some letters stands for, each sign ``.`` for one."""
        for plain in self._sized.get((len(pattern), pattern[0]), ()):
            if all(mine in (".", theirs) for mine, theirs in zip(pattern, plain, strict=True)):
                return self._words[plain]
        return None


def _lengths(word: str) -> list[int]:
    return [len(match[0]) for match in re.finditer(r"(.)\1*", word)]


def _runs(word: str) -> int:
    return len(_lengths(word))


EMPTY = Vocabulary()
