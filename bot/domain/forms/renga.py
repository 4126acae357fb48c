"""Renga."""

from bot.domain.forms.form import Form, Line
from bot.domain.forms.scheme import Lines
from bot.domain.prosody.measure import syllables

_LINKS = ((5, 7, 5), (7, 7))


def _variants(stanzas: int, _word: str) -> tuple[Lines, ...]:
    return (
        tuple(
            Line(syllables(count), stanza=number) for number in range(stanzas) for count in _LINKS[number % 2]
        ),
    )


FORMS = (
    Form(
        name="renga",
        title="Renga",
        about="Links of 5, 7, 5 and of 7, 7 syllables by turns, each by another poet.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Renga”",
        variants=_variants,
        stanzas=(2, 36),
        usual=4,
        linked=True,
        hints=("Each link goes on from the one before it, and from no other.",),
    ),
)
