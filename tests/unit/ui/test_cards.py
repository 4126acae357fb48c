"""A card holds no more text than Discord takes, whatever it is made of."""

from typing import Any

from bot.ui.board import card


def test_a_card_is_cut_where_discord_takes_no_more() -> None:
    (frame,) = card(["*" * 3000, "_" * 3000]).children
    (text,) = frame.children  # type: ignore[attr-defined]
    shown: Any = text
    assert len(shown.content) == 4000
