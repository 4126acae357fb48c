"""The readings of a word that the verifier allows: espeak-ng's own first, then a short list of other classes.

The classes are those that handbooks of verse give under elision (syncope, synaeresis: R. B. Shaw, "Blank
Verse", 2007; P. Fussell, "Poetic Meter and Poetic Form", 1965) and that dictionaries of English differ about
(compression: J. C. Wells, "Longman Pronunciation Dictionary"). Those marked ``verse`` hold in metre only.
"""

import re
from functools import cache
from pathlib import Path

from tests.verifier.classes import Disagreement, halves, is_vowel, name_of
from tests.verifier.phonemes import Phone, Reading, prepare, said
from tests.verifier.words import LONGEST, spoken

KIND = Disagreement
# The classes that stay the reason for a reading when a vowel of it comes or goes besides.
_KEPT: dict[Disagreement | None, Disagreement] = {each: each for each in (KIND.SEVERAL_READINGS, KIND.NUMBER)}
CLIPPED = {"th'": ("D",), "t'": ("t",)}


@cache
def several() -> dict[str, tuple[str, ...]]:
    """The words with several readings, with the respellings that give them."""
    text = (Path(__file__).parent / "data" / "readings.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {row[0]: tuple(row[1:]) for row in rows}


def asks(word: str) -> set[str]:
    """All that espeak-ng must be asked for before the readings of this word are known."""
    text = spoken(word)
    if len(text) > LONGEST or not re.search(r"[a-zà-ɏ\d]", text.lower()):
        return set()
    found = {text, *several().get(text, ())}
    found |= {part for part in text.split("-") if part} if "-" in text else set()
    found |= set(halves(text) or ())
    if re.fullmatch(r"1[1-9]\d\d|20[1-9]\d", text):
        found.add(f"{text[:2]} {text[2:]}")
    return found


def prepare_words(words: set[str]) -> None:
    """Ask for all that these words need, at once."""
    prepare({text for word in words for text in asks(word)})


@cache
def readings(word: str) -> tuple[Reading, ...]:
    """Every reading allowed to a word, espeak-ng's American own first; of two alike only the first."""
    low = word.lower()
    if low in CLIPPED:
        return (Reading(tuple(Phone(sound) for sound in CLIPPED[low])),)
    text = spoken(word)
    if len(text) > LONGEST or not re.search(r"[a-zà-ɏ\d]", text.lower()):
        return (Reading((), why=None),)
    strict = _as_written(low, said(text))
    found = [strict, *_respelled(text, strict)]
    british = said(text, "en-gb")
    if british.sounds != strict.sounds or british.stresses != strict.stresses:
        british = _as_written(low, british)
        found.append(_why(british, name_of(word, strict, british, low in several())))
    for reading in list(found):
        found += _rules(low, reading)
    for reading in list(found[1:]):
        found += [second for second in _rules(low, reading) if second.why == reading.why]
    unique: dict[tuple[object, ...], Reading] = {}
    for reading in found:
        unique.setdefault((reading.phones, reading.voice), reading)
    return tuple(unique.values())


def _why(reading: Reading, why: Disagreement, verse: bool = False) -> Reading:
    return Reading(reading.phones, reading.voice, reading.why or why, reading.verse or verse)


def _drop(reading: Reading, at: int, why: Disagreement, verse: bool = False) -> Reading:
    """Without the vowel at this place; an r-coloured one leaves its r."""
    after = reading.phones[at + 1].symbol if at + 1 < len(reading.phones) else ""
    left = (Phone("r"),) if reading.phones[at].symbol == "3" and after != "r" else ()
    phones = reading.phones[:at] + left + reading.phones[at + 1 :]
    return _why(Reading(phones, reading.voice, _KEPT.get(reading.why), reading.verse), why, verse)


def _add(reading: Reading, at: int, symbol: str, why: Disagreement, verse: bool = False) -> Reading:
    phones = (*reading.phones[:at], Phone(symbol), *reading.phones[at:])
    return _why(Reading(phones, reading.voice, _KEPT.get(reading.why), reading.verse), why, verse)


def _as_written(low: str, reading: Reading) -> Reading:
    """What the spelling itself asks of the sounds: heav'n has lost its vowel, blessèd has its own."""
    last = len(reading.phones) - 2
    if re.search(r"[^aeiou]'n$", low) and last > 0 and reading.phones[last].symbol in "@I":
        return Reading(reading.phones[:last] + reading.phones[last + 1 :], reading.voice)
    if re.search(r"[èé]d$", low) and last >= 0 and reading.phones[last].symbol not in "@I":
        return Reading((*reading.phones[:-1], Phone("I"), Phone("d")), reading.voice)
    return reading


def _respelled(text: str, strict: Reading) -> list[Reading]:
    found: list[Reading] = []
    if text in several():
        found += [_why(said(other), KIND.SEVERAL_READINGS) for other in several()[text]]
        if not several()[text] and strict.count > 1:
            found += [_stressed(strict, at, KIND.SEVERAL_READINGS) for at in range(strict.count)]
    parts = [part for part in text.split("-") if part] if "-" in text else list(halves(text) or ())
    if len(parts) > 1:
        joined = Reading(tuple(phone for part in parts for phone in said(part).phones))
        found.append(_why(joined, KIND.COMPOUND if joined.count != strict.count else KIND.COMPOUND_STRESS))
    if re.fullmatch(r"1[1-9]\d\d|20[1-9]\d", text):
        found.append(_why(said(f"{text[:2]} {text[2:]}"), KIND.NUMBER))
    return found


def _stressed(reading: Reading, syllable: int, why: Disagreement) -> Reading:
    seen, phones = -1, []
    for phone in reading.phones:
        seen += phone.vowel
        phones.append(Phone(phone.symbol, 2 if seen == syllable else 0) if phone.vowel else phone)
    return _why(Reading(tuple(phones), reading.voice), why)


def _rules(low: str, reading: Reading) -> list[Reading]:
    """The readings that one change of an allowed class makes of this one."""
    found: list[Reading] = []
    sounds, phones = (*reading.sounds, "", ""), reading.phones
    vowels = [at for at, phone in enumerate(phones) if phone.vowel]
    for at in vowels[1:]:
        now, before, after, weak = sounds[at], sounds[at - 1], sounds[at + 1], phones[at].stress < 2
        if is_vowel(before) and (now == "3" or (now == "@" and "r" in low)) and before in ("aI", "aU", "eI"):
            found.append(_drop(reading, at, KIND.R_COLOURING))
        elif is_vowel(before) and weak and now in "@I":
            found.append(_drop(reading, at, KIND.VOWEL_MERGER, verse=before == "aI" or low.endswith("ing")))
        elif not is_vowel(before) and ((weak and now in ("@", "3")) or (now == "I" and low == "family")):
            # The vowel after the r, l or n; an r-coloured vowel may bring the r itself.
            then = at + 1 if now == "3" and is_vowel(after) else at + 2
            liquid = after in ("r", "l", "n") if now != "3" else then == at + 1 or after == "r"
            if liquid and then < len(phones) and phones[then].vowel and phones[then].stress == 0:
                found.append(_drop(reading, at, KIND.ELISION))
            elif after == "n" and before in ("v", "z", "s", "l") and at + 2 == len(phones):
                found.append(_drop(reading, at, KIND.ELISION, verse=True))
    # Every, different, interest: the spelling has a weak vowel before r, l or n where the sounds have none.
    for at in range(2, len(phones) - 1):
        letters = re.escape(sounds[at - 1][:1]) + "[eoai]" + sounds[at] + "[aeiouy]"
        between = not is_vowel(sounds[at - 1]) and phones[at + 1].vowel and at > vowels[0]
        if sounds[at] in ("r", "l", "n") and between and re.search(letters, low):
            found.append(_add(reading, at, "@", KIND.ELISION))
    # Friendliness: under a beat of verse the weak ending has its full vowel.
    if re.search(r"(?:ness|less)$", low) and len(vowels) > 2 and sounds[len(phones) - 2] in ("@", "I"):
        full = (*phones[:-2], Phone("E", 1), phones[-1])
        found.append(_why(Reading(full, reading.voice, verse=True), KIND.STRESS))
    # Familiar, theory: one phoneme for i and a weak vowel that the spelling keeps apart.
    if "i@" in sounds and sounds[sounds.index("i@") + 1] != "@" and re.search(r"i[aeo]|eo", low):
        found.append(_add(reading, sounds.index("i@") + 1, "@", KIND.R_COLOURING))
    if (
        re.search(r"[^e]ed$", low)
        and sounds[len(phones) - 2] not in ("@", "I", "E")
        and len(vowels)
        and len(low) > 4
    ):
        found.append(_add(reading, len(phones) - 1, "I", KIND.FULL_ED, verse=True))
    return found
