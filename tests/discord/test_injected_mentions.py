"""Whatever members type, and whatever they are called, Quire pings nobody but whoever has the turn."""

from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import pytest_asyncio
import simcord
import structlog

from bot.settings import Settings
from tests.discord.conftest import World
from tests.discord.every_way import COMMANDS, FORMS, TEXT, asked, commands, finished, forms, send_form, specs
from tests.discord.scene import Scene, prepared

HOUR = 3600.0


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With the Message Content intent, so that talk is answered as well."""
    return settings.model_copy(update={"content_intent": True})


@pytest_asyncio.fixture
async def scene(world: World) -> AsyncIterator[Scene]:
    """A server on which Quire itself may mention everyone, and whose people are called as bad as can be."""
    everybody = discord.Permissions(mention_everyone=True, administrator=True)
    mighty = world.guild.create_role("@everyone", permissions=everybody)
    assert world.guild.me is not None
    world.env.backend.add_member_role(world.guild.id, world.guild.me.id, mighty.id)
    scene = await prepared(world)
    await world.mod.slash(world.room, "limits set", setting="haiku", value="on")
    await scene.manager.slash(world.room, "setup", moderators_channel=scene.corner)
    daily = COMMANDS["prompt daily"](scene)
    assert "gets a prompt" in world.text(
        (await scene.manager.slash(world.room, "prompt daily", **daily)).response
    )
    yield scene
    scene.witness.close()


def injections(world: World) -> list[str]:
    """Return everything that pings somebody, openly at first, then hidden."""
    victim = world.guild.add_member(world.env.create_user("@everyone"), nick="@here <@&1>")
    role = world.guild.create_role("Victims", mentionable=True)
    return [
        f"@everyone @here {victim.mention} <@!{victim.id}> {role.mention}",
        f"\\@everyone \\<@{victim.id}> **{role.mention}** ||@here||",
        f"@\u200beveryone @every\u200bone <@{victim.id}\u200b> \u202e@here",
        f"```\n@everyone\n``` > {victim.mention}\n# {role.mention}",
        f"[{victim.mention}](https://example.org/@everyone)",
    ]


class Listener:
    """Notes whom Quire lets Discord ping."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.heard = len(world.env.http_requests)
        self.wrong: list[str] = []
        self.bodies = 0

    async def holders(self) -> set[int]:
        """Return who has a turn just now."""
        async with self.world.app.database.read() as connection:
            found = await connection.exec_driver_sql("SELECT member_id FROM turns WHERE ended_at IS NULL")
            return {member_id for (member_id,) in found.all()}

    async def hear(self, name: str, before: set[int]) -> None:
        """Judge what was sent since the last time; ``before`` are those who had a turn then."""
        allowed = {str(one) for one in before | await self.holders()}
        for request in self.world.env.http_requests[self.heard :]:
            body = request.json
            if not isinstance(body, dict):
                continue
            body = body.get("data", body)
            shows = isinstance(body, dict) and {"content", "components", "embeds"} & set(body)
            if not shows or body.get("custom_id"):  # a form pings nobody
                continue
            self.bodies += 1
            policy = body.get("allowed_mentions")
            users = {str(one) for one in (policy or {}).get("users", [])}
            if policy is None or policy["parse"] or policy.get("roles") or policy.get("replied_user"):
                self.wrong.append(f"{name}: {request.method} {request.path} {policy}")
            elif users - allowed or len(users) > 1:
                self.wrong.append(f"{name}: {users} of {allowed}")
        self.heard = len(self.world.env.http_requests)

    def pinged(self) -> set[int]:
        """Return who was pinged by any message of Quire's, roles and everyone included."""
        bot = self.world.app.bot.user
        assert bot is not None
        found: set[int] = set()
        for channel in self.world.env.backend.messages.values():
            for message in channel.values():
                if message.author_id == bot.id:
                    found |= {*message.ping_user_ids, *message.ping_role_ids}
                    found |= {0} if message.mention_everyone else set()
        return found


def actor(scene: Scene, command: str) -> simcord.MemberActor:
    """Return who may use a command: the manager what moderators may, Bashō, who has the turn, the rest."""
    about = str(commands(scene.world)[command].description)
    return scene.manager if "moderator" in about or "Manage" in about else scene.world.basho


def test_every_command_and_every_form_is_here(world: World) -> None:
    assert set(commands(world)) == set(COMMANDS)
    assert forms(world) == set(FORMS)


async def test_every_way_goes_somewhere(scene: Scene) -> None:
    """Or what is tried below might be refused before anybody reads it."""
    world = scene.world
    numbers = await asked(scene)
    with structlog.testing.capture_logs() as log:
        for kind, (who, ids, fields) in FORMS.items():
            send_form(world, getattr(world, who), f"q1:{kind}:{ids.format(**numbers)}", fields)
            await world.env.settle()
        for command, options in COMMANDS.items():
            await actor(scene, command).slash(world.room, command, **options(scene))
            await finished(world)
    refused = [entry for entry in log if entry["event"].startswith("interaction.")]
    assert [(entry["interaction"], entry.get("reason")) for entry in refused] == []


