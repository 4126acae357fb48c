"""Nonet."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="nonet",
        title="Nonet",
        about="Nine lines; the first has nine syllables and each next one fewer, down to one.",
        source="Lewis Turco, The Book of Forms, 5th ed., 2020",
        variants=counted(9, 8, 7, 6, 5, 4, 3, 2, 1),
        hints=(),
    ),
)
