"""/prompt daily: a prompt in the channel once a day, whatever dies, is denied or deleted meanwhile."""

import asyncio
import random
from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord
from simcord.backend import serializers

from tests.discord.conftest import World
from tests.discord.test_pings import messages_to
from tests.discord.test_threads import (
    allow_again,
    fail,
    get_ready,
    overwrite,
    refuse_notes,
    run_sql,
    well_again,
)
from tests.discord.test_turn_time import HOUR, patience
from tests.teaching import approve_all

__all__ = ["patience"]

DAY = 24 * HOUR  # the simulation begins at midnight in UTC, on the first of January


@pytest.fixture
def chief(world: World) -> simcord.MemberActor:
    """A member who may manage the server."""
    role = world.guild.create_role("Chiefs", permissions=discord.Permissions(manage_guild=True))
    return world.guild.add_member(world.env.create_user("chief"), roles=[role])


async def daily(world: World, member: Any, channel: Any = None, **options: Any) -> str:
    """Let a member type /prompt daily; return what they are told."""
    options = {"time": "09:00", "timezone": "UTC"} | options
    result = await member.slash(world.room, "prompt daily", channel=channel or world.room, **options)
    assert result.ephemeral
    return world.text(result.response)


def posts(world: World, channel: Any = None) -> list[str]:
    """Return the daily prompts in a channel."""
    messages = (channel or world.room).history()
    return [one.content for one in messages if one.content.startswith("**Today's prompt**")]


async def approved(world: World, *texts: str) -> None:
    """Let Ada hand prompts in, and the moderator approve them."""
    for text in texts:
        await world.ada.slash(world.room, "prompt submit", text=text)
    await approve_all(world)


async def test_every_day_at_its_time_with_a_way_to_begin(world: World, chief: simcord.MemberActor) -> None:
    await approved(world, "A *lighthouse* on a hill,\nfor @everyone.")
    told = await daily(world, chief, time="10:30", timezone="Europe/Berlin")
    at = int(world.env.now().timestamp() + 9.5 * HOUR)
    assert f"<t:{at}:f>" in told
    assert world.room.mention in told
    await world.env.advance_time(9.4 * HOUR)
    assert posts(world) == []
    await world.env.advance_time(0.2 * HOUR)
    (post,) = posts(world)
    assert post == (
        "**Today's prompt**\n> A \\*lighthouse\\* on a hill,\n> for @everyone.\n-# By " + world.ada.mention
    )
    message = world.room.last_message
    assert message is not None
    assert not message.mention_everyone
    sent = [r.json for r in world.env.http_requests if r.json and "Today's prompt" in str(r.json)]
    assert [body["allowed_mentions"]["parse"] for body in sent] == [[]]
    form = await world.basho.click(message, label="Start story")
    begun = await world.basho.submit_modal(form, {"title": "Light", "opening": "The hill was dark."})
    assert "has begun" in world.text(begun.response)
    await world.env.advance_time(23 * HOUR)
    assert len(posts(world)) == 1
    await world.env.advance_time(HOUR)
    (_, own) = posts(world)
    assert own.endswith("-# From Quire's own shelf")
    message = world.room.last_message
    assert message is not None
    form = await world.ada.click(message, label="Start story")
    assert form.modal is not None


async def test_what_a_channel_does_not_take_today_is_passed_over_there(
    world: World, chief: simcord.MemberActor
) -> None:
    other = world.guild.create_text_channel("other")
    await approved(world, "A lighthouse on a hill.", "A door that opens late.")
    for channel, at in ((world.room, "09:00"), (other, "10:00")):
        await daily(world, chief, channel, time=at)
    await world.mod.slash(
        world.room, "limits words", action="add", list="block", phrase="lighthouse", channel=world.room
    )
    await world.env.advance_time(10.1 * HOUR)
    assert ["door" in post for post in posts(world)] == [True]
    assert ["lighthouse" in post for post in posts(world, other)] == [True]


