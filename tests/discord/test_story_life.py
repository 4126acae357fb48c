"""A story from its start to its end, as its writers see it."""

from tests.discord.conftest import World


async def test_two_members_write_in_turn(world: World) -> None:
    await world.start_story()
    assert "The lamp went out." in world.thread.history()[0].content
    assert "Turn 2" in world.text(world.board)

    joined = await world.basho.click(world.board, label="Join")
    assert "Welcome" in joined.response.content
    assert f"<@{world.basho.id}>" in world.text(world.board)

    form = await world.basho.click(world.board, label="Write")
    preview = await world.basho.submit_modal(form, {"text": "A frog leapt in."})
    assert preview.ephemeral
    assert "A frog leapt in." in world.text(preview.response)

    await world.basho.click(preview.response, label="Submit")
    assert "A frog leapt in." in world.thread.history()[-2].content
    assert f"<@{world.ada.id}>" in world.text(world.board)


async def test_prompt_grows_and_starts_a_story(world: World) -> None:
    result = await world.ada.slash(world.room, "prompt idea", about="a lighthouse")
    assert result.ephemeral
    await world.until(lambda: "Start story" in world.text(result.response))
    prompt = result.response.content

    kept = await world.ada.click(result.response, label="Keep")
    assert "Kept" in kept.response.content
    again = await world.ada.click(result.response, label="Again")
    await world.until(lambda: "Start story" in world.text(again.response))
    assert result.response.content == prompt

    form = await world.ada.click(result.response, label="Start story")
    prompt_text = form.modal["components"][1]["component"]["value"]
    begun = await world.ada.submit_modal(form, {"title": "The Lamp", "opening": prompt_text})
    print(world.text(begun.response), world.text(world.board))
    assert "with the muse" in world.thread.history()[0].content
