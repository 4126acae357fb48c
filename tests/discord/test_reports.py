"""/report and "Report passage": for moderators only, and what three reports hide."""

from typing import Any

import discord
import pytest
import simcord

from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.review_items import Decision, Kind
from tests.discord.conftest import World
from tests.discord.test_review_queue import opened
from tests.discord.test_turn_time import three, write
from tests.storage.test_word_lists import Moderator

TEXT = "The lamp went out"


@pytest.fixture(autouse=True)
def patience(world: World) -> None:
    world.env.settle_timeout = 60


@pytest.fixture
def second(world: World) -> simcord.MemberActor:
    """Another moderator."""
    mods = world.guild.create_role("More", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("second"), roles=[mods])


def reader(world: World, name: str) -> Any:
    return world.guild.add_member(world.env.create_user(name))


async def report(world: World, member: Any, reason: str = "Spam", passage: int = 1) -> str:
    result = await member.slash(world.thread, "report", passage=passage, reason=reason)
    assert result.response.flags.ephemeral
    return world.text(result.response)


async def read(world: World, member: Any) -> str:
    return world.text((await member.slash(world.room, "story read", story=1)).response)


async def rows(world: World, sql: str) -> list[tuple[Any, ...]]:
    async with world.app.database.read() as connection:
        return [tuple(row) for row in (await connection.exec_driver_sql(sql)).all()]


def thread_text(world: World) -> str:
    return "\n".join(world.text(message) for message in world.thread.history())


async def hide(world: World) -> list[Any]:
    """Have three readers report the opening on a server that hides such passages."""
    await world.mod.slash(world.room, "limits set", setting="report-hide", value="on")
    readers = [reader(world, name) for name in ("mira", "noor", "otto")]
    for one in readers:
        assert TEXT in await read(world, one)
        assert "Thank you" in await report(world, one)
    await world.env.settle()
    return readers


async def test_moderators_read_who_reports_what_and_why(world: World, second: Any) -> None:
    await three(world)
    assert "Thank you" in await report(world, world.basho, "It is **rude**, @everyone")
    assert "new reason" in await report(world, world.basho, "It is still **rude**, @everyone")
    shown = world.text(await opened(world, second))
    assert TEXT in shown
    assert "1 member reports it" in shown
    assert world.basho.mention in shown
    assert "still \\*\\*rude\\*\\*" in shown
    assert len(await rows(world, "SELECT id FROM reports")) == 1
    assert TEXT in await read(world, world.basho), "one report hides nothing"


async def test_a_moderator_who_wrote_it_learns_nothing(world: World) -> None:
    await three(world)
    await write(world, world.basho)
    await write(world, world.mod)
    await report(world, world.ada, "The moderator is at it again", passage=3)
    shown = world.text(await opened(world, world.mod))
    assert shown == "Nothing waits for review."
    actor = Actor(world.guild.id, world.mod.id, "mod", Moderator())
    with pytest.raises(Refusal) as refused:
        await world.app.services.reviewing.decide(actor, Kind.REPORT, 1, Decision.APPROVE)
    assert refused.value.reason is Reason.NOT_IN_REVIEW
    result = await world.mod.slash(world.room, "review audit")
    assert world.ada.mention not in world.text(result.response)


async def test_what_was_reported_is_kept_for_the_moderators_when_its_writer_changes_it(
    world: World, second: Any
) -> None:
    await three(world)
    await write(world, world.basho)
    (said,) = (await rows(world, "SELECT text FROM passages WHERE position = 2"))[0]
    await report(world, world.ada, "Rude", passage=2)
    await world.basho.slash(world.thread, "story correct", text="A lovely thing about Ada.")
    await report(world, world.mod, "Still rude", passage=2)
    await world.basho.slash(world.thread, "story correct", text="Nothing at all.")
    shown = await opened(world, second)
    queue = world.text(shown)
    assert queue.index(said) < queue.index("A lovely thing") < queue.index("Nothing at all.")
    assert queue.count("As it was reported") == 2
    assert "As it stands now" in queue
    assert "2 members report it" in queue
    await report(world, world.ada, "Rude to nobody", passage=2)
    assert said not in world.text(await opened(world, second)), "their report is of what stands now"
    await second.click(await opened(world, second), label="Approve")
    await world.basho.slash(world.thread, "story correct", text="Another thing.")
    await report(world, world.ada, "Dull", passage=2)
    assert "As it was reported" not in world.text(await opened(world, second))


