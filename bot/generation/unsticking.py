"""Short suggestions for a writer who is stuck: how a model is asked, and which of its answers are of use."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.domain.sentences import sentence_ends
from bot.domain.text import count_words
from bot.generation.clean import clean_passage
from bot.generation.languages import may_be
from bot.generation.muse import Message, Request, Sampling

TEMPLATE = "unstuck/1"
SAMPLING = Sampling(
    max_tokens=44, temperature=0.8, top_p=0.95, min_p=0.05, top_k=50, repetition_penalty=1.05, dry=0.8
)
WORDS = 4, 28
"""How long a suggestion is, at least and at most, in words."""
ALIKE = 0.5
"""Two suggestions that share more of their words than this are one."""


class Kind(StrEnum):
    """What a suggestion is. The values are choices of ``/unstuck``."""

    WHAT_IF = "what-if"
    OBSTACLE = "obstacle"
    SENSE = "sense"
    QUESTION = "question"
    NEXT_BEAT = "next-beat"


@dataclass(frozen=True, slots=True)
class _Way:
    """How a kind is asked for, and two answers about another story that show what is meant."""

    wish: str
    examples: tuple[str, str]


_OTHER_STORY = (
    "A girl opens a letter that is not for her. Outside it begins to snow, and a man waits at the gate."
)
_WAYS = {
    Kind.WHAT_IF: _Way(
        'Ask one short question that begins with "What if" and would change the story.',
        ("What if the letter was never meant to arrive?", "What if the man at the gate is her brother?"),
    ),
    Kind.OBSTACLE: _Way(
        "Name one obstacle that stands in the way of somebody in the story.",
        (
            "The snow has closed the road, and the man at the gate has the only horse.",
            "The girl cannot read the language that the letter is written in.",
        ),
    ),
    Kind.SENSE: _Way(
        "Name one thing in the story that can be smelled, heard or felt, in one sentence.",
        (
            "The ink of the letter is still damp, and smells of violets.",
            "At the gate the snow creaks, though the man stands quite still.",
        ),
    ),
    Kind.QUESTION: _Way(
        "Ask one short question about somebody in the story that it has not answered.",
        (
            "Whom does the girl hope the letter is from?",
            "Why does the man at the gate not ring the bell?",
        ),
    ),
    Kind.NEXT_BEAT: _Way(
        "Say in one short sentence what could happen next in the story.",
        (
            "The girl burns the letter, and the man at the gate sees the smoke.",
            "The man comes in from the snow and asks for the letter by its date.",
        ),
    ),
}

_EXAMPLES = tuple(example for way in _WAYS.values() for example in way.examples)
_OWN_WORDS = 2
"""A suggestion that has so few words of its own before or after the story's is none."""

_WORD = re.compile(r"[^\W\d_]+")
_SIGNS = re.compile(r"(?=([\u30a0-\u30ff\u3400-\u9fff]{2}))")
_META = re.compile(
    r"\b(?:story|stories|character|narrat\w+|suggest\w+|writer|reader|plot|text|sentence|prompt|snow\w*|letter|girl)\b",
    re.IGNORECASE,
)
"""What speaks about the telling rather than in it, and what only the examples tell of."""

_COMMON = frozenset(
    re.findall(
        r"\w+",
        "about after again along also another back because been before being below both came come could "
        "does done down each even ever every from gone have here into just know like made make many more "
        "most much must never only other over said same says should some something such than that their "
        "them then there these they thing this those through till took under until upon very want were what "
        "when where which while will with without would your",
    )
)
"""Words of four letters and more that are in every English story."""


