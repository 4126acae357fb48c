"""The search for a scansion: dynamic programming over words, their readings, and the states of a measure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.prosody.automaton import Automaton
from bot.domain.prosody.sounds import Reading

Key = tuple[int, int]  # a state, and the syllables so far where the measure bounds their number
Trace = tuple["Trace", int, str] | None  # the words before, the reading of the last one, and its places
Layer = dict[Key, tuple[int, str, Trace]]  # cost, places within the word, the words before

# The cost of a way. It decides nothing but which of several scansions that fit is chosen and drawn: each
# step to a less usual reading costs one, and so does each of these.
AGAINST = {("0", "s"), ("weak", "s"), ("strong", "w")}
WEAK_END = 2  # a line that ends on a word of one syllable seldom means it as an extra weak one


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a line that has the right number of syllables first goes against its measure.

    It is the farthest that any readings get: ``word`` and ``syllable`` count from 0, ``reading`` is that
    word's. ``wanted`` has the kinds of place that stand there, of ``w``, ``s`` and ``x``. ``ended`` says
    that every syllable has its place but the line ends too early; then ``wanted`` is what is missing.
    """

    word: int
    syllable: int
    reading: Reading
    wanted: str
    ended: bool = False


class Search:
    """Goes through a line word by word, and keeps the cheapest way into each state."""

    def __init__(
        self,
        automaton: Automaton,
        choices: Sequence[Sequence[Reading]],
        rest: Sequence[int],
        allowed: int,
        paused: Collection[int],
    ) -> None:
        self.automaton, self.choices, self.paused = automaton, choices, paused
        self.bounded = automaton.counts is not None
        self.allowed = allowed
        self.rest = [bits & ((1 << allowed.bit_length()) - 1) for bits in rest]

    def run(self) -> list[tuple[int, str]] | Fault:
        """Return for each word its reading's index and its places; or where no reading leads on."""
        live: dict[Key, tuple[int, Trace]] = {(0, 0): (0, None)}
        for word, readings in enumerate(self.choices):
            after: dict[Key, tuple[int, Trace]] = {}
            fault: Fault | None = None
            seen: set[str] = set()
            for rank, reading in enumerate(readings):
                if reading.stress in seen:  # the same to a measure as a more usual one
                    continue
                seen.add(reading.stress)
                layer, failed = self.through(live, word, reading)
                if failed and (fault is None or failed.syllable > fault.syllable):
                    fault = failed
                for key, (cost, places, trace) in layer.items():
                    if key not in after or cost + rank < after[key][0]:
                        after[key] = cost + rank, (trace, rank, places)
            if not after:
                assert fault is not None, "every state that is kept can still reach a right count"
                return fault
            live = dict(sorted(after.items(), key=lambda item: item[0]))
        ends = [
            (cost + WEAK_END * self.ends_weak(trace), n, trace)
            for n, ((state, _), (cost, trace)) in enumerate(live.items())
            if state in self.automaton.final
        ]
        return _unrolled(min(ends, key=lambda end: end[:2])[2]) if ends else self.unfinished(live)

    def ends_weak(self, trace: Trace) -> bool:
        """Tell whether a word of one syllable stands in a weak place at the end."""
        while trace is not None and not trace[2]:
            trace = trace[0]
        return trace is not None and trace[2] == "w"

    def through(
        self, live: dict[Key, tuple[int, Trace]], word: int, reading: Reading
    ) -> tuple[Layer, Fault | None]:
        """Return the ways through one reading, or the fault that ends them all."""
        after = self.rest[word + 1] << reading.syllables
        layer: Layer = {
            key: (cost, "", trace)
            for key, (cost, trace) in live.items()
            if not self.bounded or after << key[1] & self.allowed
        }
        if not layer:
            return {}, None
        for n, stress in enumerate(reading.stress):
            paused = n == 0 and word in self.paused
            sign = self.single(word) if reading.stress == "?" else stress
            following: Layer = {}
            for (state, syllables), (cost, places, trace) in layer.items():
                for to in self.automaton.step(state, stress, paused):
                    key, place = (to, syllables + self.bounded), self.automaton.places[to].lower()
                    dear = cost + ((sign, place) in AGAINST)
                    # Of two equal ways the first stays: it goes by places that the pattern names first.
                    if key not in following or dear < following[key][0]:
                        following[key] = dear, places + place, trace
            if not following:
                return {}, Fault(word, n, reading, self.wanted(layer, paused))
            layer = following
        return layer, None

    def single(self, word: int) -> str:
        """Tell how a word of one syllable leans: to weak places if the dictionary knows it unstressed."""
        sounds = (
            sound for reading in self.choices[word] if reading.stress == "?" for sound in reading.sounds
        )
        return "weak" if any(sound.endswith("0") for sound in sounds) else "strong"

    def wanted(self, keys: Iterable[Key], paused: bool) -> str:
        """Return the kinds of place that can follow these states, whatever the stress."""
        way = self.automaton
        follow = {to for state, _ in keys for to in way.follow[state] if paused or not way.paused[to]}
        return "".join(sorted({way.places[to].lower() for to in follow}))

    def unfinished(self, live: dict[Key, tuple[int, Trace]]) -> Fault:
        """Return the fault of a line whose syllables all have places, but whose measure has not ended."""
        word = max((n for n, readings in enumerate(self.choices) if readings[0].syllables), default=0)
        reading = self.choices[word][0]
        return Fault(word, max(reading.syllables - 1, 0), reading, self.wanted(live, False), ended=True)


def _unrolled(trace: Trace) -> list[tuple[int, str]]:
    words = []
    while trace is not None:
        trace, chosen, places = trace
        words.append((chosen, places))
    return words[::-1]
