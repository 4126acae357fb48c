"""Every act of moderators', tried by everybody who is none: one sentence, nothing stored, nothing shown.

The acts are held against the bot: a command that speaks of moderators, or a new kind of button, must be here.
"""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import discord
import pytest_asyncio
import simcord
import structlog
from discord import app_commands
from simcord.backend.models.channel import Overwrite, OverwriteType

from bot.domain.knob import Kind, Scope
from bot.domain.knobs import KNOBS
from bot.domain.refusals import Reason, Refusal
from bot.ui.catalogue import Catalogue
from bot.ui.refusals import sentence
from tests.discord.conftest import World
from tests.discord.scene import FOLD, INVITED, OPEN, PLAYED, PLAYED_TOO, SECRETS, WAITING, Scene, prepared

FORM = discord.InteractionType.modal_submit
SERVER, CHANNEL, HOST, MANAGER = "the server's moderators", "the channel's", "and its host", "managers"
REFUSED = {
    Catalogue().speaker("en")(sentence(Refusal(reason)))
    for reason in (Reason.NOT_MODERATOR, Reason.NOT_HOST, Reason.NOT_MANAGER)
}

OPEN_TO_ALL = {"report", "prompt submit", "poem teach"}
"""Commands that speak of moderators because those hear of it; they are for everybody."""
EVERYBODYS = {
    *("write", "written", "draft-submit", "draft-anyway", "draft-appeal", "draft-edit", "draft-discard"),
    *("draft-restore", "pass", "join", "read", "list", "hits", "export", "correct", "corrected", "thread"),
    *("charter-agree", "charter-decline", "rewrite-again", "unstuck-again", "receipts", "report"),
    *("muse-stop", "muse-ask", "muse-again", "muse-more", "muse-offer", "muse-choose", "muse-close"),
    *("muse-accept", "muse-edit", "muse-edited", "prompt-list", "prompt-again", "prompt-keep"),
    *("prompt-change", "prompt-changed", "prompt-discard"),
    *("prompt-start", "prompt-begin", "poem-again", "poem-edit", "poem-edited", "poem-keep", "poem-checked"),
    "privacy-forget",
}
"""Kinds of buttons and forms that are for everybody, or for those who write."""


