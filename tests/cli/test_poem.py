"""``quire poem check`` and ``forms``: what programs read, and what people do."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app

HAIKU = "An old silent pond\nA frog jumps into the pond\nSplash! Silence again\n"


def run(*arguments: str, given: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, ["poem", *arguments], input=given)
    return result.exit_code, result.output


def test_a_poem_in_its_form_is_exit_code_0_and_json_names_what_the_contract_names() -> None:
    code, output = run("check", "haiku", "-", "--json", given=HAIKU)
    assert code == 0
    verdict = json.loads(output)
    assert verdict["valid"] is True
    assert verdict["problems"] == []
    assert [(line["text"], line["ok"], line["problems"]) for line in verdict["lines"]] == [
        (line, True, []) for line in HAIKU.splitlines()
    ]


def test_one_that_is_not_is_exit_code_1_and_says_why(tmp_path: Path) -> None:
    path = tmp_path / "poem.txt"
    path.write_text(HAIKU.replace("old", "old, old"), encoding="utf-8")
    code, output = run("check", "haiku", str(path), "--json")
    assert code == 1
    assert json.loads(output)["lines"][0]["problems"] == ["6 syllables: 1 too many."]
    code, output = run("check", "haiku", str(path))
    assert code == 1
    assert "6 syllables: 1 too many." in output


def test_several_poems_are_separated_by_a_line() -> None:
    code, output = run("check", "haiku", "--json", given=f"{HAIKU}---\n{HAIKU}---\nOne line\n")
    assert code == 1
    assert [json.loads(row)["valid"] for row in output.splitlines()] == [True, True, False]


@pytest.mark.parametrize("arguments", [("check", "haikoo"), ("check", "haiku", "/not/there"), ("check",)])
def test_misuse_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    code, _ = run(*arguments)
    assert code == 2


def test_the_form_is_detected() -> None:
    assert run("check", "--detect", "-", "--json", given=HAIKU) == (0, '{"forms": ["haiku", "senryu"]}\n')
    code, output = run("check", "--detect", given="Milk, eggs\nand some bread")
    assert code == 1
    assert "none" in output


def test_the_forms_are_listed() -> None:
    code, output = run("forms")
    assert code == 0
    assert "shakespearean-sonnet" in output
