"""The real weights, fetched once into the data folder that is kept between runs."""

import os
from pathlib import Path

import pytest

from bot.generation.fetch import fetch
from bot.settings import Settings

PROJECT = Path(__file__).parent.parent.parent


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
        _env_file=None, data_dir=data_dir, muse="local", model="smollm2-135m-instruct", device="cpu"
    )
    fetch(settings, Silent())
    return settings
