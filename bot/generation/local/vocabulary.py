"""A model's tokens, as masks and penalties need them."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

HALF = "\ufffd"
_LINE_ENDS = ("\n", "Ċ", "<0x0A>")
_BREAKERS = (*_LINE_ENDS, '"', "“", "”", "âĢľ", "âĢĿ", ":", "*")
"""What may repeat as often as it must: line ends, quotation marks, colons, each also as byte-level tokens
spell it. Names before a colon and the marks of speech are no loops."""


class Vocabulary:
    """The tokens of a transformers tokenizer; ``endings`` are those that end a text."""

    def __init__(self, tokenizer: Any, endings: frozenset[int], folder: Path | None = None) -> None:
        self._tokenizer = tokenizer
        self._folder = folder
        self._endings = endings

    @property
    def endings(self) -> frozenset[int]:
        """The tokens that end a text."""
        return self._endings

    @property
    def folder(self) -> Path | None:
        """Where what is worked out of it may be kept."""
        return self._folder

    @cached_property
    def breakers(self) -> frozenset[int]:
        """The tokens that no repetition makes less likely, the endings among them."""
        return self._with(_BREAKERS) | self._endings

    @cached_property
    def line_ends(self) -> frozenset[int]:
        """The tokens with a line's end in them."""
        return self._with(_LINE_ENDS)

    def _with(self, parts: Sequence[str]) -> frozenset[int]:
        """Return the tokens that have one of these in them, as the tokenizer writes them."""
        told = self._tokenizer.get_vocab().items()
        return frozenset(token for text, token in told if any(part in text for part in parts))

    def texts(self) -> Sequence[str | None]:
        """Return each token's own text in the order of their numbers; None where it has none of its own."""
        return self._texts

    def spelled(self, texts: Sequence[str]) -> list[tuple[int, ...] | None]:
        """Return the tokens with which the model would write each text after others, a line's end or a letter
        before it; None for one that its tokens cannot write exactly."""
        if not texts:
            return []
        # A text that begins with a space goes on within a line, any other begins one.
        before = ["a" if text.startswith(" ") else "\n" for text in texts]
        anchors = {sign: self._encode([sign])[0] for sign in set(before)}
        encoded = self._encode([sign + text for sign, text in zip(before, texts, strict=True)])
        found: list[tuple[int, ...] | None] = []
        for text, sign, ids in zip(texts, before, encoded, strict=True):
            own = ids[len(anchors[sign]) :]
            alone = ids[: len(anchors[sign])] == anchors[sign]
            whole = "".join(self._texts[token] or HALF for token in own) == text
            found.append(tuple(own) if own and alone and whole else None)
        return found

    def _encode(self, texts: list[str]) -> list[list[int]]:
        return list(self._tokenizer(texts, add_special_tokens=False).input_ids)

    @cached_property
    def _texts(self) -> list[str | None]:
        # Behind an anchor, since some tokenizers drop a text's first space.
        anchor = self._tokenizer("a", add_special_tokens=False).input_ids
        before = len(self._decode([anchor])[0])
        special = set(self._tokenizer.all_special_ids) | self._endings
        texts = self._decode([[*anchor, token] for token in range(len(self._tokenizer))])
        return [
            None if token in special or HALF in text else text[before:] for token, text in enumerate(texts)
        ]

    def _decode(self, many: list[list[int]]) -> list[str]:
        decoded: list[str] = self._tokenizer.batch_decode(
            many, skip_special_tokens=False, clean_up_tokenization_spaces=False
        )
        return decoded
