"""A poem on its way, as a stream like any other: its pieces are lines."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from time import perf_counter

import structlog

from bot.domain.verse.check import check
from bot.generation.muse import EndReason, GenerationFailedError, Muse, Piece, Receipt, Stream
from bot.generation.poetry.choosing import Candidate
from bot.generation.poetry.making import SAMPLING, Making
from bot.generation.poetry.ordering import TEMPLATE, PoemOrder

log = structlog.get_logger(__name__)


class PoemStream:
    """A ``muse.Stream``. Stopped, it ends with the lines that it has."""

    def __init__(self, muse: Muse, making: Making, first: Sequence[Stream], begun: float) -> None:
        """``first`` are the streams of the making's first requests, ``begun`` when it was asked for."""
        self._muse = muse
        self._making = making
        self._streams = list(first)
        self._begun = begun
        self._written = self._read = 0  # tokens of all that was written, and of the prompts
        self.line_seconds = 0.0  # on the worker, without the time in the queue
        self._cancelled = False
        self._receipt: Receipt | None = None

    @property
    def order(self) -> PoemOrder:
        """What was asked for."""
        return self._making.order

    @property
    def making(self) -> Making:
        """The poem as far as it is."""
        return self._making

    async def __aiter__(self) -> AsyncIterator[Piece]:
        """Yield the lines as they are chosen, several at once where a refrain follows.

        Raises:
            GenerationFailedError: the model failed, or wrote what is not in the form (a fault of ours).
        """
        try:
            while not self._cancelled:
                grown = self._making.take(await self._candidates()) if not self._cancelled else ""
                if grown:
                    yield Piece(grown, self._written)
                if self._making.done:
                    break
                requests = await asyncio.to_thread(self._making.next_requests)
                if not self._cancelled:
                    self._streams = self._muse.ask_all(requests)
            if self._making.done:
                await self._proved()
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

    async def _candidates(self) -> list[Candidate]:
        """Read what is being written; lines that were stopped half-way are none.

        Raises:
            GenerationFailedError: all of them failed.
        """
        streams, found = self._streams, list[Candidate]()
        texts = await asyncio.gather(*(_text(stream) for stream in streams), return_exceptions=True)
        for stream, text in zip(streams, texts, strict=True):
            receipt = stream.receipt
            if isinstance(text, BaseException) or receipt is None or receipt.end is not EndReason.STOP:
                continue
            self._written += receipt.tokens
            self._note(receipt)
            found.append(Candidate(text.strip(), receipt.likelihood or 0.0, receipt.tokens))
        self.line_seconds += max((s.receipt.seconds for s in streams if s.receipt is not None), default=0.0)
        if not found and not self._cancelled:
            raise next(
                (text for text in texts if isinstance(text, GenerationFailedError)),
                GenerationFailedError("no line came to its end"),
            )
        return found

    def _note(self, receipt: Receipt) -> None:
        """Keep the poem's receipt up to date with that of a part."""
        making = self._making
        self._read = max(self._read, receipt.prompt_tokens)
        self._receipt = replace(
            receipt,
            template=TEMPLATE,
            sampling=replace(SAMPLING, seed=making.order.seed),
            prompt_tokens=self._read,
            tokens=making.tokens,
            seconds=perf_counter() - self._begun,
            likelihood=making.likelihood,
        )

    async def _proved(self) -> None:
        """Let the checker judge the poem, which is never tried again: by its making it is in the form.

        Raises:
            GenerationFailedError: it is not.
        """
        order = self._making.order
        verdict = await asyncio.to_thread(check, order.form, self._making.text, word=order.word)
        if not verdict.valid:
            log.error("poem_not_in_form", form=order.form.name, seed=order.seed)
            self._receipt = None
            raise GenerationFailedError(f"a {order.form.name} that is none")


async def _text(stream: Stream) -> str:
    return "".join([piece.text async for piece in stream])
