"""What the next line of a poem must be, in words."""

import re

from bot.domain.forms.form import Line
from bot.domain.prosody.measure import FEET, Measure
from bot.domain.verse.growing import Place, lines_of
from bot.services.verses import PoemSoFar, texts_of
from bot.ui.catalogue import Say, Text, msg, msgs

_WORDS = re.compile(r"\w[\w'’-]*")


def which(place: Place, found: PoemSoFar) -> Text:
    """Return which of the lines or links it is that comes next."""
    if place.count == 1:
        return msg("Line {number} of {count}", number=place.start + 1, count=len(place.lines))
    number = place.line.stanza + 1
    return msg("Link {number} of {count}", number=number, count=found.poem.stanzas)


def asked(found: PoemSoFar, say: Say) -> str:
    """Return what a poem asks of its next line or link: measure, letter, rhyme; empty where it is whole."""
    place = found.place
    if place is None:
        return ""
    if place.count > 1:
        link = place.lines[place.start : place.start + place.count]
        return " / ".join(say(measure(line.measure)) for line in link)
    lines = lines_of(found.poem, texts_of(found.passages))
    wants = [measure(place.line.measure), *_letter(place.line)]
    if place.line.repeats is not None:
        number = place.line.repeats + 1
        wants.append(msg("in place of line {number}, which was taken out", number=number))
    elif place.line.radif:
        wants += _radif(place, lines)
    else:
        wants += _rhyme(place, lines)
    return ", ".join(say(want) for want in wants)


def measure(found: Measure) -> Text:
    """Return a measure in words: its syllables, or its metre with the beats."""
    counts = found.counts
    if not found.metrical:
        if counts is None:
            return msg("as long as you like")
        if counts[0] == counts[-1]:
            return msgs("{count} syllable", "{count} syllables", counts[0])
        return msg("{low} to {high} syllables", low=counts[0], high=counts[-1])
    foot = found.name.rsplit(" ", 1)[-1]
    if foot not in FEET:
        return Text("{metre}", {"metre": found.name})
    return msgs("{metre} ({count} beat)", "{metre} ({count} beats)", FEET.index(foot) + 1, metre=found.name)


def _letter(line: Line) -> list[Text]:
    return [msg("begins with {letter}", letter=line.begins)] if line.begins else []


def _rhyme(place: Place, lines: list[str]) -> list[Text]:
    """Return with which line the next one rhymes, or which will rhyme with it."""
    mine = place.line.rhyme
    alike = [n for n, line in enumerate(place.lines) if mine and line.rhyme == mine and line.repeats is None]
    before = [n for n in alike if n < place.start and lines[n]]
    if before:
        return [
            msg("rhymes with line {number} (“{word}”)", number=before[-1] + 1, word=_end(lines[before[-1]]))
        ]
    after = [n for n in alike if n > place.start]
    return [msg("line {number} will rhyme with it", number=after[0] + 1)] if after else []


def _radif(place: Place, lines: list[str]) -> list[Text]:
    """Return on which words the next line of a ghazal ends, and what it rhymes with before them."""
    there = [n for n, line in enumerate(place.lines[: place.start]) if line.radif and lines[n]]
    if not there:
        return [msg("the next one will end on the same words, and rhyme before them")]
    ends = [_WORDS.findall(lines[n].casefold()) for n in there[:2]]
    if len(ends) < 2:
        return [msg("ends on the same words as line {number}, and rhymes before them", number=there[0] + 1)]
    count = 0
    while count < min(map(len, ends)) - 1 and ends[0][-1 - count] == ends[1][-1 - count]:
        count += 1
    radif = " ".join(ends[0][-max(count, 1) :])
    return [
        msg("ends on “{words}”, and rhymes before it as line {number} does", words=radif, number=there[0] + 1)
    ]


def _end(line: str) -> str:
    words = _WORDS.findall(line)
    return words[-1] if words else line
