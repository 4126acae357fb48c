"""Haiku."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="haiku",
        title="Haiku",
        about="Three lines of 5, 7 and 5 syllables.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Haiku”",
        variants=counted(5, 7, 5),
        hints=("A moment in nature, often with a word for the season.", "A cut: two images side by side."),
    ),
)
