"""Why two judges of a poem may read a word differently: one name for each kind of reason."""

import re
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.verifier.phonemes import Reading


class Disagreement(StrEnum):
    """The class of a disagreement about one word, or about a line through one of its words."""

    SEVERAL_READINGS = "word with several readings"  # wind, live, record, beloved
    PROPER_NAME = "proper name"  # names keep the sounds of other languages
    NUMBER = "number"  # 1984: nineteen eighty-four, or nineteen hundred and eighty-four
    COMPOUND = "compound"  # homemade: where does the first part end?
    COMPOUND_STRESS = "stress of a compound"  # death-bed: both parts may carry the beat
    ELISION = "elision"  # every, different, heaven: a weak vowel before r, l or n comes and goes
    FULL_ED = "sounded -ed"  # fixèd, in verse, where speech has one syllable
    VOWEL_MERGER = "vowel merger"  # poem, cruel, million: two vowels in a row, or one
    R_COLOURING = "r-colouring"  # fire, hour, flower: one syllable or two
    STRESS = "stress"  # the two accents stress another syllable
    ACCENT = "accent"  # as many syllables, with other vowels
    MOSAIC = "rhyme over several words"  # poet, know it
    SLANT_RHYME = "slant rhyme"  # the last consonants agree, the vowels do not
    EYE_RHYME = "eye rhyme"  # love, prove: spelled alike only
    IDENTICAL = "identical word or sound"  # a word with itself, or with its homophone
    UNKNOWN_WORD = "unknown word"  # spelled out letter by letter, or in another script
    PLAIN = "no known reason"  # one of the two judges is wrong


VOWEL_START = tuple("aAeEiIoOuUV0@3")
# Second halves of compounds; a first half that ends in a silent e is where letter-to-sound rules go astray.
HEADS = tuple(
    word
    for line in (Path(__file__).parent / "data" / "heads.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)


def halves(word: str) -> tuple[str, str] | None:
    """The two parts of a compound written as one, where the first ends in a consonant and e; else nothing."""
    for head in sorted(HEADS, key=len, reverse=True):
        first = word.removesuffix(head)
        if first != word and re.fullmatch(r"[a-z]*[aeiouy][a-z]*[^aeiouy]e", first) and len(first) >= 4:
            return first, head
    return None


def is_vowel(symbol: str) -> bool:
    """Whether a phoneme of espeak-ng's is the heart of a syllable."""
    return symbol.startswith(VOWEL_START)


def of_word(word: str, several: bool, first: bool) -> Disagreement | None:
    """The class of a word by its spelling; ``first``: it opens a sentence, so a capital says nothing."""
    if not re.search(r"[A-Za-zÀ-ɏ]", word):
        return Disagreement.NUMBER if re.search(r"\d", word) else Disagreement.UNKNOWN_WORD
    if re.search(r"\d", word):
        return Disagreement.NUMBER
    if len(word) > 40 or not re.search(r"[aeiouyà-ɏ]", word.lower()):
        return Disagreement.UNKNOWN_WORD
    if several:
        return Disagreement.SEVERAL_READINGS
    if word[0].isupper() and not first and word.split("'")[0] != "I":
        return Disagreement.PROPER_NAME
    if "-" in word or halves(word.lower()):
        return Disagreement.COMPOUND
    return None


def name_of(word: str, strict: "Reading", other: "Reading", several: bool = False) -> Disagreement:
    """Name the class of a disagreement between two readings of a word, by spelling, then by sound."""
    spelled = of_word(word, several, first=True)
    if spelled is Disagreement.COMPOUND and strict.count == other.count:
        same = strict.stresses == other.stresses
        return Disagreement.ACCENT if same else Disagreement.COMPOUND_STRESS
    if spelled is not None:
        return spelled
    if strict.count == other.count:
        return Disagreement.STRESS if strict.stresses != other.stresses else Disagreement.ACCENT
    return _of_sounds(strict if strict.count > other.count else other)


def _of_sounds(longer: "Reading") -> Disagreement:
    """Where the longer of two readings has a vowel that the other may lack."""
    symbols = [phone.symbol for phone in longer.phones]
    pairs = list(pairwise(symbols))
    if any(is_vowel(a) and b == "3" for a, b in pairs):
        return Disagreement.R_COLOURING
    if any(is_vowel(a) and is_vowel(b) for a, b in pairs):
        return Disagreement.VOWEL_MERGER
    if any((a in "@I" and b in "rlnm") or (a == "3" and is_vowel(b)) for a, b in pairs) or "3" in symbols:
        return Disagreement.ELISION
    return Disagreement.PLAIN
