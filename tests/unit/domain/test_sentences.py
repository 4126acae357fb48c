"""Where sentences end, and what is speech, in the punctuation of many languages."""

import pytest

from bot.domain.sentences import sentence_ends, without_speech


def last(text: str) -> str:
    """Return a text up to the last end of a sentence in it."""
    return text[: ([0, *sentence_ends(text)])[-1]]


@pytest.mark.parametrize(
    "whole",
    [
        "„Komm“, sagte er. „Ich bleibe nicht.“",
        "»Komm«, sagte er. »Ich bleibe nicht.«",
        "Er ging. »Komm jetzt mit mir.« Sie blieb.",
        "„Chodź”, powiedział. „Nie zostanę tutaj.”",
        "”Kom”, sade han. ”Jag stannar inte.”",
        "»Kom», sade han. »Jag stannar inte.»",
        "« Viens », dit-il. « Je ne reste pas ici. »",
        "«Vieni», disse. «Io non resto qui.»",
        "「来い」と彼は言った。「私は行かない。」",
        "『来い』と彼は言った。「私は『否』と言った。」",
        "他说：“走。”他走了。“你好。”",
        "“I came by night.\n\n“I came alone.\n\n“I shall not come again.”",
        '"I came by night.\n\n"I came alone.\n\n"I shall not come again."',
        "”Jag kom.\n\n”Jag gick.”",
        "He was 6'2\" tall. She was not.",
        '"He was 6\'2" tall. A giant," she said.',
        "A 12\" board lay there. He took it. 'Twas oak.",
        "'Twas late. 'Tis later now. The dogs' bowls were empty.",
        "वह सीढ़ियाँ गिनते हुए ऊपर गया। दीपक नहीं जला।",
        "وہ اوپر گیا۔ کیا چراغ جلا؟",
        "彼は階段を上った。昨日より一段多かった！",
        "Ποιος είναι εκεί;",
        "“But I—”",
        "She waited for it…",
        "It was I.",
        "He shouted: “Go!”",
        "คืนนั้นตะเกียงดับลง เขาเดินขึ้นบันไดไปในความมืด",
        "ຄືນນັ້ນຕະກຽງດັບ ລາວຍ່າງຂຶ້ນຂັ້ນໄດ",
    ],
)
def test_a_whole_text_ends_where_it_ends(whole: str) -> None:
    assert last(whole) == whole


@pytest.mark.parametrize(
    ("torn", "kept"),
    [
        ("Er ging. „Ich bleibe nicht. Ich", "Er ging."),
        ("Er ging. »Ich bleibe nicht. Ich", "Er ging."),
        ("Han gick. ”Jag stannar inte. Jag", "Han gick."),
        ("Il partit. « Je ne reste pas. Je", "Il partit."),
        ("彼は行った。「私は行かない。私は", "彼は行った。"),
        ("She went. “I came by night.\n\n“I came", "She went."),
        ('She went. "I will not. I cannot.', "She went."),
        ('She went. "I came.\n"I stayed. I', "She went."),
        ("Hon gick. ”Jag kom.\n”Jag stannade. Jag", "Hon gick."),
        ("She waited. Then Mr. Hale and J. Poole", "She waited."),
        ("वह ऊपर गया। दीपक", "वह ऊपर गया।"),
        ("She said: “Go.\n\nThe rain fell on. It fell", "She said: “Go.\n\nThe rain fell on."),
        ("no end in sight", ""),
    ],
)
def test_a_torn_text_ends_outside_of_speech(torn: str, kept: str) -> None:
    assert last(torn) == kept


def test_inches_close_no_speech() -> None:
    text = 'He stood. "He was 6\'2" tall. A giant," she said.'
    assert sentence_ends(text) == [len("He stood."), len(text)]


@pytest.mark.parametrize(
    "text",
    [
        'He: "SAID," then.',
        "He: “SAID.\n\n“SAID,” then.",
        "He: „SAID“ then.",
        "He: „SAID” then.",
        "He: »SAID« then.",
        "He: »SAID» then.",
        "He: ”SAID” then.",
        "He: « SAID » then.",
        "He: 'SAID,' then.",
        "He: ‘SAID!’ then.",
        "He「SAID」then.",
        "He『SAID』then.",
        "He.\n— SAID, said Anna",
        "He.\n- SAID",
        "He: “SAID and",
    ],
)
def test_speech_is_taken_out_and_the_rest_stays(text: str) -> None:
    assert "SAID" not in without_speech(text)
    assert "He" in without_speech(text)
    assert ("then" in without_speech(text)) == ("then" in text)


def test_an_apostrophe_opens_nothing() -> None:
    text = "'Twas KEPT by the dogs' bowl, and rock 'n' roll."
    assert without_speech(text) == text