async def test_what_was_taken_up_and_is_listed_before_it_could_be_posted_makes_room_for_another(
    world: World, chief: simcord.MemberActor
) -> None:
    await approved(world, "A lighthouse on a hill.", "A door that opens late.")
    await daily(world, chief)
    fail(world, "POST", f"/channels/{world.room.id}/messages")
    await world.env.advance_time(9.1 * HOUR)
    well_again(world)
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase="lighthouse")
    await world.env.advance_time(0.2 * HOUR)
    assert ["door" in post for post in posts(world)] == [True]
    await world.mod.slash(world.room, "limits words", action="remove", list="block", phrase="lighthouse")
    await world.env.advance_time(DAY)
    assert ["lighthouse" in post for post in posts(world)] == [False, True], "it was free for another day"


async def test_quires_own_are_within_the_limits_too_or_there_is_none(
    world: World, chief: simcord.MemberActor
) -> None:
    await daily(world, chief)
    for phrase in ("a", "an", "the", "and", "of", "to", "in", "he", "she", "it", "they", "was", "is"):
        await world.mod.slash(world.room, "limits words", action="add", list="hold", phrase=phrase)
    await world.env.advance_time(20 * HOUR)
    assert posts(world) == []
    for phrase in ("a", "an", "the", "and", "of", "to", "in", "he", "she", "it", "they", "was", "is"):
        await world.mod.slash(world.room, "limits words", action="remove", list="hold", phrase=phrase)
    await world.env.advance_time(DAY)
    assert len(posts(world)) == 1


async def test_what_members_kept_is_named_and_listed_so(world: World, chief: simcord.MemberActor) -> None:
    idea = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Keep" in world.text(idea.response))
    await world.ada.click(idea.response, label="Keep")
    await daily(world, chief)
    await world.env.advance_time(10 * HOUR)
    (post,) = posts(world)
    assert post.endswith(f"-# By the muse, kept by {world.ada.mention}")
    await approved(world, "Mine.")
    listed = world.text((await world.basho.slash(world.room, "prompt list")).response)
    assert f"-# By the muse, kept by {world.ada.mention}" in listed
    assert f"Mine.\n-# By {world.ada.mention}" in listed


async def test_a_restart_before_and_after_changes_nothing(world: World, chief: simcord.MemberActor) -> None:
    await daily(world, chief)
    await world.restart()
    await world.env.advance_time(9.1 * HOUR)
    assert len(posts(world)) == 1
    await world.restart()
    await get_ready(world, "ready", "guild_available", "guild_join")
    await world.env.advance_time(HOUR)
    assert len(posts(world)) == 1
    await world.env.advance_time(23 * HOUR)
    assert len(posts(world)) == 2


async def test_what_fell_due_while_the_bot_was_down(world: World, chief: simcord.MemberActor) -> None:
    await daily(world, chief)
    await world.app.bot.tasks.close()
    await world.env.advance_time(20 * HOUR)
    await world.restart()
    assert len(posts(world)) == 1, "eleven hours late is better than never"
    await world.app.bot.tasks.close()
    await world.env.advance_time(26 * HOUR)
    await world.restart()
    assert len(posts(world)) == 1, "thirteen hours late is nearer to the next"
    await world.env.advance_time(12 * HOUR)
    assert len(posts(world)) == 2


async def test_a_claim_whose_process_died_is_posted_by_the_next(
    world: World, chief: simcord.MemberActor
) -> None:
    await approved(world, "First.", "Second.")
    await daily(world, chief)
    await world.app.bot.tasks.close()
    await world.env.advance_time(9.1 * HOUR)
    assert await world.app.services.daily_posts.take_up(world.room.id) is not None
    await world.restart()
    await world.env.advance_time(660)
    assert ["First." in post for post in posts(world)] == [True]
    await world.env.advance_time(HOUR)
    assert len(posts(world)) == 1


