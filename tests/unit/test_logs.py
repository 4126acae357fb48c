"""What the log holds, and what it never holds."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs
from bot.settings import Settings

SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GAbCdE.a-token-that-nobody-may-read"
WORDS = "what a member typed"


@pytest.fixture(autouse=True)
def _restore_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, config = root.handlers[:], root.level, structlog.get_config()
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**config)


def post(token: str, text: str) -> None:
    """Fail as a call to Discord does: the frames of the traceback hold the token and a member's words."""
    headers = {"Authorization": f"Bot {token}"}
    body = {"content": text}
    raise RuntimeError(f"400 Bad Request, {len(headers)} headers, {len(body)} fields")


@pytest.mark.parametrize("log_format", ["console", "json"])
def test_a_trace_holds_neither_token_nor_words(
    settings: Settings, capsys: pytest.CaptureFixture[str], log_format: str
) -> None:
    logs.configure(settings.model_copy(update={"log_format": log_format}))
    try:
        post(SECRET, WORDS)
    except RuntimeError as error:
        structlog.get_logger("quire").error("interaction.failed", reference="ABC123", exc_info=error)
        logging.getLogger("a.library").error("it failed", exc_info=error)
    written = capsys.readouterr().err
    assert "ABC123" in written
    assert written.count("400 Bad Request") >= 2
    assert "post" in written, "the trace names the function that failed"
    assert SECRET[:20] not in written
    assert WORDS not in written
    if log_format == "json":
        assert [json.loads(line)["level"] for line in written.splitlines()] == ["error", "error"]
