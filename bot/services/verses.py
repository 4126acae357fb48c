"""Judging what comes next in a poem: off the event loop, with the server's own words, each text once."""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.passages import Passage
from bot.domain.prosody.words import NOTHING, Taught
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Poem
from bot.domain.verse.growing import Attempt, Place, check_next, place_of, returning

LINE_LIMIT = 200  # characters of one line; a board must hold a whole poem
_REMEMBERED = 512


class WordList(Protocol):
    """The words that a server has taught."""

    async def taught(self, guild_id: int) -> Taught:
        """Return them."""
        ...


@dataclass(frozen=True, slots=True)
class PoemSoFar:
    """A poem that grows: its passages, and where it goes on, None where every line is there."""

    poem: Poem
    passages: list[Passage]
    place: Place | None


class NoWords:
    """The list of servers that taught nothing."""

    async def taught(self, guild_id: int) -> Taught:
        """Return nothing."""
        return NOTHING


class VerseJudge:
    """Judges lines in the context of those before them, and remembers what it found.

    What a preview has judged need not be judged again when it is submitted, within the transaction.
    """

    def __init__(self, words: WordList | None = None) -> None:
        self._words = words or NoWords()
        self._found: OrderedDict[object, Attempt | Place | list[int] | None] = OrderedDict()

    async def attempt(
        self, guild_id: int, poem: Poem, passages: Sequence[Passage], text: str
    ) -> Attempt | None:
        """Judge a text as what comes next; None where every line is there."""
        found = await self._remembered("attempt", guild_id, poem, passages, text)
        assert found is None or isinstance(found, Attempt)
        return found

    async def place(self, guild_id: int, poem: Poem, passages: Sequence[Passage]) -> Place | None:
        """Return where the poem goes on; None where every line is there."""
        found = await self._remembered("place", guild_id, poem, passages, "")
        assert found is None or isinstance(found, Place)
        return found

    async def returning(self, guild_id: int, poem: Poem, passages: Sequence[Passage], text: str) -> list[int]:
        """Return which lines (from 0) come again by themselves once ``text`` is added."""
        found = await self._remembered("returning", guild_id, poem, passages, text)
        assert isinstance(found, list)
        return found

    async def taught(self, guild_id: int) -> Taught:
        """Return the words that a server has taught."""
        return await self._words.taught(guild_id)

    async def _remembered(
        self, what: str, guild_id: int, poem: Poem, passages: Sequence[Passage], text: str
    ) -> Attempt | Place | list[int] | None:
        taught = await self._words.taught(guild_id)
        texts = tuple(texts_of(passages))
        key = (what, poem, texts, text, tuple(sorted(taught.items())))
        if key not in self._found:
            self._found[key] = await asyncio.to_thread(_judged, what, poem, texts, text, taught)
            if len(self._found) > _REMEMBERED:
                self._found.popitem(last=False)
        self._found.move_to_end(key)
        return self._found[key]


def texts_of(passages: Sequence[Passage]) -> list[str | None]:
    """Return what stands in a poem, None for what was taken out."""
    return [None if passage.redacted else passage.text for passage in passages]


def refusal_of(attempt: Attempt | None) -> Refusal | None:
    """Return why a text cannot come next, None where it can."""
    if attempt is None:
        return Refusal(Reason.POEM_WHOLE)
    longest = max(map(len, attempt.texts), default=0)
    if longest > LINE_LIMIT:
        return Refusal(Reason.TEXT_TOO_LONG, length=longest, limit=LINE_LIMIT)
    return None if attempt.fits else Refusal(Reason.LINE_UNFIT, attempt=attempt)


def _judged(
    what: str, poem: Poem, texts: Sequence[str | None], text: str, taught: Taught
) -> Attempt | Place | list[int] | None:
    if what == "attempt":
        return check_next(poem, texts, text, taught)
    if what == "place":
        return place_of(poem, texts, taught)
    return returning(poem, [*texts, text], taught)
