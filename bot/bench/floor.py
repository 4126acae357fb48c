"""How often the quality floor turns away what people wrote, and how much of what it is for it catches."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.domain.sentences import sentence_ends
from bot.generation.floor import Fault, judged

PASSAGE_WORDS = 80
STORY_PASSAGES = 8
LENGTH = frozenset({Fault.EMPTY, Fault.SHORT, Fault.LONG})
"""Faults of where a passage was cut, not of what is in it."""

Pair = tuple[tuple[str, ...], str]
"""A story's passages, and the one after them."""

_LOW, _HIGH = 1, 300
_NOISE = re.compile(r"[#=*|\[\d]|[^\x20-\x7e—–‘’“”£à-ÿ]")
_TALK = (
    "Sure! Here is the next passage: {}",
    "Certainly! Here's a continuation of the story: {}",
    "As an AI language model, I cannot feel the rain. {}",
    "{} Let me know if you would like me to change anything.",
    "{}\n\nThis story explores the loneliness of people far from home.",
    "I'm sorry, but I can't help with that. {}",
    "{}\nUser: Go on.\nAssistant: Here it goes on, as you wished.",
    "{}\n\n[In the next lines: a bell]",
)
_LEAKS = re.compile(
    r"here is the next|continuation of|language model|let me know|explores|can't help|user:|\[in the",
    re.IGNORECASE,
)
_ELSEWHERE = (
    "Der alte Mann stieg die Treppe hinauf und zählte die Stufen. Es war eine mehr als am Tag davor, und er "
    "blieb stehen, weil unten jemand seinen Namen rief.",
    "Le vieil homme monta l'escalier en comptant les marches. Il y en avait une de plus que la veille, et "
    "il s'arrêta, car quelqu'un appelait en bas.",
    "El viejo subió la escalera contando los peldaños. Había uno más que la noche anterior, y se detuvo "
    "porque alguien lo llamaba desde abajo.",
    "Stary człowiek wchodził po schodach i liczył stopnie. Był o jeden więcej niż wczoraj, więc stanął, bo "
    "ktoś wołał go z dołu.",
    "Старик поднимался по лестнице и считал ступени. Их было на одну больше, чем вчера, и он остановился: "
    "внизу кто-то звал его.",
    "老人は段を数えながら階段を上った。昨日より一段多かったので、彼は立ち止まった。下で誰かが彼の名を呼んでいた。",
)


@dataclass
class Turned:
    """Of ``judged`` texts, how many were turned away for each fault."""

    judged: int = 0
    faults: Counter[Fault] = field(default_factory=Counter)

    def add(self, fault: Fault | None) -> None:
        """Count one text."""
        self.judged += 1
        if fault is not None:
            self.faults[fault] += 1

    @property
    def share(self) -> float:
        """Return the share that was turned away for anything but its length, from 0 to 1."""
        wrong = sum(times for fault, times in self.faults.items() if fault not in LENGTH)
        return wrong / self.judged if self.judged else 0.0


def passages(text: str, *, verse: bool) -> list[str]:
    """Cut a text into passages of about ``PASSAGE_WORDS`` words, at lines of verse or paragraphs of prose.

    Of prose only paragraphs of whole words count: scanned pages have headings, tables and smudges.
    """
    pieces = text.split("\n") if verse else [" ".join(one.split()) for one in re.split(r"\n\s*\n", text)]
    if not verse:
        pieces = [one for one in pieces if len(_NOISE.findall(one)) < len(one) / 50]
    found: list[str] = []
    open_: list[str] = []
    for piece in filter(None, map(str.strip, pieces)):
        open_.append(piece)
        if sum(len(one.split()) for one in open_) >= PASSAGE_WORDS:
            found.append("\n".join(open_))
            open_ = []
    return found


def spread(found: Sequence[str], count: int) -> Iterator[Pair]:
    """Yield ``count`` passages from evenly spread places, each with the story before it."""
    step = max((len(found) - 1) / count, 1)
    for number in range(min(count, len(found) - 1)):
        at = int(number * step) + 1
        yield tuple(found[max(at - STORY_PASSAGES, 0) : at]), found[at]


def innocent(pairs: Sequence[Pair], advance: Callable[[], None]) -> Turned:
    """Judge passages as if the muse had written each after the story before it."""
    turned = Turned()
    for story, passage in pairs:
        turned.add(judged(passage, story, low=_LOW, high=_HIGH).fault)
        advance()
    return turned


def guilty(pairs: Sequence[Pair], seed: int, advance: Callable[[], None]) -> dict[str, tuple[int, int]]:
    """Return for each way of making a text bad how many were caught, and of how many."""
    chance = random.Random(seed)
    caught = dict.fromkeys(_WAYS, 0)
    for story, passage in pairs:
        for kind, spoil in _WAYS.items():
            verdict = judged(spoil(story[-1], passage, chance), story, low=_LOW, high=_HIGH)
            # What was leaked may be taken out, and the rest shown.
            clean = kind == "chat" and not _LEAKS.search(verdict.text)
            caught[kind] += verdict.fault is not None or clean
        advance()
    return {kind: (times, len(pairs)) for kind, times in caught.items()}


def _first(text: str, words: int) -> str:
    """Return a text's first sentences, of so many words at least, or that many of its words as one."""
    for end in sentence_ends(text):
        if words <= len(text[:end].split()) <= 3 * words:
            return text[:end]
    return " ".join(islice(iter(text.split()), words)).rstrip(",;:.") + "."


def _loop(before: str, passage: str, chance: random.Random) -> str:
    if chance.random() < 0.5:
        return " ".join([_first(passage, 10)] * chance.randint(3, 6))
    turn = " ".join(passage.split()[:6]).rstrip(",;:.")
    return f"{_first(passage, 10)} {', and '.join([turn] * chance.randint(4, 9))}."


def _echo(before: str, passage: str, chance: random.Random) -> str:
    return f"{_first(before, 12)} {_first(passage, 12)}"


def _copy(before: str, passage: str, chance: random.Random) -> str:
    words = before.split(" ")
    return " ".join("something" if chance.random() < 1 / 12 else word for word in words) + " So it was."


def _chat(before: str, passage: str, chance: random.Random) -> str:
    return chance.choice(_TALK).format(_first(passage, 20))


def _elsewhere(before: str, passage: str, chance: random.Random) -> str:
    return chance.choice(_ELSEWHERE)


_WAYS: dict[str, Callable[[str, str, random.Random], str]] = {
    "loop": _loop,
    "echo": _echo,
    "copy": _copy,
    "chat": _chat,
    "language": _elsewhere,
}
