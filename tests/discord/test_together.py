"""/poem together: a board that grows, a line that does not fit explained, a poem that ends by itself."""

from typing import Any

import pytest

from bot.generation.scripted import ScriptedEngine
from tests.discord.conftest import World
from tests.discord.test_history import manage
from tests.poems import poems

HAIKU = ("An old silent pond", "A frog jumps into the pond", "Splash! Silence again")


async def begin(world: World, form: str = "haiku", **more: Any) -> None:
    result = await world.ada.slash(world.room, "poem together", form=form, **more)
    assert "has begun" in result.response.content, result.response.content


async def typed(world: World, member: Any, text: str) -> Any:
    """Let a member press Write and send the form; return what they see."""
    form = await member.click(world.board, label="Write")
    assert form.modal is not None, world.text(form.response)
    return (await member.submit_modal(form, {"text": text})).response


async def write(world: World, member: Any, text: str) -> str:
    shown = await typed(world, member, text)
    result = await member.click(shown, label="Submit")
    return world.text(result.response or shown)


def said(world: World) -> list[str]:
    """Return what the thread holds beside its board."""
    return [message.content for message in world.thread.history() if message.content]


async def test_a_haiku_is_written_by_whoever_presses_write(world: World) -> None:
    await begin(world, about="The pond")
    board = world.text(world.board)
    assert "The pond" in board
    assert "**Haiku**" in board
    assert "**Line 1 of 3:** 5 syllables." in board
    labels = {"Write", "Read", "Ask the muse"}
    assert labels <= set(board.split("\n"))
    assert not {"Pass", "Join"} & set(board.split("\n")), "nobody holds its turns"
    assert "Line 1 is yours" in await write(world, world.basho, HAIKU[0])
    assert "**Line 2 of 3:** 7 syllables." in world.text(world.board)
    assert HAIKU[0] in world.text(world.board)
    assert "Line 2 is yours" in await write(world, world.basho, HAIKU[1])
    assert said(world) == [], "it grows on its board"
    assert "the poem is whole" in await write(world, world.mod, HAIKU[2])
    (whole,) = said(world)
    assert whole == "-# Haiku · #1\n" + "\n".join(HAIKU)
    board = world.text(world.board)
    assert "**Finished.**" in board
    assert "- basho: 2 lines" in board
    assert "- mod: 1 line\n" in f"{board}\n"
    assert "Markdown" in board
    assert (await world.app.services.threads.view(world.guild.id, 1)).missing == []


async def test_a_new_line_is_news_at_the_threads_end_and_a_correction_is_not(world: World) -> None:
    await begin(world)
    boards = [world.board.id]
    await write(world, world.ada, HAIKU[0])
    boards.append(world.board.id)
    await world.ada.slash(world.thread, "story correct", text="An old, silent pond.")
    boards.append(world.board.id)
    assert boards[0] != boards[1] == boards[2]
    assert len(world.thread.history()) == 1


async def test_a_line_that_does_not_fit_is_explained_and_not_added(world: World) -> None:
    await begin(world)
    shown = await typed(world, world.basho, "A silent pond")
    told = world.text(shown)
    assert "4 syllables: 1 too few." in told
    assert "**Line 1 of 3:** 5 syllables." in told
    assert "silent 2" in told
    assert "kept as a draft" in told
    assert "Submit" not in told
    assert shown.flags.ephemeral
    assert "A silent pond" not in world.text(world.board)
    form = await world.basho.click(shown, label="Edit")
    assert "A silent pond" in str(form.modal)
    fixed = await world.basho.submit_modal(form, {"text": HAIKU[0]})
    preview = fixed.response or shown
    assert "5 syllables" in world.text(preview)
    assert "too few" not in world.text(preview)
    await world.basho.click(preview, label="Submit")
    assert HAIKU[0] in world.text(world.board)


async def test_a_correction_that_does_not_fit_is_explained(world: World) -> None:
    await begin(world)
    await write(world, world.ada, HAIKU[0])
    refused = await world.ada.slash(world.thread, "story correct", text="An old pond")
    assert "It does not fit here: 3 syllables: 2 too few." in world.text(refused.response)
    corrected = await world.ada.slash(world.thread, "story correct", text="An old, silent pond.")
    assert "Corrected" in world.text(corrected.response)
    assert "An old, silent pond." in world.text(world.board)