async def test_what_was_reported_is_seen_though_it_was_hidden_and_long_texts_come_as_a_file(
    world: World, second: Any
) -> None:
    await three(world, words_max=2000)
    long = "gull " * 400
    shown = await world.basho.slash(world.thread, "story write", text=long)
    await world.basho.click(shown.response, label="Submit")
    await report(world, world.ada, passage=2)
    await world.basho.slash(world.thread, "story correct", text="heron " * 300)
    await world.mod.slash(world.room, "limits set", setting="report-hide", value="on")
    for name in ("mira", "noor", "otto"):
        await report(world, reader(world, name), passage=2)
    queue = await opened(world, second)
    assert "gull gull" in world.text(queue)
    assert "heron heron" in world.text(queue)
    assert [file.filename for file in queue.attachments] == ["text.txt"]


async def test_what_was_reported_goes_with_its_writer_s_words(world: World, second: Any) -> None:
    await three(world)
    await write(world, world.basho)
    (said,) = (await rows(world, "SELECT text FROM passages WHERE position = 2"))[0]
    await report(world, world.ada, "Rude", passage=2)
    await world.basho.slash(world.thread, "story correct", text="A lovely thing about Ada.")
    assert said in world.text(await opened(world, second))
    actor = Actor(world.guild.id, world.basho.id, "basho")
    await world.app.services.privacy.forget(actor, redact=True)
    assert said not in world.text(await opened(world, second))
    assert await rows(world, "SELECT text FROM passage_versions") == []


async def test_who_reported_it_does_not_decide(world: World, second: Any) -> None:
    await three(world)
    await report(world, second)
    shown = await opened(world, second)
    assert "You reported this yourself" in world.text(shown)
    actor = Actor(world.guild.id, second.id, "second", Moderator())
    with pytest.raises(Refusal) as refused:
        await world.app.services.reviewing.decide(actor, Kind.REPORT, 1, Decision.REJECT)
    assert refused.value.reason is Reason.REVIEW_REPORTED


async def test_a_rejected_passage_is_redacted(world: World, second: Any) -> None:
    await three(world)
    await report(world, world.basho)
    await second.click(await opened(world, second), label="Reject")
    await world.env.settle()
    assert TEXT not in await read(world, world.ada)
    assert TEXT not in thread_text(world)
    assert await rows(world, "SELECT state FROM reports") == [("redacted",)]
    audit = world.text((await second.slash(world.room, "review audit")).response)
    assert "redacted the reported passage 1 of story #1" in audit
    assert world.basho.mention not in audit
    assert "no passage" in await report(world, world.basho)


async def test_three_hide_it_until_a_moderator_lets_it_stand(world: World, second: Any) -> None:
    await three(world)
    readers = await hide(world)
    assert TEXT not in await read(world, world.ada)
    assert TEXT not in thread_text(world)
    assert "hidden until a moderator has looked" in thread_text(world)
    found = await world.ada.slash(world.room, "story search", query="lamp")
    assert TEXT not in world.text(found.response)
    file = await world.app.services.reading.whole(Actor(world.guild.id, world.ada.id, "ada"), 1)
    assert all(TEXT not in passage.text for passage in file.passages)
    await world.restart()
    shown = await opened(world, second)
    assert TEXT in world.text(shown)
    assert "3 members report it" in world.text(shown)
    await second.click(shown, label="Approve")
    await world.env.settle()
    assert TEXT in await read(world, world.ada)
    assert TEXT in thread_text(world)
    found = await world.ada.slash(world.room, "story search", query="lamp")
    assert TEXT in world.text(found.response)
    for one in readers:
        await report(world, one)
    assert TEXT in await read(world, world.ada), "those whom a moderator did not follow hide nothing again"


async def test_two_hide_nothing_nor_do_three_where_it_is_off(world: World) -> None:
    await three(world)
    for name in ("mira", "noor", "otto"):
        await report(world, reader(world, name))
    assert TEXT in await read(world, world.ada)
    await world.mod.slash(world.room, "limits set", setting="report-hide", value="on")
    await write(world, world.basho)
    await report(world, world.ada, passage=2)
    await report(world, world.mod, passage=2)
    assert await rows(world, "SELECT count(*) FROM passages WHERE hidden") == [(0,)]


