"""/review audit says why: the note, the rule, what was agreed or set before, and what three reports did."""

from typing import Any

import pytest

from tests.discord.conftest import World
from tests.discord.test_audit import audit
from tests.discord.test_charter import asked, charter
from tests.discord.test_held_texts import HELD, filled, submitted
from tests.discord.test_privacy import forget
from tests.discord.test_reports import hide, report, second
from tests.discord.test_review_queue import opened
from tests.discord.test_turn_time import three, write
from tests.teaching import teach

__all__ = ["second"]
NOTE = "A **kinder** word than\nbastard, please"


@pytest.fixture(autouse=True)
def patience(world: World) -> None:
    world.env.settle_timeout = 60


async def acts(world: World, by: Any = None) -> str:
    return world.text(await audit(world, by))


async def returned(world: World) -> None:
    """Let a text of Bashō's be held, and send it back with a note."""
    await three(world)
    await submitted(world, world.basho, HELD)
    await filled(world, world.mod, await opened(world, world.mod), "Return", note=NOTE)


async def test_a_text_that_went_back_comes_with_the_rule_and_the_note(world: World) -> None:
    await returned(world)
    shown = (await acts(world)).splitlines()
    at = next(n for n, line in enumerate(shown) if "sent a text of" in line)
    assert shown[at + 1 : at + 3] == [
        "> it was held for strong language",
        r"> A \*\*kinder\*\* word than bastard, please",
    ]


@pytest.mark.parametrize("who", ["basho", "mod"])
async def test_a_note_goes_with_whoever_wrote_it_or_whose_words_it_may_quote(world: World, who: str) -> None:
    await returned(world)
    await forget(world, getattr(world, who), "keep-anonymous")
    other = world.guild.add_member(world.env.create_user("third"), roles=[world.guild.roles["Moderators"]])
    shown = await acts(world, other)
    assert "kinder" not in shown
    assert "it was held for strong language" in shown, "the act and its rule stay"


async def test_a_word_that_went_back_comes_with_the_note(world: World) -> None:
    await teach(world, world.ada, "zyrquel", "2")
    await filled(world, world.mod, await opened(world, world.mod), "Return", note="I hear three")
    assert "sent a taught word back\n> I hear three" in await acts(world)


async def test_a_decision_names_the_list(world: World) -> None:
    await three(world)
    await world.mod.slash(world.room, "limits words", action="add", list="hold", phrase="gannet")
    await submitted(world, world.basho, "The gannet sang.")
    await world.mod.click(await opened(world, world.mod), label="Approve")
    assert "> it was held for this server's list `hold`" in await acts(world)


async def test_a_setting_s_old_value_stands_beside_the_new(world: World) -> None:
    for value in ("teen", "mature", "default"):
        await world.mod.slash(world.room, "limits set", setting="rating", value=value)
    await world.mod.slash(world.room, "limits set", setting="words-max", value="90", channel=world.room)
    shown = await acts(world)
    for old, new in (("default", "teen"), ("teen", "mature"), ("mature", "default")):
        assert f"set `rating` from `{old}` to `{new}`" in shown
    assert f"set `words-max` from `default` to `90` in <#{world.room.id}>" in shown


async def test_an_entry_of_a_list_says_in_which_channel_it_holds(world: World) -> None:
    for action in ("add", "remove"):
        options = {"action": action, "list": "hold", "phrase": "gannet"}
        await world.mod.slash(world.room, "limits words", channel=world.room, **options)
        await world.mod.slash(world.room, "limits words", **options)
    shown = await acts(world)
    for act in ("put “gannet” on", "took “gannet” off"):
        assert shown.count(f"{act} the list `hold` in <#{world.room.id}>") == 1
        assert shown.count(f"{act} the list `hold`\n") + shown.endswith(f"{act} the list `hold`") >= 1


async def test_a_charter_says_from_what_to_what_it_was_changed(world: World) -> None:
    await three(world, lines="harm to animals")
    await charter(world, world.basho, lines="harm to animals, war", veils="blood")
    await charter(world, world.basho, rating="teen")
    for member in (world.ada, world.mod):
        await member.click(asked(world), label="Agree")
    shown = await acts(world)
    assert "> It is for teens; before, for everyone." in shown
    assert (
        "> Never: harm to animals, war; before: harm to animals\n> Not in detail: blood; before: –" in shown
    )
    await forget(world, world.ada, "redact")
    shown = await acts(world)
    assert "harm to animals" not in shown
    assert "> It is for teens; before, for everyone." in shown


async def test_what_three_reports_hide_is_an_act_of_quire_s_that_names_nobody(
    world: World, second: Any
) -> None:
    await three(world)
    readers = await hide(world)
    shown = (await acts(world, second)).splitlines()
    hidden = next(line for line in shown if "hid passage" in line)
    assert "**Quire** hid passage 1 of story #1 until a moderator looks: three members reported it" in hidden
    assert not [one for one in readers if str(one.id) in "\n".join(shown)]


async def test_ten_entries_with_long_reasons_fit_into_a_message(world: World) -> None:
    await three(world)
    for n in range(6):
        await charter(world, world.mod, lines=("*" * 290) + str(n), veils=("_" * 290) + str(n))
        await world.mod.slash(world.thread, "story manage", action="pause", reason="_" * 300)
        await world.mod.slash(world.thread, "story manage", action="resume", reason="_" * 300)
    shown = await acts(world)
    assert "1 / " in shown
    assert "paused" in shown


async def test_whoever_wrote_a_passage_does_not_read_what_became_of_its_reports(
    world: World, second: Any
) -> None:
    await three(world)
    await write(world, world.basho)
    await write(world, world.mod)
    await world.mod.slash(world.room, "limits set", setting="report-hide", value="on")
    before = await acts(world)
    for n, label in ((1, "Approve"), (2, "Reject")):
        for name in ("mira", "noor", "otto") if n == 1 else ("pia", "quin", "rhea"):
            await report(world, world.guild.add_member(world.env.create_user(name)), passage=3)
        assert await acts(world) == before
        assert "**Quire** hid passage 3" in await acts(world, second)
        await second.click(await opened(world, second), label=label)
        await world.env.settle()
        assert await acts(world) == before
    theirs = await acts(world, second)
    assert "let the reported passage 3" in theirs
    assert "redacted the reported passage 3" in theirs
