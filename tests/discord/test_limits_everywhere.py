"""The limits hold for every text: of the muse it is set aside, of a member refused, with its place."""

from typing import Any

import pytest
import pytest_asyncio

from bot.generation.muse import Muse, Request
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from tests.discord.conftest import World
from tests.discord.test_muse_in_stories import muses_turn
from tests.discord.test_turn_time import three

COARSE = "The bastard gull came back over the water, and the keeper shouted at it."


class Mixed(ScriptedEngine):
    """Writes something coarse at first, and every other time."""

    admitted = 0
    fit_every = 2

    def admit(self, row_id: int, request: Request) -> int:
        length = super().admit(row_id, request)
        self.admitted += 1
        if self.admitted % self.fit_every:
            self._rows[row_id].words = COARSE.split()  # type: ignore[union-attr]
        return length


@pytest.fixture
def engine() -> Mixed:
    return Mixed(capacity=16)


@pytest.fixture
def muse(engine: Mixed) -> Muse:
    return WorkerMuse(engine, queue_limit=8)


async def settled(world: World, result: Any, text: str) -> str:
    await world.until(lambda: text in world.text(result.response))
    return world.text(result.response)


async def test_what_the_muse_should_not_say_is_set_aside_and_counted(world: World) -> None:
    await three(world)
    result = await world.basho.slash(world.thread, "muse continue")
    told = await settled(world, result, "Choose one")
    assert "bastard" not in told
    assert "set aside" in told


async def test_a_server_s_own_words_bind_the_muse_too(world: World) -> None:
    await three(world)
    for phrase in ("the", "a", "it", "and"):
        await world.mod.slash(world.room, "limits words", action="add", list="warn", phrase=phrase)
    result = await world.basho.slash(world.thread, "muse continue")
    told = await settled(world, result, "nothing worth showing")
    assert "5 texts were set aside" in told


async def test_the_host_is_told_what_was_set_aside_of_the_muse_s_own_turn(world: World) -> None:
    await muses_turn(world)
    for _ in range(2):
        shown = await world.ada.click(world.board, label="Ask the muse")
        told = world.text(shown.response)
        assert "bastard" not in told
        assert "set aside" in told


async def test_a_wish_that_is_gone_back_to_tells_it_again(world: World) -> None:
    await three(world)
    result = await world.basho.slash(world.thread, "muse continue")
    assert "3 more were written" in await settled(world, result, "Choose one")
    await world.basho.click(result.response, label="1")
    assert "written and set aside" not in world.text(result.response)
    await world.basho.click(result.response, label="All 2")
    assert "3 more were written" in world.text(result.response)


async def test_where_one_alone_is_fit_it_is_told_too(world: World, engine: Mixed) -> None:
    await three(world)
    engine.fit_every = 5
    result = await world.basho.slash(world.thread, "muse continue")
    assert "4 more were written" in await settled(world, result, "Accept")


@pytest.mark.parametrize(("own", "comes_back"), [("bastard", True), ("fucking", False)])
async def test_one_coarse_word_frees_no_other_in_other_words(
    world: World, own: str, comes_back: bool
) -> None:
    text = f"The {own} gull came back over the water, and the keeper shouted at it from the stair."
    result = await world.basho.slash(world.room, "muse rewrite", text=text, how="vivid")
    await world.until(lambda: "nothing of it is kept" in world.text(result.response))
    assert ("The bastard gull" in world.text(result.response)) is comes_back


async def test_a_prompt_of_the_muse_s_is_within_the_limits(world: World) -> None:
    for _ in range(2):
        result = await world.basho.slash(world.room, "prompt idea")
        await world.until(lambda result=result: "is yours to use" in world.text(result.response))  # type: ignore[misc]
        assert "bastard" not in world.text(result.response)
        assert "1 more was written and set aside" in world.text(result.response)


SHORT: list[tuple[str, dict[str, str]]] = [
    ("story start", {"title": "The bastard", "opening": "It began at sea."}),
    ("story start", {"title": "Tide", "opening": "It began with a b4stard."}),
    ("story start", {"title": "Tide", "opening": "It began.", "pen_name": "Bastard Bill"}),
    ("poem together", {"form": "haiku", "about": "The b a s t a r d"}),
    ("poem write", {"form": "haiku", "about": "some bastard"}),
    ("poem write", {"form": "acrostic", "word": "bastard"}),
    ("poem teach", {"word": "clusterfuck", "syllables": "3"}),
    ("prompt submit", {"text": "A bastard comes to town."}),
    ("prompt idea", {"about": "a bastard"}),
]


@pytest.mark.parametrize(("command", "options"), SHORT)
async def test_a_short_text_is_refused_with_its_place(
    world: World, command: str, options: dict[str, str]
) -> None:
    result = await world.basho.slash(world.room, command, **options)
    await world.until(lambda: "is not taken here" in world.text(result.response))
    told = world.text(result.response)
    assert "strong language" in told
    assert result.response.flags.ephemeral
    async with world.app.database.read() as connection:
        for table in ("stories", "prompts", "taught_words"):
            found = await connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert found.scalar_one() == 0


async def test_the_words_of_a_refused_opening_come_back(world: World) -> None:
    result = await world.basho.slash(
        world.room, "story start", title="Tide", opening="It began with a bastard of a storm."
    )
    assert "bastard of a storm" in world.text(result.response)


IN_STORY: list[tuple[str, dict[str, str]]] = [
    ("story character", {"name": "Bastard"}),
    ("muse continue", {"hint": "more of the bastard"}),
    ("muse rewrite", {"text": "The gull came back.", "how": "tone", "tone": "like a bastard"}),
]


