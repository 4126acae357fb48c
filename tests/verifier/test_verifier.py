import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.verifier.classes import Disagreement
from tests.verifier.forms import RULES, SOURCES_OF_OTHERS
from tests.verifier.judge import FORMS, judge
from tests.verifier.phonemes import installed, said
from tests.verifier.report import report

pytestmark = pytest.mark.skipif(not installed(), reason="no espeak-ng here: make system-packages")

DATA = Path(__file__).parent / "data" / "poems.txt"
BLOCKS = [block.partition("\n") for block in DATA.read_text(encoding="utf-8").split("## ")[1:]]
POEMS = [(head.split(" | ")[0], poem.strip("\n"), head) for head, _, poem in BLOCKS]


def poem(form: str, author: str = "") -> str:
    return next(text for name, text, head in POEMS if name == form and author in head)


@pytest.mark.parametrize(("form", "text"), [pytest.param(f, t, id=head) for f, t, head in POEMS])
def test_a_known_poem_is_in_its_form(form: str, text: str) -> None:
    found = judge(form, text)
    assert found.valid, found.reasons


def test_every_form_has_a_poem_and_a_source() -> None:
    assert {name.partition(":")[0] for name, _, _ in POEMS} == set(FORMS) - {"sonnet"}
    assert all(rule.source for rule in RULES.values())
    assert all(SOURCES_OF_OTHERS.values())


@pytest.mark.parametrize(
    ("form", "author", "old", "new", "line", "reason"),
    [
        ("haiku", "", "Autumn moon tonight", "An autumn moon tonight", 1, "6 syllables"),
        ("senryu", "", "nothing", "not one thing", 3, "6 syllables"),
        ("tanka", "", "single grey", "grey", 3, "3 syllables"),
        ("cinquain", "Triad", "Just dead", "Just dead now", 5, "3 syllables"),
        ("lanterne", "", "white", "whiter", 5, "2 syllables"),
        ("nonet", "", "here", "only", 9, "2 syllables"),
        ("fibonacci", "", "wind", "water", 2, "2 syllables"),
        ("limerick", "beard", "a Wren", "a Robin", 4, "do not rhyme"),
        ("limerick", "", "Old Man with a beard", "Old Man with a very long beard", 1, "anapaestic 3"),
        ("couplet", "express'd", "express'd", "described", 2, "do not rhyme"),
        ("couplet", "", "What oft was thought", "Whatever was thought often", 2, "iambic 5"),
        ("ballad", "Coleridge", "drop to drink", "drop to taste", 4, "do not rhyme"),
        ("common-metre", "", "how sweet the sound", "how very sweet the sound", 1, "8 syllables"),
        ("clerihew", "Davy", "gravy", "dinner", 2, "do not rhyme"),
        ("triolet", "", "That Love would prove so hard a master.", "That Love was hard.", 8, "line 2 again"),
        ("villanelle", "", "here to find a thing to blame", "here to find a thing", 10, "do not rhyme"),
        ("pantoum", "", "The tide comes in without a sound.", "The tide goes out.", 12, "line 1 again"),
        ("shakespearean-sonnet", "Sonnet 73", "sweet birds sang", "sweet birds sing", 4, "do not rhyme"),
        ("shakespearean-sonnet", "Sonnet 130", "a far more", "more", 10, "iambic 5"),
        ("petrarchan-sonnet", "", "and wide", "and large", 3, "do not rhyme"),
        ("spenserian-sonnet", "", "on the wall", "on the hill", 4, "do not rhyme"),
        ("acrostic:ALICE", "", "Lingering", "And lingering", 2, "begins with a"),
        ("rondelet", "", "The river knows.", "The water knows.", 7, "line 1 again"),
        ("ghazal", "", "upon the train again", "upon the bus again", 4, "no qafia rhyme"),
        ("ghazal", "", "upon the train again", "upon the train once more", 4, "radif"),
        ("renga", "", "his nets", "his old nets", 4, "8 syllables"),
    ],
)
def test_a_near_miss_is_refused_for_what_is_wrong_with_it(
    form: str, author: str, old: str, new: str, line: int, reason: str
) -> None:
    text = next(t for f, t, head in POEMS if f == form and author in head + t and old in t)
    before, _, after = text.rpartition(old)
    found = judge(form, before + new + after)
    assert not found.valid
    assert any(reason in each for each in found.reasons.get(line, [])), found.reasons


