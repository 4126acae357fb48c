"""How many processor cores this process may use."""

import os
import sys


def cores() -> int:
    """Return the number of cores that the system lets this process use, one at least."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
