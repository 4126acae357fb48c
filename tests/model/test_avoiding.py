"""The real weights: a listed word is never written, though the model would; what is like it still may be."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from bot.domain.limits.avoiding import Avoided
from bot.domain.limits.folding import fold
from bot.domain.limits.terms import TOKEN
from bot.generation.factory import create_muse
from bot.generation.muse import Muse, Request, Sampling, Stream
from bot.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.asyncio(loop_scope="module")]

STORY = "The lighthouse keeper had not spoken for three winters. Tonight the lamp would not light. "
GREEDY = Sampling(max_tokens=40, temperature=0, repetition_penalty=1.0)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def muse(default_model: Settings) -> AsyncIterator[Muse]:
    muse = create_muse(default_model.model_copy(update={"member_limit": 99, "guild_limit": 99}))
    await muse.start()
    yield muse
    await muse.close()


def wish(sampling: Sampling, avoid: Avoided | None = None, text: str = STORY) -> Request:
    return Request(1, 1, "test/1", sampling, text=text, avoid=avoid)


async def read(stream: Stream) -> str:
    async with asyncio.timeout(120):
        return "".join([piece.text async for piece in stream])


def said(text: str) -> set[str]:
    return set(TOKEN.findall(fold(text).text))


async def test_the_words_that_are_likeliest_never_come_once_they_are_listed(muse: Muse) -> None:
    listed: frozenset[str] = frozenset()
    for _ in range(4):  # what comes instead is listed, too
        stream = muse.ask(wish(GREEDY, Avoided(listed) if listed else None))
        text = await read(stream)
        assert len(text) > 40, text
        assert not said(text) & listed, text
        assert stream.receipt is not None
        assert stream.receipt.avoided == (Avoided(listed).digest if listed else "")
        listed |= said(text)
    assert len(listed) > 30


async def test_of_a_beginning_nothing_comes_and_capitals_do_not_help(muse: Muse) -> None:
    listed = Avoided(stems=frozenset({"the", "an", "th", "wh", "he", "ke"}))
    shout = replace(GREEDY, max_tokens=30)
    for text in (STORY, STORY.upper(), "THE KEEPER SAID: WHAT IS THE HOUR? WHO IS THERE? ", "1. T h e\n2. "):
        plain, kept = await read(muse.ask(wish(shout, None, text))), muse.ask(wish(shout, listed, text))
        found = said(await read(kept))
        assert not [word for word in found if word.startswith(tuple(listed.stems))]
        assert text.startswith("1.") or [w for w in said(plain) if w.startswith(tuple(listed.stems))], plain


async def test_words_that_begin_alike_are_written_as_before(muse: Muse) -> None:
    plain = await read(muse.ask(wish(GREEDY)))
    beginnings = {word[:-1] for word in said(plain) if len(word) > 5} - said(plain)
    longer = {word + "x" for word in said(plain)} - said(plain)
    assert beginnings
    assert await read(muse.ask(wish(GREEDY, Avoided(frozenset(longer | beginnings))))) == plain


async def test_beside_others_a_text_with_a_list_is_the_same_as_alone(muse: Muse) -> None:
    warm = Sampling(max_tokens=24, temperature=0.9, dry=0.8)
    lists = (None, Avoided(frozenset({"the", "a", "he"})), Avoided(stems=frozenset({"s", "th"})))
    wishes = [
        wish(replace(warm, seed=seed), lists[seed % 3], (STORY * (1 + seed % 2))[seed:]) for seed in range(6)
    ]
    alone = [await read(muse.ask(one)) for one in wishes]
    together = await asyncio.gather(*(read(muse.ask(one)) for one in wishes))
    assert list(together) == alone
    without = [await read(muse.ask(replace(one, avoid=None))) for one in wishes[::3]]
    assert without == alone[::3]
    empty = [await read(muse.ask(replace(one, avoid=Avoided()))) for one in wishes[::3]]
    assert empty == without, "a list of nothing changes nothing"


async def test_a_list_that_forbids_all_letters_leaves_a_text_without_them(muse: Muse) -> None:
    every = Avoided(stems=frozenset("abcdefghijklmnopqrstuvwxyz0123456789"))
    text = await read(muse.ask(wish(replace(GREEDY, max_tokens=12), every)))
    assert not re.search(r"[a-z0-9]", text, re.IGNORECASE)
