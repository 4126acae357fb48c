"""Patterns of strong and weak places, compiled to a small automaton that reads one syllable at a time.

The signs of a pattern: ``w`` a weak place, ``s`` a strong place, ``S`` a strong place without promotion,
``x`` any syllable; ``( )``, ``|``, ``?``, ``+``, ``*``, ``{n}`` and ``{m,n}`` as in regular expressions. A
comma before a place means that it stands only after a pause.

Which syllable may stand where follows two rules of English verse:

* The primary stress of a word of several syllables stands in strong places only; words of one syllable stand
  anywhere. (P. Kiparsky, "The Rhythmic Structure of English Verse", Linguistic Inquiry 8, 1977: the
  monosyllabic word constraint. Secondary stress is free here, as compounds and long words need it.)
* An unstressed syllable may take a beat between two unstressed ones, or between one and the end of the line:
  *temperATE*. (D. Attridge, The Rhythms of English Poetry, 1982: promotion.) No two strong places of our
  measures are neighbours, and no primary stress stands in a weak one, so that its condition always holds in
  ``s``. Attridge finds promotion in duple verse and hardly in triple verse, which has ``S`` for that reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

ADMITS = {"w": frozenset("02?"), "s": frozenset("012?"), "S": frozenset("12?")}
"""The signs of stress that may stand in a place; ``x`` admits all."""

LARGEST = 2000
"""No pattern has more places than this, all repetitions written out."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: whether it may be empty, and the states that it can begin and end with."""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]


@dataclass(slots=True)
class _Compiler:
    """Reads a pattern from left to right; each place is one state (V. Glushkov's construction, 1961)."""

    pattern: str
    at: int = 0
    places: list[str] = field(default_factory=lambda: [""])
    paused: list[bool] = field(default_factory=lambda: [False])
    follow: list[set[int]] = field(default_factory=lambda: [set()])

    def sign(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def link(self, sources: Iterable[int], targets: Iterable[int]) -> None:
        for source in sources:
            self.follow[source].update(targets)

    def fail(self) -> ValueError:
        return ValueError(f"no pattern: {self.pattern!r}, at {self.at}")

    def choice(self) -> _Part:
        part = self.sequence()
        while self.sign() == "|":
            self.at += 1
            other = self.sequence()
            part = _Part(part.empty or other.empty, part.first | other.first, part.last | other.last)
        return part

    def sequence(self) -> _Part:
        part = _Part(True, frozenset(), frozenset())
        while self.sign() not in ("", "|", ")"):
            part = self.then(part, self.repeated())
        return part

    def then(self, one: _Part, two: _Part) -> _Part:
        self.link(one.last, two.first)
        first = one.first | two.first if one.empty else one.first
        return _Part(one.empty and two.empty, first, one.last | two.last if two.empty else two.last)

    def repeated(self) -> _Part:
        start = self.at
        part = self.single()
        sign = self.sign()
        if sign == "{":
            part = self.times(part, start)
        elif sign in ("?", "*", "+"):
            self.at += 1
            if sign != "?":
                self.link(part.last, part.first)
            part = _Part(part.empty or sign != "+", part.first, part.last)
        return part

    def times(self, part: _Part, start: int) -> _Part:
        """Read ``{m,n}`` after a part; further copies of it are read from its text again."""
        close = self.pattern.find("}", self.at)
        numbers = self.pattern[self.at + 1 : close].split(",") if close > 0 else []
        if not 1 <= len(numbers) <= 2 or not all(n.isascii() and n.isdigit() for n in numbers):
            raise self.fail()
        least, most = int(numbers[0]), int(numbers[-1])
        if most < 1 or least > most:
            raise self.fail()
        least = 0 if part.empty else least
        first, last, before = part.first, part.last if least <= 1 else frozenset(), part.last
        for n in range(2, most + 1):
            self.at = start
            copy = self.single()
            self.link(before, copy.first)
            first = first | copy.first if copy.empty else first
            before = before | copy.last if copy.empty else copy.last
            last = last | copy.last if n >= least else last
        self.at = close + 1
        return _Part(least == 0, first, last)

    def single(self) -> _Part:
        if self.sign() == "(":
            self.at += 1
            part = self.choice()
            if self.sign() != ")":
                raise self.fail()
            self.at += 1
            return part
        paused = self.sign() == ","
        self.at += paused
        if self.sign() not in ("w", "s", "S", "x") or len(self.places) > LARGEST:
            raise self.fail()
        self.places.append(self.sign())
        self.paused.append(paused)
        self.follow.append(set())
        self.at += 1
        state = frozenset({len(self.places) - 1})
        return _Part(False, state, state)


class Automaton:
    """A compiled pattern. State 0 is the start; every other state is a place, ``places[state]``.

    Raises ``ValueError`` for what is no pattern.
    """

    def __init__(self, pattern: str) -> None:
        compiler = _Compiler(pattern)
        whole = compiler.choice()
        if compiler.at < len(pattern):
            raise compiler.fail()
        compiler.link([0], whole.first)
        self.places = tuple(compiler.places)
        self.paused = tuple(compiler.paused)
        self.follow = tuple(tuple(sorted(states)) for states in compiler.follow)
        self.final = whole.last | ({0} if whole.empty else frozenset())
        self.start = frozenset({0})
        self.step = cache(self._step)
        self.advance = lru_cache(maxsize=4096)(self._advance)
        self.counts = self._counts()
        self.ending_strong = self._ending_strong()

    def _step(self, state: int, stress: str, paused: bool) -> tuple[int, ...]:
        return tuple(
            after
            for after in self.follow[state]
            if (paused or not self.paused[after]) and stress in ADMITS.get(self.places[after], stress)
        )

    def _advance(self, states: frozenset[int], stress: str, paused: bool = False) -> frozenset[int]:
        return frozenset(after for state in states for after in self.step(state, stress, paused))

    def accepts(self, states: frozenset[int]) -> bool:
        """Tell whether a line may end in one of these states."""
        return not self.final.isdisjoint(states)

    def lengths(self, most: int) -> int:
        """Return the counts of syllables that it admits, up to ``most``, as bits: bit 5 is set for five."""
        return sum(self.accepts(states) << n for n, states in enumerate(self._layers(most)))

    def _layers(self, most: int) -> Iterator[frozenset[int]]:
        """Yield the states that lines of 0, 1, 2 … syllables can reach, until there are none."""
        states = self.start
        for _ in range(most + 1):
            if not states:
                return
            yield states
            states = frozenset(after for state in states for after in self.follow[state])

    def _counts(self) -> tuple[int, ...] | None:
        # A way with more steps than there are places goes in a circle, and may go round it for ever.
        layers = tuple(self._layers(len(self.places)))
        if len(layers) > len(self.places):
            return None
        return tuple(n for n, states in enumerate(layers) if self.accepts(states))

    def _ending_strong(self) -> tuple[int, ...]:
        strong = {state for state in self.final if self.places[state] in ("s", "S")}
        return tuple(n for n, states in enumerate(self._layers(len(self.places))) if strong & states)


automaton = cache(Automaton)
"""Return the automaton of a pattern, compiled once."""
