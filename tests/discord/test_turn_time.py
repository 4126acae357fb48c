"""A turn's time, as members see it: a reminder, a lapse, away, quiet hours, pauses; a bot that was down."""

import pytest

from tests.discord.conftest import World

HOUR = 3600.0


@pytest.fixture(autouse=True)
def patience(world: World) -> None:
    world.env.settle_timeout = 60  # of a simulated day, which is many naps of the timekeeper


async def three(world: World, **terms: object) -> None:
    """Start a story of three: the turn is Bashō's, then the moderator's, then Ada's."""
    await world.start_story(**terms)
    await world.basho.click(world.board, label="Join")
    await world.mod.click(world.board, label="Join")


def turn_line(world: World) -> str:
    return next(line for line in world.text(world.board).split("\n") if line.startswith("**"))


def pings(world: World) -> list[int]:
    """Return whom the posts in the thread were allowed to ping, in order."""
    posts = [
        r.json for r in world.env.http_requests if r.method == "POST" and "/messages" in r.path and r.json
    ]
    return [user for body in posts for user in (body.get("allowed_mentions") or {}).get("users", [])]


async def write(world: World, member: object, text: str = "The gull came back.") -> None:
    shown = await member.slash(world.thread, "story write", text=text)  # type: ignore[attr-defined]
    await member.click(shown.response, label="Submit")  # type: ignore[attr-defined]


async def test_a_turn_reminds_once_and_then_passes_on(world: World) -> None:
    await three(world)
    assert pings(world) == [world.ada.id, world.basho.id]
    await world.env.advance_time(17.9 * HOUR)
    assert pings(world) == [world.ada.id, world.basho.id]
    assert "only until" not in turn_line(world)
    await world.env.advance_time(0.2 * HOUR)
    assert pings(world) == [world.ada.id, world.basho.id, world.basho.id]
    assert "only until" in turn_line(world)
    await world.env.advance_time(5.8 * HOUR)
    assert world.basho.mention in turn_line(world)
    await world.env.advance_time(0.2 * HOUR)
    assert world.mod.mention in turn_line(world)
    assert "ran out of time" in world.text(world.board)
    assert pings(world)[3:] == [world.mod.id]


async def test_two_missed_in_a_row_and_a_writer_is_away_until_back(world: World) -> None:
    await three(world, turn_hours=1)
    for member in (world.basho, world.mod, world.ada, world.basho):
        assert member.mention in turn_line(world)
        await world.env.advance_time(HOUR)
    assert f"{world.basho.mention} (away)" in world.text(world.board)
    for member in (world.mod, world.ada):
        assert member.mention in turn_line(world)
        if member is world.ada:
            await write(world, world.ada)
        else:
            await write(world, world.mod)
    assert world.mod.mention in turn_line(world), "the one who is away is passed over"
    refused = await world.basho.slash(world.thread, "story write", text="I am here.")
    assert "/story back" in world.text(refused.response)
    back = await world.basho.slash(world.thread, "story back")
    assert "(away)" not in world.text(world.board), back.response.content
    await write(world, world.mod)
    await write(world, world.ada)
    assert world.basho.mention in turn_line(world)


async def test_a_passage_between_two_misses_forgives_the_first(world: World) -> None:
    await three(world, turn_hours=1)
    await world.env.advance_time(HOUR)
    for member in (world.mod, world.ada, world.basho, world.mod, world.ada):
        await write(world, member)
    await world.env.advance_time(HOUR)
    assert "(away)" not in world.text(world.board)


async def test_what_came_due_while_the_bot_was_down_happens_once(world: World) -> None:
    await three(world)
    await world.env.advance_time(20 * HOUR)
    before = pings(world)
    await world.restart()
    assert pings(world) == before, "the reminder was given already"
    await world.app.bot.tasks.close()
    await world.env.advance_time(20 * HOUR)
    assert world.basho.mention in turn_line(world)
    await world.restart()
    await world.env.settle()
    assert world.mod.mention in turn_line(world)
    assert pings(world) == [*before, world.mod.id]


