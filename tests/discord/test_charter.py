"""/story charter with values: tightened at once, loosened when every active writer agrees."""

from copy import copy
from typing import Any, NamedTuple

import discord
import pytest

from tests.discord.conftest import World
from tests.discord.test_turn_time import three


async def charter(world: World, member: Any, **values: Any) -> str:
    result = await member.slash(world.thread, "story charter", **values)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert result.response.flags.ephemeral
    return world.text(result.response)


def asked(world: World) -> Any:
    """Return the message in the thread with the buttons."""
    return next(m for m in world.thread.history() if "charter-agree" in str(m.components))


def shown(world: World, message: Any) -> str:
    """Return what a message of the thread shows now."""
    return world.text(next(m for m in world.thread.history() if m.id == message.id))


async def test_it_is_tightened_at_once(world: World) -> None:
    await three(world, rating="teen", lines="harm to animals")
    assert "holds from now on" in await charter(world, world.basho, rating="everyone")
    assert "holds from now on" in await charter(world, world.basho, lines="Harm to animals, war")
    told = await charter(world, world.ada)
    assert "for everyone" in told
    assert "war" in told


async def test_it_is_loosened_when_everybody_agrees(world: World) -> None:
    await three(world)
    assert "every active writer agrees" in await charter(world, world.basho, rating="teen")
    message = asked(world)
    assert "2 answers are missing" in shown(world, message)
    await world.ada.click(message, label="Agree")
    await world.ada.click(message, label="Agree")
    assert "1 answer is missing" in shown(world, message)
    assert "for everyone" in await charter(world, world.ada)
    await world.restart()
    await world.mod.click(message, label="Agree")
    assert "Agreed by everybody" in shown(world, message)
    assert "for teens" in await charter(world, world.ada)
    assert "Agree" not in shown(world, message).split("\n")


async def test_one_no_is_enough(world: World) -> None:
    await three(world)
    await charter(world, world.basho, rating="teen")
    message = asked(world)
    await world.ada.click(message, label="Agree")
    await world.mod.click(message, label="Decline")
    assert "Somebody declined" in shown(world, message)
    assert world.mod.mention not in shown(world, message)
    assert "for everyone" in await charter(world, world.ada)
    forged = world.press(world.ada, "q1:charter-agree:1:1", message=message)
    await world.env.settle()
    assert "settled already" in world.text(forged.response)


