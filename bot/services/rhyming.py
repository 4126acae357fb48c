"""What rhymes with a word: one index of common words, built once and off the event loop."""

import asyncio
from functools import cache

from bot.domain.prosody.rhyming import RhymeIndex, Rhymes
from bot.domain.prosody.sounds import Source
from bot.domain.prosody.words import read
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_line
from bot.generation.frequent import zipf
from bot.services.actor import Actor
from bot.services.poetry import WORD_LIMIT, PoetryService


class RhymingService:
    """Finds rhymes."""

    def __init__(self, poetry: PoetryService) -> None:
        self._poetry = poetry
        self._building = asyncio.Lock()

    async def rhymes(self, actor: Actor, text: str) -> Rhymes:
        """Return what rhymes with a word, as it is said on this server.

        Raises:
            Refusal: it is too long, or not one word in Latin letters.
        """
        text = checked_line(text, WORD_LIMIT)
        word = await asyncio.to_thread(read, text, await self._poetry.taught(actor.guild_id))
        if word.source in (Source.SILENT, Source.FOREIGN):
            raise Refusal(Reason.NOT_ONE_WORD)
        async with self._building:  # or several who ask at the start would each build it
            index = await asyncio.to_thread(_index)
        return await asyncio.to_thread(index.rhymes, word)


@cache
def _index() -> RhymeIndex:
    return RhymeIndex(zipf())
