"""The demo as a person has it: a process of its own, a port, a browser, Ctrl-C."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("simcord", reason="the demo extra is not installed")
pytest.importorskip("playwright", reason="the demo extra is not installed")

from bot.demo.check import OPENING, TITLE
from bot.demo.visitor import browser, visiting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = browser()
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
PATIENCE = 60.0


def demo(*options: str) -> list[str]:
    return [sys.executable, "-m", "bot", "demo", "--muse", "scripted", *options]


def surroundings(folder: "Path", **more: str) -> dict[str, str]:
    return os.environ | {"QUIRE_DATA_DIR": str(folder)} | more


@pytest.mark.browser
@pytest.mark.slow
@needs_browser
def test_the_check_walks_through_the_demo(tmp_path: "Path") -> None:
    done = subprocess.run(
        demo("--check"), env=surroundings(tmp_path), capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert not (tmp_path / "demo").exists(), "the check used the folder of a person's stories"


@pytest.mark.browser
@needs_browser
def test_a_refused_command_is_answered_and_no_failure(tmp_path: "Path") -> None:
    async def ask(address: str) -> None:
        assert CHROMIUM is not None
        async with visiting(address, CHROMIUM) as visitor:
            await visitor.be("Ada", "writing-room")
            await visitor.slash("/setup")
            await visitor.sees("Manage Server")

    with running(tmp_path) as (_, address):
        asyncio.run(ask(address))


@pytest.mark.browser
@needs_browser
def test_stories_outlive_the_demo(tmp_path: "Path") -> None:
    with running(tmp_path) as (process, address):
        asyncio.run(start_a_story(address))
        (before,) = world(address)["stories"]
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, output
        assert "Traceback" not in output

    with running(tmp_path) as (process, address):
        (after,) = world(address)["stories"]
        assert after["title"] == TITLE
        assert after["thread"] not in (None, before["thread"]), "the story has no new thread"
        assert {**after, "thread": ""} == {**before, "thread": ""}
        asyncio.run(read_the_story(address))
        process.kill()
        process.communicate(timeout=PATIENCE)

    with running(tmp_path) as (process, address):
        (again,) = world(address)["stories"]
        assert again["thread"] not in (None, before["thread"], after["thread"])


def test_a_taken_port_is_one_sentence(tmp_path: "Path") -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = subprocess.run(
            demo("--no-browser", "--port", port),
            env=surroundings(tmp_path),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert done.returncode == 1
    assert f"Port {port} is already in use" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_browser_is_one_sentence(tmp_path: "Path") -> None:
    done = subprocess.run(
        demo("--check"),
        env=surroundings(tmp_path, PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 2
    assert "apt-get install chromium" in done.stdout


async def start_a_story(address: str) -> None:
    assert CHROMIUM is not None
    async with visiting(address, CHROMIUM) as visitor:
        await visitor.be("Ada", "writing-room")
        await visitor.slash("/story start", title=TITLE, opening=OPENING)
        await visitor.sees(TITLE)


async def read_the_story(address: str) -> None:
    assert CHROMIUM is not None
    async with visiting(address, CHROMIUM) as visitor:
        await visitor.be("Bashō", TITLE)
        await visitor.sees(OPENING)
        await visitor.press("Join")
        await visitor.sees("Bashō")


@contextmanager
def running(folder: "Path") -> "Iterator[tuple[subprocess.Popen[str], str]]":
    port = free_port()
    process = subprocess.Popen(
        demo("--no-browser", "--port", str(port)),
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        give_up = time.monotonic() + PATIENCE
        while not world(address).get("ready"):
            assert process.poll() is None, process.communicate()[0]
            assert time.monotonic() < give_up, "the demo did not get ready"
            time.sleep(0.1)
        yield process, address
    finally:
        process.kill()
        process.wait()


def world(address: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"{address}/api/world", timeout=10) as answer:
            state: dict[str, Any] = json.load(answer)
            return state
    except urllib.error.URLError:
        return {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
