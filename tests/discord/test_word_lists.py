"""/limits words and /limits test: a server's own lists, tried by its moderators, and kept by the muse."""

import re
from typing import Any

import pytest

from bot.domain.limits.folding import fold
from bot.domain.limits.policy import ListName
from bot.generation.poetry.keeping import lexicon_for
from bot.generation.scripted_verse import words as scripted_words
from bot.services.actor import Actor
from tests.discord.conftest import World
from tests.discord.test_muse_verses import offered
from tests.discord.test_poem_write import engine, muse, poem_in, words, written
from tests.discord.test_together import begin
from tests.storage.test_word_lists import Moderator

__all__ = ["engine", "muse", "words"]


async def words_of(world: World, action: str, on: str, member: Any = None, **options: Any) -> str:
    member, options = member or world.mod, {"action": action, "list": on, **options}
    result = await member.slash(world.room, "limits words", **options)
    assert result.response.flags.ephemeral
    return world.text(result.response)


async def test_a_phrase_comes_and_goes(world: World) -> None:
    assert "“silver moon” waits for a moderator" in await words_of(
        world, "add", "hold", phrase="silver  moon"
    )
    told = await words_of(world, "list", "hold")
    assert "silver moon" in told
    assert "1 entry" in told
    assert "off the list `hold`" in await words_of(world, "remove", "hold", phrase="Silver Moon")
    assert "Nothing is on it" in await words_of(world, "list", "hold")
    assert "is not on" in await words_of(world, "remove", "hold", phrase="Silver Moon")


async def test_a_channel_s_entry_says_so(world: World) -> None:
    corner = world.guild.create_text_channel("corner")
    told = await words_of(world, "add", "allow", phrase="moon", channel=corner)
    assert f"in <#{corner.id}>" in told
    assert f"<#{corner.id}>" in await words_of(world, "list", "allow")


@pytest.mark.parametrize("phrase", [None, " ", "*", "a*", "a*b", "\u200b", "…"])
async def test_what_is_no_phrase_is_explained(world: World, phrase: str | None) -> None:
    options = {} if phrase is None else {"phrase": phrase}
    for action in ("add", "remove"):
        told = await words_of(world, action, "block", **options)
        assert told.count("\n") == 0
        assert "went wrong" not in told
    assert "Nothing is on it" in await words_of(world, "list", "block")


async def test_a_phrase_pings_nobody_and_breaks_no_frame(world: World) -> None:
    for phrase in ("@everyone **bold** `x`", f"<@{world.basho.id}> moon", "[a](https://example.org)"):
        told = await words_of(world, "add", "warn", phrase=phrase)
        assert not re.search(r"(?<!\\)@everyone|(?<!\\)<@\d|(?<!\\)\*\*", told)


async def test_pages_turn(world: World) -> None:
    for number in range(30):
        await world.app.services.word_lists.add(moderator(world), ListName.WARN, f"word number{number}", None)
    result = await world.mod.slash(world.room, "limits words", action="list", list="warn")
    assert "30 entries" in world.text(result.response)
    await world.mod.click(result.response, label="Next")
    assert "2 / 2" in world.text(result.response)


async def test_a_page_of_the_longest_phrases_is_shown(world: World) -> None:
    for number in range(25):
        phrase = f"{number} moon{'_' * 80}light"
        await world.app.services.word_lists.add(moderator(world), ListName.WARN, phrase, world.room.id)
    told = await words_of(world, "list", "warn")
    assert told.count(f"<#{world.room.id}>") == 25
    assert "1 / 1" in told


def moderator(world: World) -> Actor:
    return Actor(world.guild.id, world.mod.id, "mod", Moderator())


@pytest.mark.parametrize("action", ["add", "remove", "list"])
async def test_only_moderators_see_and_change_it(world: World, action: str) -> None:
    told = await words_of(world, action, "hold", world.basho, phrase="moon")
    assert "moderator" in told
    assert "Nothing is on it" in await words_of(world, "list", "hold")


async def test_a_text_is_tried_and_nothing_is_stored(world: World) -> None:
    await words_of(world, "add", "block", phrase="silver moon")
    tried = await world.mod.slash(world.room, "limits test", text="The SILVER **moon**, damn it")
    told = world.text(tried.response)
    assert tried.response.flags.ephemeral
    assert "is not submitted" in told
    assert "this server's list `block`" in told
    free = await world.mod.slash(world.room, "limits test", text="The silver sea")
    assert world.text(free.response).count("goes through") == 3
    other = await world.basho.slash(world.room, "limits test", text="The silver moon")
    assert "moderator" in world.text(other.response)


