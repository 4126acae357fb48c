"""Every way in: each command with options that it takes, and each form with its fields, for ``scene``."""

import inspect
from collections.abc import Callable
from typing import Any
from zlib import crc32

import discord
import simcord
from discord import app_commands

from tests.discord.scene import FOLD, INVITED, OPEN, PLAYED, PLAYED_TOO, WAITING, Scene
from tests.world import World

FORM = discord.InteractionType.modal_submit
TEXT = 3
"""Discord's number for an option that is a text."""

HAIKU = "We have seven cats\nand a dog in the kitchen,\nbut none of them bark"

Options = dict[str, Any]

COMMANDS: dict[str, Callable[[Scene], Options]] = {
    "ban-writer": lambda s: {"member": s.banned.user, "reason": "Spam", "until": "3d"},
    "unban-writer": lambda s: {"member": s.banned.user},
    "help": lambda s: {},
    "limits show": lambda s: {},
    "limits words": lambda s: {"action": "add", "list": "warn", "phrase": "gannet"},
    "limits test": lambda s: {"text": "Damn this gannet."},
    "limits set": lambda s: {"setting": "report-hide", "value": "on"},
    "muse status": lambda s: {},
    "muse continue": lambda s: {"story": OPEN, "hint": "a lamp", "words": 40},
    "muse rewrite": lambda s: {"text": "The gull came back. It sat.", "how": "tone", "tone": "solemn"},
    "muse receipts": lambda s: {"story": OPEN},
    "poem check": lambda s: {"form": "haiku", "text": HAIKU},
    "poem forms": lambda s: {"form": "haiku"},
    "poem syllables": lambda s: {"word": "heron"},
    "poem together": lambda s: {"form": "acrostic", "about": "gannets", "word": "tide"},
    "poem teach": lambda s: {"word": "zorvane", "syllables": "2"},
    "poem rhyme": lambda s: {"word": "tide"},
    "poem write": lambda s: {"form": "haiku", "about": "the sea"},
    "privacy export": lambda s: {},
    "privacy consent": lambda s: {"training": "no"},
    "privacy forget": lambda s: {"words": "keep-anonymous"},
    "prompt daily": lambda s: {"channel": s.world.room, "time": "09:00", "timezone": "UTC"},
    "prompt idea": lambda s: {"genre": "mystery", "about": "a key"},
    "prompt submit": lambda s: {"text": "A door that opens one day late."},
    "prompt list": lambda s: {},
    "report": lambda s: {"passage": 1, "reason": "Spam", "story": OPEN},
    "review queue": lambda s: {},
    "review audit": lambda s: {"since": "3d"},
    "settings timezone": lambda s: {"zone": "Europe/Berlin"},
    "settings quiet": lambda s: {"from": "22:30", "to": "08:00"},
    "settings pings": lambda s: {"where": "thread"},
    "setup": lambda s: {"moderators_channel": s.corner},
    "story start": lambda s: {
        "title": "The Gannet",
        "opening": "It dived.",
        "pen_name": "Noname",
        "lines": "war",
        "veils": "blood",
    },
    "story correct": lambda s: {"text": "It dived again.", "story": OPEN},
    "story invite": lambda s: {"member": s.world.basho.user, "story": INVITED},
    "story finish": lambda s: {"story": FOLD},
    "story pass": lambda s: {"story": OPEN},
    "story manage": lambda s: {"action": "pause", "reason": "A rest", "story": OPEN},
    "story redact": lambda s: {"passage": 2, "reason": "Spam", "story": OPEN},
    "story status": lambda s: {"story": OPEN},
    "story read": lambda s: {"story": OPEN},
    "story list": lambda s: {},
    "story search": lambda s: {"query": "lamp"},
    "story charter": lambda s: {"story": OPEN, "lines": "spiders", "veils": "storms"},
    "story export": lambda s: {"story": OPEN},
    "story join": lambda s: {"story": INVITED, "pen_name": "Noname"},
    "story away": lambda s: {"until": "3d", "story": INVITED},
    "story back": lambda s: {"story": INVITED},
    "story leave": lambda s: {"story": INVITED},
    "story write": lambda s: {"text": "It rose again.", "story": OPEN},
    "story character": lambda s: {"name": "Old Tom", "story": OPEN},
    "unstuck": lambda s: {"story": OPEN},
}
"""What each command takes, in an order in which each can be done."""

