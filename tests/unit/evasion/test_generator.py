"""The generator of disguised words: the same for a seed, exact in its spans, and never the plain word."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from tests.evasion.english import is_word
from tests.evasion.generator import Generated, generate, stands_plain
from tests.evasion.ways import WAYS

# Harmless stand-ins: no words, or rare ones, of three letters to eight, with and without double letters.
WORDS = """
    flurbin grackle snickett zub plok trimp wozzle bramble quib dorfle mumpet skelf tarn glim pash vex crumb
    noddle fettle thwack jorum kelp oxter yarb plinth squelch murk drib gloam wisp fusk tosk bork grizzle hask
    limp nurd puckle shund whelm
""".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def made() -> Generated:
    return generate(WORDS, seed=7)


def test_forty_words_make_a_thousand_forms(made: Generated) -> None:
    assert len(WORDS) == 40
    assert len(made.disguises) >= 1000
    assert len({(form.word, form.text) for form in made.disguises}) >= 1000


def test_a_seed_gives_the_same_forms_and_another_gives_others(made: Generated) -> None:
    assert generate(WORDS, seed=7) == made
    other = generate(WORDS, seed=8)
    assert len({form.text for form in other.disguises} - {form.text for form in made.disguises}) >= 1000


def test_a_form_depends_on_no_other_word(made: Generated) -> None:
    alone = generate(["grackle"], seed=7).disguises
    assert alone == tuple(form for form in made.disguises if form.word == "grackle")


def test_another_process_makes_the_same_forms(made: Generated) -> None:
    code = (
        "from tests.evasion.generator import generate\nprint(ascii(generate(['grackle'], seed=7).disguises))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == ascii(tuple(form for form in made.disguises if form.word == "grackle"))


def test_spans_are_exact_and_sentences_have_the_word_nowhere_else(made: Generated) -> None:
    for form in made.disguises:
        assert form.sentence[form.start : form.end] == form.text
        assert form.word not in form.sentence[: form.start] + " " + form.sentence[form.end :]


def test_every_way_fires_and_what_is_left_out_is_told(made: Generated) -> None:
    fired = Counter(form.way for form in made.disguises)
    assert set(fired) == {way.name for way in WAYS}
    assert set(made.left_out) == set(fired)
    for way in WAYS:
        assert fired[way.name] + len(made.left_out[way.name]) == len(WORDS)


def test_no_form_is_the_plain_word_or_another(made: Generated) -> None:
    around = {way.name for way in WAYS if way.around}
    for form in made.disguises:
        assert form.text != form.word
        assert form.way in around or not stands_plain(form.word, form.text)
        if form.family != "case":
            assert form.text.lower() != form.word
            assert not is_word(form.text.lower())
        assert not form.text.isdecimal()


def test_two_ways_at_once_are_about_a_sixth(made: Generated) -> None:
    share = sum(form.family == "pairs" for form in made.disguises) / len(made.disguises)
    assert 0.1 < share < 0.22


def test_more_rounds_give_more_forms_none_twice() -> None:
    one, three = generate(["grackle"], seed=1), generate(["grackle"], seed=1, rounds=3)
    assert set(one.disguises) < set(three.disguises)
    assert len({(form.way, form.text) for form in three.disguises}) == len(three.disguises)


def test_a_word_that_a_way_cannot_disguise_is_left_out() -> None:
    left_out = generate(["grackle"], seed=1).left_out
    assert left_out["two letters that look like one"] == ("grackle",)
    assert left_out["spaced"] == ()


@pytest.mark.parametrize("word", ["", "ab", "Grackle", "two words", "gr4ckle", "o'clock"])
def test_what_is_no_word_of_small_letters_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        generate([word], seed=1)
