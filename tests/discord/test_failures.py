"""Discord fails, disappears or forgets; the bot restarts: stories go on, and members are told."""

from typing import Any

import pytest

from bot.services.actor import Actor
from tests.discord.conftest import World


def ada(world: World) -> Actor:
    return Actor(world.guild.id, world.ada.id, "ada")


def expire(world: World) -> None:
    """Let the next answer come too late for Discord."""
    world.env.inject_error(
        "POST", "/interactions/*/*/callback", status=404, code=10062, message="Unknown interaction"
    )


async def written(world: World, text: str) -> str:
    """Let Ada write and submit; return what she is told."""
    preview = await world.ada.slash(world.room, "story write", story=1, text=text)
    done = await world.ada.click(preview.response, label="Submit")
    return world.text(done.response)


@pytest.mark.parametrize("status", [500, 503, 429])
async def test_thread_cannot_be_posted_to_and_catches_up_later(world: World, status: int) -> None:
    await world.start_story()
    thread = world.thread
    world.env.inject_error("POST", f"/channels/{thread.id}/messages", status=status, times=None)
    told = await written(world, "Written in a storm.")
    assert "It is safe" in told
    assert "not answering properly" in told

    world.env.backend.faults.clear()
    again = await written(world, "Written after the storm.")
    assert "It is safe" not in again
    shown = [message.content.partition("\n")[2] for message in thread.history() if message.content]
    assert shown == ["The lamp went out.", "Written in a storm.", "Written after the storm."]
    assert sum(message.flags.components_v2 for message in thread.history()) == 1, "one board"


async def test_a_restart_brings_a_thread_up_to_date(world: World) -> None:
    await world.start_story()
    world.env.inject_error("POST", f"/channels/{world.thread.id}/messages", status=500, times=None)
    await written(world, "Written in a storm.")
    world.env.backend.faults.clear()
    await world.restart()
    assert "Written in a storm." in world.thread.history()[-2].content
    assert "Turn 3" in world.text(world.board)


async def test_a_long_passage_interrupted_between_its_parts_is_completed_not_repeated(world: World) -> None:
    await world.start_story(words_max=2000)
    thread = world.thread
    sentences = [f"Sentence number {number} of the storm." for number in range(120)]

    def fail_after_the_first_part(name: str, payload: Any) -> None:
        if name == "MESSAGE_CREATE" and "Sentence number 0" in payload["content"]:
            path = f"/channels/{thread.id}/messages"
            world.env.backend.faults.append(
                {"method": "POST", "path": path, "status": 500, "code": 0, "message": "", "times": None}
            )

    world.env.backend.subscribers.append(fail_after_the_first_part)
    assert "It is safe" in await written(world, " ".join(sentences))
    assert "Sentence number 0" in thread.history()[-1].content, "the first part was posted, and no more"
    world.env.backend.subscribers.remove(fail_after_the_first_part)
    world.env.backend.faults.clear()
    await world.restart()
    joined = " ".join(
        message.content.partition("\n")[2] if message.content.startswith("-#") else message.content
        for message in thread.history()
        if message.content
    )
    assert joined == "The lamp went out. " + " ".join(sentences)


async def test_deleted_thread_gets_a_new_one_with_everything_in_it(world: World) -> None:
    await world.start_story()
    world.env.backend.delete_channel(world.thread.id)
    await world.env.settle()
    told = await world.ada.slash(world.room, "story write", story=1, text="Still here.")
    done = await world.ada.click(told.response, label="Submit")
    assert "thread of this story is gone" in world.text(done.response)

    opened = await world.ada.click(done.response, label="Open thread")
    assert "Here it is" in world.text(opened.response)
    texts = [message.content for message in world.thread.history() if message.content]
    assert ["The lamp went out." in texts[0], "Still here." in texts[1]] == [True, True]
    assert "Turn 3" in world.text(world.board)


async def test_deleted_channel_loses_no_story(world: World) -> None:
    await world.start_story()
    other = world.guild.create_text_channel("other")
    world.env.backend.delete_channel(world.room.id)
    await world.env.settle()
    preview = await world.ada.slash(other, "story write", story=1, text="Homeless words.")
    done = await world.ada.click(preview.response, label="Submit")
    assert "It is safe" in world.text(done.response)
    opened = await world.ada.click(done.response, label="Open thread")
    assert "Here it is" in world.text(opened.response)
    assert "Homeless words." in other.threads[0].history()[1].content


