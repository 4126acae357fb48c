import os
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.generation.fetch import fetch
from bot.generation.weights import MANIFEST, FileRecord, Manifest, check, file_sha256, locate
from bot.settings import DEFAULT_MODEL, Settings


class NoProgress:
    def __init__(self) -> None:
        self.stages: list[str] = []

    def stage(self, title: str, total: int | None) -> None:
        self.stages.append(title)

    def at(self, done: int) -> None:
        raise AssertionError("nothing was to be done")


@pytest.fixture
def fetched(settings: Settings) -> Path:
    """A folder that looks like the built-in model after a fetch."""
    folder = settings.models_dir / DEFAULT_MODEL
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "model.safetensors").write_bytes(b"weights")
    files = {
        path.name: FileRecord(size=path.stat().st_size, sha256=file_sha256(path)) for path in folder.iterdir()
    }
    manifest = Manifest(
        model=DEFAULT_MODEL,
        source="a test",
        source_sha256=None,
        revision=None,
        licence=None,
        converted=True,
        made_with={},
        checksum=files["model.safetensors"].sha256,
        files=files,
    )
    (folder / MANIFEST).write_text(manifest.model_dump_json())
    return folder


def with_model(settings: Settings, model: str) -> Settings:
    return settings.model_copy(update={"model": model})


def test_the_setting_means_the_builtin_model_a_folder_or_a_hub_id(settings: Settings, tmp_path: Path) -> None:
    assert locate(settings).kind == "builtin"
    assert locate(with_model(settings, str(tmp_path))).kind == "folder"
    hub = locate(with_model(settings, "someone/some-model").model_copy(update={"model_revision": "v1.0"}))
    assert (hub.kind, hub.revision, hub.folder.name) == ("hub", "v1.0", "someone--some-model--v1.0")
    assert hub.folder.parent == settings.models_dir


@pytest.mark.parametrize("model", ["/no/such/folder", "./models/mine", "~/nowhere/at/all", "a b"])
def test_a_folder_that_is_not_there_is_named(settings: Settings, model: str) -> None:
    with pytest.raises(ModelError, match=r"There is no folder .*; correct QUIRE_MODEL"):
        locate(with_model(settings, model))


def test_a_file_is_not_a_folder(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "model.gguf").touch()
    with pytest.raises(ModelError, match="give the folder"):
        locate(with_model(settings, str(tmp_path / "model.gguf")))


@pytest.mark.parametrize("model", [DEFAULT_MODEL, "someone/some-model"])
def test_what_was_never_fetched_says_how(settings: Settings, model: str) -> None:
    with pytest.raises(ModelError, match="not on this machine yet; run `quire model fetch`"):
        check(locate(with_model(settings, model)))


def test_a_whole_model_gives_its_checksum_and_is_not_fetched_again(settings: Settings, fetched: Path) -> None:
    assert check(locate(settings)) == file_sha256(fetched / "model.safetensors")
    progress = NoProgress()
    assert fetch(settings, progress) is not None
    assert progress.stages[-1] == "checking what is here"


def test_damage_of_every_kind_is_seen(settings: Settings, fetched: Path) -> None:
    weights = fetched / "model.safetensors"
    for damage in (b"weightz", b"weight", b""):
        weights.write_bytes(damage)
        with pytest.raises(ModelError, match=r"damaged file model.safetensors; run `quire model fetch`"):
            check(locate(settings))
    weights.unlink()
    with pytest.raises(ModelError, match=r"lacks its file model.safetensors; run `quire model fetch`"):
        check(locate(settings))
    (fetched / MANIFEST).write_text('{"model": ')
    with pytest.raises(ModelError, match="unreadable"):
        check(locate(settings))


def test_a_local_folder_without_what_loading_needs(settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    source = locate(with_model(settings, str(folder)))
    with pytest.raises(ModelError, match=r"no config.json"):
        check(source)
    (folder / "config.json").write_text("{}")
    with pytest.raises(ModelError, match=r"no .safetensors weights"):
        check(source)


def test_a_data_folder_that_cannot_be_written_to_is_one_sentence(settings: Settings, tmp_path: Path) -> None:
    # A file in the way stops every user, root included, which a read-only folder would not.
    (tmp_path / "taken").write_text("in the way")
    with pytest.raises(ModelError, match="set QUIRE_DATA_DIR to a folder that can be written to"):
        fetch(settings.model_copy(update={"data_dir": tmp_path / "taken"}), NoProgress())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_data_folder(settings: Settings, tmp_path: Path) -> None:
    (locked := tmp_path / "locked").mkdir(mode=0o500)
    with pytest.raises(ModelError, match="cannot be stored"):
        fetch(settings.model_copy(update={"data_dir": locked / "data"}), NoProgress())
