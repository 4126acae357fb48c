"""The life of a text that the limits stop: warned of, held while the clock stands still, or blocked."""

import asyncio
from typing import Any

import discord
import pytest
import simcord

from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.services.review_items import Decision, Kind
from tests.discord.conftest import World
from tests.discord.test_review_queue import opened
from tests.discord.test_together import HAIKU, begin, write
from tests.discord.test_turn_time import HOUR, three, turn_line
from tests.storage.test_word_lists import Moderator

MILD, HELD, FREE = "Damn this fog, said the gull.", "You bastard, said the gull.", "The gull came back."


@pytest.fixture(autouse=True)
def patience(world: World) -> None:
    world.env.settle_timeout = 60


@pytest.fixture
def second(world: World) -> simcord.MemberActor:
    """Another moderator."""
    mods = world.guild.create_role("More", permissions=discord.Permissions(manage_messages=True))
    return world.guild.add_member(world.env.create_user("second"), roles=[mods])


async def submitted(world: World, member: Any, text: str) -> Any:
    """Write a text and press Submit; return the private answer."""
    shown = await member.slash(world.thread, "story write", text=text)
    await member.click(shown.response, label="Submit")
    return shown.response


async def refused(world: World, member: Any, text: str) -> str:
    """Write a text and press Submit; return what is said of it beside its preview."""
    shown = await member.slash(world.thread, "story write", text=text)
    pressed = await member.click(shown.response, label="Submit")
    return world.text(pressed.followups[-1])


async def block(world: World, phrase: str = "gull") -> None:
    await world.mod.slash(world.room, "limits words", action="add", list="block", phrase=phrase)


async def passages(world: World) -> list[str]:
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT text FROM passages WHERE position IS NOT NULL ORDER BY position"
        )
        return [row[0] for row in found.all()][1:]


async def states(world: World) -> list[tuple[Any, ...]]:
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql("SELECT state, text FROM held_texts ORDER BY id")
        return [tuple(row) for row in found.all()]


async def filled(world: World, member: Any, message: Any, label: str, **values: str) -> None:
    """Press a button that opens a form, and send the form."""
    form = await member.click(message, label=label)
    await member.submit_modal(form, values)


def direct(world: World, member: Any) -> str:
    """Return what Quire told a member in its last direct message."""
    channel = member.user.dm_channel
    return channel.last_message.content if channel is not None and channel.last_message else ""


def labels(world: World, message: Any) -> set[str]:
    return {part.get("label") for row in message.components for part in row.get("components", [])}


async def test_who_is_warned_may_submit_anyway(world: World) -> None:
    await three(world)
    answer = await submitted(world, world.basho, MILD)
    told = world.text(answer)
    assert "“Damn”: mild language" in told
    assert await passages(world) == []
    assert world.basho.mention in turn_line(world)
    await world.basho.click(answer, label="Submit anyway")
    assert await passages(world) == [MILD]
    assert world.mod.mention in turn_line(world)


async def test_who_is_warned_may_change_it_first(world: World) -> None:
    await three(world)
    answer = await submitted(world, world.basho, MILD)
    await filled(world, world.basho, answer, "Edit", text=FREE)
    await world.basho.click(answer, label="Submit")
    assert await passages(world) == [FREE]


async def test_a_held_text_stops_the_clock_until_a_moderator_approves_it(world: World) -> None:
    await three(world)
    await world.env.advance_time(10 * HOUR)
    answer = await submitted(world, world.basho, HELD)
    told = world.text(answer)
    assert answer.flags.ephemeral
    assert "“bastard”: strong language" in told
    assert "clock stands still" in told
    assert "waiting for a moderator" in turn_line(world)
    assert await passages(world) == []
    await world.restart()
    await world.env.advance_time(100 * HOUR)
    assert "waiting for a moderator" in turn_line(world)
    shown = await opened(world, world.mod)
    queue = world.text(shown)
    assert "A text that is held" in queue
    assert "__**bastard**__" in queue
    assert "strong language" in queue
    assert f"<@{world.basho.id}>" in queue
    await world.mod.click(shown, label="Approve")
    await world.until(lambda: world.mod.mention in turn_line(world))
    assert await passages(world) == [HELD]
    assert await states(world) == [("approved", "")]


