"""One word looked up: in the dictionary, among the words taught, by derivation, and guessed at last."""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from bot.domain.prosody import dictionary, speech
from bot.domain.prosody.attaching import attached
from bot.domain.prosody.fold import HYPHENS, fold
from bot.domain.prosody.freedoms import freed
from bot.domain.prosody.guess import guessed
from bot.domain.prosody.joining import MOST, distinct, joined
from bot.domain.prosody.licence import licensed
from bot.domain.prosody.numbers import cardinals, ordinal, said_as, ways
from bot.domain.prosody.roman import roman
from bot.domain.prosody.sounds import Reading, Source
from bot.domain.prosody.spelling import derived, sounded, spelled_out
from bot.domain.prosody.tables import abbreviations, shortened

Said = tuple[tuple[Reading, ...], Source]

_ORDER = list(Source)
_PIECES = re.compile(r"[0-9]+|'s$|[^0-9]+?(?=[0-9]|'s$|$)")


def nothing(source: Source) -> Said:
    """Return the one reading of what has no syllables, with its source."""
    return (Reading(""),), source


class Lexicon:
    """The dictionary and the words that one server has taught."""

    def __init__(self, taught: Mapping[str, tuple[int, ...]]) -> None:
        self._taught = taught
        self._found: dict[str, Said] = {}

    def known(self, word: str) -> tuple[Reading, ...]:
        """Return the readings of a word in lower case that the dictionary has or that was taught."""
        return speech.readings(word) or self._of_taught(word)

    def keeps_tail(self, text: str) -> bool:
        """Return whether the apostrophe at its end belongs to the word."""
        return (
            text in shortened()
            or dictionary.has(text)
            or (text.endswith("in'") and bool(self.known(text[:-1] + "g")))
            or (text.endswith("s'") and len(text) > 3 and text[0] != "'")
        )

    def keeps_head(self, text: str) -> bool:
        """Return whether the apostrophe at its beginning belongs to the word."""
        if text in shortened() or dictionary.has(text) or self.known(text[1:]):
            return text in shortened() or dictionary.has(text)
        return bool(derived(text, self.known))

    def phrases(self, said: Sequence[str]) -> Said:
        """Return what is written short by the ways to say it, each in words with spaces between."""
        found: list[Reading] = []
        for way in said:
            parts = [self._part(word)[0] for word in way.split(" ")]
            # Only of the last word does more than the stress matter: the line may rhyme on it.
            found += joined([*map(_by_stress, parts[:-1]), parts[-1]])
        return distinct(found)[:MOST], Source.DERIVED

    def dotted(self, text: str) -> Said:
        """Return letters with points between them: by the dictionary, or letter by letter."""
        key = fold(text)
        for form in (key, key.rstrip("."), key.rstrip(".") + "."):
            if found := self.known(form):
                return found, Source.DICTIONARY
        return spelled_out(re.sub("[^a-z]", "", key), self.known), Source.DERIVED

    def word(self, text: str) -> Said:
        """Return how a word without spaces is said, by the first source that has it."""
        if text not in self._found:
            self._found[text] = self._word(text)
        return self._found[text]

    def number(self, text: str) -> Said:
        """Return how a number is said; one that has no usual way, digit by digit."""
        if text not in self._found:
            self._found[text] = self.phrases(said_as(text))
        return self._found[text]

    def _word(self, text: str) -> Said:
        key = fold(text)
        accented = normalize("NFC", text).casefold().endswith(("èd", "éd"))
        if accented and (found := sounded(key, self.known)):
            return found, Source.DERIVED
        if numeral := roman(text):
            counted = cardinals(str(numeral))[0]
            return self.phrases((counted, f"the {ordinal(counted)}", ordinal(counted)))
        found = self._spoken(speech.readings(key), text)
        final = normalize("NFC", text).casefold().endswith(("é", "ée"))
        if found:
            if final:  # "résumé" is not "resume"
                found = tuple(said for said in found if said.sounds[-1][:2] == "EY") or found
            return self._in_metre(key, found), speech.source(key)
        if found := self._of_taught(text.casefold()) or self._of_taught(key):
            return found, Source.TAUGHT
        if "-" in key:
            return self._together([part for part in re.split(f"[{HYPHENS}]+", text) if fold(part).strip("'")])
        if re.search("[0-9]", key):
            return self._mixed(key, text)
        return self._initials(text, key) or self._part(key)

    def _in_metre(self, key: str, found: tuple[Reading, ...]) -> tuple[Reading, ...]:
        """Return the readings, and after them those that only verse in metre may use."""
        return freed(key, licensed(key, found))

    def _part(self, key: str) -> Said:
        if found := speech.readings(key):
            return found, speech.source(key)
        if found := self._of_taught(key):
            return found, Source.TAUGHT
        if found := derived(key, self.known):
            return self._in_metre(key, found), Source.DERIVED
        found = guessed(key)
        return (found, Source.GUESSED) if found else nothing(Source.SILENT)

    def _of_taught(self, word: str) -> tuple[Reading, ...]:
        return tuple(
            Reading("?" * count) for count in dict.fromkeys(self._taught.get(word, ())) if 0 < count < 100
        )

    def _spoken(self, found: tuple[Reading, ...], text: str) -> tuple[Reading, ...]:
        """Return the readings without those letter by letter unless in capitals: "us" is not "U.S."."""
        if len(found) < 2 or text.isupper() or not text.isalpha():
            return found
        names = spelled_out(fold(text), self.known)
        bare = {_bare(reading) for reading in names}
        return tuple(reading for reading in found if _bare(reading) not in bare) or found

    def _initials(self, text: str, key: str) -> Said | None:
        """Return capitals without a vowel letter by letter, with a plural or possessive s: "TVs"."""
        letters = re.fullmatch(r"([A-Z]{2,6})('?s)?", normalize("NFKC", text).replace("’", "'"))
        if not letters or (re.search("[AEIOU]", letters[1]) and len(letters[1]) > 2):
            return None
        said = spelled_out(letters[1].lower(), self.known)
        if letters[2]:
            said = tuple(attached(reading, ("Z",), letters=letters[1].lower()) for reading in said)
        return (said, Source.DERIVED) if said else None

    def _mixed(self, key: str, text: str) -> Said:
        """Return letters and digits written together: "mp3", "5kg", "1984's", and letter by letter "CO2"."""
        parts: list[tuple[Reading, ...]] = []
        for piece in _PIECES.findall(key):
            if piece == "'s" and parts:
                parts[-1] = tuple(attached(reading, ("Z",), letters="") for reading in parts[-1])
            elif piece.isdigit():
                parts.append(self.phrases(ways(piece) or (cardinals(piece)))[0])
            elif parts and abbreviations().get(piece, ((), ""))[1] == "unit":
                parts.append(self.phrases(abbreviations()[piece][0])[0])
            elif found := self._letters(piece, text):
                parts.append(found)
            else:
                parts.append(self._part(piece)[0])
        return joined(parts), Source.DERIVED

    def _letters(self, piece: str, text: str) -> tuple[Reading, ...]:
        """Return letters beside digits as a word where they are one, but not two capitals: "CO2"."""
        word = () if len(piece) < 3 and piece.upper() in text else self.known(piece)
        return word or (spelled_out(piece, self.known) if len(piece) < 4 else ())

    def _together(self, parts: Sequence[str]) -> Said:
        """Return a word with hyphens: its parts in turn, and as its source that of the least sure of them."""
        said = [
            ((Reading("?"),), Source.DERIVED) if _stammered(part, later) else self.word(part)
            for part, later in zip(parts, [*parts[1:], ""], strict=True)
        ]
        least = max((source for _, source in said), key=_ORDER.index, default=Source.SILENT)
        readings = joined([readings for readings, _ in said])
        free = tuple(reading for reading in said[-1][0] if reading.licence) if said else ()
        if free:  # ever-fixèd, all-obliv'ous
            before = joined([readings for readings, _ in said[:-1]]) or (Reading(""),)
            readings = distinct((*readings, *(_licensed_pair(one, last) for one in before for last in free)))
        return (
            (readings, max(least, Source.DERIVED, key=_ORDER.index)) if readings else nothing(Source.SILENT)
        )


def _licensed_pair(one: Reading, last: Reading) -> Reading:
    return Reading(one.stress + last.stress, (*one.sounds, *last.sounds), licence=True)


def _stammered(part: str, later: str) -> bool:
    """Return whether this is a consonant said before its word, as the first two of "w-w-what"."""
    return len(part) == 1 and part.lower() not in "aeiou" and later.lower().startswith(part.lower())


def _by_stress(readings: tuple[Reading, ...]) -> tuple[Reading, ...]:
    return tuple({reading.stress: reading for reading in reversed(readings)}.values())[::-1]


def _bare(reading: Reading) -> tuple[str, ...]:
    return tuple(sound.rstrip("012") for sound in reading.sounds)
