"""Writes poems: the rhymes first, then of each line several that all fit, and the best of them."""

import asyncio
from collections.abc import Sequence

from bot.generation.chorus import Chorus
from bot.generation.muse import Ability, Mask, Message, Muse, Request, Sampling, TokenTable, UnsupportedError
from bot.generation.poetry.keeping import lexicon_for
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.ordering import TEMPLATE, Bounds, Part, PoemOrder
from bot.generation.poetry.poem_stream import PoemStream
from bot.waiting import PlainWaiting, Waiting


class Poet:
    """Writes poems with a muse. Its words are worked out once, off the event loop."""

    def __init__(self, muse: Muse, waiting: Waiting | None = None) -> None:
        self._muse = muse
        self._waiting = waiting or PlainWaiting()
        self._lexicon: Lexicon | None = None
        self._lock = asyncio.Lock()

    def write(self, order: PoemOrder, part: Part | None = None, bounds: Bounds | None = None) -> PoemStream:
        """Write a poem; what the stream yields are whole lines, and together they are in the form.

        With ``part`` it goes on behind the lines of others, of which the muse may know less than the checker.
        ``bounds`` are asked what may not be said in it.

        Raises:
            ValueError: the form cannot be had so (``PoemOrder.lines``).
            UnsupportedError: this muse cannot be held to a form.
        """
        if part is None:
            order.lines()  # before anything is asked
        if Ability.MASK not in self._muse.abilities:
            raise UnsupportedError(Ability.MASK)
        return PoemStream(self._muse, order, self.lexicon, self._waiting, part, bounds)

    async def lexicon(self, guild_id: int, member_id: int) -> Lexicon:
        """Return the words before the model's tokens. Whoever needs them first waits some seconds.

        Raises:
            MuseUnavailableError: the muse is off or could not be loaded.
            GenerationFailedError: the model failed.
            ValueError: its tokens cannot spell poems.
        """
        async with self._lock:
            if self._lexicon is None:
                table = await self._table(guild_id, member_id)
                self._lexicon = await asyncio.to_thread(lexicon_for, table)
            return self._lexicon

    async def _table(self, guild_id: int, member_id: int) -> TokenTable:
        """Return the model's vocabulary, which is seen where a mask is made: on a token that nobody reads."""
        found: list[TokenTable] = []

        def look(table: TokenTable) -> Mask:
            found.append(table)
            return _Anything()

        request = Request(
            guild_id,
            member_id,
            TEMPLATE,
            Sampling(max_tokens=1),
            messages=(Message("user", "Hello"),),
            text="Hello",
            mask=look,
            goes_on=True,
        )
        await Chorus([self._muse.ask(request)]).read(self._waiting)
        return found[0]


class _Anything:
    """Lets everything through."""

    def allowed(self) -> Sequence[int] | None:
        """Bound nothing."""
        return None

    def add(self, token: int) -> None:
        """Note nothing."""
