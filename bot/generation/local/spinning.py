"""How torch's threads wait for each other: set before torch is imported, since OpenMP looks only once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_SPINS = "GOMP_SPINCOUNT"
_OWN = ("OMP_WAIT_POLICY", _SPINS)  # what an operator may have decided already


@contextmanager
def spinning_shortly() -> Iterator[None]:
    """Let an OpenMP that is loaded within spin for some microseconds, and then sleep.

    GNU's spins for milliseconds: where another process holds one of two cores, two threads were then four
    times slower than one, and so 1.5 times; with both cores free it costs nothing that could be measured.
    The environment is left as it was: other libraries have their own ways.
    """
    if any(name in os.environ for name in _OWN):
        yield
        return
    os.environ[_SPINS] = "1000"
    try:
        yield
    finally:
        os.environ.pop(_SPINS, None)
