"""Sonnets."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import Lines, fixed, lines
from bot.domain.prosody.measure import iambic

_SOURCE = "Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Sonnet”"


def _of(*schemes: str) -> tuple[Lines, ...]:
    return tuple(lines(scheme, iambic(5)) for scheme in schemes)


_SHAKESPEAREAN = _of("abab cdcd efef gg")
# The octave is always the same; the sestet is free, but for a couplet that would stand alone.
_PETRARCHAN = _of(
    *(
        f"abbaabba {sestet}"
        for sestet in (
            "cdecde",
            "cdcdcd",
            "cdcede",
            "cdedce",
            "cdeced",
            "cddcdc",
            "cddece",
            "cdceed",
            "cddcee",
            "ccdeed",
        )
    )
)
_SPENSERIAN = _of("abab bcbc cdcd ee")

FORMS = (
    Form(
        name="shakespearean-sonnet",
        title="Shakespearean sonnet",
        about="Fourteen lines in iambic pentameter: three quatrains abab cdcd efef and a couplet gg.",
        source=_SOURCE,
        variants=fixed(*_SHAKESPEAREAN),
        hints=("The couplet answers or overturns what went before.",),
    ),
    Form(
        name="petrarchan-sonnet",
        title="Petrarchan sonnet",
        about="Fourteen lines in iambic pentameter: an octave abbaabba, and a sestet on two or three others.",
        source=_SOURCE,
        variants=fixed(*_PETRARCHAN),
        hints=("The thought turns after the eighth line.",),
    ),
    Form(
        name="spenserian-sonnet",
        title="Spenserian sonnet",
        about="Fourteen lines in iambic pentameter, whose quatrains are linked: abab bcbc cdcd ee.",
        source=_SOURCE,
        variants=fixed(*_SPENSERIAN),
    ),
)
