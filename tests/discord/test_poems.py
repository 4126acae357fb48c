"""/poem: a verdict that only the asker sees, what forms ask, how many syllables a word has."""

import pytest

from tests.discord.conftest import World

HAIKU = "An old silent pond / A frog jumps into the pond / Splash! Silence again"


async def judged(world: World, form: str, text: str) -> str:
    result = await world.ada.slash(world.room, "poem check", form=form, text=text)
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert result.response.flags.ephemeral
    return world.text(result.response)


async def test_a_haiku_is_told_so(world: World) -> None:
    told = await judged(world, "haiku", HAIKU)
    assert "Haiku: yes, it is one" in told
    assert "✓ An old silent pond · 5" in told


async def test_a_near_miss_is_told_line_by_line_and_word_by_word(world: World) -> None:
    told = await judged(world, "haiku", HAIKU.replace("jumps into", "is jumping into"))
    assert "Haiku: not yet" in told
    assert "✗ A frog is jumping into the pond · 9" in told
    assert "9 syllables: 2 too many." in told
    assert "jumping 2" in told


async def test_a_guess_is_called_one(world: World) -> None:
    told = await judged(world, "haiku", HAIKU.replace("silent", "zyrquel"))
    assert "guessed from its letters" in told


async def test_a_poem_may_be_typed_in_a_form(world: World) -> None:
    form = await world.ada.slash(world.room, "poem check", form="haiku")
    assert form.modal is not None
    result = await world.ada.submit_modal(form, {"text": HAIKU.replace(" / ", "\n")})
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert "Haiku: yes, it is one" in world.text(result.response)


@pytest.mark.parametrize("text", ["** ~~ @everyone <@1> `x` ||", "🌊🌊", "9" * 4000, "a " * 2000])
async def test_any_text_is_answered(world: World, text: str) -> None:
    told = await judged(world, "shakespearean-sonnet", text)
    assert "not yet" in told


async def test_a_text_of_nothing_is_one_sentence(world: World) -> None:
    told = await judged(world, "haiku", "\u200b\u202e")
    assert len(told.splitlines()) == 1


async def test_a_form_that_is_not_there_is_one_sentence(world: World) -> None:
    message = (await world.ada.slash(world.room, "poem forms")).response.message
    result = world.press(world.ada, "q1:poem-checked:12345", message)
    await world.env.settle()
    assert result.response is not None
    assert "There is no such form" in world.text(result.response)


async def test_the_forms_are_explained(world: World) -> None:
    every = await world.ada.slash(world.room, "poem forms")
    assert "`haiku` Three lines of 5, 7 and 5 syllables." in world.text(every.response)
    one = await world.ada.slash(world.room, "poem forms", form="villanelle")
    told = world.text(one.response)
    assert "A  iambic pentameter" in told
    assert "Princeton" in told


async def test_a_words_syllables_come_with_their_source(world: World) -> None:
    for word, expected in (
        ("fire", "1 syllable / 2 syllables (the CMU Pronouncing Dictionary)"),
        ("noosphere", "(made of known words)"),
        ("🌊", "(not said)"),
    ):
        result = await world.ada.slash(world.room, "poem syllables", word=word)
        await world.until(
            lambda result=result: result.response is not None and bool(world.text(result.response))
        )
        assert expected in world.text(result.response)
