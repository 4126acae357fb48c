"""Rondelet."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import fixed, lines
from bot.domain.prosody.measure import syllables

_SHORT, _LONG = syllables(4), syllables(8)

FORMS = (
    Form(
        name="rondelet",
        title="Rondelet",
        about="Seven lines, AbAabbA: a refrain of four syllables, three times; the others have eight.",
        source="Lewis Turco, The Book of Forms, 1968, “Rondelet”",
        variants=fixed(lines("AbAabbA", _SHORT, _LONG, _SHORT, _LONG, _LONG, _LONG, _SHORT)),
        apart=True,
    ),
)