async def test_a_hidden_passage_can_be_redacted_and_keeps_its_words_in_the_record(world: World) -> None:
    await three(world)
    await hide(world)
    result = await world.mod.slash(world.thread, "story redact", passage=1, reason="Spam")
    assert "out of sight" in world.text(result.response)
    kept = await rows(world, "SELECT text FROM passage_versions ORDER BY version DESC LIMIT 1")
    assert TEXT in kept[0][0]
    assert set(await rows(world, "SELECT state FROM reports")) == {("redacted",)}
    assert await rows(world, "SELECT text, redacted, hidden FROM passages") == [("", 1, 0)]


async def test_a_hidden_passage_survives_undo_and_redo(world: World, second: Any) -> None:
    await three(world)
    await write(world, world.basho)
    (text,) = (await rows(world, "SELECT text FROM passages WHERE position = 2"))[0]
    await world.mod.slash(world.room, "limits set", setting="report-hide", value="on")
    for name in ("mira", "noor", "otto"):
        await report(world, reader(world, name), passage=2)
    await world.mod.slash(world.thread, "story manage", action="undo")
    assert world.text(await opened(world, second)) == "Nothing waits for review."
    await world.mod.slash(world.thread, "story manage", action="redo")
    assert text not in await read(world, world.ada)
    await second.click(await opened(world, second), label="Approve")
    assert text in await read(world, world.ada)


async def test_the_message_s_menu_asks_why(world: World, second: Any) -> None:
    await three(world)
    passage = next(message for message in world.thread.history() if TEXT in world.text(message))
    form = await world.basho.context_menu(world.thread, "Report passage", passage)
    done = await world.basho.submit_modal(form, {"reason": "Spam"})
    assert done.response.flags.ephemeral
    assert "Thank you" in world.text(done.response)
    assert "Spam" in world.text(await opened(world, second))
    board = await world.basho.context_menu(world.thread, "Report passage", world.board)
    assert "no passage" in world.text(board.response)


async def test_what_cannot_be_reported(world: World) -> None:
    await three(world)
    assert "your own" in await report(world, world.ada)
    assert "no passage" in await report(world, world.basho, passage=9)
    assert "reason" in (await report(world, world.basho, "\u200b")).lower()
    forged = Actor(world.guild.id + 1, world.basho.id, "basho")
    with pytest.raises(Refusal):
        await world.app.services.reporting.report_passage(forged, 1, "Spam")
    await world.mod.slash(world.room, "ban-writer", member=world.basho)
    assert "Thank you" in await report(world, world.basho), "who may not write may still report"


async def test_of_a_fold_only_what_is_seen_can_be_reported_and_its_writers_do_not_read_it(
    world: World, second: Any
) -> None:
    await three(world, sight="last")
    assert "no passage" in await report(world, reader(world, "mira"))
    assert "Thank you" in await report(world, world.basho, "That gull of theirs")
    barred = world.text(await opened(world, world.mod))
    assert "another moderator decides" in barred
    assert TEXT not in barred
    assert "gull of theirs" not in barred
    assert world.basho.mention not in barred
    await world.ada.slash(world.thread, "story correct", text="A kinder beginning.")
    barred = world.text(await opened(world, world.mod))
    assert TEXT not in barred
    assert "kinder" not in barred
    assert TEXT in world.text(await opened(world, second))
    looked = world.text((await second.slash(world.room, "review audit")).response)
    assert "looked into what story #1 hides" in looked


async def test_the_moderators_channel_hears_of_it(world: World) -> None:
    desk = world.guild.create_text_channel("desk")
    await world.mod.slash(world.room, "limits set", setting="moderators-channel", value=str(desk.id))
    await three(world)
    await report(world, world.basho)
    posts = [r.json for r in world.env.http_requests if r.path.endswith(f"/channels/{desk.id}/messages")]
    assert [post["content"] for post in posts if post] == [
        "New: 1 reported passage\n1 thing waits: /review queue"
    ]


async def test_the_queue_tells_what_became_of_its_writer_s_words_before(world: World) -> None:
    await three(world)
    await report(world, world.basho)
    await world.mod.click(await opened(world, world.mod), label="Reject")
    for member in (world.basho, world.mod, world.ada):
        await write(world, member)
    await world.mod.slash(world.room, "ban-writer", member=world.basho, reason="Spam")
    await report(world, reader(world, "noor"), passage=2)
    told = world.text(await opened(world, world.mod))
    assert "They may not write with me at present." in told
    assert "taken out" not in told, "that was another's"
    await world.mod.click(await opened(world, world.mod), label="Approve")
    await report(world, reader(world, "otto"), passage=4)
    told = world.text(await opened(world, world.mod))
    assert "1 passage of theirs was taken out after a report." in told
    assert "at present" not in told
