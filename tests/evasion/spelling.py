"""A word on its way to a disguise: one cell for each letter, and how much of each is lost to a reader.

The rule that keeps a disguise readable counts what a letter has become, in halves of a letter:

- ``KEPT``: the letter itself in another case, typeface or script, marked, repeated, or with signs around it.
- ``LIKE``: another sign or letter that resembles it in shape or sound (``3`` for e, ``ph`` for f).
- ``LOST``: nothing of it is left, or only with effort (``*`` for u, a dropped letter, ``|_|`` for u).

A disguise is readable where no more than half of its word's letters are lost, two that are ``LIKE`` counting
as one, where the first letter is not ``LOST``, and where three signs at least stand for letters. Readers find
words by their beginnings, and take letters inside them in nearly any state (Rawlinson 1976, "The significance
of letter position in word recognition"; Eger et al. 2019 on how well people read visual disguises). No way
adds letters of its own, apart from the names in links and emoji.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

KEPT, LIKE, LOST = 0, 1, 2
FEWEST = 3  # signs that stand for letters


@dataclass(frozen=True, slots=True)
class Cell:
    """One letter of a plain word, with what is written for it, and before and after it."""

    letter: str
    text: str
    loss: int = KEPT
    before: str = ""
    after: str = ""

    @property
    def plain(self) -> str:
        """Return the letter while it is still written as itself, in lower case; else an empty string."""
        return self.text if self.text == self.letter and self.letter.islower() else ""

    def become(self, text: str, loss: int = KEPT) -> "Cell":
        """Return the cell with another text; losses add up to ``LOST`` at most."""
        return replace(self, text=text, loss=min(LOST, self.loss + loss))

    def followed(self, sign: str) -> "Cell":
        """Return the cell with a sign after it, behind what stands there already."""
        return replace(self, after=self.after + sign)

    def wrapped(self, opening: str, closing: str) -> "Cell":
        """Return the cell between two signs, outside what stands there already."""
        return replace(self, before=opening + self.before, after=self.after + closing)


Spelling = tuple[Cell, ...]
Spell = Callable[[Spelling, Random], Spelling | None]  # None where the way cannot apply to the word


def spelling(word: str) -> Spelling:
    """Return a plain word as cells."""
    return tuple(Cell(letter, letter) for letter in word)


def written(cells: Spelling) -> str:
    """Return what stands on the page."""
    return "".join(cell.before + cell.text + cell.after for cell in cells)


def readable(cells: Spelling) -> bool:
    """Tell whether a human reader knows the word, by the rule above."""
    enough = sum(len(cell.text) for cell in cells) >= FEWEST
    return enough and cells[0].loss < LOST and sum(cell.loss for cell in cells) <= len(cells)


def allowance(cells: Spelling, loss: int) -> int:
    """Return how many more letters may be changed at a loss each."""
    return (len(cells) - sum(cell.loss for cell in cells)) // loss


def changed(cells: Spelling, places: Sequence[int], change: Callable[[Cell], Cell]) -> Spelling:
    """Return the cells with those at some places changed."""
    return tuple(change(cell) if place in places else cell for place, cell in enumerate(cells))


def between(cells: Spelling, sign: Callable[[], str]) -> Spelling:
    """Return the cells with a sign after each but the last."""
    return (*(cell.followed(sign()) for cell in cells[:-1]), cells[-1])


def some(places: Sequence[int], rng: Random, least: int = 1, most: int | None = None) -> list[int] | None:
    """Return a drawn part of the places, in order; None where there are too few."""
    most = len(places) if most is None else min(most, len(places))
    return sorted(rng.sample(places, rng.randint(least, most))) if least <= most else None