def suggestion(story: Sequence[str], kind: Kind, *, guild_id: int, member_id: int, seed: int) -> Request:
    """Ask for one suggestion of a kind about a story, as the member may see it."""
    way, told = _WAYS[kind], "\n\n".join(story)
    messages = [Message("system", "You help a writer who is stuck. You answer with one short sentence.")]
    for example in way.examples:
        messages.append(Message("user", f"Here is a story.\n\n{_OTHER_STORY}\n\n{way.wish}"))
        messages.append(Message("assistant", example))
    messages.append(Message("user", f"Here is a story.\n\n{told}\n\n{way.wish}"))
    return Request(guild_id, member_id, TEMPLATE, replace(SAMPLING, seed=seed), messages=tuple(messages))


def useful(raw: str, kind: Kind, story: Sequence[str], others: Iterable[str] = ()) -> str:
    """Return a suggestion as it is shown; empty where it is not about this story, is not of its kind, is too
    long, or says what one of ``others``, an example of the prompt or the story itself says.

    Call it off the event loop: what it tells languages with is slow to load.
    """
    text = clean_passage(raw).split("\n")[0].strip()
    ends = sentence_ends(text)
    text = text[: ends[0]] if ends else ""
    told = "\n".join(story)
    if not WORDS[0] <= count_words(text) <= WORDS[1] or not _is_of(kind, text, told):
        return ""
    meta = {found.casefold() for found in _META.findall(text)}
    if meta - {word.casefold() for word in _WORD.findall(told)} or not _shares(text, told):
        return ""
    if _stands_in(text, told) or any(alike(text, other) for other in (*_EXAMPLES, *others)):
        return ""
    return text


def _is_of(kind: Kind, text: str, told: str) -> bool:
    """Tell whether a suggestion asks where its kind does; how "What if" is said elsewhere is left open."""
    asks = kind in (Kind.WHAT_IF, Kind.QUESTION)
    if text.rstrip("\"'”’»“)」』").endswith(("?", "？", "؟", ";")) != asks:
        return False
    english = kind is Kind.WHAT_IF and may_be(f"{told}\n{text}", "en")
    return not english or text.lower().startswith("what if")


def _stands_in(text: str, told: str) -> bool:
    """Tell whether a suggestion is the story's own words, but for one or two."""
    words, said = _words(text), f" {' '.join(_words(told))} "
    run = max(WORDS[0], len(words) - _OWN_WORDS)
    runs = [" ".join(words[at : at + run]) for at in range(len(words) - run + 1)]
    ends = [0, *sentence_ends(told), len(told)]
    return any(f" {one} " in said for one in runs) or any(
        alike(text, told[begin:end]) for begin, end in pairwise(ends)
    )


def alike(one: str, other: str) -> bool:
    """Tell whether two suggestions say the same, by the words that they share (Jaccard)."""
    mine, theirs = set(_words(one)), set(_words(other))
    return len(mine & theirs) > ALIKE * len(mine | theirs)


def leading_name(story: Sequence[str]) -> str:
    """Return the name that a story says most often, empty where none stands out.

    A name is a word that is written with a capital, twice at least, where no sentence begins, and never
    without: in languages that capitalise other words, too, it may be one of these.
    """
    told = "\n".join(story)
    counts: dict[str, int] = {}
    for found in re.finditer(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][a-zà-ÿ]{2,}", told):
        counts[found[0]] = counts.get(found[0], 0) + 1
    known = {name: times for name, times in counts.items() if times > 1 and name.lower() not in told}
    return max(known, key=lambda name: known[name], default="")


def _words(text: str) -> list[str]:
    return [found.casefold() for found in _WORD.findall(text)]


def _shares(text: str, told: str) -> bool:
    """Tell whether a suggestion names something of the story: a word of it that is no common one, or in a
    script without spaces two signs in a row that are no endings."""
    of_story = {word for word in _words(told) if len(word) > 3 and word not in _COMMON} | {
        found.casefold() for found in re.findall(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][a-zà-ÿ]+", told)
    }
    signs = {found[1] for found in _SIGNS.finditer(told)}
    return any(word in of_story for word in _words(text)) or any(
        found[1] in signs for found in _SIGNS.finditer(text)
    )
