"""The whole dance of /muse continue: ask, watch, stop, choose, go back, accept; and what may come between."""

import re
from typing import Any

import pytest

from bot.generation.muse import Muse
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.settings import Settings
from tests.discord.conftest import World, running_world
from tests.discord.test_history import shown
from tests.discord.test_turn_time import HOUR, three


@pytest.fixture
def engine() -> ScriptedEngine:
    """An engine that stops after three words of each text until it is released."""
    return ScriptedEngine(hold_after=3, capacity=16)


@pytest.fixture
def muse(engine: ScriptedEngine) -> Muse:
    return WorkerMuse(engine, queue_limit=4, member_limit=2, guild_limit=3)


async def asked(world: World, member: Any, **options: Any) -> Any:
    """Let a member ask in the thread; return the private answer, which is being written."""
    result = await member.slash(world.thread, "muse continue", **options)
    await world.until(lambda: "is writing" in world.text(result.response))
    return result.response


async def chosen(world: World, engine: ScriptedEngine, member: Any, **options: Any) -> Any:
    """Let a member ask and wait; return the private answer with the candidates."""
    engine.release()
    result = await member.slash(world.thread, "muse continue", **options)
    await world.until(lambda: "Choose one" in world.text(result.response))
    return result.response


def pressable(answer: Any) -> list[str]:
    """Return the ids of a message's buttons."""
    return [item["custom_id"] for row in answer.components for item in row["components"]]


def candidates(world: World, answer: Any) -> list[str]:
    return re.findall(r"\*\*\d\*\*\n> (.*)", world.text(answer))


