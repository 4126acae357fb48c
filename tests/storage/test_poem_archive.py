"""Whole poems that were kept: finished stories of the member's, whose lines say whose hand they are by."""

import pytest

from bot.app import App
from bot.domain.passages import Origin
from bot.domain.provenance import Proposed
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import StoryState
from bot.export import archive
from bot.generation.muse import EndReason, Receipt, Sampling
from bot.services.hosting import Action, Wish
from bot.services.importing import import_story
from bot.storage import archives, members, receipts
from bot.storage.shelf import Shelf
from tests.poems import poems
from tests.storage.racing import ADA, BASHO
from tests.storage.test_together import HAIKU, app, clock

__all__ = ["app", "clock"]

POND = "\n".join(HAIKU)
MADE = Receipt("scripted", "1", "text", "poem/1", Sampling(seed=1), 1, 1, 0.1, EndReason.STOP)


async def a_receipt(app: App) -> int:
    async with app.database.write() as connection:
        now = app.clock.now()
        await members.see(connection, ADA.guild_id, ADA.user_id, ADA.name, now)
        return await receipts.add(connection, ADA.guild_id, ADA.user_id, MADE.record(), now)


async def kept_lines(app: App, text: str, proposal: str | None) -> list[tuple[str, Origin, int | None]]:
    proposed = Proposed(proposal, await a_receipt(app)) if proposal else None
    record = await app.services.poem_archive.keep(ADA, 5, "haiku", "The Pond", text, proposal=proposed)
    found = (await app.services.reading.whole(BASHO, record.id)).passages
    return [(passage.text, passage.origin, passage.edited_words) for passage in found]


async def test_a_kept_poem_is_a_finished_story_that_is_listed_and_found(app: App) -> None:
    record = await app.services.poem_archive.keep(ADA, 5, "haiku", "The Pond", POND)
    assert (record.story.state, record.story.host_id) == (StoryState.FINISHED, ADA.user_id)
    assert record.thread_id is None
    shelf = await app.services.reading.page(BASHO, 0, 10, Shelf.FINISHED)
    assert [one.id for one in shelf.records] == [record.id]
    (hit,) = (await app.services.reading.search(BASHO, "frog pond", 0, 10)).hits
    assert (hit.position, hit.text) == (2, HAIKU[1])
    assert await app.services.threads.behind(ADA.guild_id) == [], "it waits for no thread"


async def test_each_line_says_whose_hand_it_is_by(app: App) -> None:
    assert await kept_lines(app, POND, None) == [(line, Origin.HUMAN, None) for line in HAIKU]
    assert await kept_lines(app, POND.upper(), POND) == [
        (line.upper(), Origin.MUSE_ACCEPTED, 0) for line in HAIKU
    ]
    changed = "An old silent pool\nA frog jumps into the pond\nNobody hears it"
    assert await kept_lines(app, changed, POND) == [
        ("An old silent pool", Origin.MUSE_EDITED, 1),
        (HAIKU[1], Origin.MUSE_ACCEPTED, 0),
        ("Nobody hears it", Origin.HUMAN, None),
    ]


async def test_what_is_no_poem_of_the_form_is_not_kept(app: App) -> None:
    for text, reason in (("An old pond", Reason.NOT_IN_FORM), ("\u200b", Reason.TEXT_EMPTY)):
        with pytest.raises(Refusal) as caught:
            await app.services.poem_archive.keep(ADA, 5, "haiku", "The Pond", text)
        assert caught.value.reason is reason
    assert not (await app.services.reading.page(ADA, 0, 10)).total


@pytest.mark.parametrize("form", ["renga", "ghazal", "acrostic", "villanelle", "ballad"])
async def test_poems_of_every_build_are_kept_with_their_stanzas(app: App, form: str) -> None:
    poem = poems("own", form)[0]
    record = await app.services.poem_archive.keep(ADA, 5, form, poem.title, poem.text, word=poem.word)
    assert record.story.poem is not None
    found = (await app.services.reading.whole(ADA, record.id)).passages
    assert "\n".join(passage.text for passage in found) == "\n".join(poem.lines)
    if form == "renga":
        assert [passage.text for passage in found] == ["\n".join(one) for one in poem.stanzas]
    if form == "acrostic":
        assert record.story.poem.word == "".join(line[0].upper() for line in poem.lines)


async def test_a_title_above_it_is_no_line(app: App) -> None:
    record = await app.services.poem_archive.keep(ADA, 5, "haiku", "The Pond", f"The Pond\n\n{POND}")
    assert record.story.passages == 3


async def test_a_kept_poem_can_be_opened_taken_home_and_put_back(app: App) -> None:
    record = await app.services.poem_archive.keep(ADA, 5, "haiku", "The Pond", POND)
    async with app.database.read() as connection:
        rows = await archives.rows_of(connection, record.id)
    text = archive.render(rows, masked=False)
    assert await import_story(app.database, app.clock, text) == (ADA.guild_id, 2)
    again = await app.services.reading.find(ADA, 2, None)
    assert (again.story.poem, again.story.passages, again.kept) == (record.story.poem, 3, True)
    await app.services.hosting.manage(ADA, record.id, Wish(Action.REOPEN))
    after = await app.services.hosting.manage(ADA, record.id, Wish(Action.UNDO))
    assert after.story.passages == 2
    assert await app.services.threads.behind(ADA.guild_id) == [record.id], "it goes on, so it needs a thread"
