"""Every way to ask for something that cannot be: one clear sentence, and nothing lost or changed."""

import discord
import pytest

from tests.discord.conftest import World

COMMAND = discord.InteractionType.application_command


async def draft_of(world: World, actor: object, text: str) -> object:
    """Let a member write ``text`` and return the private preview."""
    result = await actor.slash(world.thread, "story write", text=text)  # type: ignore[attr-defined]
    return result.response


async def test_not_your_turn_keeps_the_draft(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    preview = await draft_of(world, world.ada, "Too early, says the heron.")
    assert f"<@{world.basho.id}>'s turn" in world.text(preview)
    assert "kept as a draft" in world.text(preview)
    assert "Submit" not in world.text(preview)

    await world.basho.click((await draft_of(world, world.basho, "A frog leapt in.")), label="Submit")
    form = await world.ada.click(world.board, label="Write")
    assert form.modal["components"][0]["component"]["value"] == "Too early, says the heron."


async def test_write_without_a_draft_out_of_turn_is_refused(world: World) -> None:
    await world.start_story()
    await world.basho.click(world.board, label="Join")
    result = await world.ada.click(world.board, label="Write")
    assert result.modal is None
    assert f"<@{world.basho.id}>'s turn" in result.response.content
    assert result.ephemeral


async def test_strangers_are_told_to_join(world: World) -> None:
    await world.start_story()
    for press in ("Write", "Pass"):
        result = await world.mod.click(world.board, label=press)
        assert "press Join" in result.response.content


@pytest.mark.parametrize("text", [" ", "\u200b\u200b", "\n\n\n", "\u2060"])
async def test_empty_text(world: World, text: str) -> None:
    await world.start_story()
    result = await world.ada.slash(world.thread, "story write", text=text)
    assert "nothing to read" in world.text(result.response)


async def test_4001_characters_within_the_bounds_are_taken_whole(world: World) -> None:
    await world.start_story()
    text = "extraordinarily-" * 250 + "!"
    assert len(text) == 4001
    preview = await draft_of(world, world.ada, text)
    await world.ada.click(preview, label="Submit")
    parts = [message.content for message in world.thread.history()[1:] if message.content]
    assert len(parts) == 3
    assert all(len(part) <= 2000 for part in parts)
    assert "".join([parts[0].partition("\n")[2], *parts[1:]]) == text
    whole = await world.app.services.reading.whole(_actor(world), 1)
    assert whole.passages[1].text == text


async def test_4001_characters_beyond_the_bounds_are_refused_and_kept(world: World) -> None:
    await world.start_story()
    text = "word " * 800 + "!"
    assert len(text) == 4001
    preview = await draft_of(world, world.ada, text)
    assert "800 words" in world.text(preview)
    assert "at most 300" in world.text(preview)
    kept = await world.app.services.writing.draft(_actor(world), 1)
    assert kept.words == 800


async def test_title_of_4001_characters(world: World) -> None:
    result = await world.ada.slash(world.room, "story start", title="t" * 4001, opening="The lamp went out.")
    assert "4001" in result.response.content
    assert "The lamp went out." in world.text(result.response), "the opening is given back"
    assert world.room.threads == []


async def test_finished_story(world: World) -> None:
    await world.start_story(passages=2)
    preview = await draft_of(world, world.ada, "The end.")
    await world.ada.click(preview, label="Submit")
    assert "Finished" in world.text(world.board)
    assert preview.components == [], "the preview's buttons are gone with its passage"
    for name, more in [
        ("write", {"text": "More."}),
        ("join", {}),
        ("pass", {}),
        ("leave", {}),
        ("finish", {}),
    ]:
        result = await world.ada.slash(world.thread, f"story {name}", **more)
        assert "finished" in world.text(result.response)


async def test_only_the_host_or_a_moderator_finishes(world: World) -> None:
    await world.start_story()
    refused = await world.basho.slash(world.thread, "story finish")
    assert "host or a moderator" in refused.response.content
    done = await world.mod.slash(world.thread, "story finish")
    assert "is finished" in done.response.content


async def test_no_such_story_and_no_story_named(world: World) -> None:
    unknown = await world.ada.slash(world.room, "story status", story=99)
    assert "no such story" in unknown.response.content
    unnamed = await world.ada.slash(world.room, "story status")
    assert "Which story?" in unnamed.response.content


async def test_a_story_of_another_server_does_not_exist_here(world: World) -> None:
    await world.start_story()
    other = world.env.create_guild("Elsewhere")
    channel = other.create_text_channel("room")
    eve = other.add_member(world.env.create_user("eve"))
    result = await eve.slash(channel, "story read", story=1)
    assert "no such story" in result.response.content
    assert await eve.autocomplete(channel, "story read", "story", "") == []


async def test_start_inside_a_thread(world: World) -> None:
    await world.start_story()
    result = await world.ada.slash(world.thread, "story start", title="Within", opening="A story in a story.")
    assert "ordinary text channel" in result.response.content
    assert "A story in a story." in world.text(result.response)


@pytest.mark.parametrize("kind", ["forum", "voice", "news"])
async def test_start_where_no_thread_can_be(world: World, kind: str) -> None:
    channel = getattr(world.guild, f"create_{kind}_channel")(kind)
    result = await world.ada.slash(channel, "story start", title="Here", opening="A beginning.")
    assert "ordinary text channel" in result.response.content
    assert (await world.app.services.reading.page(_actor(world), 0, 5)).total == 0


async def test_in_a_direct_message(world: World) -> None:
    for name in ("status", "list"):
        data = {"id": "1", "name": "story", "type": 1, "options": [{"name": name, "type": 1, "options": []}]}
        root = world.env.backend.find_command("story", world.guild.id, type=1)
        result = world.emit(world.ada, data | {"id": root["id"]}, kind=COMMAND, private=True)
        await world.env.settle()
        assert "server's channels only" in result.response.content


async def test_bot_lacks_the_permission_to_open_a_thread(world: World) -> None:
    me = world.guild.me
    assert me is not None
    locked = world.guild.create_text_channel(
        "locked", overwrites={me: discord.PermissionOverwrite(create_public_threads=False)}
    )
    result = await world.ada.slash(locked, "story start", title="Locked", opening="Behind the door.")
    assert "Create Public Threads" in result.response.content
    assert "Behind the door." in world.text(result.response)
    assert (await world.app.services.reading.page(_actor(world), 0, 5)).total == 0


@pytest.mark.parametrize(
    "custom_id",
    ["q1:write:x", "q1:write:1", "q1:nothing:1", "q1:write:9:9:9", "other", "q1:write:1:" + "9" * 20],
)
async def test_forged_buttons(world: World, custom_id: str) -> None:
    await world.start_story()
    result = world.press(world.basho, custom_id)
    await world.env.settle()
    assert "no longer works" in result.response.content


async def test_buttons_of_stories_that_are_not_here(world: World) -> None:
    await world.start_story()
    for custom_id in (
        "q1:write:77:1",
        "q1:join:77",
        "q1:read:77:0",
        "q1:draft-submit:77:1:1",
        "q1:thread:77",
    ):
        result = world.press(world.basho, custom_id)
        await world.env.settle()
        told = [*result.followups, result.response][0]
        assert "no such story" in told.content, custom_id
    for custom_id in ("q1:prompt-keep:7", "q1:prompt-start:7", "q1:prompt-again:7"):
        result = world.press(world.basho, custom_id)
        await world.env.settle()
        assert "prompt is no longer here" in result.response.content


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("tale.pdf", b"%PDF", ".txt and .md"),
        ("tale.txt", b"\xff\xfe\x00", "cannot read that file"),
        ("tale.txt", b"x" * (64 * 1024 + 1), "too large"),
        ("tale.md", b"", "nothing to read"),
    ],
)
async def test_files_that_cannot_be_read(world: World, name: str, data: bytes, told: str) -> None:
    await world.start_story()
    result = await world.ada.slash(world.thread, "story write", file=(name, data))
    assert told in world.text(result.response)


