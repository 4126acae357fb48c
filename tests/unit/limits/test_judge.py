"""A text and a policy, and the verdict."""

from time import perf_counter, process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.limits.entries import Vocabulary
from bot.domain.limits.judge import Match, _largest, judge
from bot.domain.limits.policy import GRADES, Action, Category, Policy, for_naming
from bot.domain.limits.terms import term_of
from bot.domain.story import Rating


def policy(
    rating: Rating = Rating.MATURE, *, allow: tuple[str, ...] = (), **lists: tuple[str, ...]
) -> Policy:
    compiled = {
        Action[name.upper()]: Vocabulary(term_of(phrase, f"list:{name}") for phrase in phrases)
        for name, phrases in lists.items()
    }
    return Policy(rating, compiled, Vocabulary(term_of(phrase, "list:allow") for phrase in allow))


def found(text: str, by: Policy) -> list[str]:
    return [text[match.start : match.end] for match in judge(text, by).matches]


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("What the fuck is this", ("hold", "warn", "allow")),
        ("A damned good story", ("warn", "allow", "allow")),
        ("You filthy kike", ("hold", "hold", "hold")),
        ("He sucked his cock", ("hold", "hold", "allow")),
        ("She gouged out his eyes", ("hold", "warn", "allow")),
        ("The easiest way to kill yourself", ("hold", "hold", "hold")),
        ("Just go kys", ("hold", "hold", "warn")),
        ("I hope you die. Go away", ("hold", "hold", "warn")),
        ("I hope you die in a fire", ("hold", "hold", "warn")),
        ("I hope you die laughing", ("allow", "allow", "allow")),
        ("They hope you died happy, old friend", ("allow", "allow", "allow")),
        ("The knight was killed, and she wept", ("allow", "allow", "allow")),
    ],
)
def test_a_rating_says_what_each_list_means(text: str, actions: tuple[str, ...]) -> None:
    assert tuple(judge(text, Policy(rating)).action.word for rating in Rating) == actions


@pytest.mark.parametrize(
    "word", ["cuntface", "wankstains", "arsewipe", "cuntf4ce", "w a n k s t a i n", "dumbshit"]
)
def test_compounds_of_a_coarse_word_and_an_everyday_one_are_found(word: str) -> None:
    assert found(f"You are a {word} today, all of you", Policy()) == [word]


def test_everyday_compounds_with_the_same_halves_are_free() -> None:
    text = (
        "The cockade, cockboat and cockweed; a cockbrained knobstick, an asshead of old; cockpit, cocktail,"
        " dickey, Dickinson, assbaa, pissabed, pissant, shitepoke, cumbrian, bellwether, basswood"
    )
    assert judge(text, Policy()).matches == ()


def test_a_stricter_rating_never_lets_more_through() -> None:
    for category in Category:
        everyone, teen, mature = (GRADES[category][rating] for rating in Rating)
        assert everyone >= teen >= mature


def test_a_server_s_lists_do_what_they_are_called() -> None:
    by = policy(warn=("spoiler",), hold=("badger*", "blue doo*"), block=("the red door",))
    assert found("blue doors, blue do, a blue\ndoorway", by) == ["blue doors", "blue\ndoorway"]
    assert judge("no spoiler here", by).action is Action.WARN
    assert judge("badgers, badgering", by).action is Action.HOLD
    assert judge("spoiler: the RED, door!", by).action is Action.BLOCK
    assert found("spoiler: the RED, door!", by) == ["spoiler", "the RED, door"]
    assert judge("a spoilers' guild; the redder door; badge", by).action is Action.ALLOW


def test_words_of_a_server_are_found_in_disguise_as_the_built_in_ones_are() -> None:
    by = policy(hold=("grackle",))
    for text in (
        "gr4ckle",
        "g r a c k l e",
        "gra**ckle**",
        "graaackle",
        "gr\u200backle",
        "ｇｒａｃｋｌｅ",
        "grаckle",
    ):
        assert judge(f"so {text} it is", by).action is Action.HOLD, text