async def test_whenever_it_dies_each_day_has_its_one(world: World, chief: simcord.MemberActor) -> None:
    days, chance, unsure = 15, random.Random(4), 0
    await daily(world, chief)
    await world.app.bot.tasks.close()
    service = world.app.services.daily_posts
    await world.env.advance_time(9 * HOUR)
    for day in range(days):
        for _ in range(4):
            working = asyncio.create_task(world.app.bot.daily_prompter.run())
            await asyncio.sleep(chance.uniform(0, 0.05))
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
            await world.env.advance_time(601)
            next_at = await service.next_at({world.guild.id})
            unsure += next_at is not None and next_at <= world.env.now()
        working = asyncio.create_task(world.app.bot.daily_prompter.run())
        tomorrow = world.env.now() + timedelta(hours=20)
        for _ in range(1000):
            if (await service.next_at({world.guild.id}) or tomorrow) >= tomorrow:
                break
            await asyncio.sleep(0.01)
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        assert len(posts(world)) == day + 1
        await world.env.advance_time(DAY - 4 * 601)
    assert len(set(posts(world))) == days
    assert 0 < unsure < 4 * days, "it died too early or too late each time"


async def test_a_post_that_failed_is_made_good(world: World, chief: simcord.MemberActor) -> None:
    await approved(world, "First.", "Second.")
    await daily(world, chief)
    fail(world, "POST", f"/channels/{world.room.id}/messages")
    await world.env.advance_time(9.1 * HOUR)
    assert posts(world) == []
    well_again(world)
    await world.restart()
    assert posts(world) == [], "ten minutes after the try before"
    await world.env.advance_time(600)
    assert ["First." in post for post in posts(world)] == [True]
    await world.env.advance_time(DAY)
    assert ["Second." in post for post in posts(world)] == [False, True]


@pytest.mark.parametrize("talk", [0, 101])
async def test_death_between_the_post_and_its_note(
    world: World, chief: simcord.MemberActor, talk: int
) -> None:
    await approved(world, "First.", "Second.")
    await daily(world, chief)
    refuse_notes(world, "UPDATE ON daily_prompts WHEN NEW.prompt_id IS NULL")
    await world.env.advance_time(9.05 * HOUR)
    assert len(posts(world)) == 1
    for number in range(talk):
        await world.basho.send(world.room, f"Word number {number}.")
    await world.env.advance_time(660)
    run_sql(world, "DROP TRIGGER no_note")
    await world.restart()
    await world.env.advance_time(HOUR)
    assert len(posts(world)) == 1
    await world.env.advance_time(DAY)
    assert ["First." in post for post in posts(world)] == [True, False]


@pytest.mark.parametrize("sent", [True, False])
async def test_a_prompt_whose_fate_is_known_late_is_used_again_only_if_it_was_not_sent(
    world: World, chief: simcord.MemberActor, sent: bool
) -> None:
    await approved(world, "First.", "Second.")
    await daily(world, chief)
    if sent:
        refuse_notes(world, "UPDATE ON daily_prompts WHEN NEW.prompt_id IS NULL")
        await world.env.advance_time(9.05 * HOUR)
        run_sql(world, "DROP TRIGGER no_note")
    await world.app.bot.tasks.close()
    if not sent:
        await world.env.advance_time(9.05 * HOUR)
        assert await world.app.services.daily_posts.take_up(world.room.id) is not None
    await world.env.advance_time(13 * HOUR)
    await world.restart()
    assert len(posts(world)) == int(sent)
    await world.env.advance_time(12 * HOUR)
    assert ["First." in post for post in posts(world)] == ([True, False] if sent else [True])


async def test_where_nobody_can_look_whether_it_arrived_nothing_is_sent_twice(
    world: World, chief: simcord.MemberActor
) -> None:
    await daily(world, chief)
    refuse_notes(world, "UPDATE ON daily_prompts WHEN NEW.prompt_id IS NULL")
    await world.env.advance_time(9.05 * HOUR)
    run_sql(world, "DROP TRIGGER no_note")
    overwrite(world, read_message_history=True)
    await world.restart()
    await world.env.advance_time(HOUR)
    allow_again(world)
    assert len(posts(world)) == 1
    (told,) = messages_to(world, chief)
    assert "Read Message History" in told


