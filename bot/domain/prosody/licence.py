"""Readings that verse in metre may use and speech does not, or not always.

Abbott, A Shakespearian Grammar, 1870, 459 to 492; Bridges, Milton's Prosody, 1921; Kiparsky, "The Rhythmic
Structure of English Verse", 1977. Each takes the sounds of a reading and yields others.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from bot.domain.prosody.sounds import VOWELS, Reading, reading_of

Sounds = tuple[str, ...]

_GLIDES = frozenset({"R", "L", "N"})
_RUNS_ON = frozenset(
    {("DH", "AH0"), ("DH", "AH1"), ("DH", "IY0"), ("T", "UW1"), ("T", "AH0"), ("T", "IH0")}
    | {("W", "IY1"), ("HH", "IY1"), ("SH", "IY1"), ("DH", "EY1")}
)
"""The, to, we, he, she, they: th'expense, t'have, we're."""

_ONE_SYLLABLE = frozenset(
    {"spirit", "spirits", "ever", "never", "over", "whether", "either", "neither", "taken"}
)
"""Words of two syllables that verse has always been free to say as one (spright, e'er, o'er)."""


@cache
def _either_stress() -> frozenset[str]:
    """Return the words whose stress moves with the metre; the file says why."""
    text = (files("bot.domain.prosody") / "data" / "either_stress.txt").read_text("utf-8")
    return frozenset(word for row in text.splitlines() if not row.startswith("#") for word in row.split())


def licensed(word: str, readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings with licence of a word, written in small letters."""
    found: dict[Reading, None] = {}
    for reading in readings:
        for sounds in (*_shortened(reading.sounds), *_with_sounded_ed(word, reading.sounds)):
            made = reading_of(sounds)
            found[Reading(made.stress, made.sounds, licence=True)] = None
        if _moves(word, reading.stress):
            found[Reading("2" * reading.syllables, reading.sounds, licence=True)] = None
        if word in _ONE_SYLLABLE and reading.syllables == 2:
            found[Reading("?", reading.sounds, licence=True)] = None
    plain = {(reading.stress, reading.sounds) for reading in readings}
    return tuple(reading for reading in found if (reading.stress, reading.sounds) not in plain)


def before_a_vowel(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """Return the readings in which a word runs into the vowel that follows: th'expense, man(y) a, t'have."""
    found = []
    for reading in readings:
        sounds = reading.sounds
        if reading.syllables > 1 and sounds[-2:] in (("AH0", "L"), ("AH0", "N"), ("AH0", "R")):  # level of
            found.append(Reading(_neutral(reading.stress[:-1]), (*sounds[:-2], sounds[-1]), licence=True))
        if not sounds or sounds[-1][:2] not in VOWELS:
            continue
        if reading.syllables > 1 and sounds[-1].endswith("0"):
            found.append(Reading(_neutral(reading.stress[:-1]), sounds[:-1], licence=True))
        elif sounds in _RUNS_ON:
            found.append(Reading("", sounds[:1], licence=True))
    return tuple(dict.fromkeys(found))


def _neutral(stress: str) -> str:
    return "?" if len(stress) == 1 else stress


def _shortened(sounds: Sounds) -> Iterator[Sounds]:
    """Yield the sounds with one weak vowel fewer, and with two."""
    for shorter in _once(sounds):
        yield shorter
        yield from _once(shorter)


def _once(sounds: Sounds) -> Iterator[Sounds]:
    vowels = [n for n, sound in enumerate(sounds) if sound[:2] in VOWELS]
    for here, after in zip(vowels, [*vowels[1:], None], strict=True):
        if not sounds[here].endswith("0") or here == vowels[0]:
            continue
        before = sounds[here - 1]
        is_last = after is None
        # lion, being, glorious, virtuous: a weak vowel runs into the one beside it
        if before[:2] in VOWELS:
            yield (*sounds[:here], *_rest(sounds, here))
        elif after == here + 1 and sounds[after].endswith("0"):
            glide = {"IY": ("Y",), "UW": ("W",), "ER": ("R",)}.get(sounds[here][:2], ())
            yield (*sounds[:here], *glide, *sounds[here + 1 :])
        # gen(e)ral, temp(e)rate, wat(e)ry, bus(i)ness
        elif not is_last and sounds[after or 0].endswith("0") and sounds[here + 1] in _GLIDES:
            yield (*sounds[:here], *_rest(sounds, here))
        # heav'n, giv'n, ev'n, stol'n, fall'n
        elif is_last and sounds[here + 1 :] in (("N",), ("N", "Z")) and before in ("V", "L", "Z", "DH"):
            yield (*sounds[:here], *sounds[here + 1 :])


def _rest(sounds: Sounds, vowel: int) -> Sounds:
    """Return what follows a vowel that falls away; an ER leaves its R."""
    return (*(("R",) if sounds[vowel].startswith("ER") else ()), *sounds[vowel + 1 :])


def _with_sounded_ed(word: str, sounds: Sounds) -> Iterator[Sounds]:
    """Yield fix-ed, despis-ed: an -ed that was a syllable once, and may be one in verse."""
    if (
        word.endswith("ed")
        and sounds[-1] in ("T", "D")
        and len(sounds) > 2
        and sounds[-2][:2] not in ("IH", "AH")
    ):
        yield (*sounds[:-1], "IH0", "D")
    if word.endswith("fully") and sounds[-3:] == ("F", "L", "IY0"):
        yield (*sounds[:-2], "AH0", "L", "IY0")
    if (
        word.endswith("est")
        and len(sounds) > 3
        and sounds[-3][:2] in ("IH", "AH")
        and sounds[-2:] == ("S", "T")
    ):
        yield (*sounds[:-3], "S", "T")


def _moves(word: str, stress: str) -> bool:
    """Tell whether either of two syllables may be the stressed one: mankind, outworn, almost, perfumes."""
    return len(stress) == 2 and ("0" not in stress or word in _either_stress())
