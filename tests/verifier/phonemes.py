"""Words to phonemes, by espeak-ng as a command line program; many words to one process.

Each word is asked for alone, as a sentence of its own. Asked by the line, espeak-ng gives sentence stress: it
weakens function words, joins some words into one ("of the") and links others by an r; a metre wants the
stress of the word, and treats a word of one syllable as free to bear a beat or not. What the line would have
told is lost so: which of two readings is meant ("to live", "alive"), which readings.py allows both ways.
"""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tests.verifier.classes import Disagreement, is_vowel

VOICES = ("en-us", "en-gb")
# espeak-ng's variants of one sound, and its phonemes that hold two vowels or a vowel and a consonant.
SAME = {"I2": "I", "I#": "I", "@2": "@", "@-": "@", "a#": "@", "t#": "t", "t2": "t", "?": "t", "aa": "a"} | {
    "i@3": "i@", "O2": "O", "i": "i:", "u": "u:", "U2": "U", "E2": "E", "r-": "r", "02": "0", "d#": "d",
}  # fmt: skip
PARTS = {"aI3": ("aI", "3"), "aI@": ("aI", "@"), "aU@": ("aU", "@"), "aU3": ("aU", "3"), "@L": ("@", "l")} | {
    "n-": ("@", "n"), "m-": ("@", "m"), "l-": ("@", "l"), "OI@": ("OI", "@"), "3r": ("3", "r"),
}  # fmt: skip
_cache: dict[tuple[str, str], "Reading"] = {}


@dataclass(frozen=True)
class Phone:
    """One phoneme; ``stress`` of a vowel is 2 (primary), 1 (secondary) or 0."""

    symbol: str
    stress: int = 0

    @property
    def vowel(self) -> bool:
        """Whether it is the heart of a syllable."""
        return is_vowel(self.symbol)


@dataclass(frozen=True)
class Reading:
    """One way to say a word; ``why``: its class, if not espeak-ng's own; ``verse``: in metre only."""

    phones: tuple[Phone, ...]
    voice: str = "en-us"
    why: Disagreement | None = None
    verse: bool = False

    @property
    def count(self) -> int:
        """The number of syllables."""
        return sum(phone.vowel for phone in self.phones)

    @property
    def stresses(self) -> tuple[int, ...]:
        """The stress of each syllable."""
        return tuple(phone.stress for phone in self.phones if phone.vowel)

    @property
    def sounds(self) -> tuple[str, ...]:
        """The phonemes without their stress."""
        return tuple(phone.symbol for phone in self.phones)


def installed() -> bool:
    """Whether espeak-ng is here."""
    return shutil.which("espeak-ng") is not None


def ask(voice: str, texts: list[str]) -> list[str]:
    """What espeak-ng says to each text, one process for all. Raises CalledProcessError if it fails."""
    if not texts:
        return []
    # An exclamation mark ends a sentence always; after a full stop "Mr" would read on.
    done = subprocess.run(
        ["espeak-ng", "-q", "-x", "--sep=_", "-v", voice, "--stdin"],
        input="".join(f"{text}!\n" for text in texts).encode(),
        capture_output=True,
        check=True,
    )
    lines = [line for line in done.stdout.decode().split("\n") if line.strip()]
    if len(lines) == len(texts):
        return lines
    if len(texts) == 1:
        return [" ".join(lines)]
    # A text was answered by no line or by two: find it by halves, so that no answer slips to another word.
    half = len(texts) // 2
    return ask(voice, texts[:half]) + ask(voice, texts[half:])


def parse(said: str, voice: str) -> Reading:
    """The phonemes of an answer of espeak-ng's."""
    found: list[Phone] = []
    tokens = [token for token in re.split(r"[_ ]+", re.sub(r"\([^)]*\)", "", said)) if token]
    for at, token in enumerate(tokens):
        stress = 2 if "'" in token else 1 if "," in token else 0
        symbol = token.lstrip("',%=").rstrip(";|")
        after = tokens[at + 1].lstrip("',") if at + 1 < len(tokens) else ""
        if not symbol:
            continue
        # Before r it is the one vowel of "weary"; elsewhere the two of "idea".
        parts = ("i:", "@") if symbol == "i@" and after[:1] != "r" else PARTS.get(symbol, (symbol,))
        for number, part in enumerate(parts):
            found.append(Phone(SAME.get(part, part), stress if number == 0 else 0))
    return Reading(tuple(found), voice)


def prepare(texts: set[str]) -> None:
    """Ask for all these texts at once, each voice by a process of its own, and keep the answers."""
    new = {voice: sorted(text for text in texts if (voice, text) not in _cache) for voice in VOICES}
    with ThreadPoolExecutor(len(VOICES)) as pool:
        for voice, answers in zip(VOICES, pool.map(ask, VOICES, new.values()), strict=True):
            for text, said in zip(new[voice], answers, strict=True):
                _cache[voice, text] = parse(said, voice)


def said(text: str, voice: str = "en-us") -> Reading:
    """How a voice says a text, which was prepared or is asked for now."""
    if (voice, text) not in _cache:
        prepare({text})
    return _cache[voice, text]