@pytest.mark.parametrize(("command", "options"), IN_STORY)
async def test_so_it_is_in_a_story(world: World, command: str, options: dict[str, str]) -> None:
    await three(world)
    result = await world.basho.slash(world.thread, command, **options)
    await world.until(lambda: "is not taken here" in world.text(result.response))


async def test_a_pen_name_is_refused_at_the_door(world: World) -> None:
    await world.start_story()
    result = await world.basho.slash(world.thread, "story join", pen_name="The Bastard")
    await world.until(lambda: "is not taken here" in world.text(result.response))


async def test_a_correction_is_within_the_limits(world: World) -> None:
    await three(world)
    shown = await world.basho.slash(world.thread, "story write", text="The gull came back.")
    await world.basho.click(shown.response, label="Submit")
    result = await world.basho.slash(world.thread, "story correct", text="The bastard came back.")
    await world.until(lambda: "is not taken here" in world.text(result.response))


async def test_what_is_only_mild_goes_through(world: World) -> None:
    await world.start_story(title="Damn this fog")
    assert "Damn this fog" in world.text(world.board)


async def test_a_reason_is_refused_as_any_text_and_nothing_is_done(world: World) -> None:
    await three(world)
    reason = "He is a bastard"
    acts = (
        ("story manage", {"action": "kick", "member": world.basho.user, "reason": reason}),
        ("story redact", {"passage": 1, "reason": reason}),
        ("ban-writer", {"member": world.basho.user, "reason": reason}),
    )
    for command, options in acts:
        result = await world.mod.slash(world.thread, command, **options)
        await world.until(lambda result=result: "is not taken here" in world.text(result.response))  # type: ignore[misc]
    assert world.basho.mention in world.text(world.board), "they are still in"
    assert "The lamp went out." in "\n".join(world.text(message) for message in world.thread.history())


async def test_a_report_may_quote_what_was_said(world: World) -> None:
    await three(world)
    result = await world.basho.slash(world.thread, "report", passage=1, reason="It calls me a bastard")
    assert "is not taken here" not in world.text(result.response)


async def test_what_goes_in_without_a_preview_is_warned_of_all_the_same(world: World) -> None:
    start = {"title": "Tide", "opening": "The damn lamp went out.", "rating": "everyone"}
    result = await world.ada.slash(world.room, "story start", **start)
    told = await settled(world, result, "has begun")
    assert "“damn”: mild language" in told
    await world.basho.click(world.board, label="Join")
    shown = await world.basho.slash(world.thread, "story write", text="The gull came back.")
    done = await world.basho.click(shown.response, label="Submit")
    form = await world.basho.click(done.response, label="Correct")
    corrected = await world.basho.submit_modal(form, {"text": "The damned gull came back."})
    told = await settled(world, corrected, "Corrected")
    assert "“damned”: mild language" in told


async def test_what_is_free_is_not_warned_of(world: World) -> None:
    result = await world.ada.slash(
        world.room, "story start", title="Tide", opening="The damn lamp went out.", rating="teen"
    )
    assert "think about" not in await settled(world, result, "has begun")


NAMED = "rape, fucking, the word shit, gouging out eyes, how to kill yourself, cutting, badgers"
NOT_TAKEN = [
    ("join discord.gg/abcdef now", "discord.gg/abcdef"),
    ("see https://evil.example.com", "evil.example.com"),
    ("write to a@example.com", "a@example.com"),
    ("<@123456789012345678>", "123456789012345678"),
    ("@everyone", "everyone"),
    ("4111 1111 1111 1111", "4111"),
    ("a gannet", "gannet"),
    ("you f4ggots", "f4ggots"),
]


@pytest_asyncio.fixture
async def strict(world: World) -> World:
    """A server that blocks links and the like, and some words."""
    for rule in ("links", "invites", "mentions", "email", "card"):
        await world.mod.slash(world.room, "limits set", setting=rule, value="block")
    for on, phrase in (("block", "gannet"), ("hold", "badgers")):
        await world.mod.slash(world.room, "limits words", action="add", list=on, phrase=phrase)
    return world


@pytest.mark.parametrize("field", ["lines", "veils"])
async def test_lines_and_veils_may_name_things_and_do_nothing_else(strict: World, field: str) -> None:
    start = {"title": "Tide", "opening": "It began.", "rating": "everyone"}
    for text, place in NOT_TAKEN:
        result = await strict.ada.slash(strict.room, "story start", **start, **{field: text})
        await strict.until(lambda result=result: "is not taken here" in strict.text(result.response))  # type: ignore[misc]
        assert place in strict.text(result.response)
    await strict.start_story(**{field: NAMED})
    assert "gouging out eyes" in strict.text(strict.board)
    for text, place in NOT_TAKEN:
        result = await strict.ada.slash(strict.thread, "story charter", **{field: f"{NAMED}, {text}"})
        await strict.until(lambda result=result: "is not taken here" in strict.text(result.response))  # type: ignore[misc]
        assert place in strict.text(result.response)
    said = "\n".join(strict.text(message) for message in strict.thread.history())
    assert not any(place in said for _, place in NOT_TAKEN)


async def test_what_is_allowed_may_stand_in_the_lines_too(strict: World) -> None:
    await strict.mod.slash(strict.room, "limits words", action="add", list="allow", phrase="a gannet")
    await strict.start_story(lines="a gannet", veils="rape\u202e, no\u0007ise")
    assert "a gannet" in strict.text(strict.board)
    assert "rape, noise" in strict.text(strict.board)
