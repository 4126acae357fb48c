"""A poem within bounds: what may not be said is not in it, and where nothing is left that is said at once."""

import re
from collections.abc import AsyncIterator, Mapping

import pytest
import pytest_asyncio

from bot.domain.forms import forms
from bot.domain.verse.check import check
from bot.generation.poetry.ordering import Bounds, NoSuchPoemError, PoemOrder
from bot.generation.poetry.poet import Poet
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse


class Taboo:
    """Some beginnings of words; each is found in the stock or, if it is ``late``, not before it is said."""

    def __init__(self, beginnings: str, *, late: bool) -> None:
        self.said = re.compile(rf"\b(?:{beginnings})[a-z']*", re.IGNORECASE)
        self._late = late

    async def unfit(self, stock: Mapping[str, float]) -> frozenset[str]:
        return frozenset() if self._late else frozenset(word for word in stock if self.said.match(word))

    async def breaches(self, before: str, line: str) -> frozenset[str]:
        return frozenset(word.lower() for word in self.said.findall(line))


@pytest_asyncio.fixture
async def poet() -> AsyncIterator[Poet]:
    muse = WorkerMuse(ScriptedEngine(capacity=16), queue_limit=40, member_limit=9, guild_limit=9)
    await muse.start()
    yield Poet(muse)
    await muse.close()


async def written(poet: Poet, form: str, bounds: Bounds, **order: object) -> str:
    stream = poet.write(PoemOrder(forms()[form], 1, 1, 5, **order), bounds=bounds)  # type: ignore[arg-type]
    return "".join([piece.text async for piece in stream])


@pytest.mark.parametrize("form", ["haiku", "limerick", "villanelle", "ghazal"])
@pytest.mark.parametrize(("beginnings", "late"), [("th|sh|of|in|an|to|i|s", False), ("th|sh|an|st|w", True)])
async def test_what_may_not_be_said_is_not_in_it(poet: Poet, form: str, beginnings: str, late: bool) -> None:
    bounds = Taboo(beginnings, late=late)
    text = await written(poet, form, bounds, candidates=2)
    assert check(forms()[form], text).valid
    assert not bounds.said.search(text)


async def test_of_several_lines_one_that_may_be_said_is_chosen(poet: Poet) -> None:
    bounds = Taboo("the|of", late=True)
    stream = poet.write(PoemOrder(forms()["haiku"], 1, 1, 5, candidates=12), bounds=bounds)
    text = "".join([piece.text async for piece in stream])
    assert not bounds.said.search(text)
    assert stream.making is not None
    assert not stream.making.order.banned, "no word had to be done without"


async def test_a_name_that_may_not_be_said_is_no_line(poet: Poet) -> None:
    named = await written(poet, "clerihew", Taboo("zz", late=False), about="Thomas Gray")
    assert named.startswith("Thomas Gray,")
    other = await written(poet, "clerihew", Taboo("gray|thomas", late=False), about="Thomas Gray")
    assert "Thomas" not in other
    assert check(forms()["clerihew"], other).valid


async def test_where_nothing_is_left_it_is_said(poet: Poet) -> None:
    with pytest.raises(NoSuchPoemError):
        await written(poet, "haiku", Taboo("[a-z]", late=False))


async def test_the_rhymes_may_be_all_that_is_missing(poet: Poet) -> None:
    bounds = Taboo(r"(?!(?:the|and|a|moon|water|silver|into)\b)[a-z]", late=False)
    with pytest.raises(NoSuchPoemError):
        await written(poet, "limerick", bounds)
    text = await written(poet, "haiku", bounds, candidates=1)
    assert not bounds.said.search(text)


async def test_a_line_for_which_there_is_no_hope_is_given_up(poet: Poet) -> None:
    with pytest.raises(NoSuchPoemError):
        await written(poet, "haiku", Taboo("[a-z]", late=True), candidates=2)
