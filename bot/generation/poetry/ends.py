"""On what the lines of a poem end: what was planned, what stands there already, and what may come."""

from collections.abc import Sequence

import numpy as np

from bot.domain.forms.form import Line
from bot.domain.prosody.rhyme import Rhyme, relation, rhyme_key
from bot.domain.prosody.words import words_of
from bot.domain.verse.stock import Signature
from bot.generation.poetry.choosing import words
from bot.generation.poetry.endings import together
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.ordering import RADIFS, PoemOrder
from bot.generation.poetry.planning import PlanGrammar
from bot.generation.poetry.rhymes import SPARE, rhymes_of, slots


class Ends:
    """The last words of a poem's lines, which have their numbers from 0."""

    def __init__(
        self, order: PoemOrder, lexicon: Lexicon, lines: Sequence[Line], given: Sequence[str], name: str = ""
    ) -> None:
        """``given`` are the first lines, by others, each empty where it was taken out.

        On ``name`` a line ends that names somebody.

        Raises:
            ValueError: the form has a radif, and the lexicon has none.
        """
        self._order = order
        self._apart = order.form.apart
        self._name = name
        self._lexicon = lexicon
        self._lines = lines
        self._given = len(given)
        self._rhymes = rhymes_of(lexicon)
        self._plan: dict[str, str] = {}  # for each rhyme of the form, a word that has it
        self._texts: dict[int, str] = {}
        self._said: dict[int, str] = {}  # before a radif, as the lexicon writes it
        self.slots = slots(lines)
        self.radif = self._radif() if any(line.radif for line in lines) else ""
        for number, text in enumerate(given):
            if words(text) and lines[number].repeats is None:
                self.note(number, text)

    @property
    def planned(self) -> bool:
        """Tell whether there is a plan."""
        return bool(self._plan)

    def note(self, number: int, text: str) -> None:
        """Take note of a line that stands now."""
        tail = len(self.radif.split()) if self._lines[number].radif else 0
        last = words(text)[-1 - tail]
        self._said[number] = last if last in self._lexicon.number else last.capitalize()
        self._texts[number] = text

    def planner(self) -> PlanGrammar:
        """Return the lists of end words that the poem may have.

        Raises:
            ValueError: the lexicon has no such rhymes.
        """
        comma = next(number for number, text in enumerate(self._lexicon.table.texts()) if text == ",")
        banned = self._lexicon.flags(self._order.banned)
        return PlanGrammar(
            self._rhymes, self.slots, comma, tail=self._after_rhyme(), banned=banned, apart=self._apart
        )

    def plan(self, listed: str) -> None:
        """Take note of such a list: what counts of it are the rhymes."""
        for slot, word in zip(self.slots, listed.split(","), strict=True):
            self._plan.setdefault(slot.rhyme, word.strip())

    def wanted(self, number: int) -> tuple[tuple[str, ...], frozenset[str]]:
        """Return the words on which a line may end, empty for any, and those on which it may not.

        Raises:
            ValueError: nothing rhymes with what is there.
        """
        rhyme, banned, used = self._lines[number].rhyme, self._order.banned, frozenset(self._said.values())
        if self._lines[number].names:
            return (self._name,), used
        if not rhyme and self._apart:
            return (), used | self._rhymes.heard_with([*self._plan.values(), *self._said.values()])
        if not rhyme:  # what others will rhyme on stays free for them
            return (), used.union(*(self._rhymes.mates(word, (), banned) for word in self._plan.values()))
        before = [other for other in self._said if self._lines[other].rhyme == rhyme]
        taken = [self._said[other] for other in before]
        if any(other < self._given for other in before):
            return self._heard([self._texts[other] for other in before]), used
        if first := self._plan.get(rhyme) or (taken[0] if taken else ""):
            return self._rhymes.mates(first, taken, banned, plain=self._apart), used
        return self._openings(rhyme), used

    def can_rhyme(self, word: str) -> bool:
        """Tell whether the lexicon has a word, here in small letters, and several that rhyme with it."""
        number = self._lexicon.number
        row = number.get(word, number.get(word.capitalize()))
        if row is None or self._rhymes.rhyme[row] < 0 or (self._apart and not self._rhymes.plain[row]):
            return False
        text = self._lexicon.entries[row].text
        return len(self._rhymes.mates(text, (text,), self._order.banned, plain=self._apart)) >= SPARE

    def _heard(self, others: Sequence[str]) -> tuple[str, ...]:
        """Return the words that rhyme with lines of other people's, as the checker hears it.

        Raises ``ValueError`` where none does.
        """
        said = [words_of(other) for other in others]
        families = {rhyme_key(reading) for reading in said[0][-1].readings}
        found = []
        for entry in self._lexicon.entries:
            if entry.steady and entry.family in families:
                heard = [relation(one, words_of(entry.text)) for one in said]
                if heard[0] is Rhyme.PERFECT and not {Rhyme.IDENTICAL, Rhyme.RICH} & set(heard):
                    found.append(entry.text)
        if not found:
            raise ValueError("nothing rhymes with those lines")
        return tuple(found)

    def _openings(self, rhyme: str) -> tuple[str, ...]:
        """Return the words with which a rhyme that was not planned may begin."""
        said, lexicon, rhymes = self._said.values(), self._lexicon, self._rhymes
        mine = [slot for slot in self.slots if slot.rhyme == rhyme]
        ends = np.logical_and.reduce([rhymes.ends(slot.measure, self._after_rhyme()) for slot in mine])
        ends = ends & rhymes.plain if self._apart else ends
        ends &= ~lexicon.flags({*self._order.banned, *said})
        taken = [rhymes.family[lexicon.number[word]] for word in said if word in lexicon.number]
        free = ends & ~np.isin(rhymes.family, taken)
        rich = rhymes.rich(free, len(mine), len({slot.rhyme for slot in self.slots}))
        return tuple(lexicon.entries[row].text for row in np.flatnonzero(rich))

    def _radif(self) -> str:
        """Return the words behind a ghazal's rhymes: the order's, or the first that the lexicon has."""
        for radif in (self._order.radif, *RADIFS):
            parts = radif.split()
            if all(part in self._lexicon.number and part not in self._order.banned for part in parts):
                return radif
        raise ValueError("these words have no radif")

    def _after_rhyme(self) -> Signature:
        return together([self._lexicon.signature(part) for part in self.radif.split()])
