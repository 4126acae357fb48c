"""Reads several streams side by side, as one wait."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

from bot.generation.muse import GenerationFailedError, Piece, Receipt, Stream
from bot.waiting import Waiting


class Chorus:
    """Streams that belong together; ``texts`` grows as they are read."""

    def __init__(self, streams: Sequence[Stream]) -> None:
        self.streams = list(streams)
        self.texts = [""] * len(self.streams)
        self._tokens = [0] * len(self.streams)

    @property
    def tokens(self) -> int:
        """How many tokens were made so far, in all of them together."""
        return sum(self._tokens)

    @property
    def made(self) -> list[tuple[str, Receipt]]:
        """The texts that came to an end, each with its receipt; one that failed is not among them."""
        ended = zip(self.texts, self.streams, strict=True)
        return [(text, stream.receipt) for text, stream in ended if stream.receipt is not None]

    def cancel(self) -> None:
        """Stop them all. Safe to repeat."""
        for stream in self.streams:
            stream.cancel()

    async def read(self, waiting: Waiting, heard: Callable[[], None] = lambda: None) -> None:
        """Read all to their ends; ``heard`` is called after whatever came. Leaving early stops them.

        Raises:
            GenerationFailedError: every one of them failed.
        """
        voices = [aiter(stream) for stream in self.streams]
        ears = {_ear(voice, waiting): number for number, voice in enumerate(voices)}
        failure: GenerationFailedError | None = None
        try:
            while ears:
                pending = asyncio.wait(ears, return_when=asyncio.FIRST_COMPLETED)
                done, _ = await waiting.wait(pending, "the muse")
                for ear in done:
                    number = ears.pop(ear)
                    try:
                        piece = ear.result()
                    except GenerationFailedError as error:
                        failure = error
                        continue
                    if piece is not None:
                        self.texts[number] += piece.text
                        self._tokens[number] = piece.tokens
                        ears[_ear(voices[number], waiting)] = number
                heard()
        finally:
            self.cancel()
            for ear in ears:
                ear.cancel()
        if failure is not None and not self.made:
            raise failure


def _ear(voice: AsyncIterator[Piece], waiting: Waiting) -> "asyncio.Task[Piece | None]":
    return asyncio.create_task(waiting.wait(anext(voice, None), "the muse"))
