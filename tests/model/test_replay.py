"""A receipt is enough to write the same text again; what its prompt was made of must still be there."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from bot.app import App
from bot.domain.limits.policy import ListName
from bot.domain.story import Terms
from bot.generation.chorus import Chorus
from bot.services.actor import Actor, PlainAccess
from bot.services.cowriting import Offer
from bot.services.stories import Beginning
from bot.settings import Settings
from bot.waiting import PlainWaiting
from tests.cli.conftest import Quire, one_sentence, quire

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]
__all__ = ["quire"]

ADA = Actor(1, 11, "Ada")


class Moderating(PlainAccess):
    """Moderates everywhere."""

    def moderates(self, channel_id: int) -> bool:
        return True

    def moderates_guild(self) -> bool:
        return True


OPENING = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light."


@pytest.fixture(scope="module")
def place(default_model: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a data folder of its own that knows the default weights."""
    data = tmp_path_factory.mktemp("data")
    (data / "models").symlink_to(default_model.models_dir)
    return default_model.model_copy(update={"data_dir": data})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def made(place: Settings) -> tuple[Offer, int]:
    """A story with two passages, a wish about it, and an idea; the receipts of both."""
    async with App(place) as app:
        record = await app.services.stories.start(ADA, 5, Beginning("Tide", OPENING, Terms()))
        draft = await app.services.writing.keep(ADA, record.id, "He carried a candle up the stairs.")
        await app.services.writing.submit(ADA, record.id, draft.id)
        asked = await app.services.cowriting.ask(ADA, record.id, hint="a bell", words=20)
        wished = await app.services.prompts.ask(ADA, "mystery", "a piano")
        chorus = Chorus(asked.streams)
        await chorus.read(PlainWaiting())
        offer = await app.services.cowriting.record(ADA, asked, chorus.made)
        ideas = Chorus(wished.streams)
        await ideas.read(PlainWaiting())
        idea = await app.services.prompts.record(ADA, "mystery", "a piano", ideas.made)
        assert offer is not None
        assert idea is not None
        return offer, idea.record.receipt_id or 0


def replay(quire: Quire, place: Settings, receipt: int, **settings: str) -> Any:
    same = {"data_dir": str(place.data_dir), "threads": str(place.threads)}
    return quire("model", "replay", str(receipt), timeout=120, **same, **settings)


async def test_what_was_shown_is_written_again(
    quire: Quire, place: Settings, made: tuple[Offer, int]
) -> None:
    offer, idea = made
    for candidate in offer.candidates[:1]:
        done = await asyncio.to_thread(replay, quire, place, candidate.receipt_id)
        assert done.returncode == 0, done.stderr
        assert candidate.text in done.stdout
        assert "It is the text that was shown then" in done.stderr
    done = await asyncio.to_thread(replay, quire, place, idea)
    assert done.returncode == 0, done.stderr
    assert "not kept" in done.stderr


async def test_after_a_correction_the_text_that_the_muse_saw_is_used(
    quire: Quire, place: Settings, made: tuple[Offer, int]
) -> None:
    offer, _ = made
    async with App(place.model_copy(update={"muse": "off"})) as app:
        passage = await app.services.writing.last_passage(ADA, offer.record.id)
        await app.services.writing.correct(ADA, offer.record.id, passage.id, "He carried no candle at all.")
    done = await asyncio.to_thread(replay, quire, place, offer.candidates[0].receipt_id)
    assert "It is the text that was shown then" in done.stderr, done.stderr


async def test_in_other_numbers_or_without_weights_it_says_why(
    quire: Quire, place: Settings, made: tuple[Offer, int]
) -> None:
    receipt = made[0].candidates[0].receipt_id
    for settings, words in (
        ({"precision": "fp32"}, "was made in int8"),
        ({"muse": "scripted"}, "was made by the model smollm2-135m-instruct"),
        ({"muse": "off"}, "cannot write a text again"),
    ):
        done = await asyncio.to_thread(replay, quire, place, receipt, **settings)
        assert words in one_sentence(done)
    assert "no receipt 999" in one_sentence(await asyncio.to_thread(replay, quire, place, 999))


async def test_where_the_word_lists_have_changed_it_says_so(
    quire: Quire, place: Settings, made: tuple[Offer, int]
) -> None:
    offer, _ = made
    receipt = offer.candidates[0].receipt_id
    moderator, silent = Actor(1, 99, "Mod", Moderating()), place.model_copy(update={"muse": "off"})
    async with App(silent) as app:
        _, marks = await app.services.provenance.marks(ADA, offer.record.id)
        assert marks == []
        recipe = await app.services.provenance.recipe(receipt)
        assert recipe.request.avoid is not None
        assert recipe.request.avoid.digest == recipe.receipt.sampling["avoided"]
        assert "damn" in recipe.request.avoid.words
        assert "damn" not in str(recipe.receipt)
        await app.services.word_lists.add(moderator, ListName.BLOCK, "zyzzyva", 5)
        assert not (await app.services.provenance.recipe(receipt)).relisted, "elsewhere it is as it was"
        await app.services.word_lists.add(moderator, ListName.BLOCK, "zyzzyva", None)
        recipe = await app.services.provenance.recipe(receipt)
        assert recipe.relisted
        assert recipe.request.avoid is not None
        assert "zyzzyva" in recipe.request.avoid.words
    done = await asyncio.to_thread(replay, quire, place, receipt)
    assert done.returncode == 0, done.stderr
    assert "The word lists have changed since" in done.stderr
    assert "It is the text that was shown then" in done.stderr, "the new word made no difference"


async def test_after_a_redaction_it_says_why_it_cannot(
    quire: Quire, place: Settings, made: tuple[Offer, int]
) -> None:
    offer, _ = made
    async with App(place.model_copy(update={"muse": "off"})) as app:
        moderator = Actor(1, 99, "Mod", Moderating())
        await app.services.hosting.redact(moderator, offer.record.id, 2, "Unspeakable.")
    done = await asyncio.to_thread(replay, quire, place, offer.candidates[0].receipt_id)
    assert "was redacted or forgotten since" in one_sentence(done)
    assert "lighthouse" not in done.stdout + done.stderr
