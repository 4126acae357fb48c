"""However long or odd the muse's texts are, a message takes them, and none of their words is lost."""

import pytest

from bot.ui.catalogue import Catalogue
from bot.ui.growing import growing
from bot.ui.quoting import MESSAGE_LIMIT, laid_out, quoted_head, quoted_tail

say = Catalogue().speaker("en")
TEXTS = ["The tide came in. " * 12, "a\n" * 900, "\n\nx", "", "word " * 400, "字" * 5000, "> " * 900]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("room", [40, 500])
def test_a_piece_fits_and_is_a_quotation(text: str, room: int) -> None:
    for piece in (quoted_head(text, room), quoted_tail(text, room)):
        assert len(piece) <= room
        assert all(line.startswith(">") for line in piece.split("\n"))


def test_a_piece_says_that_there_is_more() -> None:
    text = "one two three\nfour five six"
    assert quoted_head(text, 10) == "> one two…"
    assert quoted_tail(text, 10) == "> …ive six"
    assert quoted_head(text, 100) == quoted_tail(text, 100) == "> one two three\n> four five six"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_there_whole(text: str, count: int) -> None:
    notes = ["A note.", "", "Another note, about how they came."]
    shown = laid_out([text] * count, notes, say)
    embed, files = shown.get("embed"), shown.get("attachments", [])
    assert len(shown["content"]) <= MESSAGE_LIMIT
    assert "-# A note." in shown["content"]
    assert embed is None or len(embed.description) <= 4096
    everything = "".join(file.fp.read().decode() for file in files) or shown["content"] + str(
        embed and embed.description
    )
    bare = "".join(everything.replace(">", "").split())
    assert bare.count("".join(text.replace(">", "").split())) >= count


@pytest.mark.parametrize("text", TEXTS)
async def test_what_is_on_its_way_fits(text: str) -> None:
    for texts in ([text], [text] * 3):
        assert len(growing(texts, 1234, 12.0, 2**48, say)["content"]) <= MESSAGE_LIMIT
