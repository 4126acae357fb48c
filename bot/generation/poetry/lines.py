"""One line of a form as a grammar of words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np

from bot.domain.prosody.measure import Measure
from bot.domain.verse.grid import Grid, Paths
from bot.domain.verse.stock import Signature
from bot.generation.poetry.endings import endings
from bot.generation.poetry.lexicon import Lexicon, Written
from bot.generation.poetry.shelf import Pool


@dataclass(frozen=True, slots=True)
class LineWish:
    """What a line must be.

    It ends on one of ``endings``, on any word that does not lean on the next where that is empty, and on
    none of ``used``. ``begins`` is the capital letter that it begins with. ``last`` says that the poem ends
    with it. ``banned`` words do not occur. ``tail`` are words that follow the ending: a ghazal's radif.
    """

    measure: Measure
    endings: tuple[str, ...] = ()
    used: frozenset[str] = frozenset()
    begins: str = ""
    last: bool = False
    banned: frozenset[str] = frozenset()
    tail: str = ""


class Place(NamedTuple):
    """A place between two words: a state of the grid, and how the next word is written.

    ``paused`` says that a sign of punctuation stands before it, ``leans`` that the last word cannot have one,
    ``short`` that it is a contraction, behind which no line ends: "she's shine" is what became of a verb that
    the rhyme did not have. ``determiner`` is the last word where that is one.
    """

    at: int
    written: Written = Written.FIRST
    paused: bool = False
    leans: bool = False
    short: bool = False
    determiner: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """The last word stands; what may come is a sign, unless there is one already, and the line's end."""

    signed: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """Nothing is to come."""


Spot = Place | Closing | Closed


# Behind them comes a noun, or what belongs to one: not "a we", "the of". All but "a" and "an" are alike.
_DETERMINERS = {"a": "a", "an": "an", **dict.fromkeys(("the", "my", "your", "our", "their", "every"), "the")}
_BEHIND_DETERMINERS = ("very", "only")

_working = Lock()  # poems are begun in several threads, and each would work the same out


def paths(measure: Measure, signatures: tuple[Signature, ...]) -> Paths:
    """Return the ways through a measure; worked out once for a measure and a stock."""
    with _working:
        return _paths(measure, signatures)


_paths = cache(Paths)


@dataclass(frozen=True, slots=True)
class _Pools:
    """The words that may come at a place: those that go on, those that end the line, and both."""

    going_on: Pool
    ending: Pool
    all: tuple[Pool, ...]


@lru_cache(maxsize=512)
def grid(measure: Measure, signatures: tuple[Signature, ...], endings: frozenset[Signature]) -> Grid:
    """Return the ways of a line with these endings; kept, since poems ask for the same again and again.

    Raises ``ValueError`` where no line can end so.
    """
    return Grid(paths(measure, signatures), endings)


