"""Sonnets."""

from itertools import product

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import Lines, fixed, lines
from bot.domain.prosody.measure import iambic

_SOURCE = "Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Sonnet”"


def _of(*schemes: str) -> tuple[Lines, ...]:
    return tuple(lines(scheme, iambic(5)) for scheme in schemes)


_SHAKESPEAREAN = _of("abab cdcd efef gg")


def _sestets() -> list[str]:
    """Return the rhymes of a sestet, the most usual first.

    It has two sounds or three, each of them twice at least, and none three times running.
    """
    found = ["cdecde", "cdcdcd"]
    for rest in product("cde", repeat=5):
        sestet = "c" + "".join(rest)
        letters = dict.fromkeys(sestet)
        in_order = "cde".startswith("".join(letters)) and len(letters) > 1
        twice = all(sestet.count(letter) > 1 and letter * 3 not in sestet for letter in letters)
        if in_order and twice and sestet not in found:
            found.append(sestet)
    return found


# The octave is always the same; for the sestet poets have taken what they liked, a closing couplet as well.
_PETRARCHAN = _of(*(f"abbaabba {sestet}" for sestet in _sestets()))
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
