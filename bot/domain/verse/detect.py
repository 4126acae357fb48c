"""What form is this?"""

from bot.domain.forms import forms
from bot.domain.forms.form import Form
from bot.domain.prosody.words import NOTHING, Taught
from bot.domain.verse.check import check
from bot.domain.verse.layout import LONGEST, laid_out


def detect(text: str, taught: Taught = NOTHING) -> list[Form]:
    """Return the forms that a text is in, those that ask most first.

    A form that takes a word is left out: any lines spell something.
    """
    count = len(laid_out(text[:LONGEST]).lines)
    found = [
        form
        for form in forms().values()
        if not form.takes_word and count > 1 and check(form, text, taught=taught, explain=False).valid
    ]
    if any(
        _metrical(form) for form in found
    ):  # what is in metre is no clerihew, whoever its first line names
        found = [form for form in found if not form.person]
    return sorted(found, key=_asks, reverse=True)


def _metrical(form: Form) -> bool:
    return all(line.measure.metrical for way in form.variants(form.usual, "") for line in way)


def _asks(form: Form) -> tuple[int, int, int, int]:
    """Return how much a form asks: lines that come again, lines that rhyme with others, a length; fewer
    variants ask more."""
    lines = form.variants(form.usual, "")[0]
    repeats = sum(line.repeats is not None for line in lines)
    letters = [line.rhyme for line in lines if line.rhyme]
    links, bounded = len(letters) - len(set(letters)), int(form.stanzas[0] == form.stanzas[1])
    return repeats, links, bounded, -len(form.variants(form.usual, ""))