async def test_a_text_made_of_signs_is_shown_and_can_be_decided_on(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, "You bastard" + "\n*" * 1500)
    shown = await opened(world, world.mod)
    assert "A text that is held" in world.text(shown)
    assert shown.message.attachments[0].filename == "text.txt"
    await world.mod.click(shown, label="Reject")
    assert await states(world) == [("rejected", "")]
    assert "Nothing waits" in world.text(shown)


async def test_a_returned_text_is_its_writer_s_draft_again_with_the_note(world: World) -> None:
    await three(world)
    await world.env.advance_time(10 * HOUR)
    answer = await submitted(world, world.basho, HELD)
    await world.env.advance_time(50 * HOUR)
    shown = await opened(world, world.mod)
    await filled(world, world.mod, shown, "Return", note="A *kinder* word, please. @everyone")
    await world.until(lambda: "waiting" not in turn_line(world))
    assert "until" in turn_line(world)
    assert "kinder" in direct(world, world.basho)
    assert await states(world) == [("returned", "")]
    await world.env.advance_time(13 * HOUR)
    assert world.basho.mention in turn_line(world), "fourteen hours were left of the turn"
    again = await world.basho.slash(world.thread, "story write", text=HELD)
    assert "kinder" in world.text(again.response)
    await filled(world, world.basho, answer, "Edit", text=FREE)
    await world.basho.click(answer, label="Submit")
    assert await passages(world) == [FREE]


async def test_a_rejected_text_cannot_be_submitted_again_as_it_is(world: World) -> None:
    await three(world)
    answer = await submitted(world, world.basho, HELD)
    shown = await opened(world, world.mod)
    await world.mod.click(shown, label="Reject")
    await world.until(lambda: "waiting" not in turn_line(world))
    assert "did not take your text" in direct(world, world.basho)
    again = await world.basho.slash(world.thread, "story write", text=HELD)
    assert "A moderator did not take this text" in world.text(again.response)
    assert "Submit" not in labels(world, again.response)
    await filled(world, world.basho, answer, "Edit", text=f"{HELD} Twice.")
    await world.basho.click(answer, label="Submit")
    assert "waits for a moderator" in world.text(answer) or "looks at it first" in world.text(answer)
    shown = await opened(world, world.mod)
    assert "1 rejected" in world.text(shown), "the writer's history here"