async def test_who_does_not_write_there_has_no_say(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    await charter(world, world.basho, rating="teen")
    stranger = world.guild.add_member(world.env.create_user("stranger"))
    assert "story" in await charter(world, stranger, rating="everyone")
    for member in (stranger, world.mod):
        answer = await member.click(asked(world), label="Agree")
        assert "not in this story" in world.text(answer.response) or "join" in world.text(answer.response)
    assert "for everyone" in await charter(world, world.ada)


async def test_a_newer_wish_takes_the_place_of_the_older(world: World) -> None:
    await three(world)
    await charter(world, world.basho, rating="teen")
    old = asked(world)
    await charter(world, world.ada, lines="war")
    answer = await world.mod.click(old, label="Agree")
    assert "settled already" in world.text(answer.response)


async def test_what_changes_nothing_or_is_not_allowed_is_said(world: World) -> None:
    await three(world, rating="teen")
    assert "nothing changes" in await charter(world, world.ada, rating="teen")
    await world.mod.slash(world.room, "limits set", setting="rating", value="teen")
    assert "at most" in await charter(world, world.ada, rating="mature")


@pytest.mark.parametrize("text", ["@everyone", "\u202eevil", "||x||", "😀" * 20])
async def test_any_text_is_only_text(world: World, text: str) -> None:
    await three(world)
    await charter(world, world.basho, lines=text, rating="teen")
    assert "asks to change" in world.text(asked(world))


class Adults(NamedTuple):
    """An age-restricted channel with a story in it, and what sets whether it is one."""

    thread: Any
    channel: Any
    known: discord.TextChannel


async def for_adults(world: World, rating: str) -> Adults:
    """Let Ada start a story in an age-restricted channel; Bashō joins. SimCord has no such channels."""
    channel = world.guild.create_text_channel("adults")
    known = world.app.bot.get_channel(channel.id)
    assert isinstance(known, discord.TextChannel)
    known.nsfw = True
    await world.ada.slash(channel, "story start", title="Tide", opening="It began.", rating=rating)
    thread = channel.threads[-1]
    await world.basho.slash(thread, "story join")
    return Adults(thread, channel, known)


COARSE = "You fucking bastard, said the gull."


async def written(world: World, thread: Any, text: str) -> str:
    """Let Bashō submit a text; return what he is told."""
    shown = await world.basho.slash(thread, "story write", text=text)
    done = await world.basho.click(shown.response, label="Submit")
    await world.env.settle()
    return world.text(done.response)


@pytest.mark.parametrize("how", ["ceiling", "age"])
async def test_what_may_no_longer_be_is_put_aside_when_it_is_agreed(world: World, how: str) -> None:
    place = await for_adults(world, "teen")
    await world.ada.slash(place.thread, "story charter", rating="mature")
    message = next(m for m in place.thread.history() if "charter-agree" in str(m.components))
    place.known.nsfw = how != "age"
    if how == "ceiling":
        await world.mod.slash(place.channel, "limits set", setting="rating", value="everyone")
    answer = await world.basho.click(message, label="Agree")
    await world.env.settle()
    far = {"ceiling": "for everyone", "age": "for teens"}[how]
    assert f"are {far} at most now" in world.text(answer.response)
    assert f"are {far} at most now" in shown_in(world, place.thread, message)
    result = await world.ada.slash(place.thread, "story charter")
    assert "for adults" not in world.text(result.response)
    forged = world.press(world.basho, "q1:charter-agree:1:1", message=message)
    await world.env.settle()
    assert "settled already" in world.text(forged.response)
    again = await world.ada.slash(place.thread, "story charter", rating="mature")
    assert ("age-restricted" if how == "age" else "are for everyone at most") in world.text(again.response)


async def test_what_tightens_is_agreed_whatever_the_channel_allows(world: World) -> None:
    place = await for_adults(world, "mature")
    await world.ada.slash(place.thread, "story charter", lines="war")
    await world.mod.slash(place.channel, "limits set", setting="rating", value="everyone")
    told = await world.ada.slash(place.thread, "story charter", rating="teen", lines="spiders")
    assert "every active writer agrees" in world.text(told.response)
    message = next(m for m in place.thread.history() if "charter-agree" in str(m.components))
    answer = await world.basho.click(message, label="Agree")
    assert "so has everybody" in world.text(answer.response)


@pytest.mark.parametrize("how", ["ceiling", "age"])
async def test_a_story_is_judged_by_what_its_channel_allows_now(world: World, how: str) -> None:
    place = await for_adults(world, "mature")
    assert "at most now" not in board_text(world, place.thread)
    if how == "age":
        before = copy(place.known)
        place.known.nsfw = False
        world.app.bot.dispatch("guild_channel_update", before, place.known)
    else:
        await world.mod.slash(place.channel, "limits set", setting="rating", value="teen")
    said = "Agreed to be for adults, but stories in this channel are for teens at most now"
    await world.until(lambda: said in board_text(world, place.thread))
    joined = await world.mod.slash(place.thread, "story join")
    assert said in world.text(joined.response)
    for command in ("story charter", "story status"):
        assert said in world.text((await world.ada.slash(place.thread, command)).response)
    assert "think about" in await written(world, place.thread, COARSE), "warned of, as in a story for teens"
    if how == "age":
        place.known.nsfw = True
    else:
        await world.mod.slash(place.channel, "limits set", setting="rating", value="default")
    assert "is yours" in await written(world, place.thread, COARSE)
    await world.until(lambda: "at most now" not in board_text(world, place.thread))


def shown_in(world: World, thread: Any, message: Any) -> str:
    return world.text(next(m for m in thread.history() if m.id == message.id))


def board_text(world: World, thread: Any) -> str:
    return world.text([m for m in thread.history() if "Only what you submit" in world.text(m)][-1])


@pytest.mark.parametrize("lines", ["warm weather", "war, except at sea", "war, death of animals is welcome"])
async def test_what_only_looks_like_more_is_asked_of_everybody(world: World, lines: str) -> None:
    await three(world, rating="teen", lines="war")
    assert "every active writer agrees" in await charter(world, world.basho, lines=lines)
    assert "Never: war" in await charter(world, world.ada)
    assert lines not in await charter(world, world.ada)
