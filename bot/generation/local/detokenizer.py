"""Turns tokens into text as they come, whole characters only."""

from collections.abc import Sequence
from typing import Protocol

CONTEXT = 6
"""How many of the prompt's last tokens are decoded along, since some tokenizers drop a text's first space."""

HALF = "\ufffd"
"""What a decoder writes for bytes that are not a whole character (yet)."""


class Decoder(Protocol):
    """The one thing that is needed of a tokenizer."""

    def decode(
        self, token_ids: list[int], *, skip_special_tokens: bool, clean_up_tokenization_spaces: bool
    ) -> str:
        """Return the tokens' text."""
        ...


class Detokenizer:
    """One row's text. Decodes only the last few tokens each time, so that a long text stays cheap."""

    def __init__(self, decoder: Decoder, prompt: Sequence[int]) -> None:
        self._decoder = decoder
        self._ids = list(prompt[-CONTEXT:])
        self._start = 0  # where the part that is decoded again begins
        self._sent = len(self._ids)  # up to where the text was handed out

    def add(self, token: int) -> str:
        """Take a token in; return the text that is now certain (empty in the middle of a character)."""
        self._ids.append(token)
        text = self._decode(self._ids[self._start :])
        if text.endswith(HALF):
            return ""
        before = self._decode(self._ids[self._start : self._sent])
        self._start, self._sent = self._sent, len(self._ids)
        return text[len(before) :]

    def finish(self) -> str:
        """Return what is left at the end, without half a character."""
        text = self._decode(self._ids[self._start :]).rstrip(HALF)
        before = self._decode(self._ids[self._start : self._sent])
        self._start = self._sent = len(self._ids)
        return text[len(before) :]

    def _decode(self, ids: list[int]) -> str:
        return self._decoder.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)
