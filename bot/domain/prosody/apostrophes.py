"""Words with an apostrophe: contractions, possessives, elisions, and the spellings of old verse."""

import re
from collections.abc import Iterator

from bot.domain.prosody.attaching import attached, dropped, unstressed, without_syllable
from bot.domain.prosody.joining import MOST, Known, distinct
from bot.domain.prosody.sounds import VOWELS, Reading, reading_of
from bot.domain.prosody.tables import shortened

# What stands after a word, and its sounds after a vowel and after a consonant.
_CLITICS: dict[str, tuple[tuple[str, ...], ...]] = {
    "'ll": (("L",), ("AH0", "L")),
    "'ve": (("V",), ("AH0", "V")),
    "'re": (("R",), ("ER0",)),
    "'em": (("AH0", "M"), ("AH0", "M")),
    "'m": (("M",), ("AH0", "M")),
    "'d": (("D",), ("D",)),
    "'t": (("T",), ("T",)),
}
_FRONTS = ("a", "be", "e", "im", "ex", "re", "to", "de")


def with_apostrophe(word: str, known: Known, made: Known) -> tuple[Reading, ...]:
    """Return the readings of a word with an apostrophe, by the first rule that fits; none where none does.

    ``made`` knows besides what ``known`` does the words that can be made of those.
    """
    for rule, knows in (
        (_listed, made),
        (_silent_e, known),
        (_contracted, made),
        (_possessive, made),
        (_verb, made),
        (_restored, known),
        (_beheaded, known),
        (_tailless, made),
        (_restored, made),
    ):
        if found := distinct(list(rule(word, knows))):
            return found[:MOST]
    return ()


def _listed(word: str, known: Known) -> Iterator[Reading]:
    yield from shortened().get(word, ())
    if word.startswith("o'er") and len(word) > 6:  # o'erthrown
        yield from (reading_of(("AO2", "R", *said.sounds)) for said in known(word[4:]) if said.sounds)
    if word.startswith("th'") and len(word) > 4:  # th'expense
        yield from (reading_of(("DH", *said.sounds)) for said in known(word[3:]) if said.sounds)


def _contracted(word: str, known: Known) -> Iterator[Reading]:
    """Yield "tree'll", "who'd've", "it'd", "mayn't"."""
    if word.endswith("n't"):
        for said in known(word[:-3]):
            yield attached(said, ("AH0", "N", "T"), letters=word[:-3])
        return
    for ending, (after_vowel, after_consonant) in _CLITICS.items():
        if not word.endswith(ending):
            continue
        stem = word[: -len(ending)]
        for said in known(stem) or with_apostrophe(stem, known, known) if stem else ():
            if ending == "'d" and (
                said.sounds[-1:] in (("T",), ("D",)) or (not said.sounds and stem[-1] in "td")
            ):
                yield attached(said, ("AH0", "D"), letters=stem)
                continue
            open_ended = said.sounds[-1][:2] in VOWELS if said.sounds else stem[-1] in "aeiouy"
            if open_ended and said.sounds[-1:] != ("ER0",):
                yield attached(said, after_vowel, letters="")
                if ending in ("'ll", "'re") and len(stem) > 3:
                    yield attached(said, after_consonant, letters="")
            elif ending == "'d":
                yield without_syllable(said, after_consonant if said.sounds else ())
            else:
                yield attached(said, after_consonant, letters="")


def _possessive(word: str, known: Known) -> Iterator[Reading]:
    """Yield "boss's" with one syllable more, "boats'" with none."""
    if word.endswith("'s"):
        for said in known(word[:-2]):
            yield attached(said, ("Z",), letters=word[:-2])
    elif word.endswith("s'"):
        yield from known(word[:-1])
        for said in known(word[:-1]):  # "James'" is said both ways
            if word.endswith(("ss'", "es'", "xs'", "us'", "is'", "as'")) and not known(word[:-2]):
                yield attached(said, ("IH0", "Z"), letters="")


def _verb(word: str, known: Known) -> Iterator[Reading]:
    """Yield "prov'd", "ruin'd" and "lov'st" without the syllable of their -ed and -est."""
    for ending, sounds in (("'d", ("D",)), ("'st", ("S", "T")), ("'dst", ("D", "S", "T")), ("'th", ("TH",))):
        if word.endswith(ending):
            stem = word[: -len(ending)]
            doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            for base in dict.fromkeys(
                (stem + "e", stem, doubled, stem[:-1] + "y" if stem[-1:] == "i" else stem)
            ):
                for said in known(base):
                    yield without_syllable(said, sounds)
                if known(base):
                    return


def _silent_e(word: str, known: Known) -> Iterator[Reading]:
    """Yield "shin'd" and "star'd" as of "shine" and "stare", and then as of "shin" and "star"."""
    if re.search("[^aeioudty]'d$", word) and known(word[:-2] + "e"):
        yield from _verb(word, known)
        yield from _contracted(word, known)


def _restored(word: str, known: Known) -> Iterator[Reading]:
    """Yield the word whose vowel the apostrophe has put out, without that vowel: "ev'ry" is "every".

    CMUdict often has the short way alone, as of "evening"; then nothing more is dropped.
    """
    place = word.find("'", 1)
    if not 0 < place < len(word) - 1 or word.count("'") > 3:
        return
    before, after = word[:place], word[place + 1 :]
    least = _vowel_groups(before) + _vowel_groups(after) - (after.endswith("e") and _vowel_groups(after) > 1)
    for letters in ("e", "i", "o", "a", "u", "v", "ve", "th", "gh", "l"):
        full = known(before + letters + after)
        if not full and "'" in after:
            full = with_apostrophe(before + letters + after, known, known)
        counts = [said.syllables for said in full]
        for said in full:
            places = unstressed(said)
            if said.syllables == max(counts) > max(1, least) and places:
                vowels = [at for at, sound in enumerate(said.sounds) if sound[:2] in VOWELS]
                lost = _vowel_groups(before)
                yield dropped(said, min(places, key=lambda at: abs(vowels.index(at) - lost)))
            elif said.syllables == min(counts) <= least:
                yield said
        if full:
            return


def _vowel_groups(letters: str) -> int:
    return len(re.findall("[aeiouy]+", letters))


def _beheaded(word: str, known: Known) -> Iterator[Reading]:
    """Yield "'fraid" and "'long": the word without its unstressed first syllable, or as it stands."""
    if word[0] != "'" or len(word) < 3:
        return
    rest = word[1:]
    for front in _FRONTS:
        for said in known(front + rest):
            if said.syllables > 1 and said.stress[0] == "0":
                first = next(at for at, sound in enumerate(said.sounds) if sound[:2] in VOWELS)
                kept = said.sounds[:first] if front == "be" and rest[0] in "lr" else ()
                yield reading_of(kept + said.sounds[first + 1 :])
    yield from known(rest)
    for said in known("h" + rest):  # 'ouse
        if said.sounds[:1] == ("HH",):
            yield reading_of(said.sounds[1:])


def _tailless(word: str, known: Known) -> Iterator[Reading]:
    """Yield "runnin'" and other words whose last sound is not written."""
    if word.endswith("in'"):
        for said in known(word[:-1] + "g"):
            yield reading_of((*said.sounds[:-1], "N"))
    elif word.endswith("'"):
        yield from known(word[:-1])
