"""/poem teach: a member proposes how a word is counted here, and whatever they type is answered."""

import asyncio

import pytest

from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.teaching import LIST_LIMIT, SERVER_LIMIT
from tests.discord.conftest import World
from tests.teaching import entries, teach, told


async def test_a_proposal_waits_and_changes_nothing_yet(world: World) -> None:
    answer = await teach(world, world.ada, "Zyrquel", "2")
    assert "“Zyrquel” with 2 syllables waits for a moderator." in answer
    assert "guessed from its letters" in answer
    assert await entries(world) == [("zyrquel", "2", "waiting")]
    assert "this server's word list" not in await told(world, world.ada, "poem syllables", word="Zyrquel")


@pytest.mark.parametrize("syllables", ["2 3", "3,2", " 2 / 3 ", "２ 3 3"])
async def test_a_word_may_be_said_in_several_ways(world: World, syllables: str) -> None:
    assert "2 or 3 syllables" in await teach(world, world.ada, "zyrquel", syllables)
    assert await entries(world) == [("zyrquel", "2 3", "waiting")]


@pytest.mark.parametrize(
    "syllables", ["0", "x", "100", "-1", "2.5", "21", "", " ", "1 2 3 4 5", "2 x", "٢x", "9" * 5000, "<@1>"]
)
async def test_syllables_that_are_none_are_one_sentence(world: World, syllables: str) -> None:
    answer = await teach(world, world.ada, "zyrquel", syllables)
    assert answer.startswith("Give the syllables as a number from 1 to 20")
    assert await entries(world) == []


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("two words", "Give me one word"),
        ("🌊", "Give me one word"),
        ("zyr🌊quel", "Give me one word"),
        ("שלום", "Give me one word"),
        ("\u202ezyrquel שלום", "Give me one word"),
        ("zуrquel", "Give me one word"),  # a Cyrillic letter among Latin ones
        ("**zyrquel**", "Give me one word"),
        ("`zyrquel`", "Give me one word"),
        ("<@1234>", "Give me one word"),
        ("@everyone", "Give me one word"),
        ("https://example.com/zyrquel", "Give me one word"),
        ("'zyrquel'", "Give me one word"),
        ("\u200b\u200d", "Give me one word"),
        ("   ", "Give me one word"),
        ("z" * 5000, "That is 5000 characters"),
        ("fire", "The dictionary has “fire” already, with 1 or 2 syllables"),
        ("FIRE", "The dictionary has “FIRE” already"),
        ("XIV", "I say those by rule"),
        ("1984", "I say those by rule"),
        ("Dr", "I say those by rule"),
    ],
)
async def test_what_is_no_word_to_teach_is_one_sentence(world: World, word: str, sentence: str) -> None:
    answer = await teach(world, world.ada, word, "2")
    assert sentence in answer
    assert len(answer.splitlines()) == 1
    assert await entries(world) == []


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("zyr\u200bquel", "zyrquel"),
        ("\u202ezyrquel", "zyrquel"),
        ("ZYRQUEL", "ZYRQUEL"),
        ("zyrqu\u0301\u0301\u0301el", "zyrqúel"),
    ],
)
async def test_signs_that_are_not_seen_make_no_other_word(world: World, word: str, shown: str) -> None:
    assert f"“{shown}”" in await teach(world, world.ada, word, "2")
    assert [entry[0] for entry in await entries(world)] == ["zyrquel"]


async def test_the_same_again_is_told_so_and_another_count_takes_its_place(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    for member in (world.ada, world.basho):
        assert "waits for a moderator already" in await teach(world, member, "Zyrquel", "2")
    assert "in place of what you proposed before" in await teach(world, world.ada, "zyrquel", "3")
    assert await entries(world) == [("zyrquel", "2", "replaced"), ("zyrquel", "3", "waiting")]


async def test_anothers_count_waits_beside_the_first(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    assert "beside another member's count" in await teach(world, world.basho, "zyrquel", "3")
    assert await entries(world) == [("zyrquel", "2", "waiting"), ("zyrquel", "3", "waiting")]


async def test_no_member_fills_the_queue_and_they_may_still_change_their_own(world: World) -> None:
    for letter in "abcdefghijk":
        answer = await teach(world, world.ada, f"zyrquel{letter}", "2")
    assert "10 words of yours wait" in answer
    assert "in place of" in await teach(world, world.ada, "zyrquela", "3")
    assert "waits for a moderator." in await teach(world, world.basho, "zyrquelk", "2")


async def test_a_word_of_signs_is_shown_as_it_is_and_pings_nobody(world: World) -> None:
    result = await world.ada.slash(world.room, "poem teach", word="zyr-quel", syllables="2")
    await world.until(lambda: result.response is not None and bool(world.text(result.response)))
    assert "zyr\\-quel" in result.response.content
    assert result.response.flags.ephemeral


async def test_the_same_twenty_times_at_once_waits_once(world: World) -> None:
    propose = world.app.services.teaching.propose
    found = await asyncio.gather(
        *(propose(Actor(world.guild.id, 1 + n % 2, "x"), "zyrquel", "2") for n in range(20)),
        return_exceptions=True,
    )
    assert [one.reason for one in found if isinstance(one, Refusal)] == [Reason.WORD_WAITS] * 19
    assert await entries(world) == [("zyrquel", "2", "waiting")]


@pytest.mark.parametrize(
    ("state", "count", "sentence"),
    [
        ("waiting", SERVER_LIMIT, "200 words wait for this server's moderators"),
        ("approved", LIST_LIMIT, "word list is full with its 2000 words"),
        ("rejected", LIST_LIMIT, "waits for a moderator."),
    ],
)
async def test_a_server_has_its_limits(world: World, state: str, count: int, sentence: str) -> None:
    await teach(world, world.basho, "quorvane", "2")
    async with world.app.database.write() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO taught_words (guild_id, member_id, word, shown, counts, state, created_at) "
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "SELECT guild_id, 1, word || i, shown, counts, ?, created_at FROM taught_words, n",
            (count, state),
        )
    assert sentence in await teach(world, world.ada, "zyrquel", "2")
