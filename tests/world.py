"""The real bot in a simulated Discord, over a real SQLite file and the scripted muse."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
import simcord
from discord import app_commands
from simcord.backend import serializers
from simcord.interactions import base_payload

from bot.app import App
from bot.demo.ports import SimulatedClock, SimulatedWaiting
from bot.generation.muse import Muse
from bot.services.line_asking import LineWriter
from bot.settings import Settings
from bot.ui.catalogue import Catalogue
from bot.ui.errors import cause_of, explained

_LOOK = 0.004  # seconds
_PATIENCE = 25.0  # seconds; SimCord's five are too few beside other programs. Shorter than what Quire sleeps.


@dataclass
class World:
    """A server with a channel and three members; ``mod`` may manage messages."""

    app: App
    env: simcord.Env
    guild: simcord.GuildHandle
    room: simcord.ChannelHandle
    ada: simcord.MemberActor
    basho: simcord.MemberActor
    mod: simcord.MemberActor
    expected: list[str] = field(default_factory=list)  # names of the errors that the test means to cause

    async def start_story(
        self, title: str = "The Tide", opening: str = "The lamp went out.", **more: Any
    ) -> None:
        """Let Ada start a story."""
        result = await self.ada.slash(self.room, "story start", title=title, opening=opening, **more)
        assert "has begun" in result.response.content, result.response.content

    @property
    def thread(self) -> simcord.ChannelHandle:
        """The newest thread of the room."""
        return self.room.threads[-1]

    @property
    def board(self) -> discord.Message:
        """The board of the newest story: the last message of its thread."""
        message = self.thread.last_message
        assert message is not None
        assert message.flags.components_v2
        return message

    def text(self, message: Any) -> str:
        """Return every word that a message shows."""
        return "\n".join(shown_texts(message))

    async def until(self, condition: Callable[[], bool], seconds: float = 10.0) -> None:
        """Let the muse's thread work until the condition holds."""
        for _ in range(int(seconds / 0.02)):
            await self.env.settle()
            if condition():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("it did not come about in time")

    def emit(
        self,
        actor: simcord.MemberActor,
        data: dict[str, Any],
        *,
        kind: discord.InteractionType = discord.InteractionType.component,
        message: Any = None,
        private: bool = False,
    ) -> simcord.InteractionResult:
        """Send an interaction as Discord would, whatever a client could do; settle before reading the result.

        ``private`` sends it from the member's direct messages.
        """
        backend = self.env.backend
        where = actor.user.dm_channel if private else message.channel if message else self.room
        record, payload = base_payload(
            backend,
            type=kind.value,
            channel_id=where.id,
            guild_id=None if private else self.guild.id,
            user_id=actor.id,
            data=data,
        )
        if message is not None:
            stored = backend.get_message(message.channel.id, message.id)
            payload["message"] = dict(serializers.message_payload(backend, stored))
            record.source_message_id = message.id
        backend.emit("INTERACTION_CREATE", payload)
        return simcord.InteractionResult(self.env, record)

    def press(
        self, actor: simcord.MemberActor, custom_id: str, message: Any = None
    ) -> simcord.InteractionResult:
        """Send the press of a button by its id, forged or not."""
        return self.emit(actor, {"custom_id": custom_id, "component_type": 2}, message=message or self.board)

    async def restart(self) -> None:
        """End the bot's process and start another over the same database and Discord."""
        await self.app.bot.tasks.close()
        self.app.bot = self.app.new_bot()
        await self.env.restart_bot(self.app.bot)
        await self.env.settle()


def shown_texts(message: Any) -> list[str]:
    """Return the texts that a message shows: content, embeds, and the texts and labels of its components."""
    texts = [message.content] if message.content else []
    for embed in message.embeds:
        texts += [part for part in (embed.title, embed.description, embed.footer.text) if part]
        texts += [part for one in embed.fields for part in (one.name, one.value) if part]

    def walk(component: Any) -> None:
        data = component if isinstance(component, dict) else component.to_dict()
        texts.extend(str(data[key]) for key in ("content", "label", "placeholder") if data.get(key))
        for child in data.get("components", []):
            walk(child)

    for component in message.components:
        walk(component)
    return texts


class WatchfulEnv(simcord.Env):
    """Sees within a few milliseconds that the bot is done.

    SimCord looks again only after fifty: that was two fifths of the time that a test took.
    """

    async def _settle_internal(self, *, idle: float = 0.05, **more: Any) -> None:
        await super()._settle_internal(idle=min(idle, _LOOK), **more)


@asynccontextmanager
async def running_world(
    settings: Settings,
    *,
    muse: Muse | None = None,
    catalogue: Catalogue | None = None,
    line_writer: LineWriter | None = None,
) -> AsyncIterator[World]:
    """Run the bot on a server; errors that nobody explained to a member fail at the end."""
    clock, waiting = SimulatedClock(), SimulatedWaiting()
    app = App(settings, clock=clock, waiting=waiting, muse=muse, catalogue=catalogue, line_writer=line_writer)
    await app.start()
    env = WatchfulEnv(app.bot, settle_timeout=_PATIENCE)
    clock.attach(env)
    waiting.attach(env)
    await env.start()
    try:
        guild = env.create_guild("Quire test")
        room = guild.create_text_channel("writing-room")
        mods = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
        members = [guild.add_member(env.create_user(name)) for name in ("ada", "basho")]
        mod = guild.add_member(env.create_user("mod"), roles=[mods])
        await app.bot.tree.sync()
        world = World(app, env, guild, room, *members, mod)
        yield world
    finally:
        await env.shutdown()
        await app.close()
    # Commands' errors pass SimCord on their way to the one error path; any other kind went past it.
    leaked = [
        error
        for error in env.errors
        if (not isinstance(error, app_commands.AppCommandError) or explained(cause_of(error)) is None)
        and type(cause_of(error)).__name__ not in world.expected
    ]
    if leaked:
        raise ExceptionGroup("errors that no member was told about", leaked)
