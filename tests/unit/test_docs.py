"""README and docs say what the code does."""

import os
import re
from pathlib import Path
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.app import App
from bot.domain.knob import Kind, Knob, Scope
from bot.domain.knobs import KNOBS
from bot.settings import Settings

ROOT = Path(__file__).parent.parent.parent
WRITE = bool(os.environ.get("QUIRE_WRITE_DOCS"))
_DATA_DIR = "the user's data folder"


def fenced(text: str, name: str) -> tuple[str, str, str]:
    """Return what is before, inside and after the generated part of a document."""
    start, end = f"<!-- {name}: made by `make docs` -->\n", f"<!-- end of {name} -->"
    before, _, rest = text.partition(start)
    inside, found, after = rest.partition(end)
    assert found, f"{name} has no place in the document"
    return before + start, inside, end + after


def compare(path: Path, name: str, wanted: str) -> None:
    """Hold a generated part to what the code says; write it anew when asked to."""
    before, inside, after = fenced(path.read_text(encoding="utf-8"), name)
    if WRITE:
        path.write_text(before + wanted + after, encoding="utf-8")
    else:
        assert inside == wanted, "run `make docs`"


def settings_table() -> str:
    rows = ["| Setting | Default | Meaning |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        default = _DATA_DIR if field.default_factory else "none" if field.default is None else field.default
        shown = default if default in (_DATA_DIR, "none") else f"`{default}`"
        rows.append(f"| `QUIRE_{name.upper()}` | {shown} | {field.description} |")
    return "\n".join(rows) + "\n"


def test_readme_has_every_setting() -> None:
    compare(ROOT / "README.md", "settings", settings_table())


def test_every_setting_is_described() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def command_lines(command: app_commands.Command[Any, ..., Any]) -> list[str]:
    lines = [f"### /{command.qualified_name}", "", f"{command.description}.", ""]
    for option in command.parameters:
        mark = "" if option.required else "?"
        bounds = ""
        if option.min_value is not None and option.type is discord.AppCommandOptionType.integer:
            bounds = f" ({option.min_value} to {option.max_value})"
        choices = "".join(f" `{choice.value}`" for choice in option.choices)
        lines.append(f"- `{option.display_name}`{mark}: {option.description}{bounds}{choices}")
    return [*lines, ""] if command.parameters else lines


async def test_every_command_is_documented(settings: Settings) -> None:
    app = App(settings)
    await app.bot.setup_hook()
    lines: list[str] = []
    slash = app.bot.tree.get_commands(type=discord.AppCommandType.chat_input)
    for root in sorted(slash, key=lambda command: command.name):
        leaves = root.walk_commands() if isinstance(root, app_commands.Group) else [root]
        for leaf in leaves:
            assert isinstance(leaf, app_commands.Command)
            lines += command_lines(leaf)
    compare(ROOT / "docs" / "commands.md", "commands", "\n".join(lines))


_SCOPES = {Scope.SERVER: "server", Scope.CHANNEL: "channel", Scope.BOTH: "server or channel"}


def takes(knob: Knob) -> str:
    """Return what a knob takes."""
    if knob.numbers is not None:
        low, high = knob.numbers
        return f"{low} to {high}" + (" `off`" if "off" in knob.offered else "")
    named = {Kind.CHANNEL: "a channel ", Kind.ROLE: "a role ", Kind.WHO: "a role "}.get(knob.kind, "")
    return named + " ".join(f"`{value}`" for value in knob.offered)


def test_every_knob_is_documented() -> None:
    rows = [
        "| Setting | For | Takes | Unless set | Meaning | What changes |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for knob in KNOBS.values():
        default = f"`{knob.written(knob.default)}`"
        cells = (f"`{knob.name}`", _SCOPES[knob.scope], takes(knob), default, knob.about, knob.changes)
        rows.append(f"| {' | '.join(cells)} |")
    compare(ROOT / "docs" / "commands.md", "knobs", "\n".join(rows) + "\n")


def test_the_moderators_manual_names_their_commands_and_settings() -> None:
    manual = (ROOT / "docs/moderation.md").read_text(encoding="utf-8")
    commands = re.findall(
        r"^### (/.+)\n\n(.+)$", (ROOT / "docs/commands.md").read_text("utf-8"), re.MULTILINE
    )
    theirs = [
        name for name, about in commands if re.search(r"moderators?\.|for moderators|Manage Server", about)
    ]
    assert len(theirs) > 8
    assert [name for name in theirs if name not in manual] == []
    assert [name for name in KNOBS if f"`{name}`" not in manual] == []


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (path.parent / target).exists(), f"{path.name} links to {target}"


def test_architecture_names_rooms_that_exist() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for target in re.findall(r"`((?:bot|cogs|tests|deploy)/[\w./-]*)`", text):
        assert (ROOT / target).exists(), target
