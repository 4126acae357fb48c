"""The muse, as a member meets it: waiting, writing, stopped, busy, away."""

import pytest

from bot.generation.muse import EndReason, Muse, MuseState, Receipt, Sampling
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.services.actor import Actor
from tests.discord.conftest import World

LIMIT = 4


@pytest.fixture
def engine() -> ScriptedEngine:
    """An engine that stops after three words of each text until it is released."""
    return ScriptedEngine(hold_after=3)


@pytest.fixture
def muse(engine: ScriptedEngine) -> Muse:
    """The bot's muse, with a short queue."""
    return WorkerMuse(engine, queue_limit=LIMIT)


async def test_it_streams_and_stops(world: World) -> None:
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "is writing" in result.response.content)
    stopped = await world.ada.click(result.response, label="Stop")
    assert stopped.response is None or "over" not in stopped.response.content
    await world.until(lambda: "Stopped before there was a whole sentence" in result.response.content)
    assert result.response.components == []
    assert world.app.muse.status().running == 0


async def test_only_who_asked_can_stop(world: World, engine: ScriptedEngine) -> None:
    result = await world.ada.slash(world.room, "prompt idea")
    custom_id = result.response.components[0]["components"][0]["custom_id"]
    forged = world.press(world.basho, custom_id, world.room.last_message or result.response.message)
    await world.env.settle()
    assert "over already" in forged.response.content
    engine.release()
    await world.until(lambda: "Start story" in world.text(result.response))


async def test_a_stop_of_the_bot_is_said_and_an_old_stop_button_too(world: World) -> None:
    result = await world.ada.slash(world.room, "prompt idea")
    custom_id = result.response.components[0]["components"][0]["custom_id"]
    await world.restart()
    assert "interrupted" in result.response.content
    pressed = world.press(world.ada, custom_id, result.response.message)  # as after a crash
    await world.env.settle()
    assert "over already" in pressed.response.content
    await world.until(lambda: world.app.muse.status().running == 0)


async def test_the_bot_answers_while_the_muse_writes(world: World) -> None:
    await world.ada.slash(world.room, "prompt idea")
    listed = await world.basho.slash(world.room, "story list")
    assert "No stories here yet" in listed.response.content
    status = await world.basho.slash(world.room, "muse status")
    assert "writing 2 texts. 0 wishes wait." in status.response.content


async def test_a_full_queue_refuses_at_once(world: World, engine: ScriptedEngine) -> None:
    results = []
    for _ in range(engine.capacity // 2):  # two texts for a prompt
        results.append(await world.ada.slash(world.room, "prompt idea"))
        await world.until(lambda: world.app.muse.status().waiting == 0)
    for before in range(LIMIT):
        results.append(await world.ada.slash(world.room, "prompt idea"))
        expected = f"{before} {'is' if before == 1 else 'are'} before you" if before else "thinking"
        assert expected in results[-1].response.content
    refused = await world.ada.slash(world.room, "prompt idea")
    assert f"{LIMIT} requests are waiting" in refused.response.content
    status = await world.ada.slash(world.room, "muse status")
    assert f"writing {engine.capacity} texts. {LIMIT} wishes wait." in status.response.content
    assert "Your place in the queue: 1" in status.response.content
    for result in results:
        await world.ada.click(result.response, label="Stop")
    await world.until(lambda: world.app.muse.status().waiting + world.app.muse.status().running == 0)


async def test_several_prompts_come_one_by_one_each_with_its_buttons(
    world: World, engine: ScriptedEngine
) -> None:
    result = await world.ada.slash(world.room, "prompt idea", count=3, genre="mystery")

    def all_there() -> bool:
        texts = [world.text(m) for m in (result.response, *result.followups)]
        return len(texts) == 3 and all("Start story" in text for text in texts)

    engine.release()
    await world.until(all_there, seconds=30)
    assert len({str(m.components) for m in (result.response, *result.followups)}) == 3  # each names its own


async def test_a_failed_edit_does_not_end_the_prompt(world: World, engine: ScriptedEngine) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=503, times=1)
    result = await world.ada.slash(world.room, "prompt idea")
    engine.release()
    await world.until(lambda: "Start story" in world.text(result.response))


async def test_a_failed_last_edit_is_followed_up(world: World, engine: ScriptedEngine) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=503, times=None)
    result = await world.ada.slash(world.room, "prompt idea")
    engine.release()
    await world.until(lambda: any("Start story" in world.text(m) for m in result.followups))


async def test_an_unreachable_message_frees_the_muse(world: World) -> None:
    world.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=404, code=10008, times=None)
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: world.app.muse.status().running == 0)
    assert result.response is not None


async def test_kept_prompts_are_listed(world: World, engine: ScriptedEngine) -> None:
    empty = await world.ada.slash(world.room, "prompt list")
    assert "No prompts" in empty.response.content
    engine.release()
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Keep" in world.text(result.response))
    await world.ada.click(result.response, label="Keep")
    listed = await world.basho.slash(world.room, "prompt list")
    assert "1 kept prompt" in world.text(listed.response)


async def test_help_cuts_no_command_in_two(world: World) -> None:
    message = (await world.ada.slash(world.room, "help")).response.message
    rows = [row for embed in message.embeds for field in embed.fields for row in field.value.splitlines()]
    assert len(rows) > 40
    assert [row for row in rows if not row.startswith("`/")] == []


async def test_status_and_help_say_which_muse_it_is(world: World) -> None:
    assert world.app.muse.status().state is MuseState.READY
    status = await world.ada.slash(world.room, "muse status")
    assert "own machine" in status.response.content
    shown = await world.ada.slash(world.room, "help")
    for name in ("/story start", "/story write", "/prompt idea", "/muse status", "/help"):
        assert name in world.text(shown.response)


async def test_of_two_texts_the_one_that_is_fit_becomes_the_prompt(world: World) -> None:
    actor = Actor(world.guild.id, world.ada.id, "ada")
    streams = (await world.app.services.prompts.ask(actor, "", "")).streams
    assert len(streams) == 2
    assert len({stream.request.sampling.seed for stream in streams}) == 2
    for stream in streams:
        stream.cancel()
    good = "A lighthouse keeper finds a letter in her own hand that she has not written yet."
    made = [
        (
            text,
            Receipt("scripted", "1", "text", "prompt-idea/1", Sampling(seed=seed), 1, 9, 0.1, EndReason.STOP),
        )
        for seed, text in enumerate(("Sure! Here is", good))
    ]
    idea = await world.app.services.prompts.record(actor, "", "", made)
    assert idea is not None
    assert (idea.record.text, idea.set_aside) == (good, 1)
    assert await world.app.services.prompts.record(actor, "", "", made[:1]) is None
