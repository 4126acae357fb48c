"""Rhyme schemes as they are written."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase

from bot.domain.forms.form import Line


def scheme_asked(lines: Sequence[Line]) -> str:
    """Return the scheme of a form's lines: a letter for each rhyme as they appear, a capital where
    a line is a refrain, ``-`` where nothing rhymes; stanzas apart. Empty where no line rhymes."""
    names: dict[str, str] = {}
    refrains = {line.repeats for line in lines if line.repeats is not None}
    signs = []
    for number, line in enumerate(lines):
        letter = names.setdefault(line.rhyme, ascii_lowercase[len(names) % 26]) if line.rhyme else "-"
        signs.append(letter.upper() if line.repeats is not None or number in refrains else letter)
    return apart(signs, [line.stanza for line in lines]) if names else ""


def apart(signs: Iterable[str], stanzas: Sequence[int]) -> str:
    """Return one sign a line, with a space between stanzas."""
    written: list[str] = []
    for number, sign in enumerate(signs):
        if number and stanzas[number] != stanzas[number - 1]:
            written.append(" ")
        written.append(sign)
    return "".join(written)
