"""What of the muse's texts is fit to be shown for a story, by its terms and by what it has said."""

from bot.domain.story import Terms
from bot.generation.context import fit_story
from bot.generation.muse import EndReason, Receipt, Sampling
from bot.services.proposing import LONGEST_WORDS, Brief, aim, fit_to_show
from bot.services.screening import PLAIN

SHORT = "At the top he found the glass unbroken."
LONG = f"{SHORT} Somebody had filled the lamp with sea water, and left a shell beside it on the sill."
OPENING = "The lighthouse keeper had not spoken for three winters, and nobody asked him why he was silent."


def receipt(seed: int, end: EndReason = EndReason.STOP) -> Receipt:
    return Receipt("scripted", "1", "text", "continuation/4", Sampling(seed=seed), 1, 1, 0.1, end)


def shown(texts: list[str], terms: Terms, told: tuple[str, ...] = (OPENING,), title: str = "") -> list[str]:
    sources = {"passages": [[number, 1] for number, _ in enumerate(told)]}
    brief = Brief((), {}, sources, (), fit_story(told or (title,)))
    made = [(text, receipt(seed)) for seed, text in enumerate(texts)]
    return [text for text, _ in fit_to_show(made, brief, terms, 3, PLAIN)[0]]


def test_the_lower_bound_chooses_while_there_is_a_choice() -> None:
    assert shown([SHORT, LONG], Terms(words_min=20)) == [LONG]


def test_where_nothing_is_long_enough_it_is_for_its_writer_to_make_it_so() -> None:
    assert shown([LONG], Terms(words_min=200)) == [LONG]
    assert shown(["He ran and he ran and he ran and he ran and he ran."], Terms(words_min=200)) == []


def test_what_was_stopped_half_way_was_not_set_aside() -> None:
    brief = Brief((), {}, {"passages": [[1, 1]]}, (), fit_story((OPENING,)))
    for end, set_aside in ((EndReason.STOP, 1), (EndReason.CANCELLED, 0)):
        made = [("Somebody had filled the", receipt(0, end)), (LONG, receipt(1))]
        kept, aside = fit_to_show(made, brief, Terms(), 3, PLAIN)
        assert ([text for text, _ in kept], aside) == ([LONG], set_aside)


def test_a_story_of_short_passages_gets_short_ones() -> None:
    assert shown(["He sighed again."], Terms(words_max=3)) == ["He sighed again."]


def test_a_title_is_in_no_language() -> None:
    title = "Der alte Mann und die See und was er dort bei Nacht gesehen hat"
    assert shown([LONG], Terms(), told=(), title=title) == [LONG]
    assert shown([LONG], Terms(), told=(title,)) == []


def test_more_is_asked_for_than_a_story_needs_as_far_as_the_muse_can() -> None:
    assert aim(45, Terms()) == 45
    assert aim(45, Terms(words_min=100)) == 125
    assert aim(60, Terms(words_min=100, words_max=110)) == 110
    assert aim(60, Terms(words_min=900, words_max=1000)) == LONGEST_WORDS
    assert aim(60, Terms(words_max=3)) == 3
