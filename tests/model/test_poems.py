"""Poems by the real weights: every one is in its form, and the same order gives the same poem."""

import asyncio
from collections.abc import AsyncIterator
from statistics import fmean

import pytest
import pytest_asyncio

from bot.bench.poems import LONG, WORD, orders, poems
from bot.domain.forms import forms
from bot.generation.factory import create_muse
from bot.generation.muse import Muse
from bot.generation.poetry.ordering import PoemOrder
from bot.generation.poetry.poet import Poet
from bot.generation.waking import awake
from bot.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

SHORT_COUNT, LONG_COUNT = 20, 3


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def muse(default_model: Settings) -> AsyncIterator[Muse]:
    free = {"queue_limit": 99, "member_limit": 99, "guild_limit": 99, "member_hourly": 0}
    muse = create_muse(default_model.model_copy(update=free))
    await awake(muse)
    yield muse
    await muse.close()


async def whole(poet: Poet, order: PoemOrder) -> str:
    return "".join([piece.text async for piece in poet.write(order)])


@pytest.mark.parametrize("name", list(forms()))
async def test_every_poem_is_in_its_form(muse: Muse, name: str) -> None:
    form = forms()[name]
    count = LONG_COUNT if len(form.variants(form.usual, WORD)[0]) >= LONG else SHORT_COUNT
    # One candidate for each line: what is shown holds for every line that can be written.
    wanted = orders(form, iter(range(1, count + 1)), candidates=1, planned=True)
    made = [poem async for poem in poems(muse, wanted, at_once=20)]
    assert len(made) == count
    assert [(poem.seed, poem.text) for poem in made if not poem.valid] == []
    assert len({poem.text for poem in made}) == count


async def test_the_same_order_gives_the_same_poem_whatever_is_written_beside_it(muse: Muse) -> None:
    poet = Poet(muse)
    order = PoemOrder(forms()["limerick"], 1, 1, 7, "an old dog", candidates=3)
    alone = await whole(poet, order)
    others = [PoemOrder(forms()["haiku"], 1, member, member, candidates=2) for member in range(2, 5)]
    beside, *_ = await asyncio.gather(whole(poet, order), *(whole(poet, other) for other in others))
    assert beside == alone


async def test_its_receipt_says_how_it_was_made(muse: Muse) -> None:
    stream = Poet(muse).write(PoemOrder(forms()["haiku"], 1, 1, 11, "the sea", candidates=4))
    text = "".join([piece.text async for piece in stream])
    receipt = stream.receipt
    assert receipt is not None
    assert receipt.sampling.seed == 11
    assert receipt.template.startswith("poem/")
    assert len(text.split()) < receipt.tokens < 60
    assert receipt.likelihoods is not None
    assert len(receipt.likelihoods) == receipt.tokens
    assert -6 < fmean(receipt.likelihoods) < -0.5


async def test_a_poem_is_one_wish_of_the_hour(default_model: Settings, muse: Muse) -> None:
    strict = create_muse(default_model.model_copy(update={"member_hourly": 1, "muse": "scripted"}))
    await awake(strict)
    poet = Poet(strict)
    assert await whole(poet, PoemOrder(forms()["villanelle"], 1, 1, 1))
    with pytest.raises(Exception, match="in this hour"):
        await whole(poet, PoemOrder(forms()["haiku"], 1, 1, 2))
    await strict.close()


async def test_stopped_it_ends_and_leaves_nothing_behind(muse: Muse) -> None:
    stream = Poet(muse).write(PoemOrder(forms()["villanelle"], 1, 1, 3))
    async for _ in stream:
        stream.cancel()
    assert stream.receipt is not None
    assert stream.receipt.end.value == "cancelled"
    async with asyncio.timeout(10):
        while muse.status().running:  # noqa: ASYNC110 - the muse has no event for it, and needs none
            await asyncio.sleep(0.01)
