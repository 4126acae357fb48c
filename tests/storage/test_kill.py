"""``kill -9`` while stories are written: whatever was reported as accepted is there afterwards."""

import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.storage import maintenance

RUNS = 20
_PLAYER = Path(__file__).parent / "player.py"


@pytest.mark.slow
def test_kill_during_writes_loses_no_accepted_passage(settings: Settings) -> None:
    import sqlite3

    chance = random.Random(9)
    accepted: dict[str, str] = {}
    for run in range(RUNS):
        process = subprocess.Popen(
            [sys.executable, str(_PLAYER), str(settings.data_dir), str(run)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, "the player wrote nothing"
        time.sleep(chance.uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
        for line in [first, *process.stdout]:
            key, _, words = line.rstrip("\n").partition("\t")
            if line.endswith("\n"):  # a torn line was not yet a promise
                accepted[key] = words
        process.wait()

        assert maintenance.check(settings.database_path) == []
        with closing(sqlite3.connect(settings.database_path)) as connection:
            stored = {
                f"{story}/{position}": words
                for story, position, words in connection.execute(
                    "SELECT story_id, position, text FROM passages"
                )
            }
        lost = {key: words for key, words in accepted.items() if stored.get(key) != words}
        assert not lost
    assert len(accepted) > RUNS
