"""Lanterne."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="lanterne",
        title="Lanterne",
        about="Five lines of 1, 2, 3, 4 and 1 syllables: the shape of a paper lantern.",
        source="Lewis Turco, The Book of Forms, 1968, “Lanterne”",
        variants=counted(1, 2, 3, 4, 1),
        hints=("Centred, it looks like a lantern.",),
    ),
)