@pytest.mark.usefixtures("words")
async def test_the_muse_keeps_listed_words_out_of_its_poems(world: World) -> None:
    for on, phrase in (
        ("warn", "th*"),
        ("hold", "of"),
        ("block", "and"),
        ("hold", "in it*"),
        ("block", "to"),
    ):
        await words_of(world, "add", on, phrase=phrase)
    for form in ("haiku", "villanelle"):
        poem = poem_in(world, await written(world, world.basho, form, about="the sea"))
        assert not re.search(r"\b(th\w*|of|and|to)\b", poem, re.IGNORECASE), poem


@pytest.mark.usefixtures("words")
async def test_where_too_much_is_listed_one_sentence_says_so(world: World) -> None:
    starts = {fold(entry.text).text[:2] for entry in lexicon_for(scripted_words()).entries}
    for start in starts:
        phrase = f"{start}*" if start.isalpha() and len(start) == 2 else start[0]
        await world.app.services.word_lists.add(moderator(world), ListName.BLOCK, phrase, None)
    result = await world.basho.slash(world.room, "poem write", form="haiku")
    await world.until(lambda: "no words for that poem" in world.text(result.response))


@pytest.mark.usefixtures("words")
async def test_so_do_the_lines_that_it_proposes(world: World) -> None:
    for phrase in ("th*", "of", "and", "in*", "to", "is", "ha*", "wh*"):
        await words_of(world, "add", "hold", phrase=phrase)
    await begin(world, "renga", about="Rain")
    shown = world.text(await offered(world, world.ada))
    lines = [line for line in shown.splitlines() if line.startswith(">")]
    assert len(lines) >= 6
    assert not re.search(r"\b(th\w*|of|and|in\w*|to|is|ha\w*|wh\w*)\b", "\n".join(lines), re.IGNORECASE)


async def imported(world: World, data: bytes, member: Any = None, **options: Any) -> str:
    told = await words_of(world, "add", "hold", member, file=("words.txt", data), **options)
    await world.env.settle()
    return told


async def test_many_phrases_come_as_a_file(world: World) -> None:
    told = await imported(
        world, "\ufeffsilver moon\r\n\r\nкрасная луна\nSilver  MOON\nwor*\n*\n@everyone\n…\n".encode()
    )
    assert "4 phrases are on the list `hold` now, on this server." in told
    assert "2 lines are no phrases and were left out" in told
    shown = await words_of(world, "list", "hold")
    assert [phrase for phrase in ("silver moon", "красная луна", "wor") if phrase not in shown] == []
    assert "4 entries" in shown
    audit = world.text((await world.mod.slash(world.room, "review audit")).response)
    assert "put 4 phrases on the list `hold`" in audit


async def test_a_file_is_taken_whole_or_not_at_all(world: World) -> None:
    await words_of(world, "add", "hold", phrase="moon")
    lines = "\n".join(f"word{number}" for number in range(5000)).encode()
    assert "is full with its 5000 words" in await imported(world, lines)
    assert "is full with its 5000 words" in await imported(world, lines + b"\none more\nand more")
    assert "1 entry" in await words_of(world, "list", "hold")
    assert "4999 phrases" in await imported(world, lines.rsplit(b"\n", 1)[0])
    assert "5000 entries" in await words_of(world, "list", "hold")
    assert "4999 phrases" in await imported(world, lines.rsplit(b"\n", 1)[0]), "the same again are no more"


async def test_a_file_is_for_moderators_and_must_be_text(world: World) -> None:
    told = await words_of(world, "add", "hold", world.ada, file=("words.txt", b"moon"))
    assert "Only a moderator may do that" in told
    assert "UTF-8" in await imported(world, b"\xff\xfe\x00moon")
    told = await words_of(world, "add", "hold", file=("words.exe", b"moon"))
    assert ".txt" in told
    assert "Nothing is on it" in await words_of(world, "list", "hold")


async def test_another_message_s_button_on_a_card_is_answered_beside_it(world: World) -> None:
    await words_of(world, "add", "hold", phrase="moon")
    shown = await world.mod.slash(world.room, "limits words", action="list", list="hold")
    pressed = world.press(world.mod, "q1:prompt-list:0", message=shown.response.message)
    await world.env.settle()
    assert pressed.response is not None
    assert "prompt" in world.text(pressed.response)
    assert "moon" in world.text(shown.response)
