"""A message that is a haiku gets one answer, where moderators turned that on, and nothing of it is kept."""

import asyncio
from typing import Any

import pytest

from bot.settings import Settings
from tests.discord.conftest import World
from tests.teaching import approve_all, teach

HAIKU = "We have seven cats and a dog in the kitchen, but none of them bark"
ANOTHER = "An old silent pond, a frog jumps into the pond, splash! Silence again"
LAID_OUT = "> We have seven cats\n> and a dog in the kitchen,\n> but none of them bark"


@pytest.fixture
def content() -> bool:
    """Whether the operator switched the Message Content intent on."""
    return True


@pytest.fixture
def settings(settings: Settings, content: bool) -> Settings:
    """With the intent, or without."""
    return settings.model_copy(update={"content_intent": content})


async def turn(world: World, value: str = "on") -> str:
    result = await world.mod.slash(world.room, "limits set", setting="haiku", value=value)
    return world.text(result.response)


def answers(world: World, where: Any = None) -> list[Any]:
    bot = world.app.bot.user
    assert bot is not None
    return [one for one in (where or world.room).history() if one.author.id == bot.id and one.reference]


async def test_it_is_off_until_a_moderator_turns_it_on(world: World) -> None:
    await world.basho.send(world.room, HAIKU)
    assert answers(world) == []
    await turn(world)
    said = await world.basho.send(world.room, HAIKU)
    (answer,) = answers(world)
    assert answer.content == LAID_OUT
    assert answer.reference.message_id == said.id
    assert answer.mentions == []
    assert not answer.mention_everyone
    await turn(world, "off")
    await world.env.advance_time(3600)
    await world.basho.send(world.room, HAIKU)
    assert len(answers(world)) == 1


async def test_the_answer_may_ping_nobody(world: World) -> None:
    await turn(world)
    await world.basho.send(world.room, HAIKU)
    sent = [
        request.json
        for request in world.env.http_requests
        if request.method == "POST" and request.json and "message_reference" in request.json
    ]
    assert [body["allowed_mentions"] for body in sent] == [{"parse": [], "replied_user": False}]


async def test_a_channel_is_answered_once_in_a_while_and_each_for_itself(world: World) -> None:
    corner = world.guild.create_text_channel("corner")
    await turn(world)
    await world.mod.slash(corner, "limits set", setting="haiku", value="on")
    await world.basho.send(world.room, HAIKU)
    await world.ada.send(world.room, ANOTHER)
    await world.ada.send(corner, ANOTHER)
    assert len(answers(world)) == 1
    assert len(answers(world, corner)) == 1
    await world.env.advance_time(601)
    await world.ada.send(world.room, ANOTHER)
    assert len(answers(world)) == 2


async def test_other_channels_and_threads_are_left_alone(world: World) -> None:
    await turn(world)
    corner = world.guild.create_text_channel("corner")
    await world.basho.send(corner, HAIKU)
    await world.start_story()
    await world.basho.send(world.thread, HAIKU)
    assert answers(world, corner) == []
    assert answers(world, world.thread) == []


async def test_bots_and_files_are_left_alone(world: World) -> None:
    await turn(world)
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    world.env.backend.create_message(world.room.id, robot.id, content=HAIKU)
    await world.env.settle()
    await world.basho.send(world.room, HAIKU, attachments=[("a.txt", b"x")])
    await world.basho.send(world.room, f"||{HAIKU}||")
    assert answers(world) == []
    await world.basho.send(world.room, HAIKU)
    assert len(answers(world)) == 1


async def test_a_taught_word_counts(world: World) -> None:
    await turn(world)
    text = HAIKU.replace("seven", "zyrquel")
    await world.basho.send(world.room, text)
    assert answers(world) == []
    await teach(world, world.ada, "zyrquel", "2")
    await approve_all(world)
    await world.basho.send(world.room, text)
    assert len(answers(world)) == 1


async def test_two_at_once_are_answered_once(world: World) -> None:
    await turn(world)
    look = world.app.services.spotting.look
    found = await asyncio.gather(*(look(world.guild.id, world.room.id, HAIKU) for _ in range(20)))
    assert sum(lines is not None for lines in found) == 1


async def test_nothing_of_it_is_stored(world: World) -> None:
    await turn(world)
    await world.basho.send(world.room, HAIKU)
    assert answers(world)
    async with world.app.database.read() as connection:
        await connection.exec_driver_sql("SELECT 1")
    files = world.app.database.path.parent.glob(world.app.database.path.name + "*")
    assert not any(b"seven cats" in file.read_bytes() for file in files)


async def test_it_goes_on_after_a_restart(world: World) -> None:
    await turn(world)
    await world.restart()
    await world.basho.send(world.room, HAIKU)
    assert len(answers(world)) == 1


async def test_discords_trouble_is_nobodys_who_talks(world: World) -> None:
    await turn(world)
    world.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await world.basho.send(world.room, HAIKU)
    world.env.backend.faults.clear()
    assert answers(world) == []


class TestWithoutTheIntent:
    @pytest.fixture
    def content(self) -> bool:
        return False

    async def test_turning_it_on_says_what_is_missing_and_talk_stays_unread(self, world: World) -> None:
        assert "intent Message Content" in await turn(world)
        assert not world.app.bot.intents.message_content
        async with world.app.database.read() as connection:
            assert not (await connection.exec_driver_sql("SELECT * FROM limits")).all()
        shown = await world.mod.slash(world.room, "limits show")
        assert "has not switched the Message Content intent on" in world.text(shown.response)
        assert "is `off`" in await turn(world, "off")
        async with world.app.database.write() as connection:  # as if it had been there before
            await connection.exec_driver_sql("UPDATE limits SET value = 'on'")
        # Without it Discord still sends the text of what mentions the bot.
        assert await world.app.services.spotting.look(world.guild.id, world.room.id, HAIKU) is None
        await world.basho.send(world.room, HAIKU)
        assert answers(world) == []
