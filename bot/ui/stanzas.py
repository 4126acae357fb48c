"""A poem's lines as verse: as it grows, whole, and on the pages to read."""

from collections.abc import Sequence

from bot.domain.forms import forms
from bot.domain.passages import Passage
from bot.domain.story import Poem
from bot.domain.verse.growing import stanzas_of
from bot.services.verses import PoemSoFar
from bot.ui import markdown
from bot.ui.catalogue import Say, Text, msg

_BOARD = 2500  # characters of a poem on its board, of the 4,000 that the whole board may have
_MARKS = 50  # characters of a part that are kept for what makes it behave


def form_title(poem: Poem) -> Text:
    """Return what a poem's form is called."""
    form = forms().get(poem.form)
    return Text(form.title if form is not None else poem.form)


def is_linked(form: str) -> bool:
    """Tell whether poems of that form are written link by link."""
    found = forms().get(form)
    return found is not None and found.linked


def whole(poem: Poem, passages: Sequence[Passage], say: Say) -> str:
    """Return a poem's lines, stanzas apart."""
    gone = say(msg("*Taken out.*"))
    stanzas = stanzas_of(poem, passages)
    return "\n\n".join("\n".join(text or gone for _, text in stanza) for stanza in stanzas)


def growing(found: PoemSoFar, say: Say) -> str:
    """Return a poem's lines as its board shows them; of a long one the last that fit."""
    lines = whole(found.poem, found.passages, say).split("\n")
    count = len(lines)
    while len("\n".join(lines)) > _BOARD:
        del lines[0]
    shown = "\n".join(lines).strip("\n")
    if len(lines) < count:
        shown = f"…\n{shown}"
    return "\n".join(markdown.parts(shown, 2 * _BOARD))


def verse_parts(text: str, limit: int) -> list[str]:
    """Cut a poem into parts of at most ``limit`` characters that each behave: between stanzas, and within one
    that is too long for a part between its lines."""
    room, packed = limit - _MARKS, list[str]()
    for stanza in text.split("\n\n"):
        pieces = [(stanza, "\n\n")]
        if len(stanza) > room:
            first, *others = stanza.split("\n")
            pieces = [(first, "\n\n"), *((line, "\n") for line in others)]
        for piece, joint in pieces:
            if packed and len(packed[-1]) + len(joint) + len(piece) <= room:
                packed[-1] += joint + piece
            else:
                packed.append(piece)
    return [part for one in packed for part in markdown.parts(one, limit)]
