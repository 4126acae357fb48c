"""The forms: syllables, metre, rhyme scheme and refrains of each, with the source of its rule.

A scheme has one letter for each line; lines of one letter rhyme, and a dot stands for a line that need not.
Refrains are groups of lines, counted from 0, that have the same words.
"""

from dataclasses import dataclass

PRINCETON = "The Princeton Encyclopedia of Poetry and Poetics, 4th edition, 2012"
TURCO = "Lewis Turco, The Book of Forms, 3rd edition, 2000"
HAIKU = "Harold G. Henderson, An Introduction to Haiku, 1958"


@dataclass(frozen=True)
class Rule:
    """What a form asks. Of ``schemes`` one must hold.

    ``repeats``: lines that may end on the first line's word; ``apart``: different letters must not rhyme.
    """

    source: str
    syllables: tuple[int, ...] | None = None
    metre: tuple[str, ...] | None = None
    schemes: tuple[str, ...] = ()
    refrains: tuple[tuple[int, ...], ...] = ()
    repeats: tuple[int, ...] = ()
    apart: bool = False
    lines: int | None = None
    stanzas: bool = False  # the pattern holds for every stanza anew

    @property
    def length(self) -> int:
        """The number of lines of the form, or of one stanza of it."""
        return self.lines or len(self.syllables or self.metre or self.schemes[0])


SESTETS = ("CDECDE", "CDCDCD", "CDEDCE", "CDCEDE", "CDCDEE", "CDDCEE", "CDDECE", "CDEEDC", "CDDCDC", "CDCDDC")
PENTAMETER = ("iambic 5",)
SONNETS = {
    "shakespearean-sonnet": ("ABABCDCDEFEFGG",),
    "petrarchan-sonnet": tuple("ABBAABBA" + sestet for sestet in SESTETS),
    "spenserian-sonnet": ("ABABBCBCCDCDEE",),
}
VILLANELLE = "ABA" + "ABA" * 4 + "ABAA"

RULES: dict[str, Rule] = {
    "haiku": Rule(HAIKU, (5, 7, 5)),
    "senryu": Rule(f"Senryū, {PRINCETON}", (5, 7, 5)),
    "tanka": Rule(f"Tanka, {PRINCETON}", (5, 7, 5, 7, 7)),
    "cinquain": Rule("Adelaide Crapsey, Verse, 1915: her cinquains", (2, 4, 6, 8, 2)),
    "lanterne": Rule(TURCO, (1, 2, 3, 4, 1)),
    "nonet": Rule("general knowledge: nine lines, of nine syllables to one", tuple(range(9, 0, -1))),
    "fibonacci": Rule("Gregory K. Pincus, The Fib, 2006", (1, 1, 2, 3, 5, 8)),
    "limerick": Rule(
        f"Limerick, {PRINCETON}; Edward Lear, A Book of Nonsense, 1846",
        metre=tuple(f"anapaestic {feet}" for feet in (3, 3, 2, 2, 3)),
        schemes=("AABBA",),
        repeats=(4,),
        apart=True,
    ),
    "couplet": Rule(f"Heroic couplet, {PRINCETON}", metre=PENTAMETER * 2, schemes=("AA",), stanzas=True),
    "ballad": Rule(
        f"Ballad metre, {PRINCETON}",
        metre=("ballad 4", "ballad 3", "ballad 4", "ballad 3"),
        schemes=(".A.A",),
        stanzas=True,
    ),
    "common-metre": Rule(
        f"Hymn, common measure, {PRINCETON}",
        syllables=(8, 6, 8, 6),
        metre=("iambic 4", "iambic 3", "iambic 4", "iambic 3"),
        schemes=("ABAB",),
        stanzas=True,
    ),
    "clerihew": Rule("E. C. Bentley, Biography for Beginners, 1905", schemes=("AABB",), apart=True),
    "triolet": Rule(f"Triolet, {PRINCETON}", schemes=("ABAAABAB",), refrains=((0, 3, 6), (1, 7)), apart=True),
    "villanelle": Rule(
        f"Villanelle, {PRINCETON}",
        schemes=(VILLANELLE,),
        refrains=((0, 5, 11, 17), (2, 8, 14, 18)),
        apart=True,
    ),
    "rondelet": Rule(TURCO, (4, 8, 4, 8, 8, 8, 4), schemes=("ABAABBA",), refrains=((0, 2, 6),), apart=True),
    **{
        name: Rule(f"Sonnet, {PRINCETON}", metre=PENTAMETER * 14, schemes=schemes, apart=True)
        for name, schemes in SONNETS.items()
    },
}
# Forms of any length, whose rules are functions of judge.py.
SOURCES_OF_OTHERS = {
    "pantoum": f"Pantun, {PRINCETON}",
    "acrostic": f"Acrostic, {PRINCETON}",
    "ghazal": f"Ghazal, {PRINCETON}; Agha Shahid Ali, Ravishing DisUnities, 2000",
    "renga": f"Renga, {PRINCETON}",
}
# Other names by which a form may be asked for.
ALIASES = {
    "shakespearean": "shakespearean-sonnet",
    "petrarchan": "petrarchan-sonnet",
    "spenserian": "spenserian-sonnet",
    "ballad stanza": "ballad",
    "heroic couplet": "couplet",
    "common metre": "common-metre",
    "common meter": "common-metre",
    "fib": "fibonacci",
}