@dataclass(frozen=True)
class Act:
    """One act: who may do it, and a command with its options, or the id of a button with a form's fields."""

    who: str
    command: str = ""
    options: Callable[[Scene], dict[str, Any]] = lambda scene: {}
    custom_id: str = ""
    fields: dict[str, str] | None = None
    values: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.command or self.custom_id.split(":")[0]

    async def done(self, scene: Scene, member: simcord.MemberActor, place: Any = None) -> Any:
        """Let a member do it, in the room unless a ``place`` is given."""
        world = scene.world
        if self.command:
            return await member.slash(place or world.room, self.command, **self.options(scene))
        number = await scene.candidate(PLAYED_TOO if str(PLAYED_TOO) in self.custom_id else PLAYED)
        data: dict[str, Any] = {"custom_id": f"q1:{self.custom_id.format(candidate=number)}"}
        if self.fields is not None:
            labels = [
                {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
                for name, value in self.fields.items()
            ]
            result = world.emit(
                member, data | {"components": labels}, kind=FORM, message=self._message(scene, member, place)
            )
        else:
            data |= {"component_type": 3, "values": self.values} if self.values else {"component_type": 2}
            result = world.emit(member, data, message=self._message(scene, member, place))
        await world.env.settle()
        return result

    def _message(self, scene: Scene, member: simcord.MemberActor, place: Any) -> Any:
        """Return what was pressed: the queue that they opened when they might, or what everybody sees."""
        if place is not None:
            return place.last_message
        opened = scene.private.get(member.id) if self.who == SERVER else None
        return opened.message if opened is not None else scene.world.board


def _turned(knob: str, scene: Scene) -> str:
    kinds = {Kind.CHANNEL: str(scene.world.room.id), Kind.ROLE: str(scene.world.guild.roles["Turned"].id)}
    return kinds.get(KNOBS[knob].kind, KNOBS[knob].written(KNOBS[knob].default))


def _set(knob: str) -> list[Act]:
    """Turning a knob: here, and in the room where it may be a channel's."""
    who = MANAGER if KNOBS[knob].managers else SERVER
    here = Act(who, "limits set", lambda scene: {"setting": knob, "value": _turned(knob, scene)})
    there = Act(who, "limits set", lambda scene: here.options(scene) | {"channel": scene.world.room})
    return [here] if KNOBS[knob].scope is Scope.SERVER else [here, there]


def _manage(action: str, **options: Any) -> Act:
    return Act(HOST, "story manage", lambda scene: {"action": action, "story": OPEN} | options)


def _words(**options: Any) -> list[Act]:
    here = Act(SERVER, "limits words", lambda scene: options)
    return [here, Act(CHANNEL, "limits words", lambda scene: options | {"channel": scene.world.room})]


ACTS = [
    Act(SERVER, "review queue"),
    Act(SERVER, "review audit"),
    Act(SERVER, "review audit", lambda scene: {"member": scene.world.ada.user, "since": "3d"}),
    Act(SERVER, custom_id="review-page:0"),
    Act(SERVER, custom_id="audit-page:0:0:0"),
    Act(SERVER, custom_id="review-approve:1:1:0"),
    Act(SERVER, custom_id="review-reject:1:2:0"),
    Act(SERVER, custom_id="review-return:1:3:0"),
    Act(SERVER, custom_id="review-returned:1:3:0", fields={"note": "I hear three."}),
    Act(SERVER, custom_id="review-reject:2:3:0"),
    Act(SERVER, custom_id="review-approve:3:1:0"),
    Act(SERVER, custom_id="review-reject:4:1:0"),
    Act(SERVER, custom_id="review-approve:2:1:0"),
    Act(SERVER, custom_id="review-return:2:2:0"),
    Act(SERVER, custom_id="review-returned:2:2:0", fields={"note": "Which door?"}),
    Act(SERVER, "limits show"),
    Act(SERVER, custom_id="limits-page:0"),
    *_words(action="add", list="hold", phrase="gannet"),
    *_words(action="remove", list="hold", phrase="gannet"),
    Act(SERVER, "limits words", lambda scene: {"action": "list", "list": "block"}),
    Act(SERVER, custom_id="words-page:0:0"),
    Act(CHANNEL, "limits test", lambda scene: {"text": "What becomes of this?"}),
    *[act for knob in KNOBS if knob != "moderators-role" for act in _set(knob)],
    Act(SERVER, "unban-writer", lambda scene: {"member": scene.banned.user}),
    Act(SERVER, "ban-writer", lambda scene: {"member": scene.clare.user, "reason": "Spam", "until": "3d"}),
    Act(CHANNEL, "story redact", lambda scene: {"passage": 1, "reason": "Spam", "story": OPEN}),
    Act(CHANNEL, custom_id=f"look:{FOLD}:0"),
    Act(HOST, "story invite", lambda scene: {"member": scene.clare.user, "story": INVITED}),
    _manage("pause", reason="A rest."),
    _manage("resume"),
    _manage("undo"),
    _manage("redo"),
    _manage("skip"),
    Act(HOST, "story manage", lambda s: {"action": "next", "member": s.world.basho.user, "story": OPEN}),
    Act(HOST, "story manage", lambda s: {"action": "kick", "member": s.world.basho.user, "story": OPEN}),
    Act(HOST, "story finish", lambda scene: {"story": OPEN}),
    _manage("reopen"),
    Act(HOST, custom_id=f"muse-alter:{PLAYED}:{{candidate}}"),
    Act(HOST, custom_id=f"muse-anew:{PLAYED}"),
    Act(HOST, custom_id=f"muse-take:{PLAYED}:{{candidate}}"),
    Act(HOST, custom_id=f"muse-altered:{PLAYED_TOO}:{{candidate}}", fields={"text": "The gull spoke."}),
    *_set("moderators-role"),
    Act(MANAGER, "setup"),
    Act(MANAGER, "setup", lambda scene: {"moderators_channel": scene.world.room}),
    Act(MANAGER, "setup", lambda scene: {"role": scene.world.guild.roles["Turned"]}),
    *[Act(MANAGER, custom_id=f"setup-set:{step}", values=["off"]) for step in (0, 1, 3)],
    Act(MANAGER, custom_id="setup-set:2", values=["teen"]),
    Act(MANAGER, custom_id="setup-set:4", values=["moderators"]),
    Act(
        MANAGER,
        "prompt daily",
        lambda scene: {"channel": scene.world.room, "time": "09:00", "timezone": "UTC"},
    ),
    Act(
        MANAGER,
        "prompt daily",
        lambda scene: {"channel": scene.world.room, "time": "09:00", "timezone": "UTC", "on": False},
    ),
]

PEEKS: list[tuple[str, dict[str, Any]]] = [
    ("prompt list", {}),
    ("muse status", {}),
    ("story status", {"story": FOLD}),
    ("story read", {"story": FOLD}),
    ("story read", {"story": WAITING}),
    ("story export", {"story": FOLD}),
    ("story search", {"query": "zyr*"}),
    ("story charter", {"story": FOLD}),
    ("muse receipts", {"story": FOLD}),
    ("help", {}),
]
"""Commands that are for everybody, and show moderators more."""


@pytest_asyncio.fixture
async def scene(world: World) -> AsyncIterator[Scene]:
    scene = await prepared(world)
    yield scene
    scene.witness.close()


def commands(bot: Any) -> dict[str, str]:
    """Return the description of every command, by name."""
    return {
        command.qualified_name: str(command.description)
        for command in bot.tree.walk_commands()
        if isinstance(command, app_commands.Command)
    }


def answers(result: Any) -> list[Any]:
    return [message for message in (result.response, *result.followups) if message is not None]


def told(world: World, result: Any) -> str:
    form = [str(result.modal)] if result.modal else []
    return "\n".join([*map(world.text, answers(result)), *form])


def posted(world: World) -> int:
    """Count what was sent to channels, direct messages included."""
    return sum(r.method != "GET" and r.path.startswith("/channels/") for r in world.env.http_requests)


async def tried(scene: Scene, member: simcord.MemberActor, act: Act) -> str:
    """Let a member try an act; return what is wrong with the answer, or nothing."""
    before, sent = scene.version(), posted(scene.world)
    result = await act.done(scene, member)
    await scene.world.env.settle()
    found = answers(result)
    if result.modal is not None:
        return f"{act.name}: a form opens"
    if [message.content for message in found] not in [[one] for one in REFUSED]:
        return f"{act.name}: {told(scene.world, result)!r}"
    shown = [embed for embed in found[0].embeds if embed.footer.text != "Your words, safe to copy"]
    if not found[0].ephemeral or shown or found[0].components:
        return f"{act.name}: more than one private sentence"
    if posted(scene.world) != sent:
        return f"{act.name}: somebody else is told"
    return f"{act.name}: something is stored" if scene.version() != before else ""


def test_every_command_that_speaks_of_moderators_is_here(world: World) -> None:
    speak = {
        name
        for name, about in commands(world.app.bot).items()
        if re.search("moderator|host|manage server", about, re.IGNORECASE)
    }
    assert speak - OPEN_TO_ALL == {act.command for act in ACTS if act.command}


def test_every_kind_of_button_is_a_moderators_or_everybodys(world: World) -> None:
    moderators = {act.name for act in ACTS if act.custom_id}
    assert not moderators & EVERYBODYS
    assert set(world.app.bot.router.kinds) == moderators | EVERYBODYS


async def test_nobody_else_may(scene: Scene) -> None:
    wrong = []
    for name, member in scene.nobodies.items():
        for act in ACTS:
            if name == "the host" and act.who == HOST:
                continue
            if problem := await tried(scene, member, act):
                wrong.append(f"{name}: {problem}")
    assert "\n".join(wrong) == ""


async def test_a_moderator_does_not_manage_the_server(scene: Scene) -> None:
    problems = [await tried(scene, scene.world.mod, act) for act in ACTS if act.who == MANAGER]
    assert "\n".join(filter(None, problems)) == ""


async def test_a_moderator_is_none_where_the_channel_says_so(scene: Scene) -> None:
    world = scene.world
    denied = Overwrite(world.mod.id, OverwriteType.MEMBER, 0, discord.Permissions(manage_messages=True).value)
    world.env.backend.set_overwrite(world.room.id, denied)
    await world.env.settle()
    problems = [await tried(scene, world.mod, act) for act in ACTS if act.who in (CHANNEL, HOST, MANAGER)]
    assert "\n".join(filter(None, problems)) == ""


async def test_moderators_of_another_server_reach_nothing_here(scene: Scene) -> None:
    """They do everything on their own server, with the ids of this one in every button and option."""
    world = scene.world
    other = world.env.create_guild("Elsewhere")
    place, admin = other.create_text_channel("theirs"), discord.Permissions(administrator=True)
    eve = other.add_member(world.env.create_user("eve"), roles=[other.create_role("All", permissions=admin)])
    await eve.slash(place, "story start", title="Theirs", opening="A beginning of their own.")
    own = {"setting": "report-hide", "value": "on"}
    await eve.slash(place, "limits set", **own)

    async def ours() -> dict[str, list[tuple[Any, ...]]]:
        """Return what is stored of this server."""
        found = {}
        for (name,) in await scene.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = {row[1] for row in await scene.rows(f"PRAGMA table_info({name})")}
            condition = {
                "guild_id": f"guild_id = {world.guild.id}",
                "story_id": f"story_id IN (SELECT id FROM stories WHERE guild_id = {world.guild.id})",
            }
            known = next((condition[one] for one in condition if one in columns), None)
            if known is not None:
                found[name] = await scene.rows(f"SELECT * FROM {name} WHERE {known}")
        return found

    def touched() -> list[str]:
        """Return where Quire did anything in the channels of this server."""
        here = {str(channel.id) for channel in (world.room, *world.room.threads)}
        return [
            r.path for r in world.env.http_requests if set(r.path.split("/")) & here and r.method != "GET"
        ]

    before, so_far = await ours(), touched()
    assert len(before) > 15
    for act in ACTS:
        options = act.options(scene) if act.command else {}
        if any(isinstance(value, simcord.ChannelHandle | simcord.RoleHandle) for value in options.values()):
            continue  # Discord offers those of one's own server only
        shown = told(world, await _elsewhere(scene, act, eve, other, place))
        assert not [secret for secret in SECRETS if secret in shown], act.name
    assert await ours() == before
    assert touched() == so_far


async def _elsewhere(scene: Scene, act: Act, eve: Any, other: Any, place: Any) -> Any:
    """Let a member of another server do it there."""
    world = scene.world
    if act.command:
        return await act.done(scene, eve, place)
    home, world.guild = world.guild, other  # where the press comes from
    try:
        return await act.done(scene, eve, place.threads[0])
    finally:
        world.guild = home


async def test_what_is_for_everybody_shows_only_moderators_more(scene: Scene) -> None:
    for name, member in scene.nobodies.items():
        for command, options in PEEKS:
            if member is scene.world.ada and command in ("prompt list", "story read"):
                continue  # she handed the prompts in, and reads the opening that she wrote
            shown = told(scene.world, await member.slash(scene.world.room, command, **options))
            assert not [one for one in (*SECRETS, "For moderators") if one in shown], f"{name}: {command}"


async def test_moderators_may_do_every_one(scene: Scene) -> None:
    """Or what is refused above might be refused to everybody, for another reason."""
    world, wrong = scene.world, []
    with structlog.testing.capture_logs() as log:
        for act in ACTS:
            done = len(log)
            result = await act.done(scene, scene.manager if act.who == MANAGER else world.mod)
            await world.until(lambda: world.app.muse.status().running == 0)
            shown = told(world, result)
            refused = [entry for entry in log[done:] if entry["event"].startswith("interaction.")]
            if refused or not shown:
                wrong.append(f"{act.name}: {shown!r} {refused}")
    assert "\n".join(wrong) == ""
