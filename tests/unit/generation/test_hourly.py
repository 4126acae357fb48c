"""So many wishes within any hour, not within the clock's."""

from bot.generation.hourly import HOUR, Hourly


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_an_hour_slides() -> None:
    clock = Clock()
    hourly = Hourly(2, clock)
    for _ in range(2):
        assert hourly.wait_seconds("ada") == 0
        hourly.note("ada")
        clock.now += 600
    assert hourly.wait_seconds("ada") == HOUR - 1200
    assert hourly.wait_seconds("basho") == 0
    clock.now += HOUR - 1200
    assert hourly.wait_seconds("ada") == 0
    hourly.note("ada")
    assert hourly.wait_seconds("ada") == 600


def test_without_a_limit_nothing_is_kept() -> None:
    hourly = Hourly(0)
    for _ in range(3):
        hourly.note("ada")
    assert hourly.wait_seconds("ada") == 0
    assert not hourly._asked


def test_who_has_long_been_silent_is_forgotten() -> None:
    clock = Clock()
    hourly = Hourly(5, clock)
    for number in range(999):
        hourly.note(number)
    clock.now += HOUR + 1
    hourly.note("ada")
    assert list(hourly._asked) == ["ada"]
