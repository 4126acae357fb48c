"""The checker on poems whose form is not in doubt, and on those that miss theirs by one thing."""

import pytest

from bot.domain.forms import forms
from bot.domain.prosody.rhyme import Rhyme
from bot.domain.verse.check import check
from bot.domain.verse.verdict import Fault, Problem, Verdict
from tests.poems import Poem, poems

RHYMES = {
    "rhyme": {Rhyme.NONE, Rhyme.UNKNOWN},
    "eye-rhyme": {Rhyme.EYE},
    "slant-rhyme": {Rhyme.SLANT},
    "identical-rhyme": {Rhyme.IDENTICAL, Rhyme.RICH},
}
FAULTS = {
    "syllables": {Fault.SYLLABLES},
    "metre": {Fault.METRE, Fault.SYLLABLES},
    "refrain": {Fault.REFRAIN},
    "lines": {Fault.LINES},
    "acrostic": {Fault.LETTER},
    "radif": {Fault.RADIF},
}


def judged(poem: Poem) -> Verdict:
    return check(forms()[poem.form], poem.text, word=poem.word)


def problems(verdict: Verdict) -> list[Problem]:
    return [*verdict.problems, *(problem for line in verdict.lines for problem in line.problems)]


def is_named(problem: Problem, what: str) -> bool:
    if what in RHYMES:
        return problem.fault is Fault.RHYME
    return problem.fault in FAULTS[what]


@pytest.mark.parametrize(
    "poem", [*poems("known"), *poems("own")], ids=lambda poem: f"{poem.form}-{poem.name}"
)
def test_a_poem_of_its_form_is_one(poem: Poem) -> None:
    unexpected = [
        problem
        for problem in problems(judged(poem))
        if not any(
            problem.line == fault.line - 1 and is_named(problem, fault.what) for fault in poem.exceptions
        )
    ]
    assert unexpected == []


@pytest.mark.parametrize("poem", poems("near"), ids=lambda poem: f"{poem.form}-{poem.name}")
def test_a_near_miss_fails_for_its_reason(poem: Poem) -> None:
    assert poem.fails is not None
    verdict = judged(poem)
    assert not verdict.valid
    what, line = poem.fails.what, poem.fails.line - 1
    if what == "lines":
        assert Fault.LINES in {problem.fault for problem in verdict.problems}
        return
    first = min(
        (problem for problem in problems(verdict) if problem.line is not None), key=lambda one: one.line or 0
    )
    assert first.line == line
    if what in RHYMES:
        assert first.relation in RHYMES[what]
    else:
        assert first.fault in FAULTS[what]


@pytest.mark.parametrize("text", poems("prose"), ids=lambda poem: poem.name)
def test_what_is_in_no_form_is_told_so(text: Poem) -> None:
    assert [
        form.name for form in forms().values() if check(form, text.text).valid and not form.takes_word
    ] == []
