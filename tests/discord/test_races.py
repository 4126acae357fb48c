"""Two at once, through the bot, a hundred times each: one wins, the other is told and keeps their words."""

import asyncio
import random
from collections import Counter
from typing import Any

from simcord import InteractionResult, MemberActor

from bot.services.actor import Actor
from bot.storage import maintenance
from bot.storage.records import StoryRecord
from tests.discord.conftest import World

RACES = 100


def members(world: World) -> dict[int, MemberActor]:
    return {actor.id: actor for actor in (world.ada, world.basho, world.mod)}


def as_actor(world: World, member: MemberActor) -> Actor:
    return Actor(world.guild.id, member.id, member.name)


async def story(world: World) -> StoryRecord:
    return await world.app.services.reading.get(as_actor(world, world.ada), 1)


async def holder(world: World) -> tuple[MemberActor, int]:
    """Return whose turn it is, and the turn's number."""
    turn = (await story(world)).story.turn
    assert turn is not None
    return members(world)[turn.member_id or 0], turn.number


async def kept(world: World, member: MemberActor) -> str:
    return (await world.app.services.writing.draft(as_actor(world, member), 1)).text


async def previewed(world: World, member: MemberActor, text: str) -> tuple[str, Any]:
    """Let a member have a preview; return the id of its Submit for the open turn, and its message."""
    shown = await member.slash(world.thread, "story write", text=text)
    draft = await world.app.services.writing.draft(as_actor(world, member), 1)
    _, turn = await holder(world)
    return f"q1:draft-submit:1:{draft.id}:{turn}", shown.response.message


def told(world: World, ends: list[InteractionResult]) -> list[str]:
    """Return what each was answered beyond the message that their button stood on."""
    return ["\n".join(world.text(message) for message in end.followups) for end in ends]


async def assert_whole(world: World, texts: list[str]) -> None:
    whole = await world.app.services.reading.whole(as_actor(world, world.ada), 1)
    assert [passage.text for passage in whole.passages] == texts
    shown = world.thread.history()
    assert len(shown) == len(texts) + 1, "each passage once, and one board"
    assert maintenance.check(world.app.database.path) == []


async def test_two_submits_for_one_turn(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    texts = ["The lamp went out."]
    for race in range(RACES):
        writer, _ = await holder(world)
        other = world.ada if writer is world.basho else world.basho
        said = {one.id: f"Race {race}, by {one.name}." for one in (writer, other)}
        previews = {one.id: await previewed(world, one, said[one.id]) for one in (writer, other)}
        # The one whose turn it is presses twice, the other once.
        order = [writer, other, writer] if race % 2 else [other, writer, writer]
        ends = [world.press(one, *previews[one.id]) for one in order]
        await world.env.settle()

        texts.append(said[writer.id])
        assert (await story(world)).story.passages == len(texts)
        assert await kept(world, other) == said[other.id]
        assert await kept(world, writer) == ""
        assert sum(map(bool, told(world, ends))) == 2, told(world, ends)
    await assert_whole(world, texts)


async def test_a_submit_against_the_lapse_of_its_turn(world: World) -> None:
    chance, won = random.Random(2), Counter[str]()
    await world.start_story(turn_hours=1)
    await world.basho.click(world.board, label="Join")
    await world.mod.slash(world.thread, "story join")
    texts = ["The lamp went out."]
    for race in range(RACES):
        writer, turn = await holder(world)
        said = f"Race {race}, by {writer.name}."
        due_at = (await story(world)).story.turn.clock.due_at  # type: ignore[union-attr]
        assert due_at is not None
        await world.env.advance_time((due_at - world.env.now()).total_seconds() - 60)
        preview = await previewed(world, writer, said)
        if race % 2:
            end = world.press(writer, *preview)
            await asyncio.sleep(chance.uniform(0, 0.005))
            await world.env.advance_time(60)
        else:
            lapsing = asyncio.create_task(world.env.advance_time(60))
            await asyncio.sleep(chance.uniform(0, 0.1))
            end = world.press(writer, *preview)
            await lapsing
        await world.env.settle()

        after, next_turn = await holder(world)
        assert next_turn == turn + 1
        assert after is not writer
        if said in [passage.content.partition("\n")[2] for passage in world.thread.history()]:
            won["submit"] += 1
            texts.append(said)
            assert await kept(world, writer) == ""
        else:
            won["lapse"] += 1
            assert await kept(world, writer) == said
            assert told(world, [end]) != [""]
            await writer.slash(world.thread, "story back")  # two lapses in a row, and they are away
    assert min(won["submit"], won["lapse"]) > 0, won
    await assert_whole(world, texts)


async def test_a_submit_against_an_undo(world: World) -> None:
    chance, won = random.Random(4), Counter[str]()
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    texts = ["The lamp went out."]
    for race in range(RACES):
        writer, _ = await holder(world)
        said = f"Race {race}, by {writer.name}."
        preview = await previewed(world, writer, said)
        undoing = asyncio.create_task(world.mod.slash(world.thread, "story manage", action="undo"))
        await asyncio.sleep(chance.uniform(0, 0.02))
        end = world.press(writer, *preview)
        undone = await undoing
        await world.env.settle()

        left = await kept(world, writer)
        answer = world.text(undone.response)
        if "taken back" in answer:
            won["undo"] += 1
            if left:  # else the undo was asked for after the submit, and took that back
                texts.pop()
                assert left == said
                assert told(world, [end]) != [""]
        else:
            won["submit"] += 1
            assert "moved on" in answer or "Only the opening" in answer, answer
            assert left == ""
            texts.append(said)
    assert min(won["submit"], won["undo"]) > 0, won
    await assert_whole(world, texts)


async def test_two_claims_of_an_open_turn(world: World) -> None:
    chance, won = random.Random(6), Counter[str]()
    await world.start_story(order="open")
    await world.basho.click(world.board, label="Join")
    await world.mod.slash(world.thread, "story join")
    last, texts = world.ada, ["The lamp went out."]
    for race in range(RACES):
        rivals = [one for one in members(world).values() if one is not last]
        chance.shuffle(rivals)
        turn = (await story(world)).story.turn
        assert turn is not None
        assert turn.member_id is None
        ends = {one.id: world.press(one, f"q1:write:1:{turn.number}") for one in rivals}
        await world.env.settle()

        winner, number = await holder(world)
        (loser,) = (one for one in rivals if one is not winner)
        won[winner.name] += 1
        assert number == turn.number
        assert ends[winner.id].modal is not None
        assert winner.mention in world.text(ends[loser.id].response)
        said = f"Race {race}, by {winner.name}."
        texts.append(said)
        shown = await winner.slash(world.thread, "story write", text=said)
        await winner.click(shown.response, label="Submit")
        last = winner
    assert min(won.values()) > 0, won
    await assert_whole(world, texts)
