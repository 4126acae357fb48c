"""Which words a poem is made of."""

import random
import re
from dataclasses import replace

import pytest

from bot.domain.forms import forms
from bot.domain.prosody.measure import iambic, syllables
from bot.domain.prosody.rhyme import Rhyme, relation
from bot.domain.prosody.scansion import pauses
from bot.domain.prosody.words import words_of
from bot.domain.verse.check import check
from bot.domain.verse.stock import LEANING, entry_of
from bot.generation.poetry.lexicon import Written
from bot.generation.poetry.lines import LineGrammar, LineWish
from bot.generation.poetry.making import Making
from bot.generation.poetry.ordering import PoemOrder
from bot.generation.poetry.subject import with_subject
from tests.unit.generation.poetry.lots import line, poem
from tests.unit.generation.poetry.tables import lexicon


def stresses(word: str) -> set[str]:
    entry = entry_of(word)
    assert entry is not None
    return set(entry.signature)


def test_a_word_of_one_syllable_takes_the_beat_where_it_has_a_meaning() -> None:
    assert stresses("moon") == {"1"}
    assert stresses("the") == stresses("she") == stresses("of") == {"0"}
    assert stresses("old") == stresses("down") == {"?"}
    assert stresses("garden") == {"10"}


@pytest.mark.parametrize("seed", range(12))
def test_the_beat_of_a_line_is_on_words_that_have_a_meaning(seed: int) -> None:
    text = line(LineGrammar(lexicon("bytes"), LineWish(iambic(5))), random.Random(seed))
    said = words_of(text)
    readings = []
    for word in said:
        entry = entry_of(word.text.lower())
        assert entry is not None
        readings.append([replace(word.readings[0], stress=stress) for stress in entry.signature])
    assert iambic(5).scan(readings, pauses(text, said)).fits, text


def test_no_line_ends_right_behind_a_contraction() -> None:
    grammar, chance = LineGrammar(lexicon("bytes"), LineWish(iambic(2))), random.Random(5)
    found = [line(grammar, chance).split() for _ in range(1500)]
    assert any("'" in word for said in found for word in said), "some have one at all"
    assert not [said for said in found if len(said) > 1 and "'" in said[-2]]


def test_a_and_an_stand_before_the_words_that_they_belong_to() -> None:
    words, chance = lexicon("bytes"), random.Random(9)
    grammar = LineGrammar(words, LineWish(syllables(4)))
    behind = [
        (said[n].lower(), entry_of(said[n + 1].strip(",;.!?").lower()))
        for said in (line(grammar, chance).split() for _ in range(3000))
        for n in range(len(said) - 1)
        if said[n].lower() in ("a", "an")
    ]
    assert len(behind) > 5
    for article, entry in behind:
        assert entry is not None
        assert entry.vowel == (article == "an"), (article, entry.text)
    hour, union = entry_of("hour"), entry_of("union")
    assert hour is None or hour.vowel
    assert union is not None
    assert not union.vowel


@pytest.mark.parametrize("kind", ["bytes", "pieces"])
def test_a_poem_may_say_the_words_of_its_subject(kind: str) -> None:
    words = lexicon(kind)
    assert "heron" not in words.number
    more = with_subject(words, "the heron of the heron")
    assert set(more.number) - set(words.number) == {"heron"}
    assert all((shelf.items == more.number["heron"]).sum() == 1 for shelf in more.shelves)
    text = poem(PoemOrder(forms()["triolet"], 1, 1, 3, "a heron", candidates=2), words)
    assert check(forms()["triolet"], text).valid


def test_a_line_about_a_heron_can_name_it() -> None:
    more = with_subject(lexicon("bytes"), "a heron")
    grammar = LineGrammar(more, LineWish(iambic(1), endings=("heron",)))
    assert line(grammar, random.Random(1)).rstrip(".!?,;").endswith("heron")


def test_a_name_in_the_subject_keeps_its_capital() -> None:
    more = with_subject(lexicon("bytes"), "my aunt Sabrina and a Heron")
    assert {"Sabrina", "Heron"} <= more.number.keys()
    assert "sabrina" not in more.number
    within = more.shelves[Written.WITHIN]
    tokens = within.tokens[int((within.items == more.number["Sabrina"]).nonzero()[0][0])]
    assert "".join(more.table.texts()[token] or "" for token in tokens) == " Sabrina"


@pytest.mark.parametrize("subject", ["", "🎻", "zzyzx the qwrtp", "ürümqi", "the of and", "fuck", "a" * 300])
def test_what_has_no_sure_sound_in_the_subject_is_left_out(subject: str) -> None:
    assert with_subject(lexicon("bytes"), subject) is lexicon("bytes")


def test_a_poem_speaks_of_itself_only_where_it_was_asked_to() -> None:
    assert not {"poem", "sentence", "following"} & lexicon("bytes").number.keys()
    assert "sentence" in with_subject(lexicon("bytes"), "a life sentence").number


def test_the_rhymes_are_planned_once_and_the_lines_chosen_from_several() -> None:
    making = Making(PoemOrder(forms()["couplet"], 1, 1, 1, candidates=5), lexicon("bytes"))
    assert len(making.next_requests()) == 1


def test_a_poem_about_somebody_begins_with_their_name_and_rhymes_on_it() -> None:
    form = forms()["clerihew"]
    text = poem(PoemOrder(form, 1, 1, 4, "Edgar Allan Poe", candidates=2), lexicon("bytes"))
    first, second, *_ = text.splitlines()
    assert first == "Edgar Allan Poe,"
    assert relation(words_of(first), words_of(second)) is Rhyme.PERFECT
    assert check(form, text).valid


@pytest.mark.parametrize("about", ["", "orange", "the 🎻", "@everyone", "a month of the", "x\ny", "Ürümqi"])
def test_whoever_has_no_rhyme_gets_a_clerihew_all_the_same(about: str) -> None:
    form = forms()["clerihew"]
    text = poem(PoemOrder(form, 1, 1, 4, about, candidates=1), lexicon("bytes"))
    assert len(text.splitlines()) == 4
    assert check(form, text).valid


def test_a_subject_adds_no_new_way_of_stress() -> None:
    """What was found out about a measure's lines is kept by the stresses that there are."""
    words = lexicon("bytes")
    more = with_subject(words, "the accessibility of herons")
    assert more.signatures == words.signatures
    assert "herons" in more.number


def test_behind_a_determiner_stands_no_word_that_leans() -> None:
    grammar, chance = LineGrammar(lexicon("bytes"), LineWish(syllables(4))), random.Random(9)
    lines = [re.findall(r"[a-z']+", line(grammar, chance).lower()) for _ in range(4000)]
    behind = {said[n + 1] for said in lines for n in range(len(said) - 1) if said[n] in ("a", "the", "my")}
    assert len(behind) > 10
    assert not behind & (LEANING - {"very", "only"})


def test_a_token_that_is_a_common_word_by_itself_begins_no_other_at_a_line_s_beginning() -> None:
    """The model means "The", and would be led to "Theft" where the line cannot have it."""
    words = lexicon("bytes")
    first = words.shelves[Written.FIRST]
    alone = {
        tokens[0]: int(item)
        for tokens, item in zip(first.tokens, first.items, strict=True)
        if len(tokens) == 1
    }
    the = next(token for token, item in alone.items() if words.entries[item].text == "the")
    assert not [tokens for tokens in first.tokens if tokens[0] == the and len(tokens) > 1]
    others = [tokens for tokens in first.tokens if len(tokens) > 1 and tokens[0] in alone]
    assert others, "a rare word may begin others"
