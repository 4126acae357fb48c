"""A text in other words: what is held against the muse, and what was its writer's."""

import pytest

from bot.generation.floor import Fault
from bot.generation.rewriting import How, judged_rewriting, spoiled_rewriting

TEXT = "The lamp went out. Nobody saw it go. The keeper slept, and the sea came nearer."


def fault(raw: str, text: str = TEXT, how: How = How.VIVID) -> Fault | None:
    return judged_rewriting(raw, text, how, high=200, others=[]).fault


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "He ran and he ran and he ran and he ran until the pale dawn.",
            "He ran and he ran and he ran and he ran.",
        ),
        ("As an AI language model, I dream of silver lamps.", "As an AI language model, I dream of lamps."),
        ("He wept aloud.", "He wept."),
        ("the silver lamp is out\nthe sea goes on", "the lamp is out\nthe sea goes on"),
        ("silver lamps", "lamps"),
    ],
)
def test_what_was_in_the_writers_text_is_not_the_muses_fault(raw: str, text: str) -> None:
    assert fault(raw, text) is None
    assert not spoiled_rewriting(raw, text)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("The lamp went and went and went and went and went and went and went out.", Fault.LOOP),
        ("The lamp went out. As an AI language model, I cannot say where the keeper slept.", Fault.CHAT),
        ("The lamp.", Fault.SHORT),
        ("the lamp went out and nobody", Fault.EMPTY),
        ("A girl opens a letter that is not for her, and outside it begins to snow.", Fault.STRAY),
        (TEXT, Fault.COPY),
    ],
)
def test_what_was_not_is(raw: str, expected: Fault) -> None:
    assert fault(raw) is expected


def test_talk_about_the_text_is_hidden_while_it_grows() -> None:
    assert spoiled_rewriting("Here is the rewritten text", TEXT)
    assert not spoiled_rewriting("The rewritten page lay there", "He had rewritten the page.")
    assert not spoiled_rewriting("The lamp went", TEXT)