async def test_three_candidates_grow_side_by_side_and_one_is_submitted_as_any_text(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    answer = await asked(world, world.basho)
    text = world.text(answer)
    assert answer.flags.ephemeral
    assert all(one.endswith("▌") for one in candidates(world, answer))
    assert len(candidates(world, answer)) == 3
    assert re.search(r"The muse is writing · \d+ token", text)
    engine.release()
    await world.until(lambda: "Choose one" in world.text(answer))
    found = candidates(world, answer)
    assert len(set(found)) == 3
    assert "nothing is in the story before you submit it" in world.text(answer)
    await world.basho.click(answer, label="2")
    assert found[1] in world.text(answer)
    assert found[0] not in world.text(answer)
    await world.basho.click(answer, label="All 3")
    assert candidates(world, answer) == found
    await world.basho.click(answer, label="3")
    await world.basho.click(answer, label="Accept")
    assert found[2] in world.text(answer)
    assert len(shown(world)) == 1
    await world.basho.click(answer, label="Submit")
    assert found[2] in shown(world)[-1]
    assert "with the muse" in world.thread.history()[-2].content


async def test_again_keeps_what_was_there_in_the_same_message(world: World, engine: ScriptedEngine) -> None:
    await three(world)
    answer = await chosen(world, engine, world.basho, hint="a bell", words=40)
    first = candidates(world, answer)
    engine._hold_after = 3
    pressed = await world.basho.click(answer, label="Again")
    await world.until(lambda: "is writing" in world.text(answer))
    assert not pressed.followups
    engine.release()
    await world.until(lambda: "Choose one" in world.text(answer))
    second = candidates(world, answer)
    assert not set(first) & set(second)
    await world.basho.click(answer, label="Earlier")
    assert candidates(world, answer) == first
    await world.basho.click(answer, label="Later")
    assert candidates(world, answer) == second
    async with world.app.database.read() as connection:
        wishes = await connection.exec_driver_sql("SELECT wish FROM asks ORDER BY id")
        assert [wish for (wish,) in wishes.all()] == ['{"hint": "a bell", "words": 40, "others": []}'] * 2
    # What was asked in an earlier message can be gone back to from a new one, too.
    other = await chosen(world, engine, world.basho)
    await world.basho.click(other, label="Earlier")
    assert candidates(world, other) == second


async def test_stop_frees_the_muse_and_an_answer_is_put_away(world: World, engine: ScriptedEngine) -> None:
    await three(world)
    answer = await asked(world, world.basho)
    await world.basho.click(answer, label="Stop")
    await world.until(lambda: "Stopped before there was a whole sentence" in world.text(answer))
    assert world.app.muse.status().running == 0
    answer = await chosen(world, engine, world.basho)
    await world.basho.click(answer, label="Stop")
    assert "Put away" in world.text(answer)
    assert not answer.components
    assert len(shown(world)) == 1


async def test_a_restart_in_the_middle_is_said_and_an_old_choice_still_works(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    done = await chosen(world, engine, world.basho)
    found = candidates(world, done)
    engine._hold_after = 3
    answer = await asked(world, world.basho)
    stop = answer.components[0]["components"][0]["custom_id"]
    await world.restart()
    assert "interrupted" in world.text(answer)
    await world.until(lambda: world.app.muse.status().running == 0)
    pressed = world.press(world.basho, stop, answer.message)
    await world.env.settle()
    assert "over already" in pressed.response.content
    await world.basho.click(done, label="1")
    await world.basho.click(done, label="Accept")
    await world.basho.click(done, label="Submit")
    assert found[0] in shown(world)[-1]


async def test_anyone_in_the_story_may_ask_but_only_whose_turn_it_is_submits(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    hers, his = await asked(world, world.ada), await asked(world, world.basho)
    engine.release()
    await world.until(lambda: all("Choose one" in world.text(answer) for answer in (hers, his)))
    assert not set(candidates(world, hers)) & set(candidates(world, his))
    await world.ada.click(hers, label="1")
    await world.ada.click(hers, label="Accept")
    assert "Not yet" in world.text(hers), "it is not her turn; the draft waits for it"
    assert "Submit" not in world.text(hers)
    await world.basho.click(his, label="1")
    await world.basho.click(his, label="Accept")
    await world.basho.click(his, label="Submit")
    assert len(shown(world)) == 2
    outsider = world.guild.add_member(world.env.create_user("clare"))
    refused = await outsider.slash(world.thread, "muse continue")
    assert "Join" in world.text(refused.response) or "not in" in world.text(refused.response)


async def test_more_wishes_than_a_member_may_have_are_refused_at_once(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    await asked(world, world.basho)
    await world.basho.slash(world.thread, "muse continue")
    refused = await world.basho.slash(world.thread, "muse continue")
    assert "busy with 2 wishes of yours" in world.text(refused.response)
    await world.ada.slash(world.thread, "muse continue")
    refused = await world.mod.slash(world.thread, "muse continue")
    assert "busy with 3 wishes of this server" in world.text(refused.response)
    engine.release()
    await world.until(lambda: world.app.muse.status().running + world.app.muse.status().waiting == 0)


async def test_a_wish_that_waits_says_for_how_many_and_about_how_long(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    engine._pace = 0.1
    engine._capacity = 5
    await asked(world, world.basho)
    waiting = await world.ada.slash(world.thread, "muse continue")
    assert "About" in world.text(waiting.response)
    assert "second" in world.text(waiting.response)
    status = await world.ada.slash(world.thread, "muse status")
    assert "about" in world.text(status.response).casefold()
    engine._pace = 0.0
    engine.release()
    await world.until(lambda: world.app.muse.status().running == 0)


async def test_a_deleted_message_stops_the_muse(world: World, engine: ScriptedEngine) -> None:
    await three(world)
    await asked(world, world.basho)
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=404, code=10008, times=None)
    engine._pace = 0.1
    engine.release()
    await world.until(lambda: world.app.muse.status().running == 0, seconds=20)


async def test_after_a_quarter_of_an_hour_what_was_written_is_not_lost(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    answer = await asked(world, world.basho)
    await world.env.advance_time(HOUR / 3)
    engine.release()
    await world.until(lambda: world.app.muse.status().running == 0)
    await world.env.settle()
    told = [message.content for message in world.basho.user.dm_channel.history()]
    # A private message is the interaction's alone: when that has expired, not even the bot may change it.
    assert "is writing" in world.text(answer)
    assert any("The muse is done with what you asked" in text for text in told)
    again = await chosen(world, engine, world.basho)
    await world.basho.click(again, label="Earlier")
    assert len(candidates(world, again)) == 3


async def test_after_again_and_stop_the_earlier_ones_are_a_press_away(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    answer = await chosen(world, engine, world.basho)
    first = candidates(world, answer)
    engine._hold_after = 1
    await world.basho.click(answer, label="Again")
    await world.until(lambda: "is writing" in world.text(answer))
    await world.basho.click(answer, label="Stop")
    await world.until(lambda: "Stopped before" in world.text(answer))
    await world.basho.click(answer, label="Earlier")
    assert candidates(world, answer) == first


async def test_again_pressed_twice_asks_once(world: World, engine: ScriptedEngine) -> None:
    await three(world)
    answer = await chosen(world, engine, world.basho)
    engine._hold_after = 3
    more = next(one for one in pressable(answer) if "muse-more" in one)
    await world.basho.click(answer, label="Again")
    await world.until(lambda: "is writing" in world.text(answer))
    running = world.app.muse.status().running
    second = world.press(world.basho, more, message=answer.message)
    await world.env.settle()
    assert second.response is None or "is writing" in world.text(answer)
    assert world.app.muse.status().running == running
    engine.release()
    await world.until(lambda: "Choose one" in world.text(answer))


async def test_a_text_that_discord_does_not_take_is_not_promised_for_ever(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    answer = await asked(world, world.basho)
    world.app.bot.live._interval = 1000.0  # so that the next edit is the last
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=400, code=50035, times=1)
    world.env.inject_error("POST", "/webhooks/*/*", status=400, code=50035, times=1)
    engine.release()
    await world.until(lambda: "did not take" in world.text(answer))


async def test_a_quarter_of_an_hour_that_ends_while_it_writes_loses_nothing(
    world: World, engine: ScriptedEngine
) -> None:
    await three(world)
    answer = await asked(world, world.basho)
    before = world.text(answer)
    await world.env.advance_time(HOUR / 3)
    engine._pace = 0.1  # long enough for more than one edit that fails
    engine.release()
    await world.until(lambda: world.app.muse.status().running == 0, seconds=20)
    await world.until(lambda: world.basho.user.dm_channel is not None)
    await world.env.settle()
    assert world.text(answer) == before
    engine._pace = 0.0
    again = await chosen(world, engine, world.basho)
    await world.basho.click(again, label="Earlier")
    assert len(candidates(world, again)) == 3


@pytest.mark.parametrize(
    ("options", "sentence"),
    [({"words": 5}, "20 to 200"), ({"hint": "x" * 500}, "500"), ({"story": 77}, "no story")],
)
async def test_what_cannot_be_asked_is_one_sentence(
    world: World, options: dict[str, Any], sentence: str
) -> None:
    await three(world)
    values = [
        {"name": name, "value": value, "type": 4 if name != "hint" else 3} for name, value in options.items()
    ]
    data = {
        "id": "1",
        "name": "muse",
        "type": 1,
        "options": [{"name": "continue", "type": 1, "options": values}],
    }
    from discord import InteractionType

    result = world.emit(world.basho, data, kind=InteractionType.application_command, message=None)
    await world.env.settle()
    assert result.response is not None
    assert world.app.muse.status().running == 0


async def test_a_forged_choice_shows_nothing_of_anothers(world: World, engine: ScriptedEngine) -> None:
    await three(world)
    answer = await chosen(world, engine, world.basho)
    found = candidates(world, answer)
    for custom_id in (
        "q1:muse-choose:1:1",
        "q1:muse-offer:1:1",
        "q1:muse-more:1:1",
        "q1:muse-accept:1:1",
        "q1:muse-offer:1:999",
        "q1:muse-choose:999:1",
    ):
        pressed = world.press(world.mod, custom_id)
        await world.env.settle()
        text = world.text(pressed.response)
        assert text
        assert not any(one in text for one in found), custom_id
        assert pressed.response.flags.ephemeral


async def test_whoever_asks_too_often_is_told_when_to_come_back(settings: Settings) -> None:
    muse = WorkerMuse(ScriptedEngine(), queue_limit=4, member_hourly=1)
    async with running_world(settings, muse=muse) as world:
        await three(world)
        await chosen(world, ScriptedEngine(), world.basho)
        refused = await world.basho.slash(world.thread, "muse continue")
        assert "time for you again in 60 minutes" in refused.response.content
        other = await world.ada.slash(world.thread, "muse continue")
        await world.until(lambda: "Choose one" in world.text(other.response))
        stuck = await world.basho.slash(world.thread, "unstuck")
        assert "own bank" in world.text(stuck.response)
