"""``kill -9`` while stories are written: whatever was reported as done is there afterwards, and whole."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from bot.storage import maintenance

RUNS = 100
_PLAYER = Path(__file__).parent / "player.py"

Told = list[list[Any]]


@contextmanager
def players() -> Iterator["subprocess.Popen[str]"]:
    """Start the process that forks players."""
    with subprocess.Popen(
        [sys.executable, str(_PLAYER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as forking:
        yield forking
        assert forking.stdin is not None
        forking.stdin.close()


def run_until_killed(forking: "subprocess.Popen[str]", folder: Path, run: int, seconds: float) -> Told:
    """Let a player play for so long after its first word, kill it; return what it told."""
    assert forking.stdin is not None
    assert forking.stdout is not None
    print(json.dumps([str(folder), run]), file=forking.stdin, flush=True)
    pid, told = 0, []
    while not told or told[-1][0] == "player":
        told.append(json.loads(forking.stdout.readline()))
        what, pid, _ = told[0]
        assert what == "player"
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    while told[-1] != ["ended", pid, ""]:
        told.append(json.loads(forking.stdout.readline()))
    return told[1:-1]


def follow(told: Told, live: dict[int, list[str]], ever: set[str]) -> None:
    """Do to the lists what was told: the texts of each story, and all that there ever were."""
    undone: dict[int, list[str]] = defaultdict(list)
    for what, story, text in told:
        texts = live[story]
        if what in ("begun", "written"):
            texts.append(text)
            undone[story] = []
        elif what == "undone":
            undone[story].append(texts.pop())
        elif what == "redone":
            texts.append(undone[story].pop())
        elif what == "corrected":
            texts[-1] = text
        ever |= {text} if text else set()


def stored(path: Path) -> tuple[dict[int, list[str]], set[str]]:
    """Return the texts of each story, and all that are kept anywhere."""
    live: dict[int, list[str]] = defaultdict(list)
    with closing(sqlite3.connect(path)) as connection:
        ever = {text for (text,) in connection.execute("SELECT text FROM passages")}
        ever |= {text for (text,) in connection.execute("SELECT text FROM passage_versions")}
        found = connection.execute(
            "SELECT story_id, text FROM passages WHERE position IS NOT NULL ORDER BY story_id, position"
        )
        for story, text in found:
            live[story].append(text)
    return live, ever


def goes_on(after: list[str], before: list[str]) -> bool:
    """Tell whether ``after`` is ``before``, or one act later: it was done, and death came before the word."""
    return after in (before, before[:-1]) or after[:-1] in (before, before[:-1])


@pytest.mark.slow
def test_kill_at_any_moment_loses_nothing_that_was_done(settings: Settings) -> None:
    chance = random.Random(9)
    ever: set[str] = set()
    acts: dict[str, int] = defaultdict(int)
    with players() as forking:
        for run in range(RUNS):
            told = run_until_killed(forking, settings.data_dir, run, chance.uniform(0.0, 0.6))
            live: dict[int, list[str]] = defaultdict(list)
            follow(told, live, ever)
            for what, *_ in told:
                acts[what] += 1
            kept, kept_ever = stored(settings.database_path)
            assert not ever - kept_ever, "texts were lost"
            assert all(goes_on(kept[story], live[story]) for story in live)
            assert maintenance.check(settings.database_path) == []
    assert min(acts[what] for what in ("written", "undone", "redone", "corrected")) > 0, acts
    assert acts["written"] > RUNS, acts
