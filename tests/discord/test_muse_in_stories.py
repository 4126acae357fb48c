"""The muse beside the writers and among them: nothing of its is in a story before a person accepted it."""

from typing import Any

import pytest

from bot.generation.factory import create_muse
from bot.settings import Settings
from tests.discord.conftest import World
from tests.discord.folds import OverheardMuse
from tests.discord.test_history import shown
from tests.discord.test_turn_time import HOUR, patience, three, turn_line, write

__all__ = ["patience"]


@pytest.fixture
def muse(settings: Settings) -> OverheardMuse:
    return OverheardMuse(create_muse(settings))


async def idle(world: World) -> None:
    await world.until(lambda: world.app.muse.status().running == 0)


async def proposed(world: World, member: Any) -> Any:
    """Let a member press Ask the muse and choose the first candidate; return the message that shows it."""
    result = await member.click(world.board, label="Ask the muse")
    await world.until(lambda: "Choose one" in world.text(result.response))
    await member.click(result.response, label="1")
    assert "Accept" in world.text(result.response)
    return result.response


async def muses_turn(world: World) -> None:
    """Let Ada and Basho write with the muse as a player, up to its turn, for which it has written."""
    await world.start_story(muse="player")
    await world.basho.click(world.board, label="Join")
    await idle(world)
    while world.basho.mention in turn_line(world) or "the muse." not in turn_line(world):
        holder = world.basho if world.basho.mention in turn_line(world) else world.ada
        await write(world, holder)
        await idle(world)


async def origins(world: World) -> list[str]:
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT origin FROM passages ORDER BY position")
        return [origin for (origin,) in found.all()]


async def test_a_lapsed_turn_offers_a_bridge_that_is_its_writers_to_sign(
    world: World, muse: OverheardMuse
) -> None:
    await three(world)
    await world.env.advance_time(24 * HOUR)
    assert "offers a bridge" in world.text(world.board)
    proposal = await proposed(world, world.mod)
    assert "bridge" in repr(muse.asked[-1]).casefold() or muse.asked[-1].messages
    assert len(shown(world)) == 1, "a proposal is no passage"
    preview = await world.mod.click(proposal, label="Accept")
    await world.mod.click(preview.response or proposal, label="Submit")
    assert len(shown(world)) == 2
    assert await origins(world) == ["human", "muse-accepted"]
    last = world.thread.history()[-2].content
    assert "mod" in last.partition("\n")[0]
    assert "with the muse" in last.partition("\n")[0]


async def test_an_edited_proposal_is_recorded_as_that_and_an_ignored_one_is_nothing(world: World) -> None:
    await three(world)
    proposal = await proposed(world, world.basho)
    form = await world.basho.click(proposal, label="Edit")
    text = form.modal["components"][-1]["component"]["value"]
    preview = await world.basho.submit_modal(form, {"text": f"{text} And then the lamp."})
    await world.basho.click(preview.response, label="Submit")
    await proposed(world, world.mod)
    await write(world, world.mod, "My own words, all of them.")
    assert await origins(world) == ["human", "muse-edited", "human"]


async def test_never_is_never(world: World) -> None:
    await three(world, muse="never")
    await world.env.advance_time(24 * HOUR)
    assert "muse" not in world.text(world.board).replace("without the muse", "")
    result = world.press(world.mod, "q1:muse-ask:1")
    await world.env.settle()
    assert "without the muse" in result.response.content


async def test_a_proposal_is_only_for_whom_it_was_made(world: World) -> None:
    await three(world)
    await proposed(world, world.basho)
    for kind in ("accept", "edit", "take", "alter"):
        refused = world.press(world.mod, f"q1:muse-{kind}:1:1")
        await world.env.settle()
        assert "Submit" not in world.text(refused.response), kind
        assert refused.modal is None


async def test_the_muse_plays_and_its_host_decides(world: World) -> None:
    await muses_turn(world)
    count = len(shown(world))
    own = await world.basho.click(world.board, label="Ask the muse")
    await world.until(lambda: "Choose one" in world.text(own.response))  # anyone in the story may ask
    assert (await origins(world)).count("human") == count
    offered = await world.ada.click(world.board, label="Ask the muse")
    assert len(shown(world)) == count, "nothing of its is in the story yet"
    forged = world.press(world.basho, "q1:muse-take:1:1")
    await world.env.settle()
    assert len(shown(world)) == count, world.text(forged.response)
    await world.ada.click(offered.response, label="Again")
    await idle(world)
    newer = await world.ada.click(world.board, label="Ask the muse")
    assert world.text(newer.response) != world.text(offered.response)
    form = await world.ada.click(offered.response, label="Edit")
    assert form.modal is not None, "the text before can be taken as well as the new one"
    await world.ada.click(offered.response, label="Accept")
    assert len(shown(world)) == count + 1
    late = await world.ada.click(newer.response, label="Edit")
    assert late.modal is None
    assert "moved on" in world.text(late.response) or "over" in world.text(late.response)
    assert (await origins(world))[-1] == "muse-accepted"
    assert "the muse" in world.thread.history()[-2].content.partition("\n")[0]


