"""The house's arrows, read from the imports: each room may know only those below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SHARED = {
    "bot.errors",
    "bot.clock",
    "bot.settings",
    "bot.waiting",
    "bot.tasks",
    "bot.cores",
    "bot",
    "bot.__version__",
}

# What each room may import of Quire's own, beside itself and SHARED.
MAY_IMPORT = {
    "bot.domain": set(),
    "bot.export": {"bot.domain"},
    "bot.storage": {"bot.domain"},
    "bot.generation": {"bot.domain"},
    "bot.services": {"bot.domain", "bot.storage", "bot.generation", "bot.export"},
    "bot.ui": {"bot.domain", "bot.storage", "bot.generation", "bot.services", "bot.export"},
    "cogs": {"bot.domain", "bot.storage", "bot.generation", "bot.services", "bot.ui", "bot.client"},
    "bot.cli": {
        "bot.services",
        "bot.storage",
        "bot.generation",
        "bot.app",
        "bot.demo",
        "bot.bench",
        "bot.logs",
        "bot.domain",
        "bot.ui.catalogue",
        "bot.ui.verses",
    },
    "bot.bench": {
        "bot.services",
        "bot.storage",
        "bot.domain",
        "bot.generation",
        "bot.app",
        "bot.demo.ports",
    },
    "bot.demo": {"bot.app", "bot.client", "bot.generation", "bot.services", "bot.storage", "bot.domain"},
}

# Libraries that belong to some rooms only.
ONLY_IN = {
    "discord": ("bot.ui", "bot.client", "bot.cli.run", "bot.demo", "bot.bench.interactions", "cogs"),
    "sqlalchemy": ("bot.storage",),
    "alembic": ("bot.storage",),
    "aiosqlite": ("bot.storage",),
    "torch": ("bot.generation",),
    "transformers": ("bot.generation",),
    "openai": ("bot.generation",),
    "numpy": ("bot.generation", "bot.bench.poems"),
    "py3langid": ("bot.generation",),
    "wordfreq": ("bot.generation.frequent",),
    "simcord": ("bot.demo", "bot.bench.interactions"),
    "playwright": ("bot.demo",),
    "typst": ("bot.export",),
    "markdown_it": ("bot.export",),
}
HEAVY = {"torch", "transformers"}
LIGHT = ["bot.app", "bot.__main__", "bot.generation.factory", "bot.generation.scripted", "bot.client"]


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "cogs").rglob("*.py")]):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if "migrations" not in name:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def broken(name: str, tree: ast.Module) -> list[str]:
    room = next((room for room in MAY_IMPORT if within(name, room)), None)
    wrong = []
    for found in imports(tree):
        library = found.split(".")[0]
        if library in ONLY_IN and not any(within(name, place) for place in ONLY_IN[library]):
            wrong.append(f"{name} imports {library}")
        if room is None or library not in ("bot", "cogs") or found in SHARED or within(found, room):
            continue
        if any(within(found, shared) for shared in SHARED - {"bot"}):
            continue
        if not any(within(found, allowed) for allowed in MAY_IMPORT[room]):
            wrong.append(f"{name} imports {found}")
    return wrong


def test_arrows_point_down() -> None:
    assert not [line for name, tree in modules() for line in broken(name, tree)]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("bot.domain.turns", "from bot.storage import stories"),
        ("bot.services.writing", "import discord"),
        ("bot.storage.stories", "from bot.services.stories import required"),
        ("bot.ui.board", "import sqlalchemy"),
        ("bot.generation.queue", "from bot.ui import board"),
    ],
)
def test_the_rule_sees_a_broken_arrow(name: str, source: str) -> None:
    assert broken(name, ast.parse(source))


def test_domain_knows_only_itself_and_the_standard_library() -> None:
    import sys

    outside = {
        f"{name}: {found}"
        for name, tree in modules()
        if within(name, "bot.domain")
        for found in imports(tree)
        if found.split(".")[0] not in sys.stdlib_module_names and not found.startswith("bot.domain")
    }
    assert not outside


@pytest.mark.parametrize("name", LIGHT)
def test_starting_does_not_import_torch(name: str) -> None:
    import subprocess
    import sys

    code = f"import sys, {name}; print(*[m for m in {sorted(HEAVY)} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == ""
