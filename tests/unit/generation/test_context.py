from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import count_words
from bot.generation.context import DIGEST_WORDS, OPENING_WORDS, STORY_WORDS, fit_story


def passage(number: int, sentences: int) -> str:
    return " ".join(f"This is sentence {part} of passage {number}." for part in range(1, sentences + 1))


def test_a_short_story_is_seen_whole() -> None:
    passages = [passage(number, 10) for number in range(10)]
    fitted = fit_story(passages)
    assert fitted.texts == tuple(passages)
    assert (fitted.words, fitted.whole) == (700, True)


def test_of_a_long_story_the_opening_a_digest_and_the_last_pages_are_seen() -> None:
    passages = [passage(number, 30) for number in range(12)]
    fitted = fit_story(passages)
    assert not fitted.whole
    opening, digest, *recent = fitted.texts
    assert passages[0].startswith(opening)
    assert recent[-2:] == passages[-2:]
    assert passages[-3].endswith(recent[0])
    assert digest.startswith("This is sentence 1 of passage ")
    assert digest.endswith("This is sentence 1 of passage 9.")
    assert fitted.words == sum(map(count_words, recent)) <= STORY_WORDS - OPENING_WORDS - DIGEST_WORDS


def test_one_endless_passage_shows_its_beginning_and_its_end() -> None:
    fitted = fit_story([passage(1, 500)])
    assert fitted.texts[0].startswith("This is sentence 1 of")
    assert fitted.texts[-1].endswith("sentence 500 of passage 1.")


def test_a_passage_without_sentences_does_not_stand_in_the_way() -> None:
    fitted = fit_story(["word " * 2000, "Then it ended."])
    assert fitted.texts[-1] == "Then it ended."
    assert sum(map(count_words, fitted.texts)) <= STORY_WORDS


@given(st.lists(st.text(alphabet="ab .!?…\n。日\u200b", max_size=3000), min_size=1, max_size=8))
def test_it_is_never_too_long_and_never_invents(passages: list[str]) -> None:
    fitted = fit_story(passages)
    assert sum(map(count_words, fitted.texts)) <= STORY_WORDS + 1
    told = "".join("".join(passages).split())
    for text in fitted.texts[:1] + fitted.texts[-1:]:
        assert "".join(text.split())[:30] in told
    if fitted.whole:
        assert fitted.texts == tuple(passages)
        assert fitted.words == sum(map(count_words, passages)) <= STORY_WORDS
    else:
        assert sum(max(count_words(passage), len(passage) // 16) for passage in passages) > STORY_WORDS


def test_a_script_without_sentence_marks_is_seen_to_its_end() -> None:
    for text in ("字" * 5000, "คนเฝ้าประภาคาร " * 1200):
        fitted = fit_story(["It began.", text])
        assert text.rstrip().endswith(fitted.texts[-1])
        assert len(fitted.texts[-1]) > 300


def test_letters_without_an_end_do_not_fill_the_model() -> None:
    fitted = fit_story(["x" * 64_000] * 50)
    assert sum(map(len, fitted.texts)) <= STORY_WORDS * 16
