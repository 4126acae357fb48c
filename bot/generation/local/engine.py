"""The muse on this machine: a transformers model. Importing this is cheap; torch comes with ``load``."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import ModelError
from bot.generation.engine import Checkpoint, EngineInfo, RowStep
from bot.generation.local.spinning import spinning_shortly
from bot.generation.muse import Ability, Request
from bot.generation.weights import check, locate
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.generation.local.stepping import StepLoop


ROWS = 16
"""Rows in one batch: beyond it each gets slower than it is read."""


class LocalEngine:
    """Rows side by side on the model that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._info = EngineInfo(settings.model)
        self._loop: StepLoop | None = None

    def describe(self) -> EngineInfo:
        """Name the model; its checksum is known once it is loaded."""
        return self._info

    def load(self, checkpoint: Checkpoint) -> None:
        """Import torch, verify the files, load model and tokenizer.

        Raises:
            ModelError: the model is missing, damaged or of the wrong kind; the message says what to do.
        """
        source = locate(self._settings)
        checksum = check(source)
        checkpoint()
        _read_ahead()
        checkpoint()
        with spinning_shortly():
            from bot.generation.local.loading import load_model
            from bot.generation.local.memory import give_back
            from bot.generation.local.stepping import StepLoop

        checkpoint()
        settings = self._settings
        loaded = load_model(source, settings.device, settings.threads, settings.precision, checkpoint)
        self._loop = StepLoop(loaded)
        how = f"{loaded.precision}, {loaded.place}"
        self._info = EngineInfo(source.name, checksum, how)
        give_back()

    @property
    def capacity(self) -> int:
        """How many rows may be admitted at once."""
        return ROWS

    @property
    def abilities(self) -> frozenset[Ability]:
        """It can do all."""
        return frozenset(Ability)

    def admit(self, row_id: int, request: Request) -> int:
        """Take a row in; return its prompt's length in tokens."""
        return self._loaded().admit(row_id, request)

    def step(self) -> Sequence[RowStep]:
        """Advance the rows."""
        return self._loaded().step()

    def drop(self, row_id: int) -> None:
        """Free a row; unknown rows are ignored."""
        if self._loop is not None:
            self._loop.drop(row_id)

    def interrupt(self) -> None:
        """Do nothing: a step never waits, it works."""

    def close(self) -> None:
        """Free the model."""
        self._loop = None

    def _loaded(self) -> "StepLoop":
        if self._loop is None:
            raise ModelError("The model is not loaded; wait until the muse is ready.")
        return self._loop


def _read_ahead() -> None:
    """Read torch's big libraries once, so that importing them finds them in memory.

    Python's lock is held while a library is loaded: from a slow disk that would stop the event loop for
    seconds. Reading a file releases the lock.
    """
    found = importlib.util.find_spec("torch")
    for folder in (found.submodule_search_locations or ()) if found else ():
        for library in Path(folder, "lib").glob("*torch_*"):
            with library.open("rb", buffering=0) as file:
                while file.read(1 << 22):
                    continue
