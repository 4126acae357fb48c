"""Many press at once: each has a first answer soon and the right one in the end, and the board stays."""

from tests.discord.conftest import World
from tests.discord.test_turn_time import three

MANY = 60


async def test_in_a_rush_pages_and_forms_reach_everybody(world: World) -> None:
    await world.start_story()
    members = [world.guild.add_member(world.env.create_user(f"reader{number}")) for number in range(MANY)]
    before = world.text(world.board)
    results = [
        world.press(member, "q1:write:1:1" if number % 4 == 0 else "q1:read:1:0")
        for number, member in enumerate(members)
    ]
    own = world.press(world.ada, "q1:write:1:1")
    await world.env.settle()
    assert own.modal is not None, "her form opens, however many press"
    for number, result in enumerate(results):
        assert result.response is not None, number
        assert result.response.flags.ephemeral, number
        if number % 4:
            assert "The lamp went out." in world.text(result.response), number
            assert not result.followups
        else:
            assert "The lamp went out." not in world.text(result.response), "they do not write in it"
    assert world.text(world.board) == before


async def test_in_a_rush_everybody_joins_once(world: World) -> None:
    await world.start_story()
    members = [world.guild.add_member(world.env.create_user(f"writer{number}")) for number in range(30)]
    results = [world.press(member, "q1:join:1") for member in members for _ in range(2)]
    await world.env.settle()
    told = [world.text(result.response) for result in results]
    assert sum("Welcome to the story" in text for text in told) == 30
    async with world.app.database.read() as connection:
        count = await connection.exec_driver_sql("SELECT count(*) FROM writers")
        assert count.scalar() == 31


async def test_a_rush_after_a_setting_has_changed_answers_everybody(world: World) -> None:
    """All ask for the settings at once, which nobody has read since."""
    await three(world)
    await world.mod.slash(world.room, "limits set", setting="words-max", value="300")
    members = [member for member in (world.ada, world.basho, world.mod) for _ in range(8)]
    results = [world.press(member, "q1:write:1:1") for member in members]
    await world.env.settle()
    for number, result in enumerate(results):
        assert result.modal is not None or result.response is not None, number
