"""/poem write: a poem grows line by line, is in its form, and is kept, changed, or asked for again."""

import re
from typing import Any

import pytest

from bot.domain.forms import forms
from bot.domain.refusals import Refusal
from bot.domain.verse.check import check
from bot.generation.muse import Muse
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.services.actor import Actor
from bot.services.provenance import ReplayError
from tests.discord.conftest import World
from tests.discord.verses import sort_words

OWN = "An old silent pond\nA frog jumps into the pond\nSplash! Silence again"


@pytest.fixture(scope="module", autouse=True)
def words() -> None:
    sort_words()


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine(capacity=16)


@pytest.fixture
def muse(engine: ScriptedEngine) -> Muse:
    return WorkerMuse(engine, queue_limit=4, member_limit=2, guild_limit=3)


async def written(world: World, member: Any, form: str = "haiku", **options: Any) -> Any:
    """Let a member ask, and wait; return the private answer with the poem."""
    result = await member.slash(world.room, "poem write", form=form, **options)
    await world.until(lambda: result.response is not None and "by the muse" in world.text(result.response))
    return result.response


def actor(world: World, member: Any) -> Actor:
    return Actor(world.guild.id, member.id, member.name)


def number_of(answer: Any) -> int:
    return int(re.findall(r"poem-keep:(\d+)", str(answer.components))[0])


def poem_in(world: World, answer: Any) -> str:
    return "\n".join(re.findall(r"^> ?(.*)$", world.text(answer), re.MULTILINE)).strip()


@pytest.mark.parametrize("form", ["haiku", "limerick", "villanelle"])
async def test_a_poem_is_in_its_form_and_only_its_member_sees_it(world: World, form: str) -> None:
    answer = await written(world, world.basho, form, about="the sea")
    assert answer.flags.ephemeral
    assert check(forms()[form], poem_in(world, answer)).valid
    assert {"Keep", "Edit", "Again"} <= set(world.text(answer).split("\n"))


async def test_it_is_kept_once_and_says_whose_it_is(world: World) -> None:
    answer = await written(world, world.basho, about="the sea")
    text = poem_in(world, answer)
    await world.restart()
    kept = await world.basho.click(answer, label="Keep")
    await world.until(lambda: "Kept as #1" in world.text(kept.response or answer))
    read = await world.basho.slash(world.room, "story read", story=1)
    await world.until(lambda: text.splitlines()[0] in world.text(read.response))
    assert "the sea" in world.text(read.response)
    found = await world.app.services.reading.whole(actor(world, world.basho), 1)
    assert {passage.origin.value for passage in found.passages} == {"muse-accepted"}


async def test_its_receipt_tells_how_to_make_it_again(world: World) -> None:
    answer = await written(world, world.basho, about="the sea")
    poem = await world.app.services.poem_writing.get(actor(world, world.basho), number_of(answer))
    with pytest.raises(ReplayError, match=r"quire poem write FORM .* --seed \d+"):
        await world.app.services.provenance.recipe(poem.receipt_id)


async def test_an_acrostic_spells_its_word_and_refuses_what_has_no_letters(world: World) -> None:
    answer = await written(world, world.basho, "acrostic", word="Élan")
    assert [line[0] for line in poem_in(world, answer).splitlines()] == list("ELAN")
    refused = await world.basho.slash(world.room, "poem write", form="acrostic", word="🐸")
    assert "letters from A to Z" in world.text(refused.response)
    refused = await world.basho.slash(world.room, "poem write", form="acrostic")
    assert "letters from A to Z" in world.text(refused.response)


async def test_stanzas_are_bounded_by_the_form(world: World) -> None:
    refused = await world.basho.slash(world.room, "poem write", form="ghazal", stanzas=2)
    assert "from 5 to 15 stanzas" in world.text(refused.response)


async def edited(world: World, answer: Any, text: str) -> Any:
    form = await world.basho.click(answer, label="Edit")
    assert form.modal is not None
    result = await world.basho.submit_modal(form, {"text": text})
    return result.response or answer


async def test_a_changed_poem_is_checked_again_and_nothing_is_lost(world: World) -> None:
    answer = await written(world, world.basho, about="a pond")
    wrong = await edited(world, answer, "An old pond\nA frog jumps in\nSplash!")
    await world.until(lambda: "not yet" in world.text(wrong))
    assert "Keep" not in world.text(wrong).split("\n")
    form = await world.basho.click(wrong, label="Edit")
    assert "An old pond" in str(form.modal)
    right = await edited(world, wrong, OWN)
    await world.until(lambda: "by the muse and you" in world.text(right))
    assert poem_in(world, right) == OWN
    kept = await world.basho.click(right, label="Keep")
    await world.until(lambda: "Kept as #1" in world.text(kept.response or right))
    found = await world.app.services.reading.whole(actor(world, world.basho), 1)
    assert {passage.origin.value for passage in found.passages} == {"human"}


async def test_again_writes_another_and_leaves_the_first(world: World) -> None:
    answer = await written(world, world.basho, about="the sea")
    before = poem_in(world, answer)
    result = await world.basho.click(answer, label="Again")
    await world.until(lambda: "by the muse" in world.text(result.response))
    assert poem_in(world, result.response) != before
    assert poem_in(world, answer) == before
    assert check(forms()["haiku"], poem_in(world, result.response)).valid


async def test_stop_ends_it_at_once(world: World, engine: ScriptedEngine) -> None:
    await written(world, world.basho)  # its words are sorted now
    engine._hold_after = 1
    result = await world.basho.slash(world.room, "poem write", form="villanelle")
    await world.until(lambda: world.app.muse.status().running > 0)
    await world.basho.click(result.response, label="Stop")
    await world.until(lambda: "Stopped" in world.text(result.response))
    assert world.app.muse.status().running == 0


async def test_a_strangers_press_is_refused(world: World) -> None:
    answer = await written(world, world.basho)
    service = world.app.services.poem_writing
    number = number_of(answer)
    with pytest.raises(Refusal):
        await service.keep(actor(world, world.mod), number, world.room.id)
