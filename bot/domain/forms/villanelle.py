"""Villanelle."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import fixed, lines
from bot.domain.prosody.measure import free, iambic

_SCHEME = "A1bA2 abA1 abA2 abA1 abA2 abA1A2"

FORMS = (
    Form(
        name="villanelle",
        title="Villanelle",
        about="Nineteen lines on two rhymes; lines 1 and 3 come back by turns, and both at the end.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Villanelle”",
        variants=fixed(*(lines(_SCHEME, measure) for measure in (iambic(5), iambic(4), free()))),
    ),
)
