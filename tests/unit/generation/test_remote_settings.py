"""Which settings make a remote muse, and what is said of those that cannot."""

import re
from dataclasses import replace

import pytest
from pydantic import SecretStr

from bot.errors import OperatorError, SettingsError
from bot.generation.factory import create_muse
from bot.generation.muse import MuseState
from bot.generation.remote import create_remote
from bot.settings import Settings, load_settings

URL, MODEL, KEY = "http://127.0.0.1:8000/v1", "tale-1", "sk-secret-123"


def remote(**more: object) -> Settings:
    given = {"muse": "remote", "remote_url": URL, "remote_model": MODEL, "remote_key": KEY, **more}
    return load_settings(_env_file=None, **given)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"remote_url": None}, ["QUIRE_REMOTE_URL"]),
        ({"remote_model": None}, ["QUIRE_REMOTE_MODEL"]),
        ({"remote_url": " ", "remote_model": None}, ["QUIRE_REMOTE_URL", "QUIRE_REMOTE_MODEL"]),
        ({"remote_url": "127.0.0.1:8000/v1"}, ["QUIRE_REMOTE_URL"]),
        ({"remote_url": "ftp://127.0.0.1"}, ["QUIRE_REMOTE_URL"]),
        ({"remote_url": "http://"}, ["QUIRE_REMOTE_URL"]),
        ({"remote_url": "http://127.0.0.1:http"}, ["QUIRE_REMOTE_URL"]),
        ({"remote_url": f"http://me:{KEY}@127.0.0.1"}, ["QUIRE_REMOTE_URL", "QUIRE_REMOTE_KEY"]),
        ({"remote_url": f"{URL}?key={KEY}"}, ["QUIRE_REMOTE_URL", "QUIRE_REMOTE_KEY"]),
        ({"remote_key": f"{KEY}\n{KEY}"}, ["QUIRE_REMOTE_KEY"]),
        ({"remote_key": f"{KEY}é"}, ["QUIRE_REMOTE_KEY"]),
    ],
)
def test_one_sentence_names_what_is_missing_or_wrong(given: dict[str, object], named: list[str]) -> None:
    with pytest.raises(SettingsError) as refused:
        create_muse(remote(**given))
    assert isinstance(refused.value, OperatorError)
    told = str(refused.value)
    assert re.findall("QUIRE_REMOTE_[A-Z]+", told) == named
    assert told.endswith(".")
    assert told.count(". ") == 0
    assert KEY not in told


def test_the_factory_makes_it_and_reaches_for_nothing() -> None:
    muse = create_muse(remote())
    status = muse.status()
    assert (status.state, status.model) == (MuseState.LOADING, MODEL)
    assert muse.abilities == frozenset()


def test_rows_are_a_setting() -> None:
    assert create_remote(remote()).capacity == 8
    assert create_remote(remote(remote_rows=3)).capacity == 3
    with pytest.raises(SettingsError, match="QUIRE_REMOTE_ROWS"):
        remote(remote_rows=0)


@pytest.mark.parametrize(
    ("url", "used"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1"),
        ("https://models.example/", "https://models.example/v1"),
        (" https://models.example/api/v3/ ", "https://models.example/api/v3"),
    ],
)
def test_an_address_without_a_path_gets_the_usual_one(url: str, used: str) -> None:
    assert create_remote(remote(remote_url=url))._url == used


def test_a_receipt_says_remote_and_not_where() -> None:
    here = create_remote(remote()).describe()
    assert here.checksum.startswith("remote:")
    there = create_remote(remote(remote_url="https://models.example/v1")).describe()
    assert replace(there, host="") == here, "the host is for /help, and in no receipt"
    assert there.host == "models.example"
    assert here.checksum != create_remote(remote(remote_model="tale-2")).describe().checksum
    assert create_remote(remote(remote_model="/srv/models/tale-3")).describe().name == "tale-3"
    assert create_remote(remote(remote_model="house/tale-4")).describe().name == "house/tale-4"


def test_a_key_is_no_part_of_what_is_shown() -> None:
    settings = remote(remote_key=SecretStr(KEY))
    assert KEY not in repr(settings)
    assert KEY not in repr(vars(create_remote(settings)))
