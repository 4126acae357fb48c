"""``quire limits test``: what programs read, and what people see."""

import json
from pathlib import Path

import pytest
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


@pytest.mark.parametrize("sign", "\x0b\x0c\x1c\x85\u2028\u2029")
def test_only_a_line_feed_parts_texts(sign: str) -> None:
    text = f"one{sign}two"
    code, output = run("--json", given=f"{text}\r\nthree")
    assert code == 0
    assert [json.loads(line)["text"] for line in output.splitlines()] == [text, "three"]


def test_places_are_code_points_and_not_bytes_or_halves_of_signs() -> None:
    (line,) = run("--json", given="🙂 oh no, é 𝐬𝐡𝐢𝐭")[1].splitlines()
    assert json.loads(line)["matches"] == [{"rule": "profanity", "start": 11, "end": 15}]


def test_people_see_what_a_text_hides_and_its_brackets_as_they_are() -> None:
    code, output = run(given="[/b] s\u200bhit \x1b[31m\n")
    assert code == 0
    assert "[/b] s\\u200bhit \\x1b[31m" in output
