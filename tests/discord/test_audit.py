"""/review audit: who did what, when and why, for moderators alone."""

from typing import Any

import discord
import pytest

from bot.services.auditing import SHOWN
from bot.services.hosting import Action
from bot.ui import auditing
from tests.discord.conftest import World


async def audit(world: World, by: Any = None, **options: Any) -> Any:
    result = await (by or world.mod).slash(world.room, "review audit", **options)
    assert result.response.flags.ephemeral
    return result.response


async def manage(world: World, action: str, **options: Any) -> None:
    await world.mod.slash(world.thread, "story manage", action=action, **options)


def test_every_act_that_is_shown_has_a_sentence_and_every_hosts_act_is_shown() -> None:
    assert set(auditing._ACTS) == SHOWN
    assert {f"story-{action}" for action in Action} <= SHOWN


async def test_it_tells_who_did_what_to_whom_and_why_the_newest_first(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    await manage(world, "pause", reason="a **storm**\nis coming")
    await manage(world, "kick", member=world.basho.user)
    shown = world.text(await audit(world)).splitlines()
    kicked = next(n for n, line in enumerate(shown) if "sent" in line)
    paused = next(n for n, line in enumerate(shown) if "paused story #1" in line)
    assert kicked < paused
    assert f"<@{world.mod.id}>** sent <@{world.basho.id}> away from story #1" in shown[kicked]
    assert shown[paused + 1] == r"> a \*\*storm\*\* is coming"
    assert "<t:" in shown[paused]


async def test_a_channel_and_a_role_that_were_set_are_told_by_name(world: World) -> None:
    role = world.guild.create_role("Keepers")
    for setting, value in (("moderators-channel", world.room.id), ("start", role.id), ("muse", "off")):
        await world.mod.slash(world.room, "limits set", setting=setting, value=str(value))
    last, second, first = world.text(await audit(world)).splitlines()[1:4]
    assert first.endswith(f"set `moderators-channel` from `default` to <#{world.room.id}>")
    assert second.endswith(f"set `start` from `default` to <@&{role.id}>")
    assert last.endswith("set `muse` from `default` to `off`")


async def test_a_phrase_of_one_channel_is_told_with_the_channel(world: World) -> None:
    for channel in ({"channel": world.room}, {}):
        options = {"action": "add", "list": "warn", "phrase": "dragon"} | channel
        await world.mod.slash(world.room, "limits words", **options)
    await world.mod.slash(
        world.room, "limits words", action="remove", list="warn", phrase="dragon", channel=world.room
    )
    last, second, first = world.text(await audit(world)).splitlines()[1:4]
    assert first.endswith(f"put “dragon” on the list `warn` in <#{world.room.id}>")
    assert second.endswith("put “dragon” on the list `warn`")
    assert last.endswith(f"took “dragon” off the list `warn` in <#{world.room.id}>")


async def test_what_writers_do_on_their_turns_is_not_in_it(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    assert "Nothing of that kind was done." in world.text(await audit(world))


async def test_a_member_s_page_has_what_they_did_and_what_was_done_to_them(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    await manage(world, "kick", member=world.basho.user)
    await manage(world, "pause")
    about = world.text(await audit(world, member=world.basho.user))
    assert "sent" in about
    assert "paused" not in about
    assert "paused" in world.text(await audit(world, member=world.mod.user))
    assert "Nothing" in world.text(await audit(world, member=world.ada.user))


@pytest.mark.parametrize(("day", "there"), [("1d", True), ("2020-01-01", True), ("2026-02-01", False)])
async def test_it_looks_back_as_far_as_was_asked(world: World, day: str, there: bool) -> None:
    await world.start_story()
    await manage(world, "pause")
    assert ("paused" in world.text(await audit(world, since=day))) is there


async def test_a_day_that_is_none_is_answered_by_one_sentence(world: World) -> None:
    assert "3d" in world.text(await audit(world, since="the other day"))
    assert "Nothing" in world.text(await audit(world, since="9999d"))


async def test_pages_are_turned_with_what_was_asked_in_their_buttons(world: World) -> None:
    await world.start_story()
    for _ in range(6):
        await manage(world, "pause")
        await manage(world, "resume")
    first = await audit(world, member=world.mod.user, since="1d")
    assert "1 / 2" in world.text(first)
    second = (await world.mod.click(first, label="Next")).response
    assert "2 / 2" in world.text(second)
    assert world.text(second).count("story #1") == 2


@pytest.mark.parametrize("numbers", ["0:0:0", f"{2**62}:{2**62}:{2**62}", "0:99999999999999:7"])
async def test_nobody_but_a_moderator_reads_it_not_even_by_a_forged_button(
    world: World, numbers: str
) -> None:
    await world.start_story()
    await manage(world, "pause")
    for member in (world.ada, world.basho):
        assert "Only a moderator" in world.text(await audit(world, member))
        pressed = world.press(member, f"q1:audit-page:{numbers}")
        await world.env.settle()
        assert "Only a moderator" in world.text(pressed.response)
    pressed = world.press(world.mod, f"q1:audit-page:{numbers}")
    await world.env.settle()
    assert "went wrong" not in world.text(pressed.response)


async def test_a_story_that_the_moderator_does_not_see_is_not_named(world: World) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    seen = discord.PermissionOverwrite(view_channel=True)
    me = world.guild.me
    private = world.guild.create_text_channel(
        "private", overwrites={world.guild.default_role: hidden, world.ada: seen, me: seen}
    )
    await world.ada.slash(private, "story start", title="Hush", opening="The secret word is heron.")
    await world.ada.slash(private.threads[-1], "story manage", action="pause")
    shown = world.text(await audit(world))
    assert "paused a story that you do not see" in shown
    assert "#1" not in shown
