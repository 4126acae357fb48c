"""The making of a lexicon: which words in stock a model can be led through, and in which tokens."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from bot.domain.verse.stock import RARE_LETTERS, Entry
from bot.generation.muse import TokenTable
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.shelf import Shelf, Tokens

MOST_TOKENS = 4
"""In more tokens no word is spelled: it is too rare for the model."""
ENOUGH = 4000
"""So many words are enough for a poem."""
STANDING_ALONE = 2.0
"""A token is a word so many times as often as it begins others; else the model means one of those."""
MORE = 2
"""So many more tokens a word may take that begins a line; there a model has fewer words of one token."""


def spelled_out(entries: Sequence[Entry], table: TokenTable) -> Lexicon:
    """Spell the words in a model's tokens, without names and without what it hardly knows.

    Raises:
        ValueError: its tokens have no line's end, or can spell no word.
    """
    low = [entry.text for entry in entries]
    high = [text[0].upper() + text[1:] for text in low]
    first = table.spelled(high)
    within = table.spelled([f" {text}" for text in low])
    capital = table.spelled([f" {text}" for text in high])
    known = [
        n
        for n, (one, other) in enumerate(zip(within, capital, strict=True))
        if one and other and not named(one, other)
    ]
    plain = set(_plain(entries, known, within))
    most = _most(entries, plain, within)
    texts = table.texts()

    meant = _meant(entries, first)

    def begins(n: int) -> bool:
        tokens = first[n]
        return tokens is not None and len(tokens) <= most + MORE and _telling(tokens, texts, meant)

    usual = [n for n in plain if _near(entries[n], within[n], most)]
    begun = Counter(entries[n].text[0].upper() for n in usual if begins(n))
    # An acrostic may ask for any letter: where few words begin with it, others do.
    scarce = {n for n in known if begun[entries[n].text[0].upper()] < RARE_LETTERS and _short(first[n])}
    scarce |= {n for n, entry in enumerate(entries) if entry.rare and _short(first[n]) and within[n]}
    kept = sorted({*usual, *scarce})
    if not kept:
        raise ValueError("this model's tokens spell no words")

    def shelf(way: Sequence[Tokens | None], wanted: Callable[[int, Tokens], bool]) -> Shelf:
        return Shelf(
            [(tokens, place) for place, n in enumerate(kept) if (tokens := way[n]) and wanted(n, tokens)]
        )

    shelves = [
        shelf(first, lambda n, tokens: n in scarce or begins(n)),
        shelf(within, lambda n, tokens: len(tokens) <= most + 1),
        shelf(capital, lambda n, tokens: len(tokens) <= most + 1),
    ]
    return Lexicon([entries[n] for n in kept], shelves, table)


def _plain(entries: Sequence[Entry], known: Sequence[int], spelled: Sequence[Tokens | None]) -> list[int]:
    """Return the words but those whose one token is rather the beginning of others: "ro", "cal", "mar"."""
    others: dict[int, float] = {}
    for entry, tokens in zip(entries, spelled, strict=True):
        if tokens and len(tokens) > 1:
            others[tokens[0]] = others.get(tokens[0], 0.0) + 10**entry.zipf
    return [
        n
        for n in known
        if not (tokens := spelled[n])
        or len(tokens) > 1
        or entries[n].leans
        or 10 ** entries[n].zipf >= STANDING_ALONE * others.get(tokens[0], 0.0)
    ]


def _meant(entries: Sequence[Entry], spelled: Sequence[Tokens | None]) -> frozenset[int]:
    """Return the tokens that are rather a word than the beginning of others: "The", not that of "Theft"."""
    words: dict[int, float] = {}
    others: dict[int, float] = {}
    for entry, tokens in zip(entries, spelled, strict=True):
        if tokens:
            found = words if len(tokens) == 1 else others
            found[tokens[0]] = found.get(tokens[0], 0.0) + 10**entry.zipf
    return frozenset(
        token for token, share in words.items() if share >= STANDING_ALONE * others.get(token, 0.0)
    )


def _telling(tokens: Tokens, texts: Sequence[str | None], meant: frozenset[int]) -> bool:
    """Tell whether the first of several tokens says what word comes: "Gar" of "Garden", not "A" of "Aunt"."""
    if len(tokens) == 1 or "'" in (texts[tokens[1]] or ""):
        return True
    return tokens[0] not in meant and len((texts[tokens[0]] or "").strip()) > 2


def _short(tokens: Tokens | None) -> bool:
    return tokens is not None and len(tokens) <= MOST_TOKENS


def _near(entry: Entry, tokens: Tokens | None, most: int) -> bool:
    """Tell whether a word is spelled in few tokens; a contraction may take one more, its second part."""
    return tokens is not None and len(tokens) <= most + ("'" in entry.text)


def _most(entries: Sequence[Entry], known: Collection[int], spelled: Sequence[Tokens | None]) -> int:
    """Return in how many tokens a word may be spelled: in one where that leaves words enough.

    A word of several begins with a token that many others share. The model may mean one of those that the
    line cannot have, and would then be led to a word that it did not mean.
    """
    for most in range(1, MOST_TOKENS):
        if sum(_near(entries[n], spelled[n], most) for n in known) >= ENOUGH:
            return most
    return MOST_TOKENS


def named(within: tuple[int, ...], capital: tuple[int, ...]) -> bool:
    """Tell whether a word is a name: one that the model's tokens rather write with a capital.

    Tokens are numbered in the order in which they were found in the texts that the tokenizer was made of, the
    most frequent first; a name in small letters comes late, or in pieces.
    """
    if len(within) != len(capital):
        return len(within) > len(capital)
    return len(within) == 1 and within[0] > 2 * capital[0]
