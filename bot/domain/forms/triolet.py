"""Triolet."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import fixed, lines
from bot.domain.prosody.measure import free, iambic

FORMS = (
    Form(
        name="triolet",
        title="Triolet",
        about="Eight lines on two rhymes; line 1 comes again as lines 4 and 7, line 2 as line 8.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Triolet”",
        # English triolets keep the scheme and choose their own metre.
        variants=fixed(*(lines("ABaAabAB", measure) for measure in (iambic(4), iambic(5), free()))),
        hints=("The repeated lines mean something else each time.",),
        apart=True,
    ),
)
