"""Limerick."""

from dataclasses import replace

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import Lines, fixed, lines
from bot.domain.prosody.measure import anapaestic


def _lines(plain: bool) -> Lines:
    long, short = anapaestic(3, plain), anapaestic(2, plain)
    made = lines("aabba", long, long, short, short, long)
    # Lear's own nearly always end on the word that their first line ended on.
    return (*made[:4], replace(made[4], may_echo=frozenset({0, 1})))


FORMS = (
    Form(
        name="limerick",
        title="Limerick",
        about="Five skipping lines, rhymed aabba: three beats in lines 1, 2 and 5, two in lines 3 and 4.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Limerick”",
        variants=fixed(_lines(plain=True), _lines(plain=False)),
        hints=("Nonsense told with a straight face.",),
        apart=True,
    ),
)
