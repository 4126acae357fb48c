"""What every kind of test may use."""

import asyncio
import os
from pathlib import Path
from shutil import copyfile

import pytest
import structlog

from bot.generation.fetch import fetch
from bot.settings import Settings
from bot.storage.database import Database

PROJECT = Path(__file__).parent.parent

structlog.configure(
    processors=[
        *structlog.get_config()["processors"][:-1],
        # As the bot's own logs do: a trace in colours takes seconds, on the event loop.
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database as it is after Quire's first start, made once: hundreds of tests begin with one."""

    async def made(path: Path) -> None:
        database = Database(path)
        await database.open()
        await database.close()

    path = tmp_path_factory.mktemp("new") / "quire.sqlite3"
    asyncio.run(made(path))
    return path


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, new_database: Path) -> Settings:
    """Settings of an installation just begun in a folder of its own, with the scripted muse."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"QUIRE_{name.upper()}", raising=False)
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", muse="scripted")
    settings.data_dir.mkdir()
    copyfile(new_database, settings.database_path)
    return settings


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
