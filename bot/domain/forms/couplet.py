"""Heroic couplets."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import stanzaic
from bot.domain.prosody.measure import iambic

FORMS = (
    Form(
        name="couplet",
        title="Heroic couplet",
        about="Pairs of rhymed lines in iambic pentameter.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Heroic couplet”",
        variants=stanzaic(("aa", [iambic(5)])),
        stanzas=(1, 100),
    ),
)
