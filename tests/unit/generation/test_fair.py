import pytest

from bot.generation.fair import FairQueue


def test_guilds_take_turns_and_each_keeps_its_order() -> None:
    queue: FairQueue[str] = FairQueue()
    for guild, item in [(1, "a1"), (1, "a2"), (1, "a3"), (2, "b1"), (3, "c1"), (2, "b2")]:
        queue.push(guild, 7, item)
    expected = ["a1", "b1", "c1", "a2", "b2", "a3"]
    assert list(queue) == expected
    assert [queue.place(item) for item in expected] == [1, 2, 3, 4, 5, 6]
    assert [queue.pop() for _ in range(6)] == expected
    assert len(queue) == 0


def test_the_promised_order_holds_while_items_are_served() -> None:
    queue: FairQueue[int] = FairQueue()
    for number in range(20):
        queue.push(number % 3 if number < 9 else 0, number % 4, number)
    while queue:
        promised = list(queue)
        assert [queue.pop(), *queue] == promised


def test_removing_from_the_middle() -> None:
    queue: FairQueue[str] = FairQueue()
    queue.push(1, 7, "a")
    queue.push(1, 7, "b")
    assert queue.remove("a")
    assert not queue.remove("a")
    assert queue.place("a") == 0
    assert queue.pop() == "b"
    with pytest.raises(IndexError):
        queue.pop()


def test_members_take_turns_within_their_guild() -> None:
    queue: FairQueue[str] = FairQueue()
    for number in range(50):
        queue.push(1, 10, f"busy{number}")
    queue.push(1, 11, "once")
    queue.push(2, 20, "elsewhere")
    assert [queue.pop() for _ in range(5)] == ["busy0", "elsewhere", "once", "busy1", "busy2"]
    assert queue.peek() == "busy3"
    assert len(queue) == 47
