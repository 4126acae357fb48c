"""Entries of other scripts than Latin: found in their own letters, and never in English by their looks."""

from time import process_time

import pytest

from bot.domain.limits.avoiding import avoided
from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Action, Policy
from bot.domain.limits.terms import folded_phrase, term_of
from bot.domain.story import Rating


def holding(*entries: str, allow: tuple[str, ...] = ()) -> Policy:
    lists = {Action.HOLD: Vocabulary(term_of(entry, "list:hold") for entry in entries)}
    return Policy(Rating.MATURE, lists, Vocabulary(term_of(entry, "list:allow") for entry in allow))


def held(text: str, *entries: str) -> list[str]:
    return [text[match.start : match.end] for match in judge(text, holding(*entries)).matches]


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("хуй", "Иди на хуй отсюда", ["хуй"]),
        ("сука", "Вот сука", ["сука"]),
        ("сука", "ВОТ СУКА!", ["СУКА"]),
        ("сука", "вот с у к а", ["с у к а"]),
        ("сука", "Вот суkа", ["суkа"]),
        ("сука", "Вот cyka", ["cyka"]),
        ("кот", "Это к.о.т там", ["к.о.т"]),
        ("мир", "Это Мир.", ["Мир"]),
        ("мир", "We saw мир there", ["мир"]),
        ("война", "Война и мир", ["Война"]),
        ("война", "В0ЙНА", ["В0ЙНА"]),
        ("война", "войнa была", ["войнa"]),
        ("война и мир", "Это «Война, и мир»", ["Война, и мир"]),
        ("дракон", "вот дра**кон** там", ["дра**кон"]),
        ("дракон", "вот драааакон там", ["драааакон"]),
        ("дракон", "вот дра\u200bкон там", ["дра\u200bкон"]),
        ("дракон*", "с драконами", ["драконами"]),
        ("пизда", "Это пизд@", ["пизд@"]),
        ("пизда", "Это пи3да", ["пи3да"]),
        ("ёлка", "вот елка", ["елка"]),
        ("елка", "вот Ёлка", ["Ёлка"]),
        ("йога", "и\u0306ога", ["и\u0306ога"]),
        ("λόγος", "Είδα τον ΛΌΓΟ και ΛΌΓΟΣ εκεί", ["ΛΌΓΟΣ"]),
        ("που", "που πας", ["που"]),
        ("드래곤", "여기 드 래 곤 있다", ["드 래 곤"]),
        ("حرب", "هناك حــــرب هنا", ["حــــرب"]),
        ("سلام", "قال سَلَام له", ["سَلَام"]),
    ],
)
def test_an_entry_is_found_in_its_own_script(entry: str, text: str, found: list[str]) -> None:
    assert held(text, entry) == found


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        ("рот", "She put a pot of tea on the stove."),
        ("не", "And then he came in"),
        ("а не", "a he goat"),
        ("кот", "Kot siedzi na dachu w domu."),
        ("ποτέ", "a note for you"),
        ("pot", "В комнате рот открыт"),
        ("йога", "вот иога там"),
        ("пил", "лип и пол"),
        ("немой", "это не мой дом"),
        ("дракон", "драконы и предракон"),
    ],
)
def test_what_only_looks_like_an_entry_of_another_script_is_free(entry: str, text: str) -> None:
    assert held(text, entry) == []


def test_entries_that_look_alike_are_two() -> None:
    assert folded_phrase(term_of("рот", "x")) != folded_phrase(term_of("pot", "x"))
    assert held("a pot, and вот рот там у него", "рот", "pot") == ["pot", "рот"]


def test_an_allowed_word_of_another_script_is_free() -> None:
    assert judge("Вот сука там", holding("сук*", allow=("сука",))).matches == ()


