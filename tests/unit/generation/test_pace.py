"""How long a wait will be: by the time that steps took, and by the texts that must end before."""

import pytest

from bot.generation.pace import Pace, tokens_before


def test_a_prompt_that_is_read_is_waited_for_and_is_no_texts_speed() -> None:
    pace = Pace()
    for _ in range(10):
        pace.stepped(0, 0, 0.4)  # a prompt is read
    for _ in range(20):
        pace.stepped(1, 1, 0.05)
    assert pace.of_one == pytest.approx(20)
    assert pace.seconds_for(20) == pytest.approx(5)


def test_a_long_prompt_does_not_make_what_was_measured_forgotten() -> None:
    pace = Pace()
    pace.stepped(2, 2, 0.1)
    for _ in range(500):
        pace.stepped(0, 0, 0.0)
    assert pace.of_one == pytest.approx(10)


@pytest.mark.parametrize(
    ("running", "queue", "rows", "tokens"),
    [
        ([], [], 1, 0),
        ([100, 100], [[50]], 1, 0),  # there is room for both
        ([100, 100, 100, 10], [], 1, 40),  # all grow by ten, and one of them ends
        ([100, 100, 30, 10], [], 2, 100),  # the second place is free twenty later
        ([100, 100, 30, 10], [[50]], 1, 120),  # the place that the one before takes is not free
        ([100, 100, 30, 10], [[50, 50], [5]], 1, 300),  # two places belong together, and nobody overtakes
        ([10, 20], [[40] * 6], 1, 270),  # more than there is room for: alone, and all of them end
        ([0, 100, 100, 100], [], 1, 0),  # it was stopped
    ],
)
def test_what_must_be_written_before_a_place_is_free(
    running: list[int], queue: list[list[int]], rows: int, tokens: int
) -> None:
    assert tokens_before(running, queue, rows, capacity=4) == tokens
