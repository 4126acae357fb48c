"""Ghazal."""

from bot.domain.forms.form import Form, Line
from bot.domain.forms.scheme import Lines
from bot.domain.prosody.measure import free, iambic


def _variants(stanzas: int, _word: str) -> tuple[Lines, ...]:
    made = []
    for measure in (iambic(5), free()):
        closed, open_ = Line(measure, "a", radif=True), Line(measure)
        couplets = [(closed, closed), *[(open_, closed)] * (stanzas - 1)]
        made.append(
            tuple(
                Line(line.measure, line.rhyme, radif=line.radif, stanza=number)
                for number, couplet in enumerate(couplets)
                for line in couplet
            )
        )
    return tuple(made)


FORMS = (
    Form(
        name="ghazal",
        title="Ghazal",
        about="Couplets; the first two lines and every second one end on the same words (radif), "
        "and rhyme just before them (qafia).",
        source="Agha Shahid Ali, Ravishing DisUnities, 2000",
        variants=_variants,
        stanzas=(5, 15),
        usual=5,
        hints=("Each couplet stands for itself.", "The poet may name themselves in the last one."),
    ),
)
