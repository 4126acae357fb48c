"""Clerihew."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import fixed, lines
from bot.domain.prosody.measure import free, syllables

FORMS = (
    Form(
        name="clerihew",
        title="Clerihew",
        about="Four lines about somebody, rhymed aabb, in no metre; the first line ends on their name.",
        source="E. Clerihew Bentley, Biography for Beginners, 1905",
        variants=fixed(lines("aabb", syllables(4, 12)), lines("aabb", free())),
        hints=("The first line names a person.", "Lines of very different length are part of the fun."),
        person=True,
    ),
)
