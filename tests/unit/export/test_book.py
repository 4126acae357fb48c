from dataclasses import replace

from bot.export.book import bind, joint
from bot.export.scripts import Tongues, is_right_to_left, isolated, parts, runs_right_to_left
from bot.export.tree import Note, Paragraph, Redacted, Run, words_of
from tests.unit.export.samples import BASHO, SCRIPTS, WORDING, manuscript, named, passage


def paragraphs(*texts: str) -> list[str]:
    return list(words_of(bind(manuscript(*texts), WORDING).blocks))


def test_a_passage_that_hands_over_reads_on() -> None:
    assert paragraphs("One.\n\nShe said…", "and went.\n\nTwo.", "Three.") == [
        "One.",
        "She said… and went.",
        "Two.",
        "Three.",
    ]
    assert paragraphs("She said…", "…", "yes…", "no.", "New.") == ["She said… … yes… no.", "New."]


def test_only_a_paragraph_reads_on() -> None:
    assert paragraphs("> quoted…", "after") == ["quoted…", "after"]
    assert paragraphs("before…", "# Heading") == ["before…", "Heading"]
    assert paragraphs("before…", "# Heading", "after") == ["before…", "Heading", "after"]


def test_scripts_without_spaces_are_joined_without() -> None:
    assert paragraphs("她说……", "然后走了。") == ["她说……然后走了。"]
    assert joint("she said...", "然后") == " "
    assert joint("……", "and") == " "


def test_notes_stand_behind_what_the_muse_had_a_hand_in() -> None:
    book = bind(
        manuscript("a", passage(2, "b…", muse=True), "c", passage(4, "> q", BASHO, muse=True)), WORDING
    )
    assert book.notes == (
        "Passage 2: muse-edited by Ada (receipt 2)",
        "Passage 4: muse-edited by Bashō (receipt 4)",
    )
    first, second, quote = book.blocks
    assert first == Paragraph((Run("a"),))
    assert second == Paragraph((Run("b…"), Note(1), Run(" "), Run("c")))
    assert quote.blocks == (Paragraph((Run("q"), Note(2))),)


def test_every_kind_of_end_takes_a_note() -> None:
    ends = ["```\ncode\n```", "- a\n- b", "***", "# h", "-# s", "\u200b"]
    story = [passage(n, end, muse=True) for n, end in enumerate(ends, start=1)]
    story.append(passage(7, "gone", muse=True, redacted=True))
    assert repr(bind(manuscript(*story), WORDING).blocks).count("Note(number=") == 7


def test_a_redacted_passage_is_told_and_parts_its_neighbours() -> None:
    book = bind(manuscript("She said…", passage(2, "bad", redacted=True), "then"), WORDING)
    assert [type(block) for block in book.blocks] == [Paragraph, Redacted, Paragraph]


def test_credits_and_dates() -> None:
    book = bind(manuscript("one two", "three", "four five six"), WORDING)
    assert book.credits == ("Ada: 2 words", "Bashō: 1 words", "\u2068نور\u2069: 3 words")
    assert book.by == "by Ada, Bashō, \u2068نور\u2069"
    assert book.authors == ("Ada", "Bashō", "نور")
    assert book.dates == ("Begun on 2026-03-01. Written with Quire.", "Finished on 2026-03-10.")
    assert book.ending is None
    running = bind(manuscript("one", finished=False), WORDING)
    assert running.ending == "To be continued."
    assert running.dates == ("Begun on 2026-03-01. Written with Quire.",)
    assert running.at == running.at.replace(day=2, hour=1)  # the last passage's


def test_names_cannot_turn_a_sentence_around() -> None:
    arabic = replace(WORDING, credits="شكر", share=lambda name, words: f"{name}: {words} كلمة")
    lines = bind(manuscript("one", "two", "three"), arabic).credits
    assert lines == ("\u2068Ada\u2069: 1 كلمة", "\u2068Bashō\u2069: 1 كلمة", "\u2068نور\u2069: 1 كلمة")
    assert all(runs_right_to_left(line) for line in lines)


def test_an_empty_story_has_no_authors() -> None:
    book = bind(manuscript(), WORDING)
    assert (book.by, book.blocks, book.credits) == ("", (), ())


def test_names_are_made_printable() -> None:
    story = named(manuscript("a", "b"), _1="A\u202eda\n\ud800", _2="\u0000")
    assert bind(story, WORDING).authors == ("Ada \ufffd", "?")


def test_ways_and_tongues() -> None:
    assert runs_right_to_left(SCRIPTS["ar"])
    assert runs_right_to_left("12 " + SCRIPTS["he"])
    assert not runs_right_to_left("a " + SCRIPTS["he"])
    assert not runs_right_to_left(f"{isolated(SCRIPTS['he'])}: 3 words")
    assert isolated("Ada") == "Ada"
    tongues = Tongues("en", [])
    found = {name: tongues.of(text) for name, text in SCRIPTS.items()}
    assert found == {
        "zh": "zh",
        "ja": "ja",
        "ko": "ko",
        "ar": "ar",
        "he": "he",
        "hi": "hi",
        "th": "th",
        "el": "el",
        "ru": None,
        "emoji": None,
    }
    assert Tongues("mr", []).of(SCRIPTS["hi"]) is None
    assert Tongues("fa", []).of(SCRIPTS["ar"]) is None
    assert Tongues("en", [SCRIPTS["ja"]]).of("古池") == "ja"
    assert Tongues("ja", []).of("古池や") is None
    assert (parts("pt-BR"), parts("zh-Hant-TW"), parts("?!"), parts("de")) == (
        ("pt", "BR"),
        ("zh", "TW"),
        ("en", None),
        ("de", None),
    )
    assert is_right_to_left("ar-EG")
    assert not is_right_to_left("arn")
