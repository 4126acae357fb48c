"""The simulated server that the demo's visitors walk about in."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import discord
from simcord import Env, SetupError

if TYPE_CHECKING:
    from simcord import ChannelHandle, GuildHandle, MemberActor

BOT_NAME = "Quire"
GUILD_NAME = "Quire demo"
ROOM_NAME = "writing-room"
# After a crash the saved time may lag; this is more than it can lag by.
CLOCK_MARGIN = 60.0


@dataclass(frozen=True, slots=True)
class Person:
    """One of the members whom a visitor can be."""

    name: str
    part: str
    actor: "MemberActor"


@dataclass(frozen=True, slots=True)
class World:
    """The simulation, its server, its one channel and its members."""

    env: Env
    guild: "GuildHandle"
    room: "ChannelHandle"
    people: tuple[Person, ...]

    def person(self, member_id: int) -> Person | None:
        """Return the member with this id."""
        return next((person for person in self.people if person.actor.id == member_id), None)

    def place(self, channel_id: int) -> "ChannelHandle | None":
        """Return the channel or the thread with this id."""
        return next((place for place in (self.room, *self.room.threads) if place.id == channel_id), None)

    def sees(self, person: Person, place: "ChannelHandle") -> bool:
        """Say whether this member may read that place."""
        return self.latest(person, place) is not None

    def latest(self, person: Person, place: "ChannelHandle") -> int | None:
        """Return the id of the latest message that this member sees there: 0 for none, None for no access."""
        try:
            messages = place.history(viewer=person.actor)
        except SetupError:
            return None
        return messages[-1].id if messages else 0


def furnish(env: Env) -> World:
    """Make the server. The same calls in the same order give the same ids in every run."""
    # The bot's name has no public setter, and "TestBot" would puzzle every visitor.
    env.backend.bot_user.name = BOT_NAME
    guild = env.create_guild(GUILD_NAME)
    moderators = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_messages=True, manage_guild=True)
    )
    hosts = guild.create_role("Hosts")
    room = guild.create_text_channel(ROOM_NAME, topic="Start a story with /story start.")
    people = tuple(
        Person(name, part, guild.add_member(env.create_user(handle, global_name=name), roles=roles))
        for handle, name, part, roles in (
            ("ada", "Ada", "writer", ()),
            ("basho", "Bashō", "writer", ()),
            ("mary", "Mary", "host", (hosts,)),
            ("milton", "Milton", "moderator", (moderators,)),
        )
    )
    return World(env, guild, room, people)


class WallClock:
    """The time that the simulation is to show: the machine's, but never earlier than in a former run.

    Ids are made from the time, so a time that came back would bring back the id of an old thread.
    """

    def __init__(self, file: Path, env: Env) -> None:
        self._file = file
        self._env = env
        earliest = max(env.now().timestamp(), self._saved() + CLOCK_MARGIN)
        self._ahead = max(0.0, earliest - time.time())
        self._saved_at = 0.0

    def behind(self) -> float:
        """Return the seconds by which the simulation has to be moved on now."""
        return max(0.0, time.time() + self._ahead - self._env.now().timestamp())

    def leap(self, seconds: float) -> None:
        """Let so much more time have passed, for a visitor who does not want to wait for a turn's end."""
        self._ahead += seconds

    def save(self, *, every: float = 0.0) -> None:
        """Note how far the simulation has come, at most once in ``every`` seconds."""
        reached = self._env.now().timestamp()
        if reached - self._saved_at >= every:
            self._file.write_text(f"{reached:.3f}\n", encoding="ascii")
            self._saved_at = reached

    def _saved(self) -> float:
        try:
            return float(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0.0