def test_the_muse_may_write_what_an_entry_of_another_script_looks_like() -> None:
    kept_out = avoided(holding("рот", "дракон", "恐龙", "вой*", "дом*", allow=("дом*",)))
    assert "pot" not in kept_out.words
    assert kept_out.without("дракон").words < kept_out.words
    assert kept_out.parts == {"恐龙"}
    assert len(kept_out.stems) == 0  # "вой" looks like "bon", and "дом" is allowed


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("恐龙", "我们看见恐龙了", ["恐龙"]),
        ("恐龙", "我们看见恐**龙**了", ["恐**龙"]),
        ("恐龙", "恐||龙||", ["恐||龙"]),
        ("恐龙", "恐 龙", ["恐 龙"]),
        ("恐龙", "恐.龙", ["恐.龙"]),
        ("恐 龙", "我们看见恐龙了", ["恐龙"]),
        ("恐龙", "恐怖的龙，恐。龙", []),
        ("ドラゴン", "ここにド・ラ・ゴ・ンがいる", ["ド・ラ・ゴ・ン"]),
        ("ドラゴン", "ﾄﾞﾗｺﾞﾝがいる", ["ﾄﾞﾗｺﾞﾝ"]),
        ("がき", "かきを食べる", []),
        ("か", "がある", []),
        ("มังกร", "เราเห็นมัง**กร**ที่นั่น", ["มัง**กร"]),
        ("ปู", "ป่าปีนี้", []),
        ("龙", "龙、恐龙", ["龙", "龙"]),
        ("恐龙蛋", "恐龙蛋和恐龙", ["恐龙蛋"]),
    ],
)
def test_a_script_without_spaces_is_read_through_marks(entry: str, text: str, found: list[str]) -> None:
    assert held(text, entry) == found


@pytest.mark.parametrize(
    ("entry", "text", "found"),
    [
        ("मत", "मति और मता", []),
        ("दिन", "दान और दीन", []),
        ("नमक", "नमकीन", []),
        ("हिंदी", "मैं हिंदी बोलता हूँ", ["हिंदी"]),
        ("हिंदी", "हिं**दी** बोलो", ["हिं**दी"]),
        ("ड्रैगन", "यहाँ ड्रै\u200bगन है", ["ड्रै\u200bगन"]),
        ("சிங்கம்", "சிங்கம் வந்தது", ["சிங்கம்"]),
        ("fuckle", "a fिuckle", ["fिuckle"]),  # on a Latin letter it is a mark as others are
    ],
)
def test_the_sign_of_a_vowel_is_a_letter(entry: str, text: str, found: list[str]) -> None:
    assert held(text, entry) == found


@pytest.mark.parametrize(
    ("entry", "text"),
    [("straße", "die STRASSE dort"), ("strasse", "die Straße dort"), ("Fuß", "am FUSS des Bergs")],
)
def test_a_sharp_s_is_two(entry: str, text: str) -> None:
    assert len(held(text, entry)) == 1


def test_a_dotless_i_is_another_letter_where_the_text_is_turkish() -> None:
    assert held("Seni sık sık düşünüyorum.", "sik") == []
    assert held("Bu çok sik bir durum", "sik") == ["sik"]
    assert held("Bu ışık çok güzel", "ışık") == ["ışık"]
    assert held("They say you should pıck that one", "pick") == ["pıck"]


def cost(texts: list[str], policy: Policy) -> float:
    """Return the seconds that the cheapest of some texts takes that were not met before."""
    judge("warm", policy)
    took = []
    for text in texts:
        began = process_time()
        judge(text, policy)
        took.append(process_time() - began)
    return min(took)


def made(letters: str, seed: int) -> str:
    """Return 300 words that nobody wrote, of six letters each."""
    picked = [letters[(n * n * seed + n) % len(letters)] for n in range(1800)]
    return " ".join("".join(picked[at : at + 6]) for at in range(0, len(picked), 6))


def test_many_words_of_a_script_without_spaces_cost_a_text_little() -> None:
    first, second, third = "天地玄黄宇宙洪荒日月盈昃", "辰宿列张寒来暑往秋收冬藏", "闰余成岁律吕调阳云腾致雨"
    entries = [a + b + c for a in first for b in second for c in third]
    texts = [made(first + second + third, seed).replace(" ", "的") for seed in range(7, 17)]
    assert cost(texts, holding(*entries)) < 5 * cost(texts, holding(entries[0]))


def test_russian_words_are_not_read_as_english_ones_in_disguise() -> None:
    russian = cost([made("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", seed) for seed in range(7, 17)], Policy())
    assert russian < 8 * cost(["the cat and a dog of his " * 43] * 10, Policy())
