"""Two press Submit for the same turn at once, through the whole bot, a hundred times."""

from bot.services.actor import Actor
from tests.discord.conftest import World

RACES = 100


async def test_a_hundred_races_for_one_turn(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    writing, reading = world.app.services.writing, world.app.services.reading
    actors = {a.id: Actor(world.guild.id, a.id, a.name) for a in (world.ada, world.basho)}
    members = {a.id: a for a in (world.ada, world.basho)}
    for race in range(RACES):
        record = await reading.get(actors[world.ada.id], 1)
        turn = record.story.turn
        assert turn is not None
        other_id = next(iter(set(actors) - {turn.member_id}))
        texts = {member_id: f"Race {race}, by {member_id}." for member_id in members}
        previews = {}
        for member_id, member in members.items():
            shown = await member.slash(world.thread, "story write", text=texts[member_id])
            previews[member_id] = shown.response.message

        # The one whose turn it is presses twice, the other once.
        order = [turn.member_id, other_id, turn.member_id]
        if race % 2:
            order.reverse()
        drafts = {member_id: (await writing.draft(actors[member_id], 1)).id for member_id in members}
        ends = [
            world.press(
                members[member_id],
                f"q1:draft-submit:1:{drafts[member_id]}:{turn.number}",
                previews[member_id],
            )
            for member_id in order
        ]
        await world.env.settle()

        after = await reading.get(actors[world.ada.id], 1)
        assert after.story.passages == record.story.passages + 1
        whole = await reading.whole(actors[other_id], 1)
        assert whole.passages[-1].text == texts[turn.member_id]
        assert (await writing.draft(actors[other_id], 1)).text == texts[other_id]
        assert (await writing.draft(actors[turn.member_id], 1)).text == ""
        told = [[world.text(m) for m in end.followups] for end in ends]
        assert sum(map(bool, told)) == 2, told
    assert len(world.thread.history()) == RACES + 2, "each passage once, and one board"
