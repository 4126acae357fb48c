"""A request is cut to fit its model's window."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.generation.local.fitting import encode_request
from bot.generation.muse import Message, Request, Sampling


class Bytes:
    """A tokenizer of which each byte is a token, as an emoji's often are."""

    bos_token_id = None
    eos_token_id = 0
    all_special_tokens: tuple[str, ...] = ()
    chat_template = "each message on a line"

    def __call__(self, text: str, **_: Any) -> Any:
        return SimpleNamespace(input_ids=list(text.encode()))

    def decode(self, token_ids: list[int], **_: Any) -> str:
        return bytes(token_ids).decode(errors="replace")

    def apply_chat_template(self, messages: list[dict[str, str]], **_: Any) -> str:
        return "".join(f"{message['role']}: {message['content']}\n" for message in messages)


@pytest.mark.parametrize("tokens", range(50, 56))
def test_a_cut_through_a_character_leaves_no_half_of_it(tokens: int) -> None:
    asked = (Message("system", "You write."), Message("user", "🌊" * 60))
    request = Request(1, 1, "test/1", Sampling(max_tokens=tokens), messages=asked)
    found = encode_request(Bytes(), request, 120)
    assert len(found) <= 120 - tokens
    shown = Bytes().decode(found)
    assert set(shown.removeprefix("system: You write.\nuser: ")) == {"🌊", "\n"}


def test_a_message_for_which_there_is_no_room_is_left_out() -> None:
    asked = (Message("system", "w" * 200), Message("user", "Go on."))
    request = Request(1, 1, "test/1", Sampling(max_tokens=50), messages=asked)
    assert len(encode_request(Bytes(), request, 120)) == 70