async def test_a_pause_keeps_what_is_left(world: World) -> None:
    await three(world)
    await world.env.advance_time(10 * HOUR)
    await world.ada.slash(world.thread, "story manage", action="pause")
    assert "Paused" in turn_line(world)
    await world.env.advance_time(100 * HOUR)
    assert "Paused" in turn_line(world)
    refused = await world.basho.slash(world.thread, "story write", text="Still here.")
    assert "paused" in world.text(refused.response)
    await world.ada.slash(world.thread, "story manage", action="resume")
    await world.env.advance_time(13.9 * HOUR)
    assert world.basho.mention in turn_line(world)
    await world.env.advance_time(0.2 * HOUR)
    assert world.mod.mention in turn_line(world)


async def test_quiet_hours_stop_the_clock_and_the_board_says_until_when(world: World) -> None:
    await world.basho.slash(world.room, "settings timezone", zone="Asia/Tokyo")
    set_ = await world.basho.slash(world.room, "settings quiet", **{"from": "22:00", "to": "06:00"})
    assert "22:00" in set_.response.content
    await three(world, turn_hours=12)  # the simulation begins at midnight in UTC, nine in Tokyo
    due = int(world.env.now().timestamp() + 12 * HOUR)
    assert f"<t:{due}:f>" in turn_line(world), "twelve hours end at nine in the evening"
    off = await world.basho.slash(world.room, "settings quiet", **{"from": "12:00", "to": "18:00"})
    assert "12:00" in off.response.content
    assert f"<t:{due + 6 * 3600}:f>" in turn_line(world), "six of them do not count now"
    await world.env.advance_time(17.9 * HOUR)
    assert world.basho.mention in turn_line(world)
    await world.env.advance_time(0.2 * HOUR)
    assert world.mod.mention in turn_line(world)


@pytest.mark.parametrize(
    ("command", "options", "said"),
    [
        ("settings timezone", {"zone": "Middle Earth"}, "time zone"),
        ("settings quiet", {"from": "late", "to": "06:00"}, "22:30"),
        ("settings quiet", {"from": "25:00", "to": "06:00"}, "22:30"),
        ("settings quiet", {"from": "00:00", "to": "23:59"}, "hours"),
        ("story away", {"until": "yesterday"}, "2026-05-17"),
        ("story away", {"until": "2001-01-01"}, "past"),
        ("story away", {"until": "0d"}, ""),
        ("story away", {"until": "9999d"}, "earlier"),
    ],
)
async def test_nonsense_is_answered_with_what_would_do(
    world: World, command: str, options: dict[str, str], said: str
) -> None:
    await world.start_story()
    result = await world.ada.slash(world.thread, command, **options)
    assert said in result.response.content, result.response.content
    assert "went wrong" not in result.response.content


async def test_who_is_away_until_a_day_returns_by_themselves(world: World) -> None:
    await three(world)
    await world.basho.slash(world.thread, "story away", until="3d")
    assert "(away until" in world.text(world.board)
    assert world.mod.mention in turn_line(world)
    await world.env.advance_time(2.9 * 24 * HOUR)
    assert "(away until" in world.text(world.board)
    await world.env.advance_time(0.2 * 24 * HOUR)
    assert "(away until" not in world.text(world.board)
    assert world.basho.mention in world.text(world.board)


async def test_when_nobody_is_left_the_story_sleeps_and_wakes(world: World) -> None:
    await world.start_story(turn_hours=1)
    await world.env.advance_time(2.5 * HOUR)
    assert "Sleeping" in turn_line(world)
    assert "Write" not in [button.label for button in _buttons(world)]
    await world.basho.click(world.board, label="Join")
    assert world.basho.mention in turn_line(world)
    await world.basho.slash(world.thread, "story leave")
    assert "Sleeping" in turn_line(world)
    moved = await world.mod.slash(world.thread, "story manage", action="next")
    assert "goes on" in moved.response.content, moved.response.content
    assert "Turn" in turn_line(world)


def _buttons(world: World) -> list[object]:
    found: list[object] = []

    def walk(items: object) -> None:
        for item in items:  # type: ignore[attr-defined]
            if getattr(item, "label", None):
                found.append(item)
            walk(getattr(item, "children", []))

    walk(world.board.components)
    return found