FORMS: dict[str, tuple[str, str, dict[str, str]]] = {
    "written": ("basho", f"{OPEN}:5", {"text": "It rose."}),
    "corrected": ("basho", f"{OPEN}:{{passage}}", {"text": "It rose."}),
    "muse-edited": ("basho", f"{OPEN}:{{proposal}}", {"text": "It rose."}),
    "prompt-begin": ("basho", "{prompt}", {"title": "From a Prompt", "opening": "It began."}),
    "prompt-changed": ("basho", "{returned}", {"text": "A key without a door or a house."}),
    "poem-edited": ("basho", "{poem}", {"text": HAIKU}),
    "poem-checked": ("basho", str(crc32(b"haiku")), {"text": HAIKU}),
    "report": ("basho", "1", {"reason": "Spam"}),
    "muse-altered": ("mod", f"{PLAYED_TOO}:{{played}}", {"text": "It rose."}),
    "review-returned": ("mod", "1:1:0", {"note": "I hear three."}),
}
"""Who may send each form, the numbers in its id, and its fields."""

_NUMBERS = {
    "passage": f"SELECT id FROM passages WHERE story_id = {OPEN} AND position = 2",
    "proposal": f"SELECT max(id) FROM candidates WHERE story_id = {OPEN}",
    "played": f"SELECT max(id) FROM candidates WHERE story_id = {PLAYED_TOO}",
    "prompt": "SELECT max(id) FROM prompts WHERE receipt_id IS NOT NULL",
    "returned": "SELECT max(id) FROM prompts WHERE state = 'returned'",
    "poem": "SELECT max(id) FROM asks WHERE kind = 'poem'",
}

STORIES = (OPEN, WAITING, FOLD, INVITED, PLAYED, PLAYED_TOO)


def commands(world: World) -> dict[str, app_commands.Command[Any, ..., Any]]:
    """Return every command that is typed, by name."""
    found = world.app.bot.tree.walk_commands()
    return {one.qualified_name: one for one in found if isinstance(one, app_commands.Command)}


def specs(world: World) -> dict[str, list[dict[str, Any]]]:
    """Return the options of every command as Discord was told of them."""
    every = [command.to_dict(world.app.bot.tree) for command in world.app.bot.tree.get_commands()]
    leaves = [leaf for one in every if one["type"] == 1 for leaf in simcord.interactions.command_leaves(one)]
    return {" ".join(path): leaf.get("options", []) for path, leaf in leaves}


def forms(world: World) -> set[str]:
    """Return the kinds whose handlers read a form."""
    routes = world.app.bot.router._routes
    return {kind for kind, route in routes.items() if "form_values(" in inspect.getsource(route.handler)}


async def asked(scene: Scene) -> dict[str, int]:
    """Let Bashō ask the muse for all that it writes; return the numbers for the ids of ``FORMS``."""
    world = scene.world
    await world.basho.slash(world.room, "prompt idea")
    poem = await world.basho.slash(world.room, "poem write", form="haiku")
    await world.until(lambda: "by the muse" in world.text(poem.response), seconds=30)
    world.press(world.basho, f"q1:muse-ask:{OPEN}")
    await finished(world)
    return {name: (await scene.rows(sql))[0][0] for name, sql in _NUMBERS.items()}


async def finished(world: World) -> None:
    """Wait until the muse has written all that it was asked for."""
    await world.until(
        lambda: world.app.muse.status().running == 0 == world.app.muse.status().waiting, seconds=30
    )


def send_form(
    world: World, member: simcord.MemberActor, custom_id: str, fields: dict[str, str], message: Any = None
) -> simcord.InteractionResult:
    """Send a form; settle before reading the result."""
    labels = [
        {"type": 18, "component": {"type": 4, "custom_id": name, "value": value}}
        for name, value in fields.items()
    ]
    data = {"custom_id": custom_id, "components": labels}
    return world.emit(member, data, kind=FORM, message=message)
