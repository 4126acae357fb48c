"""Clerihew."""

from dataclasses import replace

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import Lines, fixed, lines
from bot.domain.prosody.measure import Measure, free, syllables


def _lines(measure: Measure) -> Lines:
    first, *others = lines("aabb", measure)
    return (replace(first, names=True), *others)


FORMS = (
    Form(
        name="clerihew",
        title="Clerihew",
        about="Four lines about somebody, rhymed aabb, in no metre; the first line ends on their name.",
        source="E. Clerihew Bentley, Biography for Beginners, 1905",
        variants=fixed(_lines(syllables(4, 12)), _lines(free())),
        hints=("The first line names a person.", "Lines of very different length are part of the fun."),
        person=True,
        apart=True,
    ),
)
