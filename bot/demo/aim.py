"""Carries a click made on an older picture over to the present one, if its control is still there."""

import json
import re
from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = 16  # as many as Preview keeps
PICTURES = 8  # a page asks twice a second and a picture lasts about as long
ON_A_CONTROL = ("click", "select")


class Sight:
    """Remembers what each open page was shown last."""

    def __init__(self) -> None:
        self._shown: OrderedDict[str, deque[bytes]] = OrderedDict()

    def saw(self, page: str, picture: bytes) -> None:
        """Note that ``page`` was shown ``picture``."""
        pictures = self._shown.setdefault(page, deque(maxlen=PICTURES))
        self._shown.move_to_end(page)
        if not pictures or pictures[-1] != picture:
            pictures.append(picture)
        while len(self._shown) > PAGES:
            self._shown.popitem(last=False)

    def aim(self, page: str, action: bytes, now: bytes) -> bytes:
        """Return the action as made on the picture ``now``; unchanged where it would hit something else."""
        body, current = as_object(action), as_object(now)
        made_on, revision = body.get("published_revision"), current.get("publishedRevision")
        if not isinstance(revision, int) or not isinstance(made_on, int) or made_on == revision:
            return action
        if body.get("kind") in ON_A_CONTROL:
            seen = self._picture(page, made_on)
            control = _found(seen, current, str(body.get("target_id")), body.get("control_key"))
            if control is None:
                return action
            body["control_key"] = control
        body["published_revision"] = revision
        return json.dumps(body).encode()

    @staticmethod
    def aim_upload(action: bytes, now: bytes) -> bytes:
        """Do the same for a command or a form that carries files; neither is a place on the picture."""
        revision = as_object(now).get("publishedRevision")
        if not isinstance(revision, int):
            return action
        # The browser sends the JSON part first, so the first match is not in a file.
        return re.sub(rb'("published_revision":)\d+', rb"\g<1>%d" % revision, action, count=1)

    def _picture(self, page: str, revision: object) -> dict[str, Any]:
        pictures = map(as_object, self._shown.get(page, ()))
        return next((one for one in pictures if one.get("publishedRevision") == revision), {})


def as_object(text: bytes) -> dict[str, Any]:
    """Read a JSON object; anything else is an empty one."""
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _found(seen: dict[str, Any], current: dict[str, Any], message: str, key: object) -> str | None:
    """Return where the control that was ``key`` in one picture is in another."""
    meant = next((one for one in _controls(seen, message) if one["control_key"] == key), None)
    if meant is None:
        return None
    for one in _controls(current, message):
        if one.get("custom_id") == meant.get("custom_id") is not None:
            return str(one["control_key"])
    for one in _controls(current, message):
        if one["control_key"] == key and _nameless(one) and _nameless(meant) and _alike(one, meant):
            return str(key)
    return None


def _controls(picture: dict[str, Any], message: str) -> "Iterator[dict[str, Any]]":
    messages = picture.get("messages")
    if isinstance(messages, dict):
        yield from _walk(messages.get(message))


def _walk(value: object) -> "Iterator[dict[str, Any]]":
    if isinstance(value, dict):
        if "control_key" in value:
            yield value
        for child in value.values():
            yield from _walk(child)
    elif isinstance(value, list):
        for child in value:
            yield from _walk(child)


def _nameless(one: dict[str, Any]) -> bool:
    """Say whether the library made the id up; it makes up another one when the message is edited."""
    return re.fullmatch("[0-9a-f]{32}", str(one.get("custom_id"))) is not None


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one.get(name) == other.get(name) for name in ("type", "label", "emoji", "placeholder"))
