"""Words that nobody knows: syllables from their letters, sounds from known words that end alike."""

import re
from bisect import bisect_left
from functools import cache, lru_cache

from bot.domain.prosody import dictionary
from bot.domain.prosody.sounds import VOWELS, Reading

_GROUPS = re.compile(r"[aeiouy]+")
# What is written and not said, at the end: hope, hopes, hoped; but little, horses, wanted say it.
_SILENT = re.compile(
    r"(?<=[^aeiouy])e$(?<![^aeiouyl]le)(?<![^aeiouyr]re)|(?<=[^aeiouysxzcg])es$(?<!shes)(?<!ches)(?<![^aeiouyl]les)|"
    r"(?<=[^aeiouytd])ed$(?<![^aeiouyl]led)|(?<=[^aeiouy])e(?=ly$|ments?$|ness|less|ful|m[ae]n$|ville|wood|house|head|stead)"
)
# Two vowels in a row that are two syllables: ri-ot, cre-ate, ru-in, play-ing, flu-id, happi-er.
_APART = re.compile(
    r"(?<![ctgs])ia(?!ge|r?d$)|(?<=[bdfhklmnprvwz])io(?!us|n)|iu[ms]|eo(?!u|n)|u(?:i[nd]|al|ou|ate|en[ct])|[aeiouy]ing|yi|"
    r"ie(?:r|st|t[yi])|ii|[aeo]i[sc]m?$|(?<=[^aeiouy])ea(?:te|n$|l$)(?<=[rd]ea..)|[aoe]yer|[auo]yed|ue[rl]|ieno|[^aeiouy]yan"
)
_TOGETHER = re.compile(r"qu|gu(?=[aei])")
_EXTRA = re.compile(r"(?:sm|thm)s?$")
_LONGEST = 60  # letters that are looked at


@lru_cache(maxsize=1 << 12)
def guessed(word: str) -> tuple[Reading, ...]:
    """Return one or two readings of a word in small letters, the likelier first.

    Their sounds are those from the last stressed vowel on, of a known word that ends alike; none where there
    is no such word.
    """
    word = word[:_LONGEST].replace("'", "")
    first = max(1, _count(word))
    tail = _tail(word)
    counts = [first, *({_bare(word)} - {first, 0})][:2]
    return tuple(Reading(_stress(count), tail if _fits(tail, count) else ()) for count in counts)


def _count(word: str) -> int:
    """Return the likeliest number of syllables."""
    plain = _TOGETHER.sub("q", word)
    said = _SILENT.sub("", plain) if len(_GROUPS.findall(plain)) > 1 else plain
    return len(_GROUPS.findall(said)) + len(_APART.findall(said)) + bool(_EXTRA.search(plain))


def _bare(word: str) -> int:
    """Return the number of groups of vowels: what a slower, or a quicker, reader would say."""
    return len(_GROUPS.findall(word))


def _stress(count: int) -> str:
    return "?" * count


def _fits(tail: tuple[str, ...], count: int) -> bool:
    return sum(sound[:2] in VOWELS for sound in tail) <= count


def _tail(word: str) -> tuple[str, ...]:
    """Return the sounds of a rhyme with the word, from the known word that shares the longest ending."""
    spelt = _backwards()
    at = bisect_left(spelt, word[::-1])
    near = spelt[max(at - 1, 0) : at + 1]
    best = max(near, key=lambda other: _shared(other, word[::-1]), default="")
    if _shared(best, word[::-1]) < 3:
        return ()
    sounds = dictionary.readings(best[::-1])[0].sounds
    stressed = [n for n, sound in enumerate(sounds) if sound[-1] in "12"]
    return sounds[stressed[-1] :] if stressed else ()


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


@cache
def _backwards() -> list[str]:
    return sorted(word[::-1] for word in dictionary.words())
