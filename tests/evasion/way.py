"""A way of disguising a word: its name, the family that it is counted in, and what does it."""

from dataclasses import dataclass
from functools import partial
from inspect import getdoc

from tests.evasion.spelling import Spell


@dataclass(frozen=True, slots=True)
class Way:
    """One way; ``around`` says that it stands about the word and may leave its letters as they are."""

    family: str
    name: str
    spell: Spell
    around: bool = False

    @property
    def source(self) -> str:
        """Return where the way is described: the last part of its function's docstring."""
        doc = getdoc(self.spell.func if isinstance(self.spell, partial) else self.spell) or ""
        return " ".join(doc.partition("Source:")[2].split())