class LineGrammar:
    """A line over the words of a lexicon. Every place that it returns can be finished."""

    def __init__(self, lexicon: Lexicon, wish: LineWish) -> None:
        """Raises ``ValueError`` where no line can be so."""
        self.lexicon = lexicon
        self._wish = wish
        self._free = ~lexicon.flags(wish.banned)
        self._endings = endings(lexicon, wish.endings, wish.used | wish.banned, wish.tail)
        within = lexicon.shelves[Written.WITHIN].items
        at_hand = np.unique(lexicon.kinds[within[self._free[within]]])
        signatures = tuple(lexicon.signatures[kind] for kind in at_hand)
        self._grid = grid(wish.measure, signatures, self._endings.kinds_wanted())
        self._pools: dict[Place, _Pools] = {}
        signs = lexicon.signs
        self._close: dict[int, Spot] = dict.fromkeys(signs.stopping, Closing(signed=True))
        if not wish.last:
            self._close |= dict.fromkeys(signs.pausing, Closing(signed=True))
            self._close |= dict.fromkeys(signs.ends, Closed())
        self._end: dict[int, Spot] = dict.fromkeys(signs.ends, Closed())
        if not self.pools(self.start):
            raise ValueError(f"no line of {wish.measure.name} begins so")

    @property
    def start(self) -> Spot:
        """The state before the first word."""
        return Place(0)

    def pools(self, state: Spot) -> Sequence[Pool]:
        """Return the words that may come: those that go on, and those that end the line."""
        return self._at(state).all if isinstance(state, Place) else ()

    def after(self, state: Spot, pool: Pool, item: int) -> Spot:
        """Return the state after a word."""
        if not isinstance(state, Place):
            raise ValueError("the line has ended")
        if pool is self._at(state).ending:
            return Closing()
        signature = self.lexicon.signatures[self.lexicon.kinds[item]]
        at = self._grid.after(state.at, signature, state.paused)
        if at is None:
            raise ValueError("that word does not fit")
        text, leans = self.lexicon.entries[item].text, bool(self.lexicon.leaning[item])
        short, determiner = bool(self.lexicon.short[item]), _DETERMINERS.get(text, "")
        return Place(at, Written.WITHIN, leans=leans, short=short, determiner=determiner)

    def signs(self, state: Spot) -> Mapping[int, Spot]:
        """Return the signs of punctuation that may come, and the line's end."""
        if isinstance(state, Closing):
            return self._end if state.signed else self._close
        if isinstance(state, Closed) or state.paused or state.leans or state.written is Written.FIRST:
            return {}
        if not self._grid.fitting(state.at, True):  # no sign stands right before the last word
            return {}
        signs = self.lexicon.signs
        found: dict[int, Spot] = dict.fromkeys(signs.pausing, Place(state.at, Written.WITHIN, paused=True))
        stopped = Place(state.at, Written.CAPITAL, paused=True)
        if self.pools(stopped):
            found |= dict.fromkeys(signs.stopping, stopped)
        return found

    def ended(self, state: Spot) -> bool:
        """Tell whether the line is closed."""
        return isinstance(state, Closed)

    @property
    def longest(self) -> int:
        """Return how many tokens a line has at most, its end included."""
        counts = self._wish.measure.counts
        if counts is None:
            raise ValueError("a line without a most cannot be promised an end")
        tail = len(self._wish.tail.split()) * self.lexicon.longest
        return counts[-1] * (self.lexicon.longest + 1) + tail + 1

    def _at(self, place: Place) -> _Pools:
        if place not in self._pools:
            self._pools[place] = self._found(place)
        return self._pools[place]

    def _found(self, place: Place) -> _Pools:
        lexicon, letter = self.lexicon, self._wish.begins if place.written is Written.FIRST else ""
        fitting = self._grid.fitting(place.at, place.paused)
        going_on = lexicon.pool(place.written, fitting, letter)
        last = [one for one in fitting & lexicon.short_kinds if not self._goes_on(place, one)]
        if self._wish.banned or last:
            free = self._free & ~(lexicon.short & lexicon.of_kinds(frozenset(last)))
            going_on = Pool.of(going_on.shelf, going_on.fits & free[going_on.shelf.items])
        ends = self._endings
        may = not place.paused and not place.short
        ending_here = np.array([may and self._grid.ends(place.at, one) for one in ends.signatures])
        fits = ends.wanted & ending_here[ends.kinds]
        if letter:
            fits = fits & lexicon.beginning(letter) if not self._wish.tail else np.zeros_like(fits)
        shelf = ends.shelves[place.written]
        ending = Pool.of(shelf, fits[shelf.items])
        if place.determiner and shelf is going_on.shelf:
            going_on, ending = self._behind(place.determiner, going_on, ending)
        return _Pools(going_on, ending, tuple(pool for pool in (going_on, ending) if len(pool.numbers)))

    def _behind(self, determiner: str, *pools: Pool) -> list[Pool]:
        """Return the words that may stand behind a determiner; all of them where none may."""
        said = ~self.lexicon.leaning | self.lexicon.flags(_BEHIND_DETERMINERS)
        if determiner in ("a", "an"):
            said &= self.lexicon.vowel == (determiner == "an")
        found = [Pool.of(pool.shelf, pool.fits & said[pool.shelf.items]) for pool in pools]
        return found if any(len(pool.numbers) for pool in found) else [*pools]

    def _goes_on(self, place: Place, word: Signature) -> bool:
        """Tell whether behind such a word others may follow that do not end the line."""
        at = self._grid.after(place.at, word, place.paused)
        return at is not None and bool(self._grid.fitting(at, False))
