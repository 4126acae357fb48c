"""That what the ways make can be read: each is undone here, apart from its code."""

import re
from itertools import groupby
from unicodedata import category, name, normalize

import pytest

from tests.evasion.english import is_word
from tests.evasion.generator import Disguise, generate
from tests.evasion.tables import alphabets, substitutes
from tests.evasion.ways import invisible, typefaces
from tests.unit.evasion.test_generator import WORDS

FORMS = generate(WORDS, seed=3, rounds=2).disguises


def family(kind: str, *but: str) -> list[Disguise]:
    found = [form for form in FORMS if form.family == kind and form.way not in but]
    assert len(found) > 20
    return found


def seen(text: str) -> str:
    """Return the text without what cannot be seen."""
    return "".join(
        sign for sign in text if category(sign) != "Cf" and not re.match("[\ufe00-\ufe0f\u034f\u1160]", sign)
    )


def letters(text: str) -> str:
    return "".join(sign for sign in text.lower() if "a" <= sign <= "z")


def squeezed(text: str) -> str:
    return "".join(sign for sign, _ in groupby(text))


def test_capitals_are_all_that_case_changes() -> None:
    assert all(form.text.lower() == form.word for form in family("case"))


def test_unseen_signs_are_all_that_is_put_in() -> None:
    assert all(seen(form.text) == form.word for form in family("invisible"))
    text = "".join(form.text for form in family("invisible"))
    assert all(sign in text for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad")
    assert all(sign in text for sign in invisible.RARE)


def test_letters_under_an_override_show_in_order() -> None:
    for form in family("direction"):
        shown = re.sub("\u202e(.*)\u202c", lambda run: run[1][::-1], form.text)
        assert seen(shown) == form.word


def test_marks_come_off() -> None:
    for form in family("marks"):
        bare = "".join(sign for sign in normalize("NFD", form.text) if category(sign) not in ("Mn", "Me"))
        assert bare == form.word


def test_compatible_typefaces_fold_to_the_word() -> None:
    faces = [face for face in alphabets() if face.startswith("mathematical")]
    for form in family("typefaces"):
        if form.way in (*faces, "fullwidth", "circled", "superscripts", "subscripts", "letterlike signs"):
            assert normalize("NFKC", form.text).lower() == form.word


def test_other_typefaces_have_a_sign_for_each_letter() -> None:
    for face in ("small capitals", *typefaces.RESEMBLING):
        for form in (form for form in family("typefaces") if form.way == face):
            order = form.word[::-1] if face == "turned" else form.word
            assert len(form.text) == len(order)
            assert all(
                sign in (letter, *(alphabet.get(letter) for alphabet in alphabets()[face]))
                for sign, letter in zip(form.text, order, strict=True)
            )


def test_lookalikes_stand_for_their_letters() -> None:
    for form in family("lookalikes", "I for l, l for i", "two letters that look like one"):
        assert len(form.text) == len(form.word)
        for sign, letter in zip(form.text, form.word, strict=True):
            assert letter in (sign, *(plain for plain, signs in _all(letter) if sign in signs))


def test_leet_reads_letter_by_letter() -> None:
    for form in family("leet"):
        pattern = ""
        for letter in form.word:
            signs = [kind[letter] for kind in substitutes("leet.tsv").values() if letter in kind]
            pattern += (
                "(?:" + "|".join(map(re.escape, (letter, *(sign for one in signs for sign in one)))) + ")"
            )
        assert re.fullmatch(pattern, form.text)


def test_repeats_come_down_to_the_word() -> None:
    assert all(squeezed(form.text) == squeezed(form.word) for form in family("repeats"))


@pytest.mark.parametrize("kind", ["separators", "splits"])
def test_letters_between_signs_are_the_word(kind: str) -> None:
    assert all(letters(form.text) == form.word for form in family(kind))


def test_the_parts_of_a_split_are_no_words() -> None:
    for form in family("splits"):
        parts = re.findall("[a-z]+", form.text)
        assert len(parts) == 2
        assert not any(map(is_word, parts))
    assert is_word("the")
    assert is_word("lighthouse")


def test_formatting_comes_off() -> None:
    junk = re.compile(r"\]\(.*?\)|<a?:\w+:\d+>|:[a-z]+:|<[@#t/h][^>]*>")
    for form in family("markdown"):
        assert letters(junk.sub("", form.text)) == form.word


def test_stars_leave_the_first_letter_and_half_of_the_word() -> None:
    for form in family("stars"):
        assert len(form.text) == len(form.word)
        same = [sign == letter for sign, letter in zip(form.text, form.word, strict=True)]
        assert same[0]
        assert sum(same) * 2 >= len(same)


def test_lookalikes_are_of_their_script() -> None:
    for kind, table in substitutes("lookalikes.tsv").items():
        script = kind.split()[-1].upper()
        assert all(script in name(sign).split() for signs in table.values() for sign in signs)


def test_respelt_words_begin_alike_in_sound() -> None:
    alike = {
        "f": "fp",
        "p": "pf",
        "k": "kcq",
        "c": "cks",
        "q": "qk",
        "t": "tfd",
        "w": "wvu",
        "j": "jgd",
        "o": "o0",
    }
    for form in family("respelling"):
        assert form.text[0] in alike.get(form.word[0], form.word[0])


def _all(letter: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(letter, kind[letter]) for kind in substitutes("lookalikes.tsv").values() if letter in kind]
