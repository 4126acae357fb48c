"""A visitor of the demo lets time pass: turns lapse before their eyes."""

import time
from datetime import datetime
from typing import TYPE_CHECKING

import aiohttp
import pytest

pytest.importorskip("simcord", reason="the demo extra is not installed")

from bot.demo.check import _two_free_ports
from bot.demo.stage import staged
from bot.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

MARK = {"X-Quire-Demo": "1"}


async def test_time_passes_when_a_visitor_asks(tmp_path: "Path") -> None:
    settings = Settings(_env_file=None, muse="scripted")  # type: ignore[call-arg]
    async with (
        staged(settings, port=_two_free_ports(), folder=tmp_path) as front,
        aiohttp.ClientSession(front.address) as session,
    ):

        async def now() -> float:
            async with session.get("/api/world") as answer:
                return datetime.fromisoformat((await answer.json())["now"]).timestamp()

        async def leap(hours: str, headers: dict[str, str]) -> int:
            async with session.post("/api/later", params={"hours": hours}, headers=headers) as answer:
                return answer.status

        before = await now()
        assert await leap("24", {}) == 403
        for wrong in ("0", "-1", "169", "a week", "", "9" * 5000):
            assert await leap(wrong, MARK) == 400
        assert await leap("24", MARK) == 204
        deadline = time.monotonic() + 20
        while await now() < before + 24 * 3600:
            assert time.monotonic() < deadline, "the demo's clock stood still"
        assert await now() < before + 25 * 3600