@pytest.mark.parametrize(
    ("time", "moment"),
    [("02:30", "2026-02-15T01:30"), ("02:30", "2026-03-22T02:30")],  # back an hour, and on again
    ids=["twice", "skipped"],
)
async def test_a_day_on_which_the_clocks_change_has_one(
    world: World, chief: simcord.MemberActor, time: str, moment: str
) -> None:
    change = discord.utils.parse_time(f"{moment}:00+00:00")
    await world.app.bot.tasks.close()  # nothing is to happen until shortly before
    await world.env.advance_time((change - world.env.now()).total_seconds() - DAY - 3 * HOUR)
    await world.restart()
    await daily(world, chief, time=time, timezone="Africa/Casablanca")
    await world.env.advance_time(3 * HOUR)
    assert len(posts(world)) == 1
    await world.env.advance_time(DAY - 60)
    assert len(posts(world)) == 1
    await world.env.advance_time(120)
    assert len(posts(world)) == 2
    await world.env.advance_time(12 * HOUR)
    assert len(posts(world)) == 2


async def test_off_and_on_again_on_one_day(world: World, chief: simcord.MemberActor) -> None:
    await daily(world, chief)
    await world.env.advance_time(9.1 * HOUR)
    assert "No more daily prompts" in await daily(world, chief, on=False)
    assert "There is no daily prompt" in await daily(world, chief, on=False, time="x")
    at = int(world.env.now().timestamp() + DAY)
    assert f"<t:{at - 360}:f>" not in await daily(world, chief, time="09:30", timezone="UTC")
    await world.env.advance_time(12 * HOUR)
    assert len(posts(world)) == 1
    await world.env.advance_time(13 * HOUR)
    assert len(posts(world)) == 2


async def test_a_deleted_channel_turns_it_off_and_its_setter_hears(
    world: World, chief: simcord.MemberActor
) -> None:
    other = world.guild.create_text_channel("other")
    await daily(world, chief)
    await daily(world, chief, other)
    world.env.backend.delete_channel(world.room.id)
    await world.env.advance_time(9.1 * HOUR)
    (told,) = messages_to(world, chief)
    assert "is gone" in told
    assert "**Quire test**" in told
    assert len(posts(world, other)) == 1, "one channel's trouble is not another's"
    await world.env.advance_time(DAY)
    assert len(messages_to(world, chief)) == 1
    assert len(posts(world, other)) == 2


async def test_a_channel_that_the_bot_lost_sight_of_is_not_taken_for_deleted(
    world: World, chief: simcord.MemberActor
) -> None:
    await daily(world, chief)
    backend = world.env.backend
    payload = serializers.channel_payload(backend, backend.get_channel(world.room.id))
    backend.emit("CHANNEL_DELETE", payload)
    await world.env.advance_time(9.1 * HOUR)
    assert len(posts(world)) == 1


@pytest.mark.parametrize("denied", ["send_messages", "view_channel"])
async def test_denied_is_told_once_and_made_good_when_allowed(
    world: World, chief: simcord.MemberActor, denied: str
) -> None:
    await daily(world, chief)
    overwrite(world, **{denied: True})
    await world.env.advance_time(11 * HOUR)
    (told,) = messages_to(world, chief)
    assert {"send_messages": "Send Messages", "view_channel": "View Channel"}[denied] in told
    await world.restart()
    await world.env.advance_time(HOUR)
    assert len(messages_to(world, chief)) == 1
    allow_again(world)
    await world.env.advance_time(660)
    assert len(posts(world)) == 1
    await world.env.advance_time(DAY)
    assert len(posts(world)) == 2
    overwrite(world, **{denied: True})
    await world.env.advance_time(DAY)
    assert len(messages_to(world, chief)) == 2, "what is denied anew is told anew"


