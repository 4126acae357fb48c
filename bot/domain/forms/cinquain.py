"""Cinquain."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="cinquain",
        title="Cinquain",
        about="Five lines of 2, 4, 6, 8 and 2 syllables.",
        source="Adelaide Crapsey, Verse, 1915",
        variants=counted(2, 4, 6, 8, 2),
        hints=("The lines grow by a stress each, and the last falls back.",),
    ),
)
