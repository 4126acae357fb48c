"""Two at once, a thousand times, at the services on a real file: one wins, the other's words are kept."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.app import App
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Terms
from bot.services.actor import Actor
from bot.services.stories import Beginning
from bot.settings import Settings
from bot.storage import maintenance

ADA, BASHO = Actor(1, 11, "Ada"), Actor(1, 12, "Bashō")
RACES = 1000


@pytest_asyncio.fixture
async def app(settings: Settings) -> AsyncIterator[App]:
    async with App(settings) as app:
        yield app


async def attempt(app: App, actor: Actor, story_id: int, draft_id: int, turn: int) -> Refusal | None:
    try:
        await app.services.writing.submit(actor, story_id, draft_id, turn)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.slow
async def test_two_submits_for_one_turn(app: App) -> None:
    services = app.services
    record = await services.stories.start(ADA, 5, Beginning("Tide", "The lamp went out.", Terms()))
    record = await services.stories.join(BASHO, record.id)
    kept = {ADA: "", BASHO: ""}
    for race in range(RACES):
        turn = record.story.turn
        assert turn is not None
        drafts = {}
        for actor in (ADA, BASHO):
            kept[actor] = kept[actor] or f"{actor.name} in race {race}."
            drafts[actor] = (await services.writing.keep(actor, record.id, kept[actor])).id
        # The one whose turn it is presses twice, the other once, all for the same turn.
        writer, other = (ADA, BASHO) if turn.member_id == ADA.user_id else (BASHO, ADA)
        pressed = [other, writer, writer] if race % 2 else [writer, other, writer]
        ends = await asyncio.gather(
            *(attempt(app, actor, record.id, drafts[actor], turn.number) for actor in pressed)
        )

        before, record = record, await services.reading.get(ADA, record.id)
        assert record.story.passages == before.story.passages + 1
        assert ends.count(None) == 1
        refusals = {end.reason for end in ends if end is not None}
        assert refusals <= {Reason.NOT_YOUR_TURN, Reason.TURN_PASSED, Reason.NO_DRAFT}
        kept[writer] = ""
        assert (await services.writing.draft(other, record.id)).text == kept[other]
        assert (await services.writing.draft(writer, record.id)).text == ""

    whole = await services.reading.whole(ADA, record.id)
    assert [passage.position for passage in whole.passages] == list(range(1, RACES + 2))
    assert len({passage.text for passage in whole.passages}) == RACES + 1
    await app.close()
    assert maintenance.check(app.database.path) == []
