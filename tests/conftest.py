"""What every kind of test may use."""

import os
from pathlib import Path

import pytest
import structlog

from bot.generation.fetch import fetch
from bot.settings import Settings

PROJECT = Path(__file__).parent.parent

structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        # As the bot's own logs do: a trace in colours takes seconds, on the event loop.
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a fresh installation in a folder of its own, with the scripted muse."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"QUIRE_{name.upper()}", raising=False)
    return Settings(_env_file=None, data_dir=tmp_path / "data", muse="scripted")


class Silent:
    def stage(self, title: str, total: int | None) -> None:
        pass

    def at(self, done: int) -> None:
        pass


@pytest.fixture(scope="session")
def default_model() -> Settings:
    """Settings whose model is the built-in one, present and whole."""
    data_dir = Path(os.environ.get("QUIRE_DATA_DIR") or PROJECT / ".quire")
    settings = Settings(
        _env_file=None,
        data_dir=data_dir,
        muse="local",
        model="smollm2-135m-instruct",
        device="cpu",
        threads=1,
    )
    fetch(settings, Silent())
    return settings
