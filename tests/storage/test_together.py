"""Poems that are written together, at the services on a real file: what fits comes in, once, and in order."""

import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.app import App
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Order, StoryState
from bot.services.actor import Actor
from bot.services.hosting import Action, Wish
from bot.settings import Settings
from bot.storage import maintenance
from bot.storage.records import StoryRecord
from tests.poems import poems
from tests.storage.racing import ADA, BASHO, CLARE, HandSet, race

HAIKU = ("An old silent pond", "A frog jumps into the pond", "Splash! Silence again")


@pytest.fixture
def clock() -> HandSet:
    return HandSet()


@pytest_asyncio.fixture
async def app(settings: Settings, clock: HandSet) -> AsyncIterator[App]:
    async with App(settings, clock=clock) as app:
        yield app
    assert maintenance.check(app.database.path) == []


async def begun(app: App, form: str, word: str = "") -> StoryRecord:
    return await app.services.together.start(ADA, 5, form, "The pond", word)


async def write(app: App, actor: Actor, record: StoryRecord, text: str) -> StoryRecord:
    draft = await app.services.writing.keep(actor, record.id, text)
    turn = draft.story.story.turn
    done = await app.services.writing.submit(actor, record.id, draft.id, turn.number if turn else 0)
    return done.record


async def refused(app: App, actor: Actor, record: StoryRecord, text: str) -> Reason:
    with pytest.raises(Refusal) as caught:
        await write(app, actor, record, text)
    return caught.value.reason


async def texts(app: App, record: StoryRecord) -> list[str]:
    whole = await app.services.reading.whole(ADA, record.id)
    assert [passage.position for passage in whole.passages] == list(range(1, len(whole.passages) + 1))
    return [passage.text for passage in whole.passages]


async def test_a_poem_is_written_by_whoever_comes_and_ends_by_itself(app: App) -> None:
    poem = await begun(app, "haiku")
    assert (poem.story.passages, poem.story.terms.order) == (0, Order.OPEN)
    await write(app, BASHO, poem, HAIKU[0])
    await write(app, BASHO, poem, HAIKU[1])
    after = await write(app, CLARE, poem, HAIKU[2])
    assert after.story.state is StoryState.FINISHED
    assert [writer.member_id for writer in after.story.writers] == [ADA.user_id, BASHO.user_id, CLARE.user_id]
    assert await texts(app, poem) == list(HAIKU)
    assert await refused(app, ADA, poem, HAIKU[0]) is Reason.FINISHED


async def test_what_does_not_fit_is_not_added_and_stays_a_draft(app: App) -> None:
    poem = await begun(app, "haiku")
    assert await refused(app, BASHO, poem, "Too short") is Reason.LINE_UNFIT
    draft = await app.services.writing.draft(BASHO, poem.id)
    assert draft.text == "Too short"
    assert draft.attempt is not None
    assert draft.attempt.problems
    assert await refused(app, BASHO, poem, "la " * 70) is Reason.TEXT_TOO_LONG
    assert (await app.services.reading.get(ADA, poem.id)).story.passages == 0


async def test_of_many_lines_for_one_place_one_lands(app: App) -> None:
    chance, writing = random.Random(5), app.services.writing
    for number in range(40):
        poem = await begun(app, "haiku")
        drafts = {actor: await writing.keep(actor, poem.id, HAIKU[0]) for actor in (ADA, BASHO, CLARE)}
        ends = await race(chance, *(writing.submit(one, poem.id, drafts[one].id, 1) for one in drafts))
        assert sorted(ends, key=str) == [None, Reason.LINE_TAKEN, Reason.LINE_TAKEN], number
        assert await texts(app, poem) == [HAIKU[0]]
        for actor, end in zip(drafts, ends, strict=True):
            left = await writing.draft(actor, poem.id)
            assert left.text == ("" if end is None else HAIKU[0])
            if end is not None:
                assert left.refusal is not None, "it is judged at the new place"
                assert left.refusal.reason is Reason.LINE_UNFIT


async def test_lines_that_return_come_by_themselves_and_are_signed_by_who_wrote_them(app: App) -> None:
    known = poems("own", "triolet")[0].lines
    poem = await begun(app, "triolet")
    await write(app, BASHO, poem, known[0])
    await write(app, ADA, poem, known[1])
    after = await write(app, CLARE, poem, known[2])
    assert after.story.passages == 4, "the first line came again"
    await write(app, ADA, poem, known[4])
    after = await write(app, CLARE, poem, known[5])
    assert after.story.state is StoryState.FINISHED
    whole = await app.services.reading.whole(ADA, poem.id)
    assert [p.text for p in whole.passages][6:] == [known[0], known[1]]
    names = [p.member_id for p in whole.passages]
    assert (names[3], names[6], names[7]) == (BASHO.user_id, BASHO.user_id, ADA.user_id)
    assert whole.record.story.words == sum(p.words for p in whole.passages)
    assert [p.turn for p in whole.passages] == list(range(1, 9))


