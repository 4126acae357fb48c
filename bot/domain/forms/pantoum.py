"""Pantoum."""

from bot.domain.forms.form import Form, Line
from bot.domain.forms.scheme import Lines
from bot.domain.prosody.measure import Measure, free, iambic

_NONE: list[int | None] = [None] * 4


def _woven(stanzas: int, measure: Measure, *, first_last: bool) -> Lines:
    """Return stanzas whose second and fourth line come again as the first and third of the next; the last one
    takes up the first stanza's two others, so that the poem may end as it began."""
    made: list[Line] = []
    repeats: list[int | None]
    for stanza in range(stanzas):
        start, before, new = 4 * stanza, 4 * stanza - 4, f"b{stanza}"
        if stanza == 0:
            rhymes, repeats = ["a", new] * 2, _NONE
        elif stanza < stanzas - 1:
            rhymes, repeats = [made[start - 3].rhyme, new] * 2, [before + 1, None, before + 3, None]
        else:
            ends = (2, 0) if first_last else (0, 2)
            rhymes, repeats = [made[start - 3].rhyme, "a"] * 2, [before + 1, ends[0], before + 3, ends[1]]
        pairs = zip(rhymes, repeats, strict=True)
        made += [Line(measure, rhyme, repeat, stanza=stanza) for rhyme, repeat in pairs]
    return tuple(made)


def _variants(stanzas: int, _word: str) -> tuple[Lines, ...]:
    return tuple(
        _woven(stanzas, measure, first_last=first_last)
        for measure in (iambic(4), free())
        for first_last in (True, False)
    )


FORMS = (
    Form(
        name="pantoum",
        title="Pantoum",
        about="Quatrains rhymed abab; lines 2 and 4 of each come again as lines 1 and 3 of the next.",
        source="Princeton Encyclopedia of Poetry and Poetics, 4th ed., 2012, “Pantun”",
        variants=_variants,
        stanzas=(2, 25),
        usual=3,
        hints=("The last stanza takes up the first and the third line of the poem.",),
    ),
)