def test_a_changed_refrain_breaks_a_villanelle_there_alone() -> None:
    text = poem("villanelle")
    lines = text.split("\n")
    at = max(n for n, line in enumerate(lines[:-2]) if line.startswith("The hills are blue"))
    lines[at] = "The hills are green, and no two hills the same."
    found = judge("villanelle", "\n".join(lines))
    assert found.reasons == {15: ["line 15 is not line 3 again"]}


@pytest.mark.parametrize(
    ("form", "of"),
    [("haiku", "tanka"), ("limerick", "clerihew"), ("sonnet", "villanelle"), ("pantoum", "limerick")],
)
def test_a_poem_of_another_form_has_the_wrong_number_of_lines(form: str, of: str) -> None:
    assert 0 in judge(form, poem(of)).reasons


def test_one_kind_of_sonnet_is_not_another_but_each_is_a_sonnet() -> None:
    kinds = ["shakespearean-sonnet", "petrarchan-sonnet", "spenserian-sonnet"]
    for kind in kinds:
        assert [each for each in kinds if judge(each, poem(kind)).valid] == [kind]
        assert judge("sonnet", poem(kind)).valid


def test_near_rhymes_are_named() -> None:
    text = "Sir Humphry {}\nlooked at the {}\nand then the day\nwent all away"
    kinds = {("Love", "prove"): "eye rhyme", ("moon", "sun"): "slant rhyme", ("sea", "see"): "identical"}
    for (first, second), kind in kinds.items():
        assert kind in judge("clerihew", text.format(first, second)).reasons[2][0]


@pytest.mark.parametrize(
    "text", ["", "😀\n😀\n😀", "лес\nнад\nрекой", "zx\n---\n''", "a-" * 900, "fire " * 800]
)
@pytest.mark.parametrize("form", [*FORMS, "acrostic:QUIRE"])
def test_any_text_gets_a_verdict(form: str, text: str) -> None:
    assert isinstance(judge(form, text).valid, bool)


def test_a_form_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        judge("sestina", "a")


def test_a_report_counts_and_names_disagreements() -> None:
    found = report(
        "cinquain", "\n---\n".join([poem("cinquain", "Triad"), poem("cinquain", "November"), "One\n"])
    )
    assert (found.poems, found.valid, found.strict) == (3, 2, 1)
    assert found.bent == {Disagreement.R_COLOURING: 1}
    assert "hour: The falling snow" in found.table()


def test_a_line_is_not_put_down_to_a_reading_that_its_form_does_not_allow() -> None:
    found = judge("haiku", "The driven snow fell\nbecause we loved one another so\nin May 1984 too")
    kinds = {line.number: [why for _, why in line.classes] for line in found.lines}
    assert kinds == {1: [], 2: [Disagreement.PLAIN], 3: [Disagreement.NUMBER]}


def test_the_command_prints_json(tmp_path: Path) -> None:
    file = tmp_path / "poems.txt"
    file.write_text(poem("haiku") + "\n---\n" + "Lost\n" * 3, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "tests.verifier", "haiku", str(file), "--json"], capture_output=True, text=True
    )
    found = json.loads(done.stdout)
    assert (done.returncode, found["poems"], found["valid"]) == (1, 2, 1)
    assert found["broken"]["no known reason"]["lines"] == 3


def test_a_thousand_new_words_take_seconds() -> None:
    start = time.perf_counter()
    texts = [
        f"{a}{b}{c}" for a in "bdfghklmnp" for b in ("a", "ee", "oo", "ai") for c in ("t", "ner", "lish")
    ]
    report("haiku", "\n---\n".join(f"{text} of {text}ing" for text in texts * 4))
    assert said("bat").count == 1
    assert time.perf_counter() - start < 10