async def test_no_option_of_any_command_pings(scene: Scene) -> None:
    world, listener, tried = scene.world, Listener(scene.world), 0
    texts, options = injections(world), specs(world)
    for command in COMMANDS:
        for option in options[command]:
            if option["type"] != TEXT or option.get("choices"):
                continue
            for text in (texts[0], texts[1 + tried % (len(texts) - 1)]):
                tried += 1
                before = await listener.holders()
                given = COMMANDS[command](scene) | {option["name"]: text[: option.get("max_length", 4000)]}
                await actor(scene, command).slash(world.room, command, **given)
                if option.get("autocomplete"):
                    rest = {name: value for name, value in given.items() if name != option["name"]}
                    await world.ada.autocomplete(world.room, command, option["name"], text, **rest)
                await listener.hear(f"{command} {option['name']}", before)
    assert tried > 60
    await everything_is_looked_at(scene, listener)


async def test_no_field_of_any_form_pings(scene: Scene) -> None:
    world, listener = scene.world, Listener(scene.world)
    numbers, texts = await asked(scene), injections(world)
    for kind, (who, ids, fields) in FORMS.items():
        for name in fields:
            for text in texts:
                before = await listener.holders()
                member = getattr(world, who)
                send_form(world, member, f"q1:{kind}:{ids.format(**numbers)}", fields | {name: text})
                await world.env.settle()
                await listener.hear(f"{kind} {name}", before)
    await everything_is_looked_at(scene, listener)


def pressable(components: list[dict[str, Any]]) -> set[str]:
    """Return the labels of the buttons that can be pressed."""
    return {
        str(part.get("label"))
        for row in components
        for part in row.get("components", [])
        if not part.get("disabled")
    }


async def everything_is_looked_at(scene: Scene, listener: Listener) -> None:
    """Bring all that was typed before somebody's eyes: boards, lists, queues, files, notices, reminders."""
    world = scene.world
    await finished(world)
    for step in (
        "story list",
        "prompt list",
        "review queue",
        "review audit",
        "limits show",
        "muse status",
        *(f"story {name}" for name in ("status", "read", "export", "charter")),
    ):
        before = await listener.holders()
        options = {"story": 1} if step.startswith("story") and step != "story list" else {}
        result = await scene.manager.slash(world.room, step, **options)
        for label in ("Next", "Approve", "Next", "Reject", "Next"):
            if result.response is not None and label in pressable(result.response.components):
                await scene.manager.click(result.response, label=label)
        await listener.hear(step, before)
    for listed in ("warn", "hold", "block", "allow"):
        await scene.manager.slash(world.room, "limits words", action="list", list=listed)
    for action in ("next", "pause", "resume", "undo", "redo"):
        before = await listener.holders()
        await world.mod.slash(world.room, "story manage", action=action, story=1)
        await listener.hear(action, before)
    for _ in range(10):
        before = await listener.holders()
        await world.env.advance_time(4 * HOUR)
        await listener.hear("hours later", before)
    before = await listener.holders()
    await world.restart()
    await listener.hear("a restart", before)
    assert listener.bodies > 100
    assert "\n".join(listener.wrong) == ""
    writers = {world.ada.id, world.basho.id, world.mod.id, scene.clare.id, scene.manager.id}
    assert listener.pinged() <= writers


async def test_no_name_pings(world: World) -> None:
    """Names of members, servers, channels, roles and files are text of others', too."""
    text = injections(world)[0]
    role = world.guild.create_role(text[:100], permissions=discord.Permissions(manage_messages=True))
    world.env.backend.edit_guild(world.guild.id, {"name": text[:100]})
    room = world.guild.create_text_channel(text[:100])
    people = [
        world.guild.add_member(world.env.create_user(name), nick=nick, roles=[role])
        for name, nick in (("@everyone", text[:32]), ("@here", "@everyone"))
    ]
    listener = Listener(world)
    first, second = people
    before = await listener.holders()
    await first.slash(room, "story start", title="Names", opening="They were called so.", pen_name="@all")
    thread = room.threads[-1]
    await second.slash(thread, "story join")
    shown = await second.slash(thread, "story write", file=("@everyone <@1>.txt", b"It went on."))
    await second.click(shown.response, label="Submit")
    await second.slash(thread, "story character", name="@everyone")
    await first.slash(room, "limits set", setting="moderators-channel", value=room.mention)
    await second.slash(thread, "report", passage=1, reason="Spam")
    await first.slash(room, "prompt submit", text="A door that opens one day late.")
    for command in ("review queue", "review audit", "limits show", "story list", "prompt list"):
        await first.slash(room, command)
    for command in ("story status", "story read", "story export"):
        await second.slash(thread, command)
    await world.env.advance_time(30 * HOUR)
    await first.slash(thread, "story finish")
    await world.env.settle()
    await listener.hear("names", before | {one.id for one in people})
    assert listener.wrong == []
    assert listener.bodies > 15
    assert listener.pinged() <= {one.id for one in people}


async def test_talk_that_is_a_haiku_pings_nobody(scene: Scene) -> None:
    world, listener = scene.world, Listener(scene.world)
    said = "We have seven cats and a dog in the kitchen, but none of them bark"
    await world.basho.send(world.room, said)
    for text in injections(world):
        await world.basho.send(world.room, f"{said} {text}")
        await world.basho.send(world.room, text)
    await listener.hear("talk", await listener.holders())
    assert listener.wrong == []
    assert listener.bodies >= 1
    assert listener.pinged() <= {world.ada.id, world.basho.id, scene.clare.id}
