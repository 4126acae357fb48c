"""Common metre."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import stanzaic
from bot.domain.prosody.measure import iambic

FORMS = (
    Form(
        name="common-metre",
        title="Common metre",
        about="Stanzas of four iambic lines of 8, 6, 8 and 6 syllables, rhymed abab, as hymns have.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Ballad meter, hymn meter”",
        variants=stanzaic(("abab", [iambic(4), iambic(3)])),
        stanzas=(1, 50),
        apart=True,
    ),
)