async def test_a_rejected_text_that_is_typed_again_does_not_come_to_the_queue_again(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    await world.mod.click(await opened(world, world.mod), label="Reject")
    await world.until(lambda: "waiting" not in turn_line(world))
    await world.basho.slash(world.thread, "story write", text=FREE)  # another draft between
    for again in (HELD, f"{HELD.upper()} ..."):
        assert "A moderator did not take this text" in await refused(world, world.basho, again)
        assert "until" in turn_line(world), "the clock runs on"
    assert "Nothing waits" in world.text(await opened(world, world.mod))
    assert await states(world) == [("rejected", "")]
    await submitted(world, world.basho, f"{HELD} Twice.")
    assert (await states(world))[1:] == [("waiting", f"{HELD} Twice.")]


async def test_a_rejected_appeal_is_not_looked_at_again(world: World) -> None:
    await three(world)
    await block(world)
    answer = await submitted(world, world.basho, FREE)
    await world.basho.click(answer, label="Appeal")
    await world.mod.click(await opened(world, world.mod), label="Reject")
    await world.until(lambda: "waiting" not in turn_line(world))
    assert "A moderator did not take this text" in await refused(world, world.basho, f"{FREE}..")
    await world.mod.slash(world.room, "limits words", action="remove", list="block", phrase="gull")
    await submitted(world, world.basho, f"{FREE}...")
    assert await passages(world) == [f"{FREE}..."], "what the limits let through needs no moderator"


async def test_ever_new_held_texts_do_not_stop_the_clock_for_ever(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    await world.env.advance_time(100 * HOUR)
    await world.mod.click(await opened(world, world.mod), label="Reject")
    answer = await submitted(world, world.basho, f"{HELD} Twice.")
    assert "at the latest until <t:" in world.text(answer)
    await world.env.advance_time(10 * HOUR)
    assert "waiting for a moderator" in turn_line(world)
    await world.mod.click(await opened(world, world.mod), label="Reject")
    await submitted(world, world.basho, f"{HELD} Thrice.")
    await world.restart()
    await world.env.advance_time(13 * HOUR)
    assert "waiting for a moderator" in turn_line(world)
    await world.env.advance_time(2 * HOUR)
    await world.until(lambda: "until" in turn_line(world))
    assert (await states(world))[2] == ("waiting", f"{HELD} Thrice."), "it can still be approved"
    answer = await submitted(world, world.basho, f"{HELD} Once more.")
    assert "Your turn's clock runs on" in world.text(answer)
    await world.env.advance_time(24 * HOUR)
    await world.until(lambda: world.mod.mention in turn_line(world))
    assert [state for state, _ in await states(world)] == ["rejected", "rejected", "withdrawn", "overtaken"]
    assert "went on before" in direct(world, world.basho)


async def test_its_writer_may_mend_it_while_it_waits(world: World) -> None:
    await three(world)
    answer = await submitted(world, world.basho, HELD)
    old = await opened(world, world.mod)
    await filled(world, world.basho, answer, "Edit", text=FREE)
    await world.basho.click(answer, label="Submit")
    assert await passages(world) == [FREE]
    assert await states(world) == [("withdrawn", "")]
    await world.mod.click(old, label="Approve")
    assert await passages(world) == [FREE]
    assert "Nothing waits" in world.text(await opened(world, world.mod))


async def test_its_writer_may_discard_it_or_pass(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    shown = await world.basho.slash(world.thread, "story write", text=HELD)
    await world.basho.click(shown.response, label="Discard")
    await world.until(lambda: "waiting" not in turn_line(world))
    assert await states(world) == [("withdrawn", "")]
    await submitted(world, world.basho, HELD)
    await world.basho.slash(world.thread, "story pass")
    assert world.mod.mention in turn_line(world)
    assert "Nothing waits" in world.text(await opened(world, world.mod))


async def test_the_host_may_go_on_without_it(world: World) -> None:
    await three(world)
    answer = await submitted(world, world.basho, HELD)
    shown = await opened(world, world.mod)
    await world.ada.slash(world.thread, "story manage", action="skip")
    assert world.mod.mention in turn_line(world)
    await world.mod.click(shown, label="Approve")
    assert await passages(world) == []
    again = await world.basho.slash(world.thread, "story write", text=HELD)
    assert "kept as a draft" in world.text(again.response), "nothing is lost"
    assert answer is not None


async def test_a_blocked_text_is_kept_and_one_press_appeals(world: World) -> None:
    await three(world)
    await block(world)
    answer = await submitted(world, world.basho, FREE)
    assert "“gull”: this server's list `block`" in world.text(answer)
    assert {"Appeal", "Edit"} <= set(world.text(answer).split("\n"))
    assert "until" in turn_line(world)
    assert "Nothing waits" in world.text(await opened(world, world.mod))
    await world.basho.click(answer, label="Appeal")
    assert "waiting for a moderator" in turn_line(world)
    shown = await opened(world, world.mod)
    assert "its writer asks you to look" in world.text(shown)
    await world.mod.click(shown, label="Approve")
    await world.until(lambda: world.mod.mention in turn_line(world))
    assert await passages(world) == [FREE]


async def test_two_moderators_decide_at_once(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    reviewing = world.app.services.reviewing

    async def decide(number: int, decision: Decision) -> str:
        actor = Actor(world.guild.id, 900 + number, f"mod{number}", Moderator())
        try:
            await reviewing.decide(actor, Kind.TEXT, 1, decision)
        except Refusal as refusal:
            return refusal.reason
        return decision

    ways = [Decision.APPROVE, Decision.REJECT] * 5
    answers = await asyncio.gather(*(decide(number, way) for number, way in enumerate(ways)))
    first = next(answer for answer in answers if answer != Reason.REVIEW_DECIDED)
    assert answers.count(Reason.REVIEW_DECIDED) == len(ways) - 1
    assert await states(world) == [(f"{first}d" if first == "approve" else f"{first}ed", "")]
    assert await passages(world) == ([HELD] if first == Decision.APPROVE else [])


async def test_the_second_moderator_is_told(world: World, second: simcord.MemberActor) -> None:
    await three(world)
    await submitted(world, world.basho, HELD)
    one, two = await opened(world, world.mod), await opened(world, second)
    await world.mod.click(one, label="Approve")
    late = await second.click(two, label="Reject")
    assert "Another moderator has decided" in world.text(late.response)
    assert await passages(world) == [HELD]


async def test_nobody_decides_on_their_own(world: World, second: simcord.MemberActor) -> None:
    await three(world)
    await world.basho.slash(world.thread, "story pass")
    await submitted(world, world.mod, HELD)
    shown = await opened(world, world.mod)
    assert "This is yours" in world.text(shown)
    assert "Approve" not in world.text(shown).split("\n")
    assert "bastard" in world.text(shown)
    await second.click(await opened(world, second), label="Approve")
    await world.until(lambda: world.ada.mention in turn_line(world))
    assert await passages(world) == [HELD]


async def test_a_fold_story_s_text_is_not_shown_to_a_moderator_who_writes_in_it(
    world: World, second: simcord.MemberActor
) -> None:
    await three(world, sight="last")
    await submitted(world, world.basho, HELD)
    shown = await opened(world, world.mod)
    assert "bastard" not in world.text(shown)
    assert "hides its text" in world.text(shown)
    other = await opened(world, second)
    assert "bastard" in world.text(other)
    audit = await second.slash(world.room, "review audit")
    await world.until(lambda: "looked" in world.text(audit.response))
    await second.click(other, label="Approve")
    await world.until(lambda: world.mod.mention in turn_line(world))


async def test_a_text_with_marks_is_shown_as_it_was_typed(world: World) -> None:
    await three(world)
    await submitted(world, world.basho, f"@everyone <@{world.ada.id}> ||bas**t**ard|| [x](https://a.example)")
    shown = await opened(world, world.mod)
    assert "@everyone" in world.text(shown)
    assert "[x](" not in world.text(shown)


async def test_a_line_of_a_poem_is_held_and_enters_where_it_fits(world: World) -> None:
    await begin(world)
    await world.mod.slash(world.room, "limits words", action="add", list="hold", phrase="silent")
    told = await write(world, world.basho, HAIKU[0])
    assert "A moderator looks at it first. If another line comes before" in told
    assert HAIKU[0] not in world.text(world.board)
    await world.mod.click(await opened(world, world.mod), label="Approve")
    await world.until(lambda: HAIKU[0] in world.text(world.board))
    assert world.basho.mention in world.text(world.board)


async def test_a_held_line_stops_nobody_else(world: World) -> None:
    await begin(world)
    await world.mod.slash(world.room, "limits words", action="add", list="hold", phrase="silent")
    await write(world, world.basho, HAIKU[0])
    shown = await opened(world, world.mod)
    assert "Line 1 is yours" in await write(world, world.ada, "The long winter night")
    await world.mod.click(shown, label="Approve")
    assert HAIKU[0] not in world.text(world.board)
    assert "Nothing waits" in world.text(await opened(world, world.mod))
    await write(world, world.ada, HAIKU[1])
    await write(world, world.ada, HAIKU[2])
    assert "**Finished.**" in world.text(world.board)


async def test_a_text_of_a_channel_that_a_moderator_does_not_see_is_not_in_their_queue(world: World) -> None:
    hidden, seen = (
        discord.PermissionOverwrite(view_channel=False),
        discord.PermissionOverwrite(view_channel=True),
    )
    private = world.guild.create_text_channel(
        "private", overwrites={world.guild.default_role: hidden, world.ada: seen, world.guild.me: seen}
    )
    # Permission to manage messages everywhere does not open a channel that hides itself.
    await world.ada.slash(private, "poem together", form="haiku")
    await world.mod.slash(world.room, "limits words", action="add", list="hold", phrase="silent")
    shown = await world.ada.slash(private, "story write", story=1, text=HAIKU[0])
    await world.ada.click(shown.response, label="Submit")
    assert "looks at it first" in world.text(shown.response)
    assert "Nothing waits" in world.text(await opened(world, world.mod))
    world.emit(world.mod, {"custom_id": "q1:review-approve:3:1:0", "component_type": 2})
    await world.env.settle()
    assert (await states(world))[0][0] == "waiting"
