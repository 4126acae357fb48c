"""Every sentence goes through the catalogue, and the catalogue has every sentence."""

import os
import re
from pathlib import Path

import pytest

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Poem, Rating, Writer
from bot.domain.verse.growing import check_next
from bot.ui.catalogue import Catalogue, msg, msgs
from bot.ui.refusals import sentence
from tests import catalogue


def test_the_template_has_exactly_the_sentences_of_the_source() -> None:
    found = catalogue.extracted()
    if os.environ.get("QUIRE_WRITE_MESSAGES"):
        catalogue.write_template(found)
    assert catalogue.sentences(catalogue.read_template()) == catalogue.sentences(found), "run `make messages`"


def test_placeholders_are_names_and_survive_translation() -> None:
    for entry in catalogue.sentences(catalogue.extracted()):
        for text in entry if isinstance(entry, tuple) else (entry,):
            holes = re.findall(r"\{[^}]*\}", text)
            assert all(re.fullmatch(r"\{[a-z_]+\}", hole) for hole in holes), text
            assert re.findall(r"\{[^}]*\}", catalogue.circled(text)) == holes


@pytest.fixture
def pseudo(tmp_path: Path) -> Catalogue:
    catalogue.write_pseudo_language(tmp_path, "de")
    return Catalogue(tmp_path)


def test_a_language_and_its_regions_are_found_and_others_fall_back(pseudo: Catalogue) -> None:
    text = msg("You wrote last; let another go before you write again.")
    assert pseudo.render(text, "de").startswith("Ⓨⓞⓤ")
    assert pseudo.render(text, "de-AT").startswith("Ⓨⓞⓤ")
    assert pseudo.render(text, "fr") == "You wrote last; let another go before you write again."


def test_plurals_and_texts_within_texts(pseudo: Catalogue) -> None:
    text = msg("{passages}, {words}", passages=msgs("{count} passage", "{count} passages", 1), words="x")
    assert pseudo.render(text, "de") == "1 ⓟⓐⓢⓢⓐⓖⓔ, x"


def test_values_with_braces_are_left_alone() -> None:
    text = msg("Story #{number} has begun.", number="{evil}")
    assert Catalogue().render(text, "en") == "Story #{evil} has begun."


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_a_sentence(reason: Reason) -> None:
    details = {"writer": Writer(5, 1), "length": 9, "limit": 3, "words": 4, "words_min": 5, "words_max": 1}
    details |= {"low": 2, "high": 7}
    details |= {"permissions": ("view_channel", "send_messages")}
    details |= {"word": "zyrquel", "counts": (2, 3), "offered": ("on", "off"), "list": "hold"}
    details |= {"hours": 18, "days": 366, "name": "Raven", "form": "Haiku"}
    details |= {
        "ceiling": Rating.TEEN,
        "stories": True,
        "until": None,
        "why": "Spam.",
        "number": 3,
        "place": "damn",
        "rule": "mild",
        "role": 123456789012345678,
        "feature": "poems",
        "minutes": 7,
        "off": True,
        "other": "words-max",
        "value": 6,
        "above": True,
        "channel_id": 0,
    }
    details |= {"attempt": check_next(Poem("haiku"), [], "Too short")}
    text = Catalogue().render(sentence(Refusal(reason, **details)), "en")
    assert text.endswith((".", "?"))
    assert "{" not in text
