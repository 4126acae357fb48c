"""Clicks that come late hit what was meant, or nothing."""

import json
from typing import Any

from bot.demo.aim import Sight

PAGE = "p_1"


def picture(revision: int, *buttons: dict[str, Any]) -> bytes:
    row = {"type": 1, "components": list(buttons)}
    return json.dumps({"publishedRevision": revision, "messages": {"7": {"components": [row]}}}).encode()


def button(key: str, custom_id: str, label: str) -> dict[str, Any]:
    return {"control_key": key, "custom_id": custom_id, "type": 2, "label": label}


def click(revision: int, key: str) -> bytes:
    body = {"kind": "click", "target_id": "7", "control_key": key, "published_revision": revision}
    return json.dumps(body).encode()


def aimed(*seen: bytes, action: bytes, now: bytes) -> dict[str, Any]:
    sight = Sight()
    for one in seen:
        sight.saw(PAGE, one)
    result: dict[str, Any] = json.loads(sight.aim(PAGE, action, now))
    return result


def test_a_click_in_time_is_left_alone() -> None:
    shown = picture(3, button("0.0", "stop", "Stop"))
    action = click(3, "0.0")
    assert aimed(shown, action=action, now=shown) == json.loads(action)


def test_a_late_click_on_a_button_that_is_still_there() -> None:
    old, new = (picture(revision, button("0.0", "stop", "Stop")) for revision in (3, 4))
    assert aimed(old, action=click(3, "0.0"), now=new)["published_revision"] == 4


def test_a_late_click_follows_its_button() -> None:
    old = picture(3, button("0.0", "stop", "Stop"))
    new = picture(4, button("0.0", "again", "Again"), button("0.1", "stop", "Stop"))
    assert aimed(old, action=click(3, "0.0"), now=new)["control_key"] == "0.1"


def test_a_late_click_never_hits_another_button() -> None:
    old = picture(3, button("0.0", "stop", "Stop"))
    new = picture(4, button("0.0", "again", "Again"))
    assert aimed(old, action=click(3, "0.0"), now=new)["published_revision"] == 3


def test_a_turn_that_moved_is_another_button() -> None:
    old = picture(3, button("0.0", "pass:1:4", "Pass"))
    new = picture(4, button("0.0", "pass:1:5", "Pass"))
    assert aimed(old, action=click(3, "0.0"), now=new)["published_revision"] == 3


def test_ids_that_the_library_made_up_go_by_place_and_label() -> None:
    old = picture(3, button("0.0", "a" * 32, "Stop"))
    same = picture(4, button("0.0", "b" * 32, "Stop"))
    other = picture(4, button("0.0", "b" * 32, "Again"))
    assert aimed(old, action=click(3, "0.0"), now=same)["published_revision"] == 4
    assert aimed(old, action=click(3, "0.0"), now=other)["published_revision"] == 3


def test_a_picture_that_was_never_shown_is_no_ground() -> None:
    new = picture(4, button("0.0", "stop", "Stop"))
    assert aimed(action=click(3, "0.0"), now=new)["published_revision"] == 3


def test_a_command_needs_no_picture() -> None:
    action = json.dumps({"kind": "run_command", "published_revision": 3}).encode()
    assert aimed(action=action, now=picture(4))["published_revision"] == 4


def test_nonsense_passes_unchanged() -> None:
    assert Sight().aim(PAGE, b"not json", b"[]") == b"not json"


def test_an_upload_is_aimed_without_touching_its_file() -> None:
    part = (
        b'--x\r\n\r\n{"kind":"run_command","published_revision":3}\r\n--x\r\n\r\n"published_revision":3\r\n'
    )
    assert Sight.aim_upload(part, picture(12)) == part.replace(b":3}", b":12}")
