"""What an operator types and reads: each thing that is wrong ends in one sentence that says what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from bot.cli.doctor import examine
from bot.settings import Settings, load_settings
from tests.cli.conftest import Quire, one_sentence

# The shape of a token: an id in base64, a time, a signature. Discord never issued this one.
TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("queue_limit", "many"),
        ("queue_limit", "0"),
        ("muse", "oracle"),
        ("threads", "-1"),
        ("log_level", "loud"),
    ],
)
def test_a_bad_setting_is_named(quire: Quire, name: str, value: str) -> None:
    told = one_sentence(quire("db", "upgrade", **{name: value}))
    assert f"QUIRE_{name.upper()}" in told


def test_run_without_a_token(quire: Quire) -> None:
    assert "QUIRE_TOKEN" in one_sentence(quire("run"))
    assert "QUIRE_TOKEN" in one_sentence(quire("run", token=" "))


def test_run_with_a_newer_database(quire: Quire, tmp_path: Path) -> None:
    assert quire("db", "upgrade").returncode == 0
    path = tmp_path / "data" / "quire.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer Quire" in one_sentence(quire("run", token=TOKEN, muse="off"))
    assert "newer Quire" in one_sentence(quire("db", "upgrade"))
    assert quire("db", "check").returncode == 1


def test_run_with_a_damaged_database(quire: Quire, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "quire.sqlite3").write_bytes(b"ruin" * 4096)
    assert "is damaged" in one_sentence(quire("run", token=TOKEN, muse="off"))


def test_data_dir_that_cannot_be_made(quire: Quire, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = one_sentence(quire("run", token=TOKEN, muse="off", data_dir=str(tmp_path / "file" / "data")))
    assert "QUIRE_DATA_DIR" in told


def test_read_only_data_dir(quire: Quire) -> None:
    # Nobody may write there, not even root, whom permissions would not stop elsewhere.
    told = one_sentence(quire("run", token=TOKEN, muse="off", data_dir="/proc/quire"))
    assert "QUIRE_DATA_DIR" in told
    assert "cannot be written" in quire("doctor", data_dir="/proc/quire").stdout


def test_settings_that_cannot_be_read(quire: Quire, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QUIRE_LANGUAGE=fran\xe7ais")
    assert ".env" in one_sentence(quire("db", "upgrade"))


@pytest.mark.parametrize("model", ["~nosuchuser/x", "x" * 300])
def test_a_model_that_cannot_be_looked_up(quire: Quire, model: str) -> None:
    assert "QUIRE_MODEL" in one_sentence(quire("model", "info", model=model))


def test_home_in_a_folder_setting_is_a_home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIRE_DATA_DIR", "~/quire")
    assert load_settings().data_dir == Path.home() / "quire"
    monkeypatch.setenv("QUIRE_DATA_DIR", "")
    assert load_settings().data_dir.is_absolute()


def test_two_bots_on_one_folder(quire: Quire, settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "data" / "quire.sqlite3"
    path.parent.mkdir(exist_ok=True)
    with FileLock(f"{path}.lock"):
        assert "Another Quire is running" in one_sentence(quire("run", token=TOKEN, muse="off"))
        assert "up to date" in quire("db", "upgrade").stdout, "looking after it goes on meanwhile"


def test_running_with_a_missing_or_damaged_model(quire: Quire, tmp_path: Path) -> None:
    assert "quire model fetch" in one_sentence(quire("run", token=TOKEN))
    assert "quire model fetch" in one_sentence(quire("demo", "--no-browser"))
    folder = tmp_path / "data" / "models" / "smollm2-135m-instruct"
    folder.mkdir(parents=True)
    (folder / "quire-model.json").write_text("{}")
    assert "unreadable" in one_sentence(quire("run", token=TOKEN))
    (tmp_path / "gpt2").mkdir()
    assert "config.json" in one_sentence(quire("run", token=TOKEN, model=str(tmp_path / "gpt2")))


def test_missing_model(quire: Quire) -> None:
    assert "quire model fetch" in one_sentence(quire("model", "info"))
    told = one_sentence(quire("model", "info", model="./no/such/folder"))
    assert "./no/such/folder" in told


def test_database_life(quire: Quire, tmp_path: Path) -> None:
    assert "no database" in one_sentence(quire("db", "check"))
    assert "no database" in one_sentence(quire("db", "backup", "copy.sqlite3"))
    assert "up to date" in quire("db", "upgrade").stdout
    assert "is sound" in quire("db", "check").stdout
    assert quire("db", "backup", "copy.sqlite3").returncode == 0
    assert "there already" in one_sentence(quire("db", "backup", "copy.sqlite3"))
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as connection:
        assert connection.execute("SELECT COUNT(*) FROM stories").fetchone() == (0,)


def test_misuse_exits_2(quire: Quire) -> None:
    assert quire("dance").returncode == 2
    assert quire("db", "backup").returncode == 2


def test_version(quire: Quire) -> None:
    assert quire("--version").stdout.startswith("quire ")


def findings(settings: Settings, **changes: object) -> dict[str, tuple[bool, str]]:
    """Return the doctor's findings by their first word."""
    changed = settings.model_copy(update=changes)
    return {finding.text.split(":")[0]: (finding.ok, finding.text) for finding in examine(changed)}


def test_doctor_without_anything(quire: Quire) -> None:
    done = quire("doctor")
    assert done.returncode == 1
    assert "QUIRE_TOKEN" in done.stdout
    assert "quire model fetch" in done.stdout
    assert not done.stderr


def test_doctor_finds_everything_in_place(settings: Settings) -> None:
    from pydantic import SecretStr

    found = findings(settings, token=SecretStr(TOKEN))
    assert set(found) == {"Token", "Intents", "Database", "Model", "Disk", "Versions"}
    assert all(ok for ok, _ in found.values()), found


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "bm90LWFuLWlkLWF0LWFsbA.GAbCdE." + "x" * 30])
def test_doctor_knows_the_shape_of_a_token(settings: Settings, token: str) -> None:
    from pydantic import SecretStr

    ok, text = findings(settings, token=SecretStr(token))["Token"]
    assert not ok
    assert token == "" or token not in text, "a secret is never printed"


def test_doctor_sees_a_database_that_is_none(settings: Settings) -> None:
    settings.database_path.write_bytes(b"ruin" * 4096)
    ok, text = findings(settings)["Database"]
    assert not ok
    assert "damaged" in text