def test_an_allowed_phrase_frees_what_lies_within_it_and_nothing_else() -> None:
    by = policy(Rating.EVERYONE, allow=("son of a bitch",), hold=("badger",))
    assert judge("You son of a bitch!", by).action is Action.ALLOW
    assert found("You son of a bitch, you bitch, you badger", by) == ["bitch", "badger"]


def test_the_place_is_that_in_the_text_as_it_was_typed() -> None:
    by = policy(hold=("badger",))
    for before in ("", "Ⅷ ", "ﬁne ", "a\u0301\u200b ", "ßæ ", "🦡 "):
        for typed in (
            "badger",
            "b\u200badg\u00ader",
            "ＢＡＤＧＥＲ",
            "ba**dg**er",
            "b<:x:123456789>adger",
            "ba\u0301dger",
        ):
            text = f"{before}{typed}, they said"
            assert found(text, by) == [typed], text


def test_scripts_that_do_not_part_their_words_are_searched_within() -> None:
    by = policy(hold=("坏话", "คำหยาบ"))
    assert found("他说了坏话就走了", by) == ["坏话"]
    assert judge("好话", by).action is Action.ALLOW


def test_a_russian_word_is_found_as_such_and_no_english_one_in_it() -> None:
    by = policy(Rating.EVERYONE, hold=("дурак",))
    assert judge("Он дурак и всё", by).action is Action.HOLD
    assert judge("Сука и кофе стоят на столе", Policy()).action is Action.ALLOW
    assert judge("you are such a ѕһіt my friend", Policy()).action is Action.HOLD


def test_what_lies_within_a_larger_finding_is_told_once() -> None:
    by = policy(hold=("red door", "door"), block=("red",))
    assert found("the red door", by) == ["red door", "red"]


@given(st.text(max_size=300))
def test_any_text_gets_a_verdict_with_places_inside_it(text: str) -> None:
    verdict = judge(text, policy(Rating.EVERYONE, warn=("aa*",), hold=("b",), allow=("cd",)))
    assert all(0 <= match.start < match.end <= len(text) for match in verdict.matches)
    assert verdict.action is max((match.action for match in verdict.matches), default=Action.ALLOW)


@pytest.mark.parametrize(
    "text",
    [
        "f " * 2000,
        "f.u" * 1300,
        "*_~|`" * 800,
        "(" * 4000,
        "[a](http://" * 360,
        "@" * 4000,
        "f\u200b" * 2000,
        "u." * 2000,
    ],
)
def test_no_text_of_4000_signs_takes_long(text: str) -> None:
    judge("warm", Policy())
    begun = perf_counter()
    judge(text, Policy())
    assert perf_counter() - begun < 5


@pytest.mark.parametrize("text", ["1-" * 16_000, "1 " * 16_000])
def test_a_long_count_is_not_searched_for_words(text: str) -> None:
    judge("warm", Policy())
    begun = process_time()
    judge(text, Policy())
    assert process_time() - begun < 0.8


@given(
    st.lists(
        st.builds(
            lambda start, size, rule, action: Match(start, start + size, rule, action),
            st.integers(0, 12),
            st.integers(1, 8),
            st.sampled_from(["a", "b"]),
            st.sampled_from(list(Action)),
        ),
        max_size=12,
        unique=True,
    )
)
def test_what_lies_within_another_that_calls_for_as_much_is_left_out(found: list[Match]) -> None:
    kept = _largest(found)
    assert set(kept) <= set(found)
    assert list(kept) == sorted(kept, key=lambda one: (one.start, -one.end, -one.action, one.rule))
    for one in found:
        within = [
            other
            for other in kept
            if other.start <= one.start and one.end <= other.end and one.action <= other.action
        ]
        assert within, "it or what covers it is kept"
        assert one not in kept or within == [one], "what another covers is not kept"


def test_what_only_names_what_is_not_to_occur_is_judged_by_what_is_never_free() -> None:
    by = for_naming(policy(Rating.EVERYONE, warn=("wren",), hold=("badger",), block=("gannet",)))
    text = "Shit, rape, wrens and badgers, kill yourself, a gannet, you fucking faggots"
    assert found(text, by) == ["gannet", "faggots"]
