import pytest

from bot.generation.unsticking import Kind, alike, leading_name, suggestion, useful

STORY = (
    "The lighthouse keeper was called Tobias, and his sister Marta brought him bread on Sundays.",
    "Tonight the lamp would not light. Slowly Tobias carried a candle up, and Marta waited below.",
)


@pytest.mark.parametrize(
    ("raw", "kind", "expected"),
    [
        ("What if Marta never came?", Kind.WHAT_IF, "What if Marta never came?"),
        ("What if Marta never came? She would", Kind.WHAT_IF, "What if Marta never came?"),
        ("Marta never came to the tower.", Kind.WHAT_IF, ""),
        ("What if the story took a turn?", Kind.WHAT_IF, ""),
        ("What if the dragon wakes up?", Kind.WHAT_IF, ""),
        ("Whom does Tobias wait for?", Kind.QUESTION, "Whom does Tobias wait for?"),
        ("Tobias waits for somebody else.", Kind.QUESTION, ""),
        ("The candle is too short for the stairs.", Kind.OBSTACLE, "The candle is too short for the stairs."),
        ("The girl burns the letter, and the lamp goes out.", Kind.NEXT_BEAT, ""),
        ("The lamp.", Kind.SENSE, ""),
        ("The lamp " + "and the lamp " * 12 + "went out.", Kind.SENSE, ""),
        ("Sure! Here is a suggestion: the lamp smells of fish tonight.", Kind.SENSE, ""),
        ("", Kind.SENSE, ""),
    ],
)
def test_a_suggestion_is_short_of_its_kind_and_about_this_story(raw: str, kind: Kind, expected: str) -> None:
    assert useful(raw, kind, STORY) == expected


def test_the_same_is_not_said_twice() -> None:
    first = "What if Marta never came back to the tower?"
    assert useful("What if Marta never came to the tower?", Kind.WHAT_IF, STORY, [first]) == ""
    assert useful("What if Tobias had no sister?", Kind.WHAT_IF, STORY, [first])
    assert not alike("What if Tobias had no sister?", first)


def test_a_name_stands_out_where_it_is_said_often_and_never_small() -> None:
    assert leading_name(STORY) in ("Tobias", "Marta")
    assert leading_name(("It was late. It was dark.",)) == ""
    assert leading_name(("He met the Fox, and the Fox ran. The fox was gone.",)) == ""
    assert leading_name(("昨日の夜、灯台守は歌わなかった。",)) == ""


def test_each_kind_is_asked_for_with_examples_of_another_story() -> None:
    for kind in Kind:
        request = suggestion(STORY, kind, guild_id=1, member_id=2, seed=9)
        assert [message.role for message in request.messages] == [
            "system",
            *["user", "assistant"] * 2,
            "user",
        ]
        assert STORY[1] in request.messages[-1].content
        for message in request.messages[2:5:2]:
            assert useful(message.content, kind, (request.messages[1].content,)) in (message.content, "")
        assert request.sampling.seed == 9


GERMAN = ("Der Leuchtturmwärter Tobias hatte drei Winter lang geschwiegen. Die Lampe wollte nicht brennen.",)
JAPANESE = ("灯台守は三年間、口をきかなかった。今夜、ランプは点かなかった。",)


@pytest.mark.parametrize(
    ("text", "kind", "story"),
    [
        ("Was wäre, wenn Tobias gar nicht allein im Turm wäre?", Kind.WHAT_IF, GERMAN),
        ("„Was, wenn die Lampe für jemand anderen brennt?“", Kind.WHAT_IF, GERMAN),
        ("もしもランプが誰かを呼んでいたら？", Kind.WHAT_IF, JAPANESE),
        ("灯台守の妹が海から手紙を持って来る。", Kind.NEXT_BEAT, JAPANESE),
    ],
)
def test_a_story_in_another_language_is_helped_in_it(text: str, kind: Kind, story: tuple[str, ...]) -> None:
    assert useful(text, kind, story) == text


@pytest.mark.parametrize(
    ("raw", "kind", "story"),
    [
        ("Slowly Tobias carried a candle up, and Marta waited below.", Kind.NEXT_BEAT, STORY),
        ("Tobias carried a candle up, and Marta waited.", Kind.NEXT_BEAT, STORY),
        ("What if the lamp would not light?", Kind.WHAT_IF, STORY),
        (
            "The girl burns the letter, and the man at the gate sees it.",
            Kind.NEXT_BEAT,
            ("A girl had a letter.",),
        ),
        ("灯台守は三年間、口をきかなかった。", Kind.NEXT_BEAT, JAPANESE),
        ("Would Tobias wait for Marta?", Kind.WHAT_IF, STORY),
        ("海が静かに光っている。", Kind.NEXT_BEAT, JAPANESE),
    ],
)
def test_the_storys_own_words_the_prompts_example_and_strange_matter_are_no_suggestion(
    raw: str, kind: Kind, story: tuple[str, ...]
) -> None:
    assert useful(raw, kind, story) == ""
