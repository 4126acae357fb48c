import random

from bot.generation.local.detokenizer import Detokenizer


class ByteTokens:
    """One token for each byte, with a tokenizer's habit of dropping a text's first space."""

    def decode(
        self, token_ids: list[int], *, skip_special_tokens: bool, clean_up_tokenization_spaces: bool
    ) -> str:
        assert skip_special_tokens
        assert not clean_up_tokenization_spaces
        return bytes(token_ids).decode("utf-8", errors="replace").removeprefix(" ")


TEXT = " Once —  “naïve” 日本語 👩‍👩‍👧 \n\n end "


def test_what_is_sent_is_whole_and_adds_up_to_the_text() -> None:
    stream = Detokenizer(ByteTokens(), b"It was.")
    pieces = [stream.add(byte) for byte in TEXT.encode()]
    assert "".join(pieces) == TEXT
    assert not any("\ufffd" in piece for piece in pieces)
    assert stream.finish() == ""


def test_half_a_character_at_the_end_is_left_out() -> None:
    stream = Detokenizer(ByteTokens(), b"It was.")
    sent = "".join(stream.add(byte) for byte in "ab日".encode()[:-1])
    assert sent + stream.finish() == "ab"


def test_any_bytes_at_all_are_survived() -> None:
    chance = random.Random(1)
    for _ in range(200):
        stream = Detokenizer(ByteTokens(), b"x")
        sent = "".join(stream.add(chance.randrange(256)) for _ in range(30)) + stream.finish()
        assert not sent.endswith("\ufffd")
