"""A poem on its way, as a stream like any other: its pieces are lines."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from time import perf_counter

import structlog

from bot.domain.verse.check import check
from bot.generation.chorus import Chorus
from bot.generation.muse import EndReason, GenerationFailedError, Muse, Piece, Receipt, Stream
from bot.generation.poetry.choosing import Candidate
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.making import SAMPLING, Making
from bot.generation.poetry.ordering import TEMPLATE, Bounds, NoSuchPoemError, Part, PoemOrder
from bot.waiting import Waiting

log = structlog.get_logger(__name__)

_HEARD = 4  # lines before one that are read with it: what may not be said can begin there
_PATIENCE = 8  # times that a line is begun anew, each time without words that were wrong in it

FindWords = Callable[[int, int], Awaitable[Lexicon]]
"""Returns the words before the model's tokens, for a guild and a member."""


class PoemStream:
    """A ``muse.Stream``. Stopped, it ends with the lines that it has."""

    def __init__(
        self,
        muse: Muse,
        order: PoemOrder,
        find_words: FindWords,
        waiting: Waiting,
        part: Part | None = None,
        bounds: Bounds | None = None,
    ) -> None:
        """With ``part`` it writes that much behind the lines of others, which its caller then judges."""
        self.order = order
        self.making: Making | None = None
        """The poem as far as it is, once there is anything of it."""
        self.line_seconds = 0.0  # on the worker, without the time in the queue
        self._muse = muse
        self._find_words = find_words
        self._waiting = waiting
        self._part = part
        self._bounds = bounds
        self._streams: list[Stream] = []
        self._begun = perf_counter()
        self._written = self._read = 0  # tokens of all that was written, and of the longest prompt
        self._in_vain = 0  # so often in a row no candidate could be said
        self._cancelled = False
        self._receipt: Receipt | None = None

    async def __aiter__(self) -> AsyncIterator[Piece]:
        """Yield the lines as they are chosen, several at once where a refrain follows.

        Raises:
            MuseUnavailableError, OverloadedError, QuotaReachedError: as ``Muse.ask_all``.
            GenerationFailedError: the model failed, or wrote what is not in the form (a fault of ours).
            NoSuchPoemError: the words that may be used have no such lines.
        """
        try:
            self.making = making = await self._begun_with_words()
            while not making.done:
                try:
                    requests = await asyncio.to_thread(making.next_requests)
                except ValueError as error:
                    raise NoSuchPoemError(str(error)) from error
                if self._cancelled:
                    break
                self._streams = self._muse.ask_all(requests)
                candidates = await self._fit(making, await self._candidates(making))
                if self._cancelled:
                    break
                grown = making.take(candidates) if candidates else ""
                self._note(making, [stream.receipt for stream in self._streams if stream.receipt])
                if grown:
                    yield Piece(grown, self._written)
            if making.done and self._part is None:
                await self._proved(making)
            elif not making.done and self._receipt is not None:
                self._receipt = replace(self._receipt, end=EndReason.CANCELLED)
        finally:
            self.cancel()

    @property
    def place(self) -> int:
        """The place in the queue of what is written next; 0 while it is written."""
        return max((stream.place for stream in self._streams), default=0)

    @property
    def wait_seconds(self) -> float | None:
        """How many seconds that is likely to wait."""
        return self._streams[0].wait_seconds if self._streams else 0.0

    @property
    def receipt(self) -> Receipt | None:
        """The receipt, once the stream has ended; its tokens are those of the lines that were chosen."""
        return self._receipt

    def cancel(self) -> None:
        """Stop it at the model's next step. Safe to repeat."""
        self._cancelled = True
        for stream in self._streams:
            stream.cancel()

    async def _begun_with_words(self) -> Making:
        """Return the poem at its beginning, over the words that may be used.

        Raises:
            NoSuchPoemError: they have no such form.
        """
        order, bounds = self.order, self._bounds
        try:
            found = await self._find_words(order.guild_id, order.member_id)
            made = await asyncio.to_thread(Making, order, found, self._part)
            if bounds is None:
                return made
            stock = {entry.text: entry.zipf for entry in made.lexicon.entries}
            order = replace(order, banned=order.banned | await bounds.unfit(stock))
            made = await asyncio.to_thread(Making, order, found, self._part)
            while self._part is None and made.lines and await bounds.breaches("", made.lines[0]):
                order = replace(order, unnamed=order.unnamed | {made.lines[0].rstrip(",")})
                made = await asyncio.to_thread(Making, order, found, self._part)
            return made
        except ValueError as error:
            raise NoSuchPoemError(str(error)) from error

    async def _fit(self, making: Making, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        """Return those candidates that may be said; where there is none, do without what was wrong in them.

        Raises:
            NoSuchPoemError: that cannot be done without.
        """
        if self._bounds is None or making.planning:
            return candidates
        before = "\n".join(making.lines[-_HEARD:])
        faults = [await self._bounds.breaches(before, one.text) for one in candidates]
        fit = [one for one, fault in zip(candidates, faults, strict=True) if not fault]
        self._in_vain = 0 if fit or not candidates else self._in_vain + 1
        if self._in_vain:
            left = [making.do_without(fault) for fault in faults]
            if self._in_vain > _PATIENCE or not any(left):
                raise NoSuchPoemError("nothing that may be said")
        return fit

    async def _candidates(self, making: Making) -> list[Candidate]:
        """Read what is being written; lines that were stopped half-way are none.

        Raises:
            GenerationFailedError: all of them failed.
        """
        chorus = Chorus(self._streams)
        try:
            await chorus.read(self._waiting)
        except GenerationFailedError:
            if not self._cancelled:
                raise
        self._written += chorus.tokens
        self.line_seconds += max((receipt.seconds for _, receipt in chorus.made), default=0.0)
        self._note(making, [receipt for _, receipt in chorus.made])
        found = [
            Candidate(text.strip(), receipt.likelihoods or (0.0,))
            for text, receipt in chorus.made
            if receipt.end is EndReason.STOP
        ]
        if not found and not self._cancelled:
            raise GenerationFailedError("no line came to its end")
        return found

    def _note(self, making: Making, receipts: Sequence[Receipt]) -> None:
        """Bring the poem's receipt up to date with those of its parts."""
        for receipt in receipts:
            self._read = max(self._read, receipt.prompt_tokens)
            self._receipt = replace(
                receipt,
                template=TEMPLATE,
                sampling=replace(SAMPLING, seed=self.order.seed),
                prompt_tokens=self._read,
                tokens=len(making.likelihoods),
                seconds=perf_counter() - self._begun,
                likelihoods=tuple(making.likelihoods),
            )

    async def _proved(self, making: Making) -> None:
        """Let the checker judge the poem, which is never tried again: by its making it is in the form.

        Raises:
            GenerationFailedError: it is not.
        """
        order = self.order
        verdict = await asyncio.to_thread(check, order.form, making.text, word=making.word)
        if not verdict.valid:
            log.error("poem_not_in_form", form=order.form.name, seed=order.seed)
            self._receipt = None
            raise GenerationFailedError(f"a {order.form.name} that is none")
