"""Senryu."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="senryu",
        title="Senryu",
        about="Three lines of 5, 7 and 5 syllables, as a haiku has.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Senryu”",
        variants=counted(5, 7, 5),
        hints=("About people, wry rather than solemn.",),
    ),
)