async def test_thread_creation_failing_keeps_the_story(world: World) -> None:
    world.env.inject_error("POST", f"/channels/{world.room.id}/threads", status=500)
    result = await world.ada.slash(world.room, "story start", title="Late", opening="It begins anyway.")
    assert "It is safe" in world.text(result.response)
    opened = await world.ada.click(result.response, label="Open thread")
    assert "Here it is" in world.text(opened.response)
    assert "It begins anyway." in world.thread.history()[0].content


async def test_archived_thread_is_woken(world: World) -> None:
    await world.start_story()
    thread = world.thread
    world.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await world.env.settle()
    told = await written(world, "Knock, knock.")
    assert "It is safe" not in told
    assert "Knock, knock." in thread.history()[-2].content


async def test_every_button_works_after_a_restart(world: World) -> None:
    await world.start_story()
    preview = await world.ada.slash(world.thread, "story write", text="Before the night.")
    prompt = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(prompt.response))
    board = world.board
    await world.restart()

    assert (await world.ada.click(preview.response, label="Edit")).modal is not None
    done = await world.ada.click(preview.response, label="Submit")
    assert "Passage 2" in world.text(done.response)
    assert "Welcome" in (await world.basho.click(world.board, label="Join")).response.content
    assert "Before the night." in world.text((await world.mod.click(world.board, label="Read")).response)
    assert "Kept" in (await world.ada.click(prompt.response, label="Keep")).response.content
    assert (await world.ada.click(prompt.response, label="Start story")).modal is not None
    stale = world.press(world.ada, "q1:pass:1:2", world.board)
    await world.env.settle()
    assert "turn" in stale.response.content
    assert board.id != world.board.id


async def test_a_form_that_outlived_a_restart_is_recovered_as_a_draft(world: World) -> None:
    await world.start_story()
    form = await world.ada.click(world.board, label="Write")
    await world.restart()
    preview = await world.ada.submit_modal(form, {"text": "Typed across the night."})
    assert "Typed across the night." in world.text(preview.response)
    done = await world.ada.click(preview.response, label="Submit")
    assert "Passage 2" in world.text(done.response)


async def test_a_form_whose_turn_passed_meanwhile_is_kept(world: World) -> None:
    await world.start_story()
    form = await world.ada.slash(world.thread, "story write")
    await world.basho.click(world.board, label="Join")
    preview = await world.ada.submit_modal(form, {"text": "A moment too late."})
    assert "kept as a draft" in world.text(preview.response)
    assert (await world.app.services.writing.draft(ada(world), 1)).text == "A moment too late."


async def test_an_expired_interaction_still_does_what_was_pressed(world: World) -> None:
    await world.start_story()
    preview = await world.ada.slash(world.thread, "story write", text="Slow train.")
    expire(world)
    await world.ada.click(preview.response, label="Submit")
    assert "Slow train." in world.thread.history()[-2].content


async def test_an_expired_command_keeps_the_words(world: World) -> None:
    await world.start_story()
    expire(world)
    await world.ada.slash(world.thread, "story write", text="Slower train.")
    assert (await world.app.services.writing.draft(ada(world), 1)).text == "Slower train."


async def test_an_answer_after_fifteen_minutes_is_refused_by_discord_and_nothing_is_lost(
    world: World,
) -> None:
    await world.start_story()
    preview = await world.ada.slash(world.thread, "story write", text="Patience.")
    world.env.inject_error(
        "PATCH", "/webhooks/*/*/messages/@original", status=401, code=50027, message="Invalid Webhook Token"
    )
    await world.ada.click(preview.response, label="Submit")
    assert "Patience." in world.thread.history()[-2].content


async def test_an_unforeseen_error_gives_one_sentence_with_a_reference(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.start_story()
    # The real database goes away under the running bot.
    await world.app.database.close()
    world.app.database.path.rename(world.app.database.path.with_suffix(".away"))
    (world.app.database.path).mkdir()
    result = await world.ada.slash(world.room, "story list")
    assert "Something went wrong on my side" in result.response.content
    assert "Traceback" not in result.response.content
    reference = result.response.content.rsplit(": ", 1)[1].rstrip(".")
    assert len(reference) == 6
    pressed = await world.ada.click(world.board, label="Join")
    assert "Something went wrong" in world.text(pressed.response)
    assert [type(error).__name__ for error in world.env.errors] == ["CommandInvokeError"]
    world.expected.append("OperationalError")


async def test_deleted_board_is_posted_again(world: World) -> None:
    await world.start_story()
    world.env.backend.delete_message(world.thread.id, world.board.id)
    await written(world, "Where is the board?")
    assert "Turn 3" in world.text(world.board)
