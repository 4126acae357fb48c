"""One board: changed in place while young and last, else posted anew. The host hears of a lost thread."""

from tests.discord.conftest import World
from tests.discord.test_pings import messages_to
from tests.discord.test_talk import boards
from tests.discord.test_turn_time import HOUR, patience, three, write

__all__ = ["patience"]


async def test_a_young_board_at_the_end_is_changed_in_place(world: World) -> None:
    await three(world)
    first = world.board.id
    await world.mod.slash(world.thread, "story leave")
    assert [board.id for board in boards(world)] == [first]
    assert world.mod.mention not in world.text(world.board)


async def test_a_board_older_than_an_hour_is_posted_anew(world: World) -> None:
    await three(world)
    first = world.board.id
    await world.env.advance_time(1.1 * HOUR)
    await world.mod.slash(world.thread, "story leave")
    assert boards(world) == [world.board]
    assert world.board.id != first


async def test_a_board_with_talk_below_it_is_posted_anew(world: World) -> None:
    await three(world)
    first = world.board.id
    await world.basho.send(world.thread, "I would have the lamp speak.")
    await world.mod.slash(world.thread, "story leave")
    assert boards(world) == [world.board]
    assert world.board.id != first
    await write(world, world.basho)
    assert boards(world) == [world.board]


async def test_a_board_that_somebody_deleted_comes_back_with_the_next_change(world: World) -> None:
    await three(world)
    world.env.backend.delete_message(world.thread.id, world.board.id)
    await world.mod.slash(world.thread, "story leave")
    assert boards(world) == [world.board]


async def test_a_lost_thread_is_told_to_the_host_with_the_way_on(world: World) -> None:
    await three(world)
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    (told,) = messages_to(world, world.ada)
    assert "was deleted" in told
    assert "/story status" in told
    status = await world.ada.slash(world.room, "story status", story=1)
    await world.ada.click(status.response, label="Open thread")
    assert len(boards(world)) == 1
    assert "The lamp went out." in world.thread.history()[0].content
    await world.env.advance_time(25 * HOUR)
    assert len(messages_to(world, world.ada)) == 1, "it is told once"


async def test_a_locked_thread_is_told_to_the_host(world: World) -> None:
    await three(world)
    world.env.backend.edit_channel(world.thread.id, {}, thread_metadata={"archived": True, "locked": True})
    await world.env.settle()
    (told,) = messages_to(world, world.ada)
    assert "locked" in told


async def test_a_thread_that_fell_asleep_is_woken_for_the_lapse(world: World) -> None:
    await three(world)
    world.env.backend.edit_channel(world.thread.id, {}, thread_metadata={"archived": True})
    await world.env.settle()
    await world.env.advance_time(24.1 * HOUR)
    assert world.mod.mention in world.text(world.board)
