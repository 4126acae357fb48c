"""Ballad stanza."""

from bot.domain.forms.form import Form
from bot.domain.forms.scheme import stanzaic
from bot.domain.prosody.measure import Measure, iambic


def _beats(feet: int, name: str, but: str = "") -> Measure:
    """Return the measure of the old ballads: so many beats, with one weak syllable or two before each."""
    free = f"w{{0,2}}S(w{{1,2}}S){{{feet - 1}}}w?"
    return Measure(name, f"({iambic(feet).pattern})|({free})", but)


# Four iambs whose beats are sure are not read as three: the second line of a stanza is the shorter one.
_FOUR, _THREE = _beats(4, "four beats"), _beats(3, "three beats", but="(wS){4}")

FORMS = (
    Form(
        name="ballad",
        title="Ballad stanza",
        about="Stanzas of four lines with 4, 3, 4 and 3 beats; the second line rhymes with the fourth.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Ballad meter, hymn meter”",
        variants=stanzaic(("-a-a", [iambic(4), iambic(3)]), ("-a-a", [_FOUR, _THREE])),
        stanzas=(1, 50),
        hints=("A story, told in scenes.",),
        apart=True,
    ),
)