async def test_text_and_file_together_keep_the_text(world: World) -> None:
    await world.start_story()
    result = await world.ada.slash(
        world.thread, "story write", text="These words.", file=("a.txt", b"Others.")
    )
    assert "either a text or a file" in result.response.content
    assert (await world.app.services.writing.draft(_actor(world), 1)).text == "These words."


async def test_a_file_becomes_a_draft(world: World) -> None:
    await world.start_story()
    text = "\ufeffهكذا بدأت الحكاية. 🌊".encode()
    preview = await world.ada.slash(world.thread, "story write", file=("TALE.TXT", text))
    await world.ada.click(preview.response, label="Submit")
    assert "هكذا بدأت الحكاية. 🌊" in world.thread.history()[-2].content


async def test_crossed_bounds(world: World) -> None:
    result = await world.ada.slash(
        world.room, "story start", title="Bounds", opening="One two.", words_min=10, words_max=5
    )
    assert "swap the two" in result.response.content


async def test_mentions_ping_nobody_anywhere(world: World) -> None:
    everyone = "@everyone @here <@&1> <@2>"
    await world.start_story(title=everyone, opening=f"Hello {everyone}.")
    preview = await draft_of(world, world.ada, everyone)
    await world.ada.click(preview, label="Submit")
    await world.ada.slash(world.thread, "story read")
    await world.ada.slash(world.thread, "story status")
    await world.ada.slash(world.room, "story list")
    spoken = [
        body.get("data", body)
        for body in (request.json for request in world.env.http_requests)
        if isinstance(body, dict) and ("@everyone" in str(body) or "<@" in str(body))
    ]
    told = [body for body in spoken if "content" in body or "components" in body or "embeds" in body]
    assert len(told) > 6
    for body in told:
        policy = body.get("allowed_mentions")
        assert policy is not None, body
        assert policy["parse"] == []
        board_of_a_turn = "components" in body and "**Turn " in str(body)
        assert policy.get("users", []) in ([], [world.ada.id] if board_of_a_turn else [])
        assert not policy.get("roles")


def _actor(world: World) -> object:
    from bot.services.actor import Actor

    return Actor(world.guild.id, world.ada.id, "ada")