async def test_undo_takes_a_line_back_with_what_returned_after_it(app: App) -> None:
    known = poems("own", "triolet")[0].lines
    poem, hosting = await begun(app, "triolet"), app.services.hosting
    for line in known[:3]:
        await write(app, BASHO, poem, line)
    after = await hosting.manage(ADA, poem.id, Wish(Action.UNDO))
    assert await texts(app, poem) == list(known[:2])
    assert after.story.turn is not None
    assert after.story.turn.member_id is None, "anybody may write it anew"
    after = await hosting.manage(ADA, poem.id, Wish(Action.REDO))
    assert await texts(app, poem) == [*known[:3], known[0]]
    for _ in range(3):
        after = await hosting.manage(ADA, poem.id, Wish(Action.UNDO))
    assert (after.story.passages, after.story.words, after.story.last_writer_id) == (0, 0, None)
    with pytest.raises(Refusal):
        await hosting.manage(ADA, poem.id, Wish(Action.UNDO))
    await write(app, CLARE, poem, known[0])
    assert await texts(app, poem) == [known[0]]


async def test_a_finished_poem_that_is_opened_again_takes_a_line_only_in_a_place(app: App) -> None:
    poem, hosting = await begun(app, "haiku"), app.services.hosting
    for line in HAIKU:
        await write(app, BASHO, poem, line)
    await hosting.manage(ADA, poem.id, Wish(Action.REOPEN))
    assert await refused(app, BASHO, poem, HAIKU[2]) is Reason.POEM_WHOLE
    await hosting.manage(ADA, poem.id, Wish(Action.UNDO))
    after = await write(app, CLARE, poem, "What is there to say?")
    assert after.story.state is StoryState.FINISHED
    assert await texts(app, poem) == [*HAIKU[:2], "What is there to say?"]


async def test_a_correction_must_fit_in_its_place(app: App) -> None:
    poem = await begun(app, "haiku")
    await write(app, BASHO, poem, HAIKU[0])
    passage = await app.services.writing.last_passage(BASHO, poem.id)
    with pytest.raises(Refusal) as caught:
        await app.services.writing.correct(BASHO, poem.id, passage.id, "An old pond")
    assert caught.value.reason is Reason.LINE_UNFIT
    await app.services.writing.correct(BASHO, poem.id, passage.id, "An old, silent pond.")
    assert await texts(app, poem) == ["An old, silent pond."]


async def test_who_was_sent_away_does_not_write_and_a_sleeping_poem_wakes(app: App) -> None:
    poem = await begun(app, "haiku")
    await write(app, BASHO, poem, HAIKU[0])
    await app.services.hosting.manage(ADA, poem.id, Wish(Action.KICK, member_id=BASHO.user_id))
    assert await refused(app, BASHO, poem, HAIKU[1]) is Reason.KICKED
    asleep = await app.services.stories.leave(ADA, poem.id)
    assert asleep.story.state is StoryState.SLEEPING
    after = await write(app, CLARE, poem, HAIKU[1])
    assert (after.story.state, after.story.host_id) == (StoryState.OPEN, CLARE.user_id)
    await write(app, ADA, poem, HAIKU[2])
    assert await texts(app, poem) == list(HAIKU)


async def test_nobody_can_be_given_the_turn_of_an_open_poem(app: App, clock: HandSet) -> None:
    poem = await begun(app, "haiku")
    await write(app, BASHO, poem, HAIKU[0])
    after = await app.services.hosting.manage(ADA, poem.id, Wish(Action.NEXT, member_id=BASHO.user_id))
    assert after.story.turn is not None
    assert (after.story.turn.member_id, after.story.turn.clock.due_at) == (None, None)
    await write(app, CLARE, poem, HAIKU[1])


async def test_a_renga_goes_by_turns_link_by_link(app: App, clock: HandSet) -> None:
    poem = await begun(app, "renga")
    long, short = "\n".join(HAIKU), "Seven syllables are here\nSeven syllables are there"
    assert await refused(app, BASHO, poem, long) is Reason.NOT_IN_STORY
    await app.services.stories.join(BASHO, poem.id)
    assert await refused(app, BASHO, poem, long) is Reason.NOT_YOUR_TURN
    after = await write(app, ADA, poem, long)
    assert after.story.turn is not None
    assert after.story.turn.member_id == BASHO.user_id
    assert await refused(app, BASHO, poem, long) is Reason.LINE_UNFIT
    after = await write(app, BASHO, poem, short.replace("\n", " / "))
    assert await texts(app, poem) == [long, short]
    await write(app, ADA, poem, long)
    await app.services.hosting.manage(ADA, poem.id, Wish(Action.UNDO))
    await write(app, ADA, poem, long)
    after = await write(app, BASHO, poem, short)
    assert after.story.state is StoryState.FINISHED
    assert await texts(app, poem) == [long, short, long, short]


async def test_an_acrostic_needs_its_word(app: App) -> None:
    with pytest.raises(Refusal) as caught:
        await begun(app, "acrostic", "!")
    assert caught.value.reason is Reason.POEM_WORD
    poem = await begun(app, "acrostic", "ça va")
    assert poem.story.poem is not None
    assert poem.story.poem.word == "CAVA"
    assert poem.story.terms.passages_max == 4
