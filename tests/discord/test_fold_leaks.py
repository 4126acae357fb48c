"""In a folded story nothing leaks before the finish: all that anybody is shown is held to the rule."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from simcord import MemberActor

from bot.domain.story import Story
from bot.generation.factory import create_muse
from bot.services.actor import Actor
from bot.settings import Settings
from tests.discord.conftest import World
from tests.discord.folds import STORY, OverheardMuse, Watch, marked, marks

ACTS = 50
Act = Callable[["Walk", MemberActor], Any]


@pytest.fixture
def muse(settings: Settings) -> OverheardMuse:
    return OverheardMuse(create_muse(settings))


class Walk:
    """Members who do anything they can think of, in any order."""

    def __init__(self, world: World, watch: Watch, seed: int) -> None:
        self.world, self.watch, self.chance = world, watch, random.Random(seed)
        others = [world.guild.add_member(world.env.create_user(name)) for name in ("clare", "stranger")]
        self.people = [world.ada, world.basho, world.mod, *others]
        self.number = 1  # of the newest text
        watch.people = [one.id for one in self.people]
        world.env.settle_timeout = 60  # the timekeeper naps often

    def new_text(self) -> str:
        self.number += 1
        return marked(self.number)

    async def story(self) -> Story:
        story: Story = await self.watch.story()
        return story

    async def act(self, who: MemberActor, name: str, doing: Any, text: str = "") -> Any:
        return await self.watch.act(who, name, doing, text=text)

    async def slash(self, who: MemberActor, name: str, **options: Any) -> Any:
        place = self.chance.choice([self.world.room, self.world.thread])
        typed = options.get("text", "")
        return await self.act(who, name, who.slash(place, name, story=STORY, **options), typed)

    async def press(self, who: MemberActor, custom_id: str) -> Any:
        async def pressed() -> Any:
            result = self.world.press(who, custom_id)
            await self.world.env.settle()
            return result

        return await self.act(who, custom_id, pressed())

    async def step(self) -> None:
        who = self.chance.choice(self.people)
        await self.chance.choice(ACTS_OF_ALL)(self, who)
        if self.chance.random() < 0.5:
            await self.write()

    async def write(self) -> None:
        """Let whoever has the turn go on with the story."""
        turn = (await self.story()).turn
        if turn is None:
            return
        who = next((one for one in self.people if one.id == turn.member_id), None)
        if who is None:  # the muse's turn, or nobody's yet
            who = self.chance.choice(self.people)
        await self.press(who, f"q1:write:{STORY}:{turn.number}")
        text = self.new_text()
        await self.slash(who, "story write", text=text)
        draft = await self.world.app.services.writing.draft(
            Actor(self.world.guild.id, who.id, who.name), STORY
        )
        await self.press(who, f"q1:draft-submit:{STORY}:{draft.id}:{turn.number}")

    async def searches(self, who: MemberActor) -> None:
        word = self.chance.choice([f"alpha{self.chance.randint(1, self.number):04}x", "tide", "begins", "om"])
        search = who.slash(self.world.room, "story search", query=word)
        found = await self.act(who, "search", search, text=word)
        assert "Nothing" in self.world.text(found.response)

    async def completes(self, who: MemberActor) -> None:
        for typed in ("", "alpha", "tide", "1"):
            found = await self.act(
                who, "autocomplete", who.autocomplete(self.world.room, "story read", "story", typed)
            )
            assert not marks(str(found))

    async def manages(self, who: MemberActor) -> None:
        action = self.chance.choice(["skip", "undo", "redo", "pause", "resume", "next", "kick"])
        options = {"member": self.chance.choice(self.people)} if action == "kick" else {}
        await self.slash(who, "story manage", action=action, reason="So be it.", **options)
        await self.slash(self.world.mod, "story manage", action="resume")

    async def corrects(self, who: MemberActor) -> None:
        await self.press(who, f"q1:correct:{STORY}")
        text = self.new_text()
        await self.slash(who, "story correct", text=text)

    async def asks_the_muse(self, who: MemberActor) -> None:
        await self.press(who, f"q1:muse-ask:{STORY}")
        await self.world.until(lambda: self.world.app.muse.status().running == 0)
        candidate = self.chance.randint(1, 4)
        for kind in ("accept", "edit", "take", "alter"):
            await self.press(who, f"q1:muse-{kind}:{STORY}:{candidate}")
        await self.press(who, f"q1:muse-anew:{STORY}")

    async def waits(self, who: MemberActor) -> None:
        hours = self.chance.choice([1, 3.5, 5])
        await self.act(who, "time", self.world.env.advance_time(hours * 3600))

    async def restarts(self, who: MemberActor) -> None:
        await self.act(who, "restart", self.world.restart())

    async def reads(self, who: MemberActor) -> None:
        await self.slash(who, "story read")
        await self.press(who, f"q1:read:{STORY}:{self.chance.randint(0, 3)}")
        if who is not self.world.mod:
            await self.press(who, f"q1:look:{STORY}:0")

    async def exports(self, who: MemberActor) -> None:
        kind = self.chance.choice(["markdown", "html", "epub", "json"])
        await self.slash(who, "story export", format=kind)
        await self.press(who, f"q1:export:{STORY}:{self.chance.randint(0, 2)}")

    async def looks_about(self, who: MemberActor) -> None:
        await self.slash(who, self.chance.choice(["story status", "story charter"]))
        await self.act(who, "list", who.slash(self.world.room, "story list"))
        await self.press(who, f"q1:thread:{STORY}")
        await self.press(who, f"q1:draft-edit:{STORY}")

    async def comes_or_goes(self, who: MemberActor) -> None:
        await self.slash(
            who, self.chance.choice(["story join", "story join", "story leave", "story away", "story back"])
        )

    async def wants_messages(self, who: MemberActor) -> None:
        where = self.chance.choice(["thread", "dm", "none"])
        await self.act(who, "pings", who.slash(self.world.room, "settings pings", where=where))

    async def passes(self, who: MemberActor) -> None:
        await self.slash(who, "story pass")


ACTS_OF_ALL: list[Act] = [
    Walk.searches,
    Walk.completes,
    Walk.manages,
    Walk.corrects,
    Walk.asks_the_muse,
    Walk.waits,
    Walk.restarts,
    Walk.reads,
    Walk.exports,
    Walk.looks_about,
    Walk.comes_or_goes,
    Walk.wants_messages,
    Walk.passes,
]


@pytest.mark.parametrize(
    ("sight", "order", "muse_is"),
    [
        ("last", "rota", "suggest"),
        ("line", "rota", "player"),
        ("line", "shuffle", "never"),
        ("last", "open", "suggest"),
        ("last", "shuffle", "player"),
    ],
)
async def test_nothing_leaks_before_the_finish(
    world: World,
    muse: OverheardMuse,
    capsys: pytest.CaptureFixture[str],
    sight: str,
    order: str,
    muse_is: str,
) -> None:
    watch = Watch(world, muse)
    walk = Walk(world, watch, seed=len(sight + order + muse_is))
    opening = marked(1)
    watch.typed[world.ada.id] = marks(opening)
    await world.start_story(opening=opening, sight=sight, order=order, muse=muse_is, turn_hours=4)
    for one in (world.basho, world.mod):
        await walk.slash(one, "story join")
    for _ in range(ACTS):
        await walk.step()
    assert watch.leaks == []
    assert not marks("".join(thread.name for thread in world.room.threads))
    assert not marks(capsys.readouterr().out), "the log tells the story"
    assert watch.seen[world.basho.id] - watch.typed[world.basho.id], "nobody ever saw what they might"

    whole = await world.app.services.reading.look(_moderator(world), STORY)
    await walk.slash(world.mod, "story manage", action="resume")
    await walk.slash(world.mod, "story finish")
    shown = [message for message in world.thread.history() if message.content.startswith("-# ")]
    assert [sorted(marks(message.content)) for message in shown] == [
        sorted(marks(passage.text)) for passage in whole.passages
    ]
    for message, passage in zip(shown, whole.passages, strict=True):
        assert whole.names.get(passage.member_id, "the muse") in message.content.partition("\n")[0]
    assert watch.leaks == []


async def test_a_moderator_may_look_and_that_is_noted(world: World, muse: OverheardMuse) -> None:
    await world.start_story(opening=marked(1), sight="line")
    read = await world.mod.slash(world.thread, "story read")
    assert not marks(world.text(read.response))
    looked = await world.mod.click(read.response, label="Look as a moderator")
    shown = world.text(looked.response)
    for other in (world.ada, world.basho):
        refused = world.press(other, f"q1:look:{STORY}:0")
        await world.env.settle()
        assert "Only a moderator" in world.text(refused.response)
    async with world.app.database.read() as connection:
        found = await connection.exec_driver_sql(
            "SELECT user_id FROM audit JOIN pseudonyms p ON p.id = actor_id WHERE action = 'story-look'"
        )
        noted = [actor_id for (actor_id,) in found.all()]
    assert marks(shown) == marks(marked(1))
    assert noted == [world.mod.id]


def _moderator(world: World) -> Actor:
    class Moderates:
        def sees(self, channel_id: int) -> bool | None:
            return True

        def moderates(self, channel_id: int) -> bool:
            return True

        def is_named(self, folded: str) -> bool:
            return False

    return Actor(world.guild.id, world.mod.id, "mod", Moderates())
