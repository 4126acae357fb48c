"""Discord does not take the first answer, or asks from an odd place: what was meant is done whole or not at
all, nobody else's message is touched, and the bot goes on."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from typing import Any

import discord
import pytest
import simcord
from simcord.interactions import base_payload

from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse
from bot.services.actor import Actor
from bot.settings import Settings
from bot.storage import maintenance
from tests.discord.conftest import World, running_world

AUTOCOMPLETE = discord.InteractionType.autocomplete
FORM = discord.InteractionType.modal_submit

# Each act with what it leaves: how many stories, prompts kept, and passages of story 1 there are then, whose
# turn it is there, and Ada's draft. One that only shows something leaves all as it was.
UNCHANGED = {"stories": 1, "kept": 0, "passages": 1, "turn": "basho", "draft": "My draft.", "writers": 2}
COMMANDS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "story start": ("basho", {"title": "New", "opening": "A beginning."}, {"stories": 2}),
    "story join": ("mod", {"story": 1}, {"writers": 3}),
    "story leave": ("basho", {"story": 1}, {"writers": 1, "turn": "ada"}),
    "story pass": ("basho", {"story": 1}, {"turn": "ada"}),
    "story write": ("ada", {"story": 1, "text": "Another draft."}, {"draft": "Another draft."}),
    "story finish": ("ada", {"story": 1}, {"turn": None}),
    "story status": ("ada", {"story": 1}, {}),
    "story read": ("ada", {"story": 1}, {}),
    "story list": ("ada", {}, {}),
    "story export": ("ada", {"story": 1}, {}),
    "prompt idea": ("ada", {}, {}),
    "prompt list": ("ada", {}, {}),
    "muse status": ("ada", {}, {}),
    "help": ("ada", {}, {}),
}
PRESSES: dict[str, tuple[str, dict[str, Any]]] = {
    "q1:join:1": ("mod", {"writers": 3}),
    "q1:pass:1:3": ("basho", {"turn": "ada"}),
    "q1:draft-submit:1:2:3": ("basho", {"passages": 2, "turn": "ada"}),
    "q1:draft-discard:1:1": ("ada", {"draft": ""}),
    "q1:draft-edit:1": ("ada", {}),
    "q1:write:1:3": ("basho", {}),
    "q1:read:1:0": ("mod", {}),
    "q1:thread:1": ("mod", {}),
    "q1:list:0:0": ("mod", {}),
    "q1:prompt-keep:1": ("ada", {"kept": 1}),
    "q1:prompt-start:1": ("ada", {}),
    "q1:prompt-again:1": ("ada", {}),
    "q1:prompt-list:0": ("mod", {}),
}
FAILURES = [(500, 0), (429, 0), (404, 10062)]


@pytest.fixture
async def busy(world: World) -> World:
    """The world with a story whose turn is Bashō's, a draft of his and of Ada's, and a prompt of hers."""
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    await world.ada.slash(world.thread, "story write", text="My draft.")
    await world.basho.slash(world.thread, "story write", text="His draft.")
    result = await world.ada.slash(world.room, "prompt idea")
    await world.until(lambda: "Start story" in world.text(result.response))
    return world


async def state(world: World) -> dict[str, Any]:
    """Return what can be changed by the acts above."""
    ada = Actor(world.guild.id, world.ada.id, "ada")
    names = {world.ada.id: "ada", world.basho.id: "basho", world.mod.id: "mod"}
    story = (await world.app.services.reading.get(ada, 1)).story
    return {
        "stories": (await world.app.services.reading.page(ada, 0, 1)).total,
        "kept": (await world.app.services.prompt_shelf.kept(ada, 0, 1, world.room.id)).total,
        "passages": story.passages,
        "turn": names[story.turn.member_id] if story.turn else None,
        "draft": (await world.app.services.writing.draft(ada, 1)).text,
        "writers": len(story.active),
    }


async def assert_whole(world: World, changes: dict[str, Any]) -> None:
    """The act was done whole, threads and queue included, and the bot goes on."""
    await world.until(lambda: world.app.muse.status().running == 0 == world.app.muse.status().waiting)
    world.env.backend.faults.clear()
    assert await state(world) == UNCHANGED | changes
    assert maintenance.check(world.app.database.path) == []
    assert await world.app.services.threads.behind(world.guild.id) == []
    for thread in world.room.threads:
        assert sum(message.flags.components_v2 for message in thread.history()) == 1
        assert thread.last_message is not None
        assert "Write" in world.text(thread.last_message) or "Finished" in world.text(thread.last_message)
    listed = await world.mod.slash(world.room, "story list")
    assert "The Tide" in world.text(listed.response)


def fail_answers(world: World, status: int, code: int, times: int | None = None) -> None:
    world.env.inject_error("POST", "/interactions/*/*/callback", status=status, code=code, times=times)


def public(world: World) -> list[tuple[int, str]]:
    """Return what everybody sees in the room and its threads."""
    shown = [message for place in (world.room, *world.room.threads) for message in place.history()]
    return [(message.id, world.text(message)) for message in shown if not message.flags.ephemeral]


# The first answer


@pytest.mark.parametrize(("status", "code"), FAILURES)
@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_is_done_whole_though_its_first_answer_fails(
    busy: World, name: str, status: int, code: int
) -> None:
    who, options, changes = COMMANDS[name]
    fail_answers(busy, status, code)
    await getattr(busy, who).slash(busy.room, name, **options)
    await assert_whole(busy, changes)


@pytest.mark.parametrize(("status", "code"), FAILURES)
@pytest.mark.parametrize("custom_id", PRESSES)
async def test_a_press_is_done_whole_though_its_first_answer_fails(
    busy: World, custom_id: str, status: int, code: int
) -> None:
    who, changes = PRESSES[custom_id]
    member = getattr(busy, who)
    message = (await member.slash(busy.room, "story list")).response.message
    fail_answers(busy, status, code)
    busy.press(member, custom_id, message)
    await busy.env.settle()
    await assert_whole(busy, changes)


@pytest.mark.parametrize("label", ["Join", "Pass", "Read", "Write"])
@pytest.mark.parametrize(("status", "code"), FAILURES)
async def test_a_hiccup_on_the_board_shows_nothing_to_everybody(
    busy: World, label: str, status: int, code: int
) -> None:
    member = busy.mod if label == "Join" else busy.basho
    before = public(busy)
    fail_answers(busy, status, code, times=1)
    await member.click(busy.board, label=label)
    after = public(busy)
    assert after[:-1] == before[:-1], "only the board is new"
    assert "Welcome" not in after[-1][1]
    assert "passed" not in after[-1][1]
    await assert_whole(busy, {"Join": {"writers": 3}, "Pass": {"turn": "ada"}}.get(label, {}))


@pytest.mark.parametrize("label", ["Join", "Pass"])
async def test_a_hiccup_while_the_thread_is_closed_leaves_the_old_board(busy: World, label: str) -> None:
    member = busy.mod if label == "Join" else busy.basho
    before = public(busy)
    for method in ("DELETE", "PATCH"):
        busy.env.inject_error(method, "/channels/*/messages/*", status=500, times=None)
    fail_answers(busy, 500, 0, times=1)
    result = await member.click(busy.board, label=label)
    assert public(busy) == before
    assert not any("nothing was changed" in busy.text(m) for m in (result.response, *result.followups) if m)
    busy.env.backend.faults.clear()
    await busy.restart()
    await assert_whole(busy, {"writers": 3} if label == "Join" else {"turn": "ada"})


@pytest.mark.parametrize("name", ["story join", "story pass", "story export"])
async def test_an_act_whose_first_answer_had_a_hiccup_is_told_all_the_same(busy: World, name: str) -> None:
    who, options, changes = COMMANDS[name]
    fail_answers(busy, 500, 0, times=1)
    result = await getattr(busy, who).slash(busy.room, name, **options)
    await assert_whole(busy, changes)
    told = [message for message in (result.response, *result.followups) if message]
    assert len(told) == 1
    assert told[0].ephemeral


@pytest.mark.parametrize(("status", "code"), FAILURES)
async def test_a_prompt_that_nobody_can_be_shown_is_not_written(
    settings: Settings, status: int, code: int
) -> None:
    held = ScriptedEngine(hold_after=1)
    async with running_world(settings, muse=WorkerMuse(held, queue_limit=4)) as world:
        fail_answers(world, status, code)
        await world.ada.slash(world.room, "prompt idea")
        await world.until(lambda: world.app.muse.status().running == 0 == world.app.muse.status().waiting)


async def open_form(world: World, custom_id: str, member: Any) -> Any:
    message = (await member.slash(world.room, "story list")).response.message
    form = world.press(member, custom_id, message)
    await world.env.settle()
    assert form.modal is not None
    return form


FORMS: dict[str, tuple[str, str, dict[str, str], dict[str, Any]]] = {
    "start": ("ada", "q1:prompt-start:1", {"title": "Hers", "opening": "It begins."}, {"stories": 2}),
    "write": ("ada", "q1:write:1:3", {"text": "A new draft."}, {"draft": "A new draft."}),
    "edit": ("ada", "q1:draft-edit:1", {"text": "A new draft."}, {"draft": "A new draft."}),
}


@pytest.mark.parametrize(("status", "code"), FAILURES)
@pytest.mark.parametrize("name", FORMS)
async def test_a_form_is_taken_whole_though_its_first_answer_fails(
    busy: World, name: str, status: int, code: int
) -> None:
    who, custom_id, values, changes = FORMS[name]
    member = getattr(busy, who)
    form = await open_form(busy, custom_id, member)
    fail_answers(busy, status, code)
    await member.submit_modal(form, values)
    await assert_whole(busy, changes)


@pytest.mark.parametrize("name", ["story status", "story write", "prompt idea", "help"])
async def test_who_can_still_be_told_is_told_once(busy: World, name: str) -> None:
    who, options, _ = COMMANDS[name]
    fail_answers(busy, 500, 0, times=1)
    result = await getattr(busy, who).slash(busy.room, name, **options)
    assert "not answering properly" in result.response.content
    assert result.followups == []


# Odd places


def root(world: World, name: str) -> dict[str, Any]:
    return world.env.backend.find_command(name, world.guild.id, type=1)


AUTOCOMPLETED = [name for name, (_, options, _) in COMMANDS.items() if "story" in options]


@pytest.mark.parametrize("name", AUTOCOMPLETED)
async def test_autocomplete_in_a_direct_message_finds_nothing(busy: World, name: str) -> None:
    option = {"name": "story", "type": 4, "value": "tide", "focused": True}
    inner = {"name": name.split()[1], "type": 1, "options": [option]}
    data = {"id": root(busy, "story")["id"], "name": "story", "type": 1, "options": [inner]}
    result = busy.emit(busy.ada, data, kind=AUTOCOMPLETE, private=True)
    await busy.env.settle()
    assert not result.autocomplete_choices
    assert result.response is None


@pytest.mark.parametrize("name", AUTOCOMPLETED)
async def test_every_story_option_completes(busy: World, name: str) -> None:
    assert [c["value"] for c in await busy.ada.autocomplete(busy.room, name, "story", "tide")] == [1]
    assert await busy.ada.autocomplete(busy.room, name, "story", "no such title") == []


@pytest.mark.parametrize("custom_id", ["q1:prompt-begin:1", "q1:written:1:3"])
async def test_forms_in_a_direct_message_give_the_words_back(busy: World, custom_id: str) -> None:
    field = "opening" if "begin" in custom_id else "text"
    fields = [{"type": 4, "custom_id": field, "value": "Sent from afar."}]
    data = {"custom_id": custom_id, "components": [{"type": 1, "components": fields}]}
    result = busy.emit(busy.ada, data, kind=FORM, private=True)
    await busy.env.settle()
    assert "server's channels only" in result.response.content
    assert "Sent from afar." in busy.text(result.response)
    assert await state(busy) == UNCHANGED


async def forum_post(world: World) -> Any:
    forum = world.guild.create_forum_channel("forum")
    await world.env.settle()
    channel = world.app.bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    await channel.create_thread(name="A post", content="Talk about stories here.")
    await world.env.settle()
    return forum.threads[0]


async def story_thread(world: World) -> Any:
    return world.thread


@pytest.mark.parametrize("place", [forum_post, story_thread])
@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_works_in_a_post_and_in_a_storys_thread(
    busy: World, name: str, place: Callable[[World], Awaitable[Any]]
) -> None:
    who, options, changes = COMMANDS[name]
    where = await place(busy)
    result = await getattr(busy, who).slash(where, name, **options)
    told = busy.text(result.response)
    assert "Something went wrong" not in told
    if name == "story start":
        assert "ordinary text channel" in told
        assert "A beginning." in told
        changes = {}
    assert result.ephemeral
    await busy.until(lambda: busy.app.muse.status().running == 0)
    await assert_whole(busy, changes)


async def test_in_a_storys_thread_no_story_needs_naming(busy: World) -> None:
    for name in AUTOCOMPLETED:
        who, options, _ = COMMANDS[name]
        rest = {option: value for option, value in options.items() if option != "story"}
        result = await getattr(busy, who).slash(busy.thread, name, **rest)
        assert "Which story?" not in busy.text(result.response), name


@pytest.mark.parametrize("where", ["thread", "forum post"])
async def test_a_story_without_a_channel_goes_on_around_the_thread_where_it_is_asked_for(
    busy: World, where: str
) -> None:
    other = busy.guild.create_text_channel("other")
    if where == "forum post":
        place = await forum_post(busy)
    else:
        busy.env.backend.create_thread(other.id, "Chat", busy.ada.id)
        await busy.env.settle()
        (place,) = other.threads
    status = await busy.ada.slash(place, "story status", story=1)
    busy.env.backend.delete_channel(busy.room.id)
    await busy.env.settle()
    result = busy.press(busy.ada, "q1:thread:1", status.response.message)
    await busy.env.settle()
    told = [busy.text(message) for message in (result.response, *result.followups) if message]
    opened = [thread for thread in other.threads if thread.id != place.id]
    assert [thread.name for thread in opened] == (["The Tide"] if where == "thread" else [])
    wanted = opened[0].mention if opened else "channel of this story is gone"
    assert any(wanted in text for text in told), told
    (record,) = await busy.app.services.reading.overview(busy.guild.id)
    assert record.channel_id == (other.id if opened else busy.room.id)


async def test_an_app_that_a_member_brings_to_a_server_of_others_says_where_it_works(busy: World) -> None:
    """Discord lets members bring an app of their own to servers where its bot is not a member."""
    data = {"custom_id": "q1:read:1:0", "component_type": 2}
    elsewhere = busy.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("room")
    elsewhere.add_member(busy.ada.user)
    backend = busy.env.backend
    record, payload = base_payload(
        backend, type=3, channel_id=channel.id, guild_id=elsewhere.id, user_id=busy.ada.id, data=data
    )
    backend.emit("GUILD_DELETE", {"id": str(elsewhere.id)})
    await busy.env.settle()
    backend.emit("INTERACTION_CREATE", payload)
    await busy.env.settle()
    result = simcord.InteractionResult(busy.env, record)
    assert result.response is not None
    assert "no such story" not in result.response.content
    assert "Something went wrong" not in result.response.content


# The database fails


async def without(world: World, table: str, act: Callable[[], Awaitable[Any]]) -> Any:
    """Do something while a table is away."""
    for names in ((table, "lost"), ("lost", table)):
        with closing(sqlite3.connect(world.app.database.path)) as connection, connection:
            connection.execute("ALTER TABLE {} RENAME TO {}".format(*names))
        if names[0] == table:
            result = await act()
    return result


async def test_a_failing_form_gives_a_number_and_the_words_back(busy: World) -> None:
    busy.expected.append("OperationalError")
    form = await open_form(busy, "q1:write:1:3", busy.ada)
    result = await without(busy, "drafts", lambda: busy.ada.submit_modal(form, {"text": "Precious words."}))
    sentence, _, number = result.response.content.rstrip(".").rpartition(": ")
    assert "Something went wrong on my side" in sentence
    assert len(number) == 6
    assert "Precious words." in busy.text(result.response)
    assert result.ephemeral
    await assert_whole(busy, {})


async def test_a_failing_start_form_gives_the_opening_back(busy: World) -> None:
    busy.expected.append("OperationalError")
    form = await open_form(busy, "q1:prompt-start:1", busy.ada)
    values = {"title": "Lost", "opening": "Precious words."}
    result = await without(busy, "passages", lambda: busy.ada.submit_modal(form, values))
    told = [busy.text(message) for message in (result.response, *result.followups) if message]
    assert any("Something went wrong on my side" in text for text in told)
    assert any("Precious words." in text for text in told)
    await assert_whole(busy, {})


async def test_a_failing_autocomplete_finds_nothing_and_the_next_one_does(busy: World) -> None:
    busy.expected.append("OperationalError")

    async def ask() -> Any:
        return await busy.ada.autocomplete(busy.room, "story read", "story", "tide")

    assert await without(busy, "stories", ask) == []
    assert [choice["value"] for choice in await ask()] == [1]


async def test_a_prompt_that_cannot_be_stored_is_said(busy: World) -> None:
    busy.expected.append("OperationalError")

    async def act() -> Any:
        result = await busy.ada.slash(busy.room, "prompt idea")
        await busy.until(lambda: "Something went wrong" in busy.text(result.response))
        return result

    result = await without(busy, "receipts", act)
    assert result.response.components == []
    await assert_whole(busy, {})


async def test_many_failing_at_once_are_each_told(busy: World) -> None:
    busy.expected.append("OperationalError")
    message = (await busy.mod.slash(busy.room, "story list")).response.message

    async def act() -> list[Any]:
        pressed = [busy.press(member, "q1:read:1:0", message) for member in (busy.mod, busy.ada, busy.basho)]
        await busy.env.settle()
        return pressed

    numbers = {result.response.content.rsplit(": ")[-1] for result in await without(busy, "stories", act)}
    assert len(numbers) == 3
    await assert_whole(busy, {})