async def test_what_discord_refuses_unforeseen_is_told_and_the_others_go_on(
    world: World, chief: simcord.MemberActor
) -> None:
    other = world.guild.create_text_channel("other")
    await daily(world, chief)
    await daily(world, chief, other)
    fail(world, "POST", f"/channels/{world.room.id}/messages", status=403)
    await world.env.advance_time(9.05 * HOUR)
    (told,) = messages_to(world, chief)
    assert "look at my permissions" in told
    assert len(posts(world, other)) == 1


async def test_a_text_that_discord_never_takes_makes_room_for_the_next(
    world: World, chief: simcord.MemberActor
) -> None:
    await approved(world, "Unspeakable.", "Fine.")
    await daily(world, chief)
    fail(world, "POST", f"/channels/{world.room.id}/messages", status=400, times=1)
    await world.env.advance_time(9.2 * HOUR)
    assert ["Fine." in post for post in posts(world)] == [True]
    await world.env.advance_time(DAY)
    assert "From Quire's own shelf" in posts(world)[1]


async def test_a_channel_whose_row_is_broken_stops_no_other_and_does_not_spin(
    world: World, chief: simcord.MemberActor
) -> None:
    other = world.guild.create_text_channel("other")
    await daily(world, chief)
    await daily(world, chief, other)
    run_sql(world, f"UPDATE daily_prompts SET zone = 'Middle/Earth' WHERE channel_id = {world.room.id}")
    await world.env.advance_time(9.1 * HOUR)
    assert len(posts(world, other)) == 1
    next_at = await world.app.services.daily_posts.next_at({world.guild.id})
    assert next_at is not None
    assert next_at > world.env.now(), "it is put off as any other trouble"
    run_sql(world, "UPDATE daily_prompts SET zone = 'UTC'")
    await world.env.advance_time(600)
    assert len(posts(world)) == 1


async def test_who_may_and_what_would_do(world: World, chief: simcord.MemberActor) -> None:
    for options in ({}, {"on": False}):
        assert "Manage Server" in await daily(world, world.mod, **options)
    assert "22:30" in await daily(world, chief, time="late")
    assert "Europe/Berlin" in await daily(world, chief, timezone="Middle Earth")
    overwrite(world, send_messages=True, read_message_history=True)
    other = world.guild.create_text_channel("other")
    result = await chief.slash(other, "prompt daily", channel=world.room, time="9:00", timezone="UTC")
    assert "Send Messages, Read Message History" in world.text(result.response)
    allow_again(world)
    rooms = [world.guild.create_text_channel(f"room-{number}") for number in range(5)]
    for room in rooms:
        assert "every day at 09:00 (UTC)" in await daily(world, chief, room)
    assert "5 daily prompts" in await daily(world, chief)
    assert "every day at 10:00" in await daily(world, chief, rooms[0], time="10:00")
    await daily(world, chief, rooms[0], on=False)
    assert "every day" in await daily(world, chief)


async def test_zones_are_offered_as_one_types(world: World, chief: simcord.MemberActor) -> None:
    found = await chief.autocomplete(world.room, "prompt daily", "timezone", "berl", channel=world.room)
    assert [choice["value"] for choice in found] == ["Europe/Berlin"]


@pytest.mark.parametrize("how", [{}, {"unavailable": True}], ids=["removed", "out of reach"])
async def test_a_server_that_is_not_there_waits(
    world: World, chief: simcord.MemberActor, how: dict[str, bool]
) -> None:
    await daily(world, chief)
    backend = world.env.backend
    backend.emit("GUILD_DELETE", {"id": str(world.guild.id)} | how)
    await world.env.advance_time(10 * HOUR)
    assert posts(world) == []
    backend.emit("GUILD_CREATE", serializers.guild_create_payload(backend, backend.get_guild(world.guild.id)))
    await world.env.settle()
    assert len(posts(world)) == 1, "an hour late"
    assert messages_to(world, chief) == []
