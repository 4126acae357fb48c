"""What every export is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.passages import Passage


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A story ready to be set. ``names`` maps each writer's id to the name to print."""

    title: str
    number: int
    started_at: datetime
    finished: bool
    passages: tuple[Passage, ...]
    names: dict[int, str]

    def name(self, member_id: int) -> str:
        """Return the writer's name, or ``?`` for one who was never seen."""
        return self.names.get(member_id, "?")

    def words_by_writer(self) -> dict[int, int]:
        """Return how many words each writer signed, in the order of their first passage."""
        words: dict[int, int] = {}
        for passage in self.passages:
            words[passage.member_id] = words.get(passage.member_id, 0) + passage.words
        return words


@dataclass(frozen=True, slots=True)
class Wording:
    """The words around a story, in the reader's language.

    ``share`` takes a writer's name and how many words they signed, ``hand`` a passage that the muse had a
    hand in and its writer's name; names come as they are to be printed.
    """

    to_be_continued: str
    credits: str
    muse: str
    share: Callable[[str, int], str]
    begun: Callable[[datetime], str]
    hand: Callable[[Passage, str], str]
