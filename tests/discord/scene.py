"""A server on which there is one of everything that moderators decide on, and everybody who is no moderator.

What only moderators may read has one of ``SECRETS`` in it.
"""

import sqlite3
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord

from tests.discord.test_muse_in_stories import muses_turn
from tests.discord.test_turn_time import three, write
from tests.teaching import teach
from tests.world import World

WORDS = ("zyrqua", "zyrquel", "zyrquin")
PHRASE, HELD, FOLDED = "zyrphrase", "zyrheld", "zyrfolded"
PROMPT, WHY, REPORTED = "zyrprompt", "zyrwhy", "zyrreport"
SECRETS = (*WORDS, PHRASE, HELD, FOLDED, PROMPT, WHY, REPORTED)

OPEN, WAITING, FOLD, INVITED, PLAYED, PLAYED_TOO = range(1, 7)
"""The stories by number: one to manage, one with a held text and a report, a folded one, one by invitation,
and two in which the muse has the turn."""


@dataclass
class Scene:
    """The server. ``private`` is a message of the moderators' queue for each of those who have opened it."""

    world: World
    corner: simcord.ChannelHandle
    manager: simcord.MemberActor
    banned: simcord.MemberActor
    clare: simcord.MemberActor
    nobodies: dict[str, simcord.MemberActor]
    witness: sqlite3.Connection
    private: dict[int, Any] = field(default_factory=dict)

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what the database has."""
        async with self.world.app.database.read() as connection:
            return [tuple(row) for row in (await connection.exec_driver_sql(sql)).all()]

    def version(self) -> int:
        """Return a number that changes whenever anything is stored."""
        return int(self.witness.execute("PRAGMA data_version").fetchone()[0])

    async def candidate(self, story: int) -> int:
        """Return the newest text that the muse wrote in its turn."""
        return int((await self.rows(f"SELECT max(id) FROM candidates WHERE story_id = {story}"))[0][0])


def _member(world: World, name: str, *roles: simcord.RoleHandle) -> simcord.MemberActor:
    return world.guild.add_member(world.env.create_user(name), roles=roles)


def _role(world: World, name: str, **permissions: bool) -> simcord.RoleHandle:
    return world.guild.create_role(name, permissions=discord.Permissions(**permissions))


async def _queue(world: World, member: simcord.MemberActor, thing: str = "") -> Any:
    """Open the queue, at a thing in whose text something stands."""
    result = await member.slash(world.room, "review queue")
    await world.until(lambda: result.response is not None and "Approve" in world.text(result.response))
    while thing not in world.text(result.response):
        await member.click(result.response, label="Next")
    return result.response


async def prepared(world: World) -> Scene:
    """Fill a server. Ada hosts all stories; Bashō and Clare write in the first; Bashō has the turn there."""
    world.env.settle_timeout = 30  # less than the minute between two notices, or it would be waited for
    corner_mod, was_mod, had_role = (_member(world, name) for name in ("corner", "was-mod", "had-role"))
    corner = world.guild.create_text_channel(
        "corner", overwrites={corner_mod: discord.PermissionOverwrite(manage_messages=True)}
    )
    taken, turned = _role(world, "Taken", manage_messages=True), _role(world, "Turned")
    backend, guild = world.env.backend, world.guild.id
    backend.add_member_role(guild, was_mod.id, taken.id)
    backend.add_member_role(guild, had_role.id, turned.id)
    scene = Scene(
        world,
        corner,
        _member(world, "manager", _role(world, "Managers", manage_guild=True, manage_messages=True)),
        _member(world, "banned"),
        _member(world, "clare"),
        {
            "a stranger": _member(world, "stranger"),
            "a writer": world.basho,
            "the host": world.ada,
            "who moderates another channel only": corner_mod,
            "who moderated until a moment ago": was_mod,
            "who had the moderators' role until a moment ago": had_role,
        },
        sqlite3.connect(world.app.database.path),
    )
    await scene.manager.slash(world.room, "limits set", setting="moderators-role", value=str(turned.id))
    await _fill(scene)
    for member in (was_mod, had_role):
        scene.private[member.id] = await _queue(world, member)
    backend.remove_member_role(guild, was_mod.id, taken.id)
    backend.remove_member_role(guild, had_role.id, turned.id)
    await world.env.settle()
    return scene


async def _fill(scene: Scene) -> None:
    world = scene.world
    await world.start_story()  # OPEN
    for member in (world.basho, scene.clare):
        await member.slash(world.thread, "story join", story=OPEN)
    await write(world, world.basho)
    await world.mod.slash(world.room, "story manage", action="next", member=world.basho, story=OPEN)
    await three(world)  # WAITING
    await write(world, world.basho, f"You bastard, said the {HELD}.")
    await world.basho.slash(world.room, "report", story=WAITING, passage=1, reason=f"Spam, {REPORTED}")
    await world.start_story(title="The Fold", opening=f"It began with {FOLDED}.", sight="line")
    await world.start_story(title="By Invitation", invite_only=True)
    for _ in range(2):  # PLAYED, PLAYED_TOO
        await muses_turn(world)
    for number, word in enumerate(WORDS, 1):
        await teach(world, world.ada, word, "2")
        await world.ada.slash(world.room, "prompt submit", text=f"A door that opens late, {PROMPT}-{number}.")
    await world.basho.slash(world.room, "prompt submit", text="A key without a door.")
    form = await world.mod.click(await _queue(world, world.mod, "A key without"), label="Return")
    await world.mod.submit_modal(form, {"note": "And without a house?"})
    for which in ("warn", "block"):
        await world.mod.slash(
            world.room, "limits words", action="add", list=which, phrase=f"{PHRASE} {which}"
        )
    await world.mod.slash(world.room, "ban-writer", member=scene.banned, reason=f"Spam, {WHY}")
    await world.until(lambda: world.app.muse.status().running == 0)
