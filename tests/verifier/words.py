"""A line to its words, kept apart, as a reader finds them; and how espeak-ng must be asked for each."""

import re
import unicodedata
from dataclasses import dataclass

APHAERESIS = (
    "tis",
    "twas",
    "twere",
    "twill",
    "twould",
    "gainst",
    "mongst",
    "neath",
    "gan",
    "em",
    "til",
    "cause",
)
LONGEST = 40  # letters of a word; the longest of English that a poem may hold has fewer
APOCOPE = ("th'", "o'", "i'", "t'")
WORD = re.compile(
    r"[$£€]?\d[\d,.:/]*\d%?(?:[^\W\d_]{1,2}\b)?|[$£€]?\d%?(?:[^\W\d_]{1,2}\b)?"
    r"|'?[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:['\-](?:[^\W\d_]|[\u0300-\u036f])+)*'?|&"
)


@dataclass(frozen=True)
class Word:
    """A word of a line; ``first``: it opens a line or sentence; ``pause``: punctuation follows."""

    text: str
    first: bool
    pause: bool


def split(line: str) -> tuple[Word, ...]:
    """The words of a line. Emoji, signs and punctuation are none."""
    line = unicodedata.normalize("NFC", line).replace("’", "'").replace("‘", "'").replace("--", "—")
    line = re.sub(r"[‐‑]", "-", line)
    found: list[Word] = []
    opens = True
    matches = list(WORD.finditer(line))
    for at, match in enumerate(matches):
        until = matches[at + 1].start() if at + 1 < len(matches) else len(line)
        between = line[match.end() : until]
        text = match[0]
        if text.lower() not in APOCOPE:
            text = text.rstrip("'")
        if text.startswith("'") and text[1:].split("-")[0].lower() not in APHAERESIS:
            text = text[1:]
        if text == "&":
            text = "and"
        pause = bool(re.search(r"[,.;:!?—–()\"“”]", between))
        # A chain of hyphens is no word; espeak-ng takes minutes over a thousand letters without a gap.
        *parts, last = text.split("-") if len(text) > LONGEST else [text]
        found += [Word(part, opens, False) for part in parts if part]
        if last:
            found.append(Word(last, opens, pause))
        opens = bool(re.search(r"[.!?:\"“—]", between))
    return tuple(found)


def spoken(word: str) -> str:
    """The text to ask espeak-ng for: an old spelling with an apostrophe written out, a mute mark removed."""
    low = word.lower()
    # Capitals are spelled letter by letter; a whole word in capitals is a shout unless it has no vowel.
    text = low if re.search(r"[aeiouy]", low) else word
    text = re.sub(r"[èé]d$", "ed", text)
    text = re.sub(r"^o'er", "over", text) if text != "o'er" else text
    if re.fullmatch(r"[a-z]+[^aeiou']'n", text):
        return text.replace("'n", "en")
    if re.fullmatch(r"[a-z]+'d", text) and not re.search(
        r"(?:he|she|we|they|who|you|it|there|that|i)'d$", text
    ):
        return text.replace("'d", "ed" if not text.endswith("e'd") else "d")
    if re.fullmatch(r"[a-z]+'st", text):
        return text.replace("'", "")
    return text
