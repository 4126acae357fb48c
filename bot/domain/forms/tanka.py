"""Tanka."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="tanka",
        title="Tanka",
        about="Five lines of 5, 7, 5, 7 and 7 syllables.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Tanka”",
        variants=counted(5, 7, 5, 7, 7),
        hints=("The third line turns from what is seen to what is felt.",),
    ),
)
