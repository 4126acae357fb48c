"""Two at once, a thousand times, at the services on a real file: one wins, the other's words are kept."""

import random
from collections import Counter
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.app import App
from bot.domain.refusals import Reason
from bot.services.actor import Actor
from bot.services.hosting import Action, Wish
from bot.settings import Settings
from bot.storage import maintenance
from bot.storage.records import StoryRecord
from tests.storage.racing import ADA, BASHO, CLARE, WRITERS, HandSet, a_story, race

pytestmark = pytest.mark.slow

RACES = 1000


@pytest.fixture
def clock() -> HandSet:
    return HandSet()


@pytest_asyncio.fixture
async def app(settings: Settings, clock: HandSet) -> AsyncIterator[App]:
    async with App(settings, clock=clock) as app:
        yield app
    assert maintenance.check(app.database.path) == []


@pytest.fixture
def chance() -> random.Random:
    return random.Random(3)


async def holder(app: App, story_id: int) -> tuple[StoryRecord, Actor, int]:
    """Return the story as it stands, the writer whose turn it is, and the turn's number."""
    record = await app.services.reading.get(ADA, story_id)
    assert record.story.turn is not None
    return record, WRITERS[record.story.turn.member_id or 0], record.story.turn.number


async def texts(app: App, story_id: int) -> list[str]:
    whole = await app.services.reading.whole(ADA, story_id)
    assert [passage.position for passage in whole.passages] == list(range(1, len(whole.passages) + 1))
    return [passage.text for passage in whole.passages]


async def test_two_submits_for_one_turn(app: App, chance: random.Random) -> None:
    writing, story = app.services.writing, await a_story(app, BASHO)
    kept = {ADA: "", BASHO: ""}
    for number in range(RACES):
        before, writer, turn = await holder(app, story.id)
        other = ADA if writer is BASHO else BASHO
        drafts = {}
        for actor in (ADA, BASHO):
            kept[actor] = kept[actor] or f"{actor.name} in race {number}."
            drafts[actor] = (await writing.keep(actor, story.id, kept[actor])).id
        # The one whose turn it is presses twice, the other once, all for the same turn.
        pressed = (other, writer, writer)
        ends = await race(chance, *(writing.submit(one, story.id, drafts[one], turn) for one in pressed))

        assert (await app.services.reading.get(ADA, story.id)).story.passages == before.story.passages + 1
        assert ends.count(None) == 1
        assert ends[0] in (Reason.NOT_YOUR_TURN, Reason.TURN_PASSED)
        assert {*ends[1:]} <= {None, Reason.NOT_YOUR_TURN, Reason.TURN_PASSED, Reason.NO_DRAFT}
        kept[writer] = ""
        assert (await writing.draft(other, story.id)).text == kept[other]
        assert (await writing.draft(writer, story.id)).text == ""
    assert len(set(await texts(app, story.id))) == RACES + 1


async def test_a_submit_against_the_lapse_of_its_turn(
    app: App, clock: HandSet, chance: random.Random
) -> None:
    writing, clockwork, story = app.services.writing, app.services.clockwork, await a_story(app, BASHO, CLARE)
    won: Counter[str] = Counter()
    for number in range(RACES):
        before, writer, turn = await holder(app, story.id)
        words = f"{writer.name} in race {number}."
        draft = await writing.keep(writer, story.id, words)
        assert before.story.turn is not None
        assert before.story.turn.clock.due_at is not None
        clock.time = before.story.turn.clock.due_at
        (*_, lapse) = await clockwork.claim()  # the reminder, which nobody handled, and the lapse
        submitted, _ = await race(
            chance, writing.submit(writer, story.id, draft.id, turn), clockwork.handle(lapse)
        )

        after, _, next_turn = await holder(app, story.id)
        assert next_turn == turn + 1
        known = after.story.writer(writer.user_id)
        assert known is not None
        if submitted is None:
            won["submit"] += 1
            assert after.story.passages == before.story.passages + 1
            assert known.missed == 0
            assert (await writing.draft(writer, story.id)).text == ""
        else:
            won["lapse"] += 1
            assert submitted in (Reason.NOT_YOUR_TURN, Reason.YOU_ARE_AWAY)
            assert after.story.passages == before.story.passages
            assert known.missed > 0
            assert (await writing.draft(writer, story.id)).text == words
            if not after.story.is_active(writer.user_id):
                await app.services.stories.back(writer, story.id)
    assert min(won["submit"], won["lapse"]) > RACES / 100, won
    assert len(set(await texts(app, story.id))) == won["submit"] + 1


async def test_a_submit_against_the_undo_of_the_passage_before(app: App, chance: random.Random) -> None:
    writing, hosting, story = app.services.writing, app.services.hosting, await a_story(app, BASHO, CLARE)
    expected, won = ["The lamp went out."], Counter[str]()
    for number in range(RACES):
        before, writer, turn = await holder(app, story.id)
        words = f"{writer.name} in race {number}."
        draft = await writing.keep(writer, story.id, words)
        undo = Wish(Action.UNDO, version=before.version)
        submitted, undone = await race(
            chance, writing.submit(writer, story.id, draft.id, turn), hosting.manage(ADA, story.id, undo)
        )

        if submitted is None:
            won["submit"] += 1
            assert undone in (Reason.MOVED_ON, Reason.NOTHING_TO_UNDO)
            expected.append(words)
            assert (await writing.draft(writer, story.id)).text == ""
        else:
            won["undo"] += 1
            assert submitted in (Reason.NOT_YOUR_TURN, Reason.TURN_PASSED)
            assert undone is None
            expected.pop()
            assert (await writing.draft(writer, story.id)).text == words
        assert (await app.services.reading.get(ADA, story.id)).story.passages == len(expected)
    assert min(won["submit"], won["undo"]) > RACES / 100, won
    assert await texts(app, story.id) == expected


async def claim(app: App, actor: Actor, story_id: int) -> None:
    """Press Write: who comes too late gets their draft all the same, with the reason in it."""
    draft = await app.services.writing.draft(actor, story_id, claim=True)
    if draft.refusal is not None:
        raise draft.refusal


async def test_two_claims_of_an_open_turn(app: App, chance: random.Random) -> None:
    writing, story = app.services.writing, await a_story(app, BASHO, CLARE, order="open")
    won: Counter[str] = Counter()
    last, kept = ADA, {ADA: "", BASHO: "", CLARE: ""}
    for number in range(RACES):
        rivals = [actor for actor in WRITERS.values() if actor is not last]
        for actor in rivals:
            kept[actor] = kept[actor] or f"{actor.name} in race {number}."
            await writing.keep(actor, story.id, kept[actor])
        ends = await race(chance, *(claim(app, actor, story.id) for actor in rivals))

        (winner,) = (actor for actor, end in zip(rivals, ends, strict=True) if end is None)
        assert [end for end in ends if end is not None] == [Reason.NOT_YOUR_TURN]
        won[winner.name] += 1
        _, claimant, turn = await holder(app, story.id)
        assert claimant is winner
        (loser,) = (actor for actor in rivals if actor is not winner)
        assert (await writing.draft(loser, story.id)).text == kept[loser]
        draft = await writing.draft(winner, story.id)
        await writing.submit(winner, story.id, draft.id, turn)
        last, kept[winner] = winner, ""
    assert min(won.values()) > RACES / 100, won
    assert len(set(await texts(app, story.id))) == RACES + 1