async def test_in_the_muses_turn_its_host_may_ask_with_words_of_their_own(
    world: World, muse: OverheardMuse
) -> None:
    await muses_turn(world)
    result = await world.ada.slash(world.thread, "muse continue", hint="a grey horse")
    await world.until(lambda: "Choose one" in world.text(result.response))
    assert "a grey horse" in repr(muse.asked[-1])


async def test_a_muse_that_went_away_does_not_promise_to_write_anew(world: World) -> None:
    await muses_turn(world)
    offered = await world.ada.click(world.board, label="Ask the muse")
    await world.app.muse.close()
    told = await world.ada.click(offered.response, label="Again")
    assert "not at home" in world.text(told.response)


async def test_a_muse_whose_host_does_not_decide_is_passed_over(world: World) -> None:
    await world.start_story(muse="player", turn_hours=1)
    await world.basho.click(world.board, label="Join")
    for _ in range(4):
        await idle(world)
        if "the muse." in turn_line(world):
            break
        await write(world, world.basho if world.basho.mention in turn_line(world) else world.ada)
    await world.restart()
    assert "the muse." in turn_line(world)
    await world.env.advance_time(1.1 * HOUR)
    assert "the muse." not in turn_line(world)
    assert "the muse" in world.text(world.board), "it misses nothing and stays"


async def test_the_muse_does_not_speak_for_a_character_of_another(world: World, muse: OverheardMuse) -> None:
    await three(world)
    mine = await world.ada.slash(world.thread, "story character", name="The Lamplighter")
    assert "The Lamplighter" in mine.response.content
    taken = await world.basho.slash(world.thread, "story character", name="the lamplighter")
    assert "agree with them" in taken.response.content
    await proposed(world, world.basho)
    assert "The Lamplighter" in repr(muse.asked[-1])
    await world.ada.slash(world.thread, "story leave")
    await proposed(world, world.basho)
    assert "The Lamplighter" not in repr(muse.asked[-1])


async def test_a_muse_that_is_off_does_not_stop_the_story(world: World) -> None:
    await world.app.muse.close()
    await world.start_story(muse="player")
    await world.basho.click(world.board, label="Join")
    for _ in range(3):
        await world.env.settle()
        holder = world.basho if world.basho.mention in turn_line(world) else world.ada
        assert holder.mention in turn_line(world), turn_line(world)
        await write(world, holder)
    assert len(shown(world)) == 4


async def test_a_text_of_ones_own_is_not_lost_to_the_muses(world: World) -> None:
    await three(world)
    await world.basho.slash(world.thread, "story write", text="An hour of my own work.")
    proposal = await proposed(world, world.basho)
    await world.basho.click(proposal, label="Accept")
    assert "An hour of my own work." not in world.text(proposal)
    await world.basho.click(proposal, label="The text before")
    assert "An hour of my own work." in world.text(proposal)
    await world.basho.click(proposal, label="The text before")
    assert "An hour of my own work." not in world.text(proposal), "and back"
    await world.basho.click(proposal, label="The text before")
    await world.basho.click(proposal, label="Submit")
    assert await origins(world) == ["human", "human"]
    fresh = await world.mod.slash(world.thread, "story write", text="Mine.")
    assert "The text before" not in world.text(fresh.response)
    forged = world.press(world.ada, "q1:draft-restore:1:1")
    await world.env.settle()
    assert "An hour" not in world.text(forged.response)


async def test_what_was_copied_by_hand_is_the_muses_all_the_same(world: World) -> None:
    await three(world)
    proposal = await proposed(world, world.basho)
    copied = "\n".join(
        line.removeprefix("> ") for line in proposal.content.splitlines() if line.startswith("> ")
    )
    await write(world, world.basho, copied)
    assert await origins(world) == ["human", "muse-accepted"]
    await world.basho.slash(world.thread, "story correct", text="Quite another thing, all mine.")
    assert await origins(world) == ["human", "muse-edited"], "its receipt stays"
    await write(world, world.mod, "My own words, all of them.")
    await world.mod.slash(world.thread, "story correct", text=f"So. {copied}")
    assert (await origins(world))[-1] == "human", "Basho's proposal was never shown to mod"


@pytest.mark.parametrize("words_min", [150, 280])
async def test_a_story_of_long_passages_has_a_muse_all_the_same(
    world: World, muse: OverheardMuse, words_min: int
) -> None:
    await three(world, words_min=words_min, words_max=500, opening="The lamp was lit again. " * 70)
    await proposed(world, world.basho)
    assert muse.asked[-1].sampling.max_tokens > words_min * 1.3
    await world.env.advance_time(24 * HOUR)
    bridge = await proposed(world, world.mod)
    assert muse.asked[-1].sampling.max_tokens > words_min * 1.3
    preview = await world.mod.click(bridge, label="Accept")
    assert str(words_min) in world.text(preview.response or bridge), "what it lacks is said before it is in"
    assert len(shown(world)) == 1


async def test_the_muse_plays_in_a_story_of_long_passages(world: World) -> None:
    await world.start_story(muse="player", words_min=210, opening="The lamp was lit again. " * 50)
    await world.basho.click(world.board, label="Join")
    for _ in range(4):
        await idle(world)
        if "the muse." in turn_line(world):
            break
        await write(
            world, world.basho if world.basho.mention in turn_line(world) else world.ada, "So. " * 220
        )
    offered = await world.ada.click(world.board, label="Ask the muse")
    assert "Accept" in world.text(offered.response)
