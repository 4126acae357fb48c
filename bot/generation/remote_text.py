"""The text of a remote muse: read from a server's chunks, and wrapped for a conversation."""

from typing import Any

from bot.generation.muse import Message


def as_conversation(text: str) -> tuple[Message, ...]:
    """Wrap a text that is to go on, for a server that only answers conversations."""
    return (
        Message(
            "system",
            "Go on with the story that the user gives you, in its language and its manner. Answer with the "
            "next lines alone: no introduction, no remark, and nothing again that is there already.",
        ),
        Message("user", text),
    )


class Halves:
    """Puts characters together that came in two halves: JSON may cut one between its surrogates."""

    def __init__(self) -> None:
        self._held = ""

    def add(self, text: str) -> str:
        """Take a piece in; return it with what was held back, less half a character at its end."""
        text, self._held = self._held + text, ""
        if "\ud800" <= text[-1:] <= "\udbff":
            text, self._held = text[:-1], text[-1]
        if text.isascii():
            return text
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def parts(chunk: Any) -> tuple[str, bool, str | None, int]:
    """Read a chunk of either endpoint: its text, whether it holds a token, why the text ended, all tokens.

    The tokens are 0 where the server does not count them. A token may have no text here: one of a reasoning
    model's thoughts. Nothing is taken for granted, since the client does not check what a server sends: text
    that is none, a count that counts nothing and an end without a reason are left out.
    """
    text, thought, finish = "", False, None
    for choice in (getattr(chunk, "choices", None) or ())[:1]:
        delta = getattr(choice, "delta", None) or choice
        said = getattr(delta, "content", None) or getattr(delta, "text", None)
        text = said if isinstance(said, str) else ""
        thought = bool(getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None))
        finish = getattr(choice, "finish_reason", None) or None
    counted = getattr(getattr(chunk, "usage", None), "completion_tokens", None)
    tokens = counted if type(counted) is int and counted > 0 else 0
    return text, bool(text) or thought, finish, tokens
