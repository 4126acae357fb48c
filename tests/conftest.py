"""What every kind of test may use."""

from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings of a fresh installation in a folder of its own, with the scripted muse."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"QUIRE_{name.upper()}", raising=False)
    return Settings(_env_file=None, data_dir=tmp_path / "data", muse="scripted")
