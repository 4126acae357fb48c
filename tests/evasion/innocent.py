"""Innocent texts that a crude filter would stop."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.evasion.english import is_word
from tests.evasion.tables import DATA

KINDS = ("inside", "across", "signs", "abroad", "sense", "theme", "markup")
_HEADING = re.compile(r"\[(\w+)\] (.+)")
_DIGITS = str.maketrans("430578962+@$!", "aeostbggztasi")
_MARKUP = re.compile(r"[*`~\\]|__|\|\||[\[\]]|\(https?:[^)]*\)")
_CONTRACTED = re.compile(r"['’](?:ll|re|ve|s|t|d|m)\b")
_SPELT = re.compile(
    r"(?<![^\W_])[^\W_](?:[\W_]+[^\W_](?![^\W_]))+"
)  # letters standing apart, one after another
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Innocent:
    """A text with its kind and field (see ``data/innocent.tsv``), and what a crude filter sees in it."""

    kind: str
    field: str
    seen: str
    text: str

    @property
    def alone(self) -> bool:
        """Tell whether what is seen stands by itself, as a word or as one cut into parts that are no words.

        A filter that knows neither sense nor language takes it for the word, or for a disguise of it that the
        generator makes too: ``A55``, "slut" in Swedish. Of the kind "theme" it is no coarse word anyhow.
        """
        return any(self._stands(reading) for reading in readings(self.text))

    def _stands(self, reading: str) -> bool:
        reading = _CONTRACTED.sub("", _MARKUP.sub("", reading))
        tokens = _TOKEN.findall(_SPELT.sub(lambda run: "".join(_TOKEN.findall(run[0])), reading))
        for start in range(len(tokens)):
            for end in range(start + 1, len(tokens) + 1):
                joined = "".join(tokens[start:end])
                words = end - start > 1 and all(map(is_word, tokens[start:end]))
                if joined == self.seen and not words:
                    return True
                if len(joined) >= len(self.seen):
                    break
        return False


def readings(text: str) -> Iterator[str]:
    """Yield a text in small letters: as it is, and with digits and signs for letters, 1 for i and for l."""
    lower = text.lower()
    yield lower
    for letter in "il":
        yield lower.translate(_DIGITS).replace("1", letter)


@cache
def innocents() -> tuple[Innocent, ...]:
    """Return the innocent texts in the order of their file."""
    found: list[Innocent] = []
    kind = field = ""
    for line in (DATA / "innocent.tsv").read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.fullmatch(line):
            kind, field = heading.groups()
        elif line and not line.startswith("# "):
            seen, text = line.split("\t")
            found.append(Innocent(kind, field, seen, text))
    return tuple(found)