async def test_a_rhyme_and_its_line_are_named(world: World) -> None:
    first, *_ = poems("own", "limerick")[0].lines
    await begin(world, "limerick")
    await write(world, world.ada, first)
    board = world.text(world.board)
    word = first.split()[-1].strip(".,;!?")
    assert f"**Line 2 of 5:** anapaestic trimeter (3 beats), rhymes with line 1 (“{word}”)." in board
    told = world.text(await typed(world, world.basho, "Who went for a walk on the orange"))
    assert "in line 1" in told


async def test_two_presses_for_one_line_land_once(world: World) -> None:
    await begin(world)
    ends = []
    for number, member in enumerate((world.ada, world.basho), start=1):
        shown = await member.slash(world.thread, "story write", text=HAIKU[0])
        ends.append((shown, f"q1:draft-submit:1:{number}:1", member))
    results = [world.press(member, pressed, shown.response.message) for shown, pressed, member in ends]
    await world.env.settle()
    board = world.text(world.board)
    assert board.count(HAIKU[0]) == 1
    assert "Line 2 of 3" in board
    texts = [world.text(shown.response.message) for shown, _, _ in ends]
    assert [result.modal for result in results] == [None, None]
    assert sum("Line 1 is yours" in text for text in texts) == 1
    (late,) = [text for text in texts if "Line 1 is yours" not in text]
    assert "Another line came first" in late
    assert "5 syllables: 2 too few." in late, "it is judged anew"
    assert HAIKU[0] in late


async def test_a_form_that_was_open_when_another_line_came_is_told_so(world: World) -> None:
    await begin(world)
    form = await world.mod.slash(world.thread, "story write")
    await write(world, world.ada, HAIKU[0])
    late = await world.mod.submit_modal(form, {"text": HAIKU[1]})
    told = world.text(late.response)
    assert "Another line came first" in told
    await world.mod.click(late.response, label="Submit")
    assert HAIKU[1] in world.text(world.board), "what fits the new place may go there"


async def test_lines_that_return_come_by_themselves(world: World) -> None:
    known = poems("own", "triolet")[0].lines
    await begin(world, "triolet")
    for line in known[:2]:
        await write(world, world.ada, line)
    assert "line 3 will" not in world.text(world.board)
    told = await write(world, world.basho, known[2])
    assert "came again by themselves" in told
    assert "Correct" not in told
    board = world.text(world.board)
    assert board.count(known[0]) == 2
    assert "Line 5 of 8" in board
    assert "taken back" in await manage(world, "undo")
    assert "Line 3 of 8" in world.text(world.board)
    await manage(world, "redo")
    for line in known[4:6]:
        await write(world, world.basho, line)
    (whole,) = said(world)
    assert whole.split("\n")[1:] == [*known[:3], known[0], *known[4:6], *known[:2]]


async def test_a_renga_goes_by_turns(world: World) -> None:
    links = ["\n".join(stanza) for stanza in poems("own", "renga")[0].stanzas]
    result = await world.ada.slash(world.room, "poem together", form="renga", about="Crows")
    assert "first link is yours" in result.response.content
    board = world.text(world.board)
    assert "**Link 1 of 4:** 5 syllables / 7 syllables / 5 syllables." in board
    assert world.ada.mention in board
    refused = await world.basho.click(world.board, label="Write")
    assert "press Join" in world.text(refused.response)
    await world.basho.click(world.board, label="Join")
    await write(world, world.ada, links[0])
    assert f"**Turn 2:** {world.basho.mention}" in world.text(world.board)
    told = world.text(await typed(world, world.basho, links[2]))
    assert "It has 3 lines; what comes next has 2." in told
    await write(world, world.basho, links[1])
    await write(world, world.ada, links[2])
    await write(world, world.basho, links[3])
    assert said(world) == ["-# Renga · #1\n" + "\n\n".join(links)]
    assert "- basho: 2 links" in world.text(world.board)


async def test_a_poem_that_is_opened_again_grows_on_its_board_again(world: World) -> None:
    await begin(world)
    for line in HAIKU:
        await write(world, world.ada, line)
    await manage(world, "reopen")
    assert said(world) == []
    assert "Every line is there." in world.text(world.board)
    await manage(world, "undo")
    assert "Line 3 of 3" in world.text(world.board)
    await write(world, world.basho, "What is there to say?")
    assert said(world) == ["-# Haiku · #1\n" + "\n".join([*HAIKU[:2], "What is there to say?"])]


