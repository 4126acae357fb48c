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
    return sorted(found, key=_asks, reverse=True)


def _asks(form: Form) -> tuple[int, int, int]:
    """Return how much a form asks: lines that come again, rhymes, metre; fewer variants ask more."""
    lines = form.variants(form.usual, "")[0]
    repeats = sum(line.repeats is not None for line in lines)
    rhymes = sum(bool(line.rhyme) for line in lines)
    return repeats, rhymes, -len(form.variants(form.usual, ""))
