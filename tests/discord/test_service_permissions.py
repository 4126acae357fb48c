"""Acts of moderators, asked of the services themselves as a mistaken or forged caller would: each asks anew
who it is that asks, and whom the act is about."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import discord
import pytest

from bot.domain.limits.policy import ListName
from bot.domain.refusals import Reason, Refusal
from bot.generation.muse import Receipt
from bot.services.actor import Actor, PlainAccess
from bot.services.hosting import Action, Wish
from bot.services.registry import Services
from bot.services.review_items import Decision, Kind
from bot.ui.actors import GuildAccess
from tests.discord.conftest import World
from tests.discord.test_turn_time import three

Act = Callable[[Services, Actor, int], Awaitable[object]]
LATER = datetime(2027, 1, 1, tzinfo=UTC)
MODERATORS: dict[str, Act] = {
    "ban": lambda s, a, room: s.banning.ban(a, 99, "Spam", LATER),
    "unban": lambda s, a, room: s.banning.unban(a, 99),
    **{
        f"decide on a {kind.name}": lambda s, a, room, kind=kind: s.reviewing.decide(
            a, kind, 1, Decision.APPROVE
        )  # type: ignore[misc]
        for kind in Kind
    },
    "many phrases": lambda s, a, room: s.word_lists.add_all(a, ListName.ALLOW, ["gannet"], None),
    "queue": lambda s, a, room: s.reviewing.queue(a, 0),
    "audit": lambda s, a, room: s.auditing.page(a, 0, None, None),
    "settings": lambda s, a, room: s.limits.show(a),
    "a setting": lambda s, a, room: s.limits.set(a, "rating", "teen", None),
    "a channel's setting": lambda s, a, room: s.limits.set(a, "rating", "teen", room),
    "a list": lambda s, a, room: s.word_lists.add(a, ListName.ALLOW, "gannet", None),
    "a channel's list": lambda s, a, room: s.word_lists.remove(a, ListName.ALLOW, "gannet", room),
    "the lists": lambda s, a, room: s.word_lists.listed(a, ListName.BLOCK, 0),
    "a trial": lambda s, a, room: s.word_lists.try_text(a, "Gannets.", room),
    "redact": lambda s, a, room: s.hosting.redact(a, 1, 1, "Spam"),
    "look": lambda s, a, room: s.reading.look(a, 1),
    "behind pen names": lambda s, a, room: s.reading.names(a, 1),
    "figures": lambda s, a, room: s.provenance.figures(a),
}
HOSTS: dict[str, Act] = {
    **{
        action: lambda s, a, room, action=action: s.hosting.manage(a, 1, Wish(action, member_id=99))  # type: ignore[misc]
        for action in Action
    },
    "finish": lambda s, a, room: s.hosting.finish(a, 1),
    "invite": lambda s, a, room: s.stories.invite(a, 1, 99),
    "the muse's text": lambda s, a, room: s.muse_turns.take_over(a, 1, 1),
    "the muse again": lambda s, a, room: s.muse_turns.again(a, 1),
}
MANAGERS: dict[str, Act] = {
    "a daily prompt": lambda s, a, room: s.dailies.set(a, room, time(9), ZoneInfo("UTC")),
    "no daily prompt": lambda s, a, room: s.dailies.turn_off(a, room),
    "the first steps": lambda s, a, room: s.limits.first_steps(a),
    "the moderators' role": lambda s, a, room: s.limits.set(a, "moderators-role", "5", None),
    "the retention": lambda s, a, room: s.limits.set(a, "retention", "5", None),
}
EVERY = [
    *((act, Reason.NOT_MODERATOR) for act in MODERATORS.items()),
    *((act, Reason.NOT_HOST) for act in HOSTS.items()),
    *((act, Reason.NOT_MANAGER) for act in MANAGERS.items()),
]


async def held(world: World) -> list[list[tuple[Any, ...]]]:
    """Return what the database holds."""
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = [name for (name,) in found.all()]
        return [
            [tuple(row) for row in (await connection.exec_driver_sql(f"SELECT * FROM {name}")).all()]
            for name in names
        ]


async def test_each_service_refuses_who_is_no_moderator(world: World) -> None:
    await three(world)
    before = await held(world)
    for (name, act), reason in EVERY:
        for member in (world.basho, world.env.create_user("stranger")):
            actor = Actor(world.guild.id, member.id, "nobody", PlainAccess())
            with pytest.raises(Refusal) as refused:
                await act(world.app.services, actor, world.room.id)
            assert refused.value.reason is reason, name
    assert await held(world) == before


async def test_nobody_is_banned_of_whom_discord_did_not_say_that_they_moderate_not(world: World) -> None:
    owners = world.guild.create_role("Owners", permissions=discord.Permissions(manage_guild=True))
    manager = world.guild.add_member(world.env.create_user("manager"), roles=[owners])
    guild = world.app.bot.get_guild(world.guild.id)
    assert guild is not None
    mod, boss, basho = [await guild.fetch_member(one.id) for one in (world.mod, manager, world.basho)]

    def asking(whom: discord.Member | discord.User | None) -> Actor:
        return Actor(guild.id, mod.id, "mod", GuildAccess(guild, mod, whom=whom))

    for member_id, whom, reason in (
        (boss.id, boss, Reason.BAN_MODERATOR),
        (boss.id, basho, Reason.WHICH_MEMBER),
        (boss.id, None, Reason.WHICH_MEMBER),
        (mod.id, None, Reason.BAN_YOURSELF),
    ):
        with pytest.raises(Refusal) as refused:
            await world.app.services.banning.ban(asking(whom), member_id, "", None)
        assert refused.value.reason is reason
    await world.app.services.banning.ban(asking(basho), basho.id, "", None)
    left = await world.app.bot.fetch_user(world.ada.id)
    await world.app.services.banning.ban(asking(left), left.id, "", None)


async def test_a_prompt_s_wish_is_held_to_the_limits_whoever_calls(world: World) -> None:
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase="gannet")
    await world.mod.slash(
        world.room, "limits words", action="add", list="hold", phrase="petrel", channel=world.room
    )
    prompts = world.app.services.prompts
    actor = Actor(world.guild.id, world.basho.id, "basho", PlainAccess())
    made = [("Two gannets argue about a petrel.", None)]
    for genre, about, place in (("gannet", "", 0), ("", "a gannet", 0), ("", "petrel", world.room.id)):
        for act in (
            prompts.ask(actor, genre, about, place),
            prompts.record(actor, genre, about, made, place),  # type: ignore[arg-type]
        ):
            with pytest.raises(Refusal) as refused:
                await act
            assert refused.value.reason is Reason.NOT_WITHIN_LIMITS
    asked = await prompts.ask(actor, "", "a lighthouse", world.room.id)
    assert not asked.screen.lets("A petrel came.")
    for stream in asked.streams:
        stream.cancel()


async def test_what_the_muse_wrote_for_a_prompt_is_held_to_the_limits_whoever_calls(world: World) -> None:
    prompts = world.app.services.prompts
    actor = Actor(world.guild.id, world.basho.id, "basho", PlainAccess())
    asked = await prompts.ask(actor, "", "a lighthouse", world.room.id)
    async for _ in asked.streams[0]:
        pass
    receipt = asked.streams[0].receipt
    assert isinstance(receipt, Receipt)
    made = [("The petrel keeps a diary of every storm it has caused.", receipt)]
    options = {"action": "add", "list": "block", "phrase": "petrel"}
    await world.mod.slash(world.room, "limits words", channel=world.room, **options)
    assert await prompts.record(actor, "", "a lighthouse", made, world.room.id) is None
    assert await prompts.record(actor, "", "a lighthouse", made) is not None, "elsewhere it is free"
