"""Which words of a policy are kept out of a text while it is written."""

from bot.domain.limits.avoiding import Avoided, avoided
from bot.domain.limits.entries import EMPTY, Vocabulary
from bot.domain.limits.judge import judge
from bot.domain.limits.lists import built_in
from bot.domain.limits.policy import Action, Policy
from bot.domain.limits.terms import term_of
from bot.domain.story import Rating


def listing(*phrases: str) -> Vocabulary:
    return Vocabulary(term_of(phrase, "list:block") for phrase in phrases)


def policy(*phrases: str, allowed: Vocabulary = EMPTY, rating: Rating = Rating.EVERYONE) -> Policy:
    return Policy(rating, {Action.BLOCK: listing(*phrases)}, allowed)


def test_single_words_and_beginnings_are_folded_and_phrases_left_to_the_check() -> None:
    found = avoided(policy("Gîlly*", "ÁRÉTE", "the moon", "月光"))
    assert {"arete", "bastard", "damn"} <= found.words
    assert found.stems == {"gilly"}
    assert found.parts == {"月光"}
    assert not {"the", "moon"} & found.words


def test_every_word_of_it_is_set_aside_by_the_check_and_none_is_missing() -> None:
    for rating in Rating:
        at = policy("gull", "arete", rating=rating)
        found = avoided(at)
        for word in found.words:
            assert judge(word, at).action is not Action.ALLOW, word
        assert found.words == built_in(rating).words.keys() | {"gull", "arete"}


def test_what_is_allowed_may_be_written() -> None:
    at = policy("gull*", "wren*", allowed=listing("damn", "bast*", "gullet", "wre*"))
    found = avoided(at)
    assert not {"damn", "bastard", "bastards"} & found.words
    assert found.stems == {"gull"}, "an exception to a beginning frees nothing of it"


def test_what_is_a_word_in_other_languages_is_left_to_the_check_in_them() -> None:
    assert "slut" in avoided(Policy()).words
    assert "slut" not in avoided(Policy(), english=False).words


def test_the_words_of_a_text_of_ones_own_may_come_again() -> None:
    found = avoided(policy("gull*", "wren*", "月光")).without("That BASTARD’s gulls; 月光下")
    assert "bastard" not in found.words
    assert "damn" in found.words
    assert found.stems == {"wren"}
    assert not found.parts


def test_a_digest_names_a_value_and_tells_nothing_else() -> None:
    one, other = avoided(policy("gull", "wren")), avoided(policy("wren", "gull"))
    assert one == other
    assert one.digest == other.digest
    different = {one.digest, avoided(policy("gull", "wren*")).digest, avoided(policy("gull")).digest}
    assert len(different) == 3
    assert Avoided(frozenset({"a"})).digest != Avoided(parts=frozenset({"a"})).digest
    assert Avoided().digest == ""
