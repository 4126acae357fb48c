"""Limerick."""

from dataclasses import replace

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import fixed, lines
from bot.domain.prosody.measure import anapaestic

_LONG, _SHORT = anapaestic(3), anapaestic(2)
_LINES = lines("aabba", _LONG, _LONG, _SHORT, _SHORT, _LONG)

FORMS = (
    Form(
        name="limerick",
        title="Limerick",
        about="Five skipping lines, rhymed aabba: three beats in lines 1, 2 and 5, two in lines 3 and 4.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Limerick”",
        # Lear's own nearly always end on the word that their first line ended on.
        variants=fixed((*_LINES[:4], replace(_LINES[4], may_echo=frozenset({0, 1})))),
        hints=("Nonsense told with a straight face.",),
    ),
)
