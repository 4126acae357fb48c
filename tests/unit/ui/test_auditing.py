"""A page of the audit fits into one message, whatever was said in its acts."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.limits.policy import Category
from bot.services.auditing import PAGE_SIZE, AuditPage
from bot.storage.audit import Entry
from bot.ui.auditing import audit_shown
from bot.ui.catalogue import Catalogue

_TEXTS = 4000  # characters of all texts of a message, by Discord
_ID = 2**63 - 1
LONG, MARKS = "word " * 60, "*_" * 150
EVERY = {"setting": "moderators-channel", "value": str(_ID), "old": str(_ID), "channel": _ID}
CASES: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    (
        "text-returned",
        {"text": 1, "rules": [*Category, "list:hold", "list:block", "invites"]},
        {"note": MARKS},
    ),
    ("text-rejected", {"text": 1, "rules": ["list:hold", "list:block", "invites"]}, {}),
    ("limits-set", EVERY, {}),
    ("story-kick", {"reason": MARKS}, {}),
    ("report-hidden", {"position": 9999}, {}),
    (
        "story-charter",
        {"rating": "everyone", "old": "mature"},
        {"lines": MARKS, "old_lines": LONG, "veils": LONG, "old_veils": MARKS},
    ),
    ("story-charter", {"rating": "teen", "old": "mature"}, {"veils": MARKS, "old_veils": LONG}),
]


def texts(component: Any) -> str:
    """Return all that a component says."""
    inner = component.get("components", [])
    return component.get("content", "") + "".join(texts(one) for one in inner)


@pytest.mark.parametrize(("action", "detail", "words"), CASES)
def test_ten_of_the_longest_fit(action: str, detail: dict[str, Any], words: dict[str, str]) -> None:
    at = datetime(2026, 5, 1, 12, tzinfo=UTC)
    entry = Entry(1, action, _ID, _ID, False, 99_999, _ID, detail, words, at)
    shown = audit_shown(AuditPage([entry] * PAGE_SIZE, 0, 999), _ID, at, Catalogue().speaker("en"))
    said = "".join(texts(one) for one in shown["view"].to_components())
    assert said.count("<t:") >= PAGE_SIZE
    assert len(said) <= _TEXTS
