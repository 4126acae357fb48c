"""Who may be in a story: invitations, the cap, those who were sent away."""

from itertools import pairwise

from tests.discord.conftest import World
from tests.discord.test_turn_time import three, turn_line, write


async def test_an_invite_only_story(world: World) -> None:
    await world.start_story(invite_only=True)
    refused = await world.basho.click(world.board, label="Join")
    assert "ask its host" in refused.response.content
    stranger = await world.basho.slash(world.thread, "story invite", member=world.basho)
    assert "Only the story's host" in stranger.response.content
    await world.ada.slash(world.thread, "story invite", member=world.basho)
    joined = await world.basho.click(world.board, label="Join")
    assert "Welcome" in joined.response.content
    again = await world.ada.slash(world.thread, "story invite", member=world.basho)
    assert "already" in again.response.content


async def test_a_cap_on_writers(world: World) -> None:
    await world.start_story(writers_max=2)
    await world.basho.click(world.board, label="Join")
    refused = await world.mod.click(world.board, label="Join")
    assert "its 2 writers" in refused.response.content
    await world.basho.slash(world.thread, "story leave")
    joined = await world.mod.click(world.board, label="Join")
    assert "Welcome" in joined.response.content
    back = await world.basho.click(world.board, label="Join")
    assert "its 2 writers" in back.response.content


async def test_a_kicked_writer_rejoins_only_when_the_host_lets_them(world: World) -> None:
    await three(world)
    assert world.basho.mention in turn_line(world)
    kicked = await world.ada.slash(
        world.thread, "story manage", action="kick", member=world.basho, reason="Spam."
    )
    assert "out of the story" in kicked.response.content
    assert world.mod.mention in turn_line(world), "their turn passes at once"
    assert world.basho.mention not in world.text(world.board)
    for command in ("join", "back", "write", "leave"):
        refused = await world.basho.slash(world.thread, f"story {command}")
        assert "Welcome" not in world.text(refused.response), command
    await world.ada.slash(world.thread, "story invite", member=world.basho)
    joined = await world.basho.click(world.board, label="Join")
    assert "Welcome" in joined.response.content


async def test_what_hosts_may_members_may_not(world: World) -> None:
    await three(world)
    for action in ("skip", "undo", "redo", "pause", "resume", "next", "kick", "reopen"):
        options = {"member": world.mod} if action == "kick" else {}
        refused = await world.basho.slash(world.thread, "story manage", action=action, **options)
        assert "Only the story's host or a moderator" in refused.response.content, action
    for command, options in (("finish", {}), ("redact", {"passage": 1, "reason": "No."})):
        refused = await world.basho.slash(world.thread, f"story {command}", **options)
        assert "Only" in refused.response.content
    host = await world.ada.slash(world.thread, "story redact", passage=1, reason="No.")
    assert "Only a moderator" in host.response.content


async def test_a_host_who_leaves_hands_over(world: World) -> None:
    await three(world)
    await world.ada.slash(world.thread, "story leave")
    assert f"hosted by {world.basho.mention}" in world.text(world.board)
    await world.ada.click(world.board, label="Join")
    assert f"hosted by {world.basho.mention}" in world.text(world.board)


async def test_next_gives_the_turn_to_whom_the_host_names(world: World) -> None:
    await three(world)
    await world.ada.slash(world.thread, "story manage", action="next", member=world.ada)
    assert world.ada.mention in turn_line(world)
    await world.ada.slash(world.thread, "story manage", action="skip")
    assert world.basho.mention in turn_line(world)


async def test_shuffle_gives_everybody_a_turn_each_round_and_nobody_two_in_a_row(world: World) -> None:
    await three(world, order="shuffle")
    members = {one.id: one for one in (world.ada, world.basho, world.mod)}
    had: list[int] = []
    for _ in range(30):  # ten rounds: all alike by chance once in 260,000 runs
        holder = next(one for one in members if f"<@{one}>" in turn_line(world))
        had.append(holder)
        await write(world, members[holder])
    assert all(first != second for first, second in pairwise(had))
    assert all(9 <= had.count(one) <= 11 for one in members)  # it may begin and end within a round
    rounds = {tuple(had[first : first + 3]) for first in range(0, len(had), 3)}
    assert len(rounds) > 1, "it is not shuffled"


async def test_an_open_turn_is_whose_press_comes_first_for_a_quarter_of_its_time(world: World) -> None:
    await three(world, order="open", turn_hours=4)
    assert "whoever presses Write first" in turn_line(world)
    last = await world.ada.click(world.board, label="Write")
    assert "You wrote last" in world.text(last.response)
    form = await world.basho.click(world.board, label="Write")
    assert form.modal is not None
    assert world.basho.mention in turn_line(world)
    late = await world.mod.click(world.board, label="Write")
    assert world.basho.mention in world.text(late.response)
    await world.env.advance_time(0.9 * 3600)
    assert world.basho.mention in turn_line(world)
    await world.env.advance_time(0.2 * 3600)
    assert "whoever presses Write first" in turn_line(world)
    await write(world, world.mod, "Mine, then.")
    assert "Mine, then." in world.thread.history()[-2].content
