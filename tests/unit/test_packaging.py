"""What a server needs that a developer's machine has anyway."""

import os
import subprocess
import sys


def test_time_zones_are_there_where_the_system_has_none() -> None:
    script = "from bot.domain import dates; print(dates.timezone('Europe/Berlin').key)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONTZPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "Europe/Berlin", done.stderr
