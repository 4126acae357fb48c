"""Whether two lines rhyme, and how; and the rhyme scheme of a poem."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from string import ascii_lowercase, ascii_uppercase

from bot.domain.prosody.endings import UNSTRESSED, Ending, endings, onset, rhyme_key, spelled
from bot.domain.prosody.eye import alike
from bot.domain.prosody.keys import whole
from bot.domain.prosody.sounds import VOWELS, Source, Word

__all__ = ["Match", "Rhyme", "Slant", "compare", "homophones", "onset", "relation", "rhyme_key", "scheme_of"]


class Rhyme(StrEnum):
    """How the ends of two lines relate, from the nearest to none."""

    PERFECT = "perfect"  # the same sounds from the stressed vowel on, after different consonants
    RICH = "rich"  # the same consonants before it, too: homophones and rime riche
    IDENTICAL = "identical"  # the same word
    EYE = "eye"  # spelled alike from the vowel on, said differently
    SLANT = "slant"  # in part the same sounds
    NONE = "none"
    UNKNOWN = "unknown"  # the sounds of one or both are not known


class Slant(StrEnum):
    """What a slant rhyme shares, from the most to the least."""

    UNACCENTED = "unaccented"  # the same last syllables, stressed in neither: "liberty", "charity"
    CONSONANCE = "consonance"  # the same sounds after a different stressed vowel
    ASSONANCE = "assonance"  # the same vowels with different consonants
    HISTORICAL = "historical"  # "die" and "eternity", which once sounded alike


@dataclass(frozen=True, slots=True)
class Match:
    """What comparing the ends of two lines found.

    ``slant`` is what they share where that is in part only, for an eye rhyme too. ``alike`` tells of lines
    whose sounds are not known whether they are spelled alike from the last vowel on.
    """

    rhyme: Rhyme
    slant: Slant | None = None
    alike: bool = False


RHYMING = frozenset({Rhyme.PERFECT, Rhyme.RICH, Rhyme.IDENTICAL})
"""What counts as rhyming in a rhyme scheme."""

STRESSED = 2
"""What the weights of two endings (``endings``) come to at least where one carries the beat for both."""


def relation(one: Sequence[Word], two: Sequence[Word]) -> Rhyme:
    """Return how two lines, given by their words, rhyme. See ``compare``."""
    return compare(one, two).rhyme


def compare(one: Sequence[Word], two: Sequence[Word]) -> Match:
    """Return how two lines, given by their words, rhyme in the best of all readings.

    The same word in the same spelling is identical, whatever precedes it; only of words that may be
    unstressed the rhyme is sought before them as well ("need it", "feed it"). What is spelled alike is an eye
    rhyme even where its sounds make it a slant one too, as nearly all eye rhymes do ("love", "move").
    """
    ends = _last(one), _last(two)
    if ends[0] is None or ends[1] is None:
        return Match(Rhyme.NONE)
    texts = spelled(ends[0]), spelled(ends[1])
    same = texts[0] == texts[1]
    if same and texts[0] not in UNSTRESSED:
        return Match(Rhyme.IDENTICAL)
    pairs = [(a, b) for a in endings(one) for b in endings(two)]
    found = {kind for a, b in pairs if (kind := _rhyme(a, b))}
    if found:
        rich = Rhyme.PERFECT not in found or homophones(ends[0], ends[1])
        return Match(Rhyme.RICH if rich else Rhyme.PERFECT)
    if same:
        return Match(Rhyme.IDENTICAL)
    if not pairs:
        return Match(Rhyme.UNKNOWN, alike=alike(*texts, 1))
    slant = next((kind for kind in Slant if any(_slant(a, b) is kind for a, b in pairs)), None)
    if any(_seen(a, b) for a, b in pairs):
        return Match(Rhyme.EYE, slant)
    return Match(Rhyme.SLANT, slant) if slant else Match(Rhyme.NONE)


def homophones(one: Word, two: Word) -> bool:
    """Tell whether two words of different spelling have a reading in speech that is the same throughout."""
    if spelled(one) == spelled(two):
        return False
    ways = [
        {
            (whole(reading), reading.stress)
            for reading in word.readings
            if reading.sounds and not reading.licence
        }
        for word in (one, two)
    ]
    return not ways[0].isdisjoint(ways[1])


def scheme_of(lines: Sequence[Sequence[Word]]) -> str:
    """Return the rhyme scheme of lines, given by their words: one letter for each, by first appearance.

    A line that rhymes with none has a letter of its own, one without words a space, as between stanzas. Rhyme
    need not be transitive: "wind" rhymes with "kind" and with "sinned". So all lines of one letter share one
    sound: a line joins the nearest before it with whose whole letter it rhymes, and what readings those lines
    do not share no longer counts ("sinned", "wind", "kind" are a, a, b). After z follow the capitals, and
    after those the letters of other alphabets.
    """
    scheme: list[str] = []
    groups: list[tuple[str, dict[tuple[str, ...], int]]] = []  # the nearest last
    letters = _letters()
    for words in lines:
        sounds = _shared_by(words)
        if not sounds:
            scheme.append(" ")
            continue
        for n in reversed(range(len(groups))):
            letter, shared = groups[n]
            both = {
                key: STRESSED
                for key, weight in sounds.items()
                if key in shared and weight + shared[key] >= STRESSED
            }
            if both:
                groups.append((letter, both))
                del groups[n]
                break
        else:
            letter = next(letters)
            groups.append((letter, sounds))
        scheme.append(letter)
    return "".join(scheme)


def _shared_by(words: Sequence[Word]) -> dict[tuple[str, ...], int]:
    """Return what a line can share with others that rhyme with it, and how surely that is stressed."""
    last = _last(words)
    if last is None:
        return {}
    found: dict[tuple[str, ...], int] = {("the word", spelled(last)): 2}
    for ending in endings(words):
        found[ending.key] = max(ending.weight, found.get(ending.key, 0))
    return found


def _letters() -> Iterator[str]:
    yield from ascii_lowercase
    yield from ascii_uppercase
    yield from (chr(code) for code in count(0xC0) if chr(code).isalpha())


def _last(words: Sequence[Word]) -> Word | None:
    """Return the last word of a line that is not silent."""
    return next((word for word in reversed(words) if word.source is not Source.SILENT), None)


def _rhyme(one: Ending, two: Ending) -> Rhyme | None:
    if one.key != two.key or one.weight + two.weight < STRESSED or one.words == two.words:
        return None
    return Rhyme.RICH if one.onset == two.onset else Rhyme.PERFECT


def _slant(one: Ending, two: Ending) -> Slant | None:
    """Return what two endings that are no rhyme share. Open vowels that differ share nothing."""
    if one.words == two.words:
        return None
    if one.key == two.key:
        return Slant.UNACCENTED
    if {(one.key, one.weight), (two.key, two.weight)} == {(("AY",), 2), (("IY",), 0)}:
        return Slant.HISTORICAL
    if one.weight + two.weight < STRESSED or min(len(one.key), len(two.key)) < 2:
        return None
    if one.key[1:] == two.key[1:]:
        return Slant.CONSONANCE
    same = [sound for sound in one.key if sound in VOWELS] == [sound for sound in two.key if sound in VOWELS]
    return Slant.ASSONANCE if same and one.weight and two.weight else None


def _seen(one: Ending, two: Ending) -> bool:
    """Tell whether two endings, each within one word, are spelled alike from their stressed vowel on."""
    numbers = [sum(sound in VOWELS for sound in ending.key) for ending in (one, two)]
    if one.weight + two.weight < STRESSED or numbers[0] != numbers[1] or len(one.words) + len(two.words) > 2:
        return False
    return alike(one.words[0], two.words[0], numbers[0])