async def test_what_a_moderator_takes_out_is_gone_from_the_whole(world: World) -> None:
    await begin(world)
    await write(world, world.ada, HAIKU[0])
    await world.mod.slash(world.thread, "story redact", passage=1, reason="a name")
    assert HAIKU[0] not in world.text(world.board)
    for line in HAIKU[1:]:
        await write(world, world.ada, line)
    (whole,) = said(world)
    assert whole.split("\n")[1:] == ["*Taken out.*", *HAIKU[1:]]
    await world.mod.slash(world.thread, "story redact", passage=3, reason="a name")
    (whole,) = said(world)
    assert whole.split("\n")[3] == "*Taken out.*", "the message is changed in place"


async def test_a_poem_survives_a_restart_and_a_lost_thread(world: World) -> None:
    await begin(world)
    await write(world, world.ada, HAIKU[0])
    await world.restart()
    for line in HAIKU[1:]:
        await write(world, world.basho, line)
    await world.restart()
    assert len(said(world)) == 1
    count = len(world.room.threads)
    world.env.backend.delete_channel(world.thread.id)
    status = await world.ada.slash(world.room, "story status", story=1)
    await world.ada.click(status.response, label="Open thread")
    assert len(world.room.threads) == count
    assert len(said(world)) == 1


async def test_a_paused_poem_waits(world: World) -> None:
    await begin(world)
    assert "Anybody may press Write" in world.text(world.board)
    await manage(world, "pause")
    assert "**Paused.**" in world.text(world.board)
    assert "Anybody may press Write" not in world.text(world.board)
    refused = await world.basho.click(world.board, label="Write")
    assert "paused" in world.text(refused.response)
    await manage(world, "resume")
    await write(world, world.basho, HAIKU[0])


async def test_a_sleeping_poem_is_woken_by_a_line(world: World) -> None:
    await begin(world)
    await world.ada.slash(world.thread, "story leave")
    assert "Whoever writes a line wakes it." in world.text(world.board)
    await write(world, world.basho, HAIKU[0])
    assert "Line 2 of 3" in world.text(world.board)


async def test_a_poem_longer_than_a_message_is_whole_and_its_board_short(world: World) -> None:
    word = "abcdefghijklmnopqrst"
    await begin(world, "acrostic", word=word)
    lines = [f"{letter} " + "and so on it goes " * 10 for letter in word]
    for line in lines:
        await write(world, world.ada, line.strip())
    assert len(said(world)) == 3
    assert "\n".join(said(world)).split("\n")[1:] == [line.strip() for line in lines]
    await manage(world, "reopen")
    assert said(world) == []
    board = world.text(world.board)
    assert lines[-1].strip() in board
    assert lines[0].strip() not in board
    assert len(board) < 4000


@pytest.mark.parametrize("text", ["```", "# Big", "> quote", "-# small", "@everyone", "** ~~ ||", "🌊"])
async def test_signs_in_a_line_break_nothing(world: World, text: str) -> None:
    await begin(world, "clerihew")
    shown = await typed(world, world.basho, f"{text} Sir Humphry Davy")
    if "Submit" in world.text(shown):
        await world.basho.click(shown, label="Submit")
        assert "Line 2 of 4" in world.text(world.board)


async def test_a_muse_that_cannot_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ScriptedEngine, "abilities", frozenset())
    await begin(world)
    asked = await world.basho.click(world.board, label="Ask the muse")
    await world.until(lambda: "cannot write the lines of a poem" in world.text(asked.response))
    hinted = await world.ada.slash(world.thread, "muse continue", hint="frogs")
    await world.until(lambda: "cannot write the lines of a poem" in world.text(hinted.response))
    refused = await world.ada.slash(world.room, "poem write", form="haiku")
    assert "cannot be held to a form" in world.text(refused.response)


async def test_an_acrostic_asks_for_its_word(world: World) -> None:
    refused = await world.ada.slash(world.room, "poem together", form="acrostic")
    assert "name one in `word`" in world.text(refused.response)
    await begin(world, "acrostic", about="Sea")
    assert "begins with S" in world.text(world.board)


async def test_an_empty_poem_has_nothing_to_read_or_undo(world: World) -> None:
    await begin(world)
    read = await world.ada.click(world.board, label="Read")
    assert "No line is written yet" in world.text(read.response)
    refused = await world.ada.slash(world.thread, "story correct")
    assert refused.modal is None
    assert len(world.text(refused.response).splitlines()) == 1
    assert "taken back" not in await manage(world, "undo")
