"""``quire limits test``: what programs read, and what people see."""

import json
from pathlib import Path

from typer.testing import CliRunner

from bot.__main__ import app

TEXTS = "What the fuck is this\n\nA quiet sea\nf\u200bu\u200bck, s||hi||t\n"


def run(*arguments: str, given: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["limits", "test", *arguments], input=given)
    return result.exit_code, result.output


def test_one_object_for_each_text_with_what_the_contract_names() -> None:
    code, output = run("--json", given=TEXTS)
    assert code == 0
    first, second, third = map(json.loads, output.splitlines())
    assert first == {
        "text": "What the fuck is this",
        "action": "hold",
        "matches": [{"rule": "profanity", "start": 9, "end": 13}],
    }
    assert second == {"text": "A quiet sea", "action": "allow", "matches": []}
    places = [(match["start"], match["end"]) for match in third["matches"]]
    assert [third["text"][start:end] for start, end in places] == ["f\u200bu\u200bck", "s||hi||t"]


def test_the_rating_and_a_file_may_be_named(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text(TEXTS, encoding="utf-8")
    assert {
        json.loads(line)["action"] for line in run("--rating", "teen", "--json", str(path))[1].splitlines()
    } == {
        "warn",
        "allow",
    }
    assert "profanity" in run("--rating", "teen", str(path))[1]


def test_a_file_that_is_not_there_is_misuse() -> None:
    code, output = run("nowhere.txt")
    assert code == 2
    assert "cannot be read" in output


def test_bytes_that_are_no_text_are_judged_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "texts.bin"
    path.write_bytes(b"\xff\xfe what the fuck \x80\n")
    assert json.loads(run("--json", str(path))[1])["action"] == "hold"
