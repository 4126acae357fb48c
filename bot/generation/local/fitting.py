"""Makes a request's tokens and fits them to the model's window. Works on any transformers tokenizer."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from jinja2 import TemplateError

from bot.generation.local.detokenizer import HALF
from bot.generation.muse import Message, Request
from bot.generation.prompting import plain_text


def encode_request(tokenizer: Any, request: Request, window: int) -> list[int]:
    """Return the prompt's tokens: at least one, and so few that ``max_tokens`` new ones fit into ``window``.

    What is too long loses its beginning, since a story goes on from its end; a system message stays. A
    request for more new tokens than three quarters of the window still keeps a quarter of it as its prompt.
    """
    budget = max(window - request.sampling.max_tokens, window // 4, 1)
    if request.messages and getattr(tokenizer, "chat_template", None):
        ids = _encode_chat(tokenizer, list(request.messages), budget)
    else:
        text = request.text or plain_text(request.messages)
        ids = tokenizer(without_special(tokenizer, text)).input_ids
    if not ids:
        ids = [tokenizer.bos_token_id or tokenizer.eos_token_id or 0]
    return _tail(ids, budget, tokenizer.bos_token_id)


def without_special(tokenizer: Any, text: str) -> str:
    """Take the model's control tokens out of a text: a member who types one must not end the prompt."""
    added = getattr(tokenizer, "added_tokens_decoder", {}).values()
    specials = {str(token) for token in added if token.special} | set(tokenizer.all_special_tokens)
    specials.discard("")
    while found := [token for token in specials if token in text]:
        for token in found:
            text = text.replace(token, "")
    return text


def _encode_chat(tokenizer: Any, messages: list[Message], budget: int) -> list[int]:
    messages = [replace(message, content=without_special(tokenizer, message.content)) for message in messages]
    first = 1 if messages[0].role == "system" else 0
    ids = _apply(tokenizer, messages)
    while len(ids) > budget and len(messages) > first + 1:
        del messages[first]
        ids = _apply(tokenizer, messages)
    # Only the last message is left to shorten; one round is nearly always enough.
    while len(ids) > budget and messages[-1].content:
        content = tokenizer(messages[-1].content, add_special_tokens=False).input_ids
        # The cut may go through a character: its other half is no text.
        kept = tokenizer.decode(content[len(ids) - budget :]).lstrip(HALF)
        if len(kept) >= len(messages[-1].content):
            break
        messages[-1] = replace(messages[-1], content=kept)
        ids = _apply(tokenizer, messages)
    return ids


def _apply(tokenizer: Any, messages: Sequence[Message]) -> list[int]:
    """Apply the chat template; where it knows no system role, that message joins the next one."""
    try:
        return _template(tokenizer, messages)
    except TemplateError:
        if messages[0].role != "system" or len(messages) < 2:
            raise
        merged = replace(messages[1], content=f"{messages[0].content}\n\n{messages[1].content}")
        return _template(tokenizer, [merged, *messages[2:]])


def _template(tokenizer: Any, messages: Sequence[Message]) -> list[int]:
    # An answer that has begun goes on; templates would trim the line's end off it.
    begun = messages[-1].content if messages[-1].role == "assistant" else ""
    text = tokenizer.apply_chat_template(
        [{"role": message.role, "content": message.content} for message in messages[: -1 if begun else None]],
        tokenize=False,
        add_generation_prompt=True,
    )
    return list(tokenizer(text + begun, add_special_tokens=False).input_ids)


def _tail(ids: list[int], budget: int, bos: int | None) -> list[int]:
    if len(ids) <= budget:
        return ids
    if bos is not None and ids[0] == bos and budget > 1:
        return [bos, *ids[-(budget - 1) :]]
    return ids[-budget:]
