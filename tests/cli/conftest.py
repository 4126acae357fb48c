"""Runs the ``quire`` command in a process of its own, as an operator does."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
Quire = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def quire(tmp_path: Path) -> Quire:
    """Return a function that runs ``quire`` with arguments and settings, in an empty folder."""

    def run(*arguments: str, timeout: float = 60, **settings: str) -> "subprocess.CompletedProcess[str]":
        environment = {name: value for name, value in os.environ.items() if not name.startswith("QUIRE_")}
        environment |= {"QUIRE_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
        environment |= {f"QUIRE_{name.upper()}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment,
            timeout=timeout,
            check=False,
            stdin=subprocess.DEVNULL,
        )

    return run


def one_sentence(done: "subprocess.CompletedProcess[str]") -> str:
    """Return what the operator was told; it must be one line on standard error, and no stack trace."""
    assert done.returncode != 0, done.stdout
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    told = [line for line in lines if not line.startswith("20")]  # log lines begin with the date
    assert len(told) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return told[0]
