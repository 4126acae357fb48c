"""Acrostic."""

from bot.domain.forms.form import Form, Line
from bot.domain.forms.scheme import Lines
from bot.domain.prosody.measure import free, syllables


def _variants(_stanzas: int, word: str) -> tuple[Lines, ...]:
    return tuple(
        tuple(Line(measure, begins=letter) for letter in word.upper())
        for measure in (syllables(5, 10), free())
    )


FORMS = (
    Form(
        name="acrostic",
        title="Acrostic",
        about="The first letters of its lines spell a word.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Acrostic”",
        variants=_variants,
        takes_word=True,
    ),
)
