"""In which sentences the character of another writer speaks, and in which a word is only written like it."""

import pytest

from bot.domain.characters import without_speech_of

BEFORE = "The rain had stopped."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will", '"I will go," she said, and took the lamp.'),
        ("Will", "“Will you come?” she asked."),
        ("Will", "“Where there is a will,” he said, “there is a way.”"),
        ("will", "I will tell you, she said."),
        ("May", '"May I come in?" asked the clerk.'),
        ("May", '"It may rain," said the clerk.'),
        ("Mark", "Mark my words, said the clerk."),
        ("Mark", "“There is a mark on it,” he said."),
        ("Hope", "“I hope so,” he said."),
        ("Rose", "“Rose from the dead, did he?” she said, and rose."),
        ("Anna", "“Annabel is here,” he said."),
        ("Grace", "Grace looked at the sea."),
        ("Will", "„Nein.“ Will went out."),
        ("太郎", "「いいえ」と彼女は言った。太郎は黙っていた。"),
    ],
)
def test_a_word_that_is_written_like_a_name_says_nothing(name: str, text: str) -> None:
    assert without_speech_of(f"{BEFORE} {text}", [name]) == f"{BEFORE} {text}"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Will", "“I am here,” said Will."),
        ("Will", "Will said that he was here."),
        ("Will", "Will shook his head and answered."),
        ("Will", "“No.” Then Will whispered it again."),
        ("will", "Will asked for the lamp."),
        ("Will", "\nWILL: Who is there?"),
        ("May", "May laughed."),
        ("Rose", "“No,” said Rose from the stairs."),
        ("The Lamplighter", "“No,” said the lamplighter."),
        ("the lamplighter", "The Lamplighter says no."),
        ("Анна", "Анна: нет."),
        ("太郎", "「いいえ。」と太郎は言った。"),
        ("Will", "“No. Not you,” said Will."),
    ],
)
def test_a_character_is_cut_off_where_it_speaks(name: str, text: str) -> None:
    assert without_speech_of(f"{BEFORE} {text}", [name]) == (
        BEFORE if not text.startswith("“No.”") else f"{BEFORE} “No.”"
    )


def test_without_names_all_of_it_stays() -> None:
    assert without_speech_of(BEFORE, []) == BEFORE
