"""What every export is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.passages import Passage
from bot.domain.statistics import Statistics


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story ready to be set. ``names`` maps each writer's id to the name to print.

    ``stanzas`` are those of a poem, each of its lines with the passage it is of; None for prose.
    ``finished_at`` is None for a story that still goes on. ``language`` is a BCP 47 tag for hyphenation,
    screen readers and the choice of glyphs, such as ``en``.
    """

    title: str
    number: int
    started_at: datetime
    finished_at: datetime | None
    passages: tuple[Passage, ...]
    names: dict[int, str]
    statistics: Statistics
    language: str = "en"
    stanzas: Sequence[Sequence[tuple[Passage, str]]] | None = None

    def name(self, member_id: int) -> str:
        """Return the writer's name, or ``?`` for one who was never seen."""
        return self.names.get(member_id, "?")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words around a story, in the reader's language.

    ``share`` takes a writer's name and how many words they signed, ``hand`` a passage that the muse had a
    hand in and its writer's name, ``line`` the same of a poem; names come as they are to be printed.
    ``redacted`` stands in place of a passage that a moderator took out. ``by`` takes all the names and gives
    the title page's line of authors.
    """

    to_be_continued: str
    credits: str
    muse: str
    redacted: str
    contents: str
    share: Callable[[str, int], str]
    begun: Callable[[datetime], str]
    finished: Callable[[datetime], str]
    hand: Callable[[Passage, str], str]
    line: Callable[[Passage, str], str]
    by: Callable[[list[str]], str]


@dataclass(frozen=True, slots=True)
class ChartWording:
    """The words on the picture of a story's figures; the callables take the figures of ``Statistics``."""

    title: str
    by_hand: str
    by_muse: str
    words: Callable[[int], str]
    pace: Callable[[float], str]
    streak: Callable[[int], str]
    length: Callable[[int, int], str]  # words, passages
    others: Callable[[int], str]  # writers who are not named each
