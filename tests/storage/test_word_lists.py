"""A server's word lists on a real database: who keeps them, where they hold, what is remembered of them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copyfile
from time import perf_counter

import pytest
import pytest_asyncio

from bot.clock import SystemClock
from bot.domain.limits.policy import Action, ListName
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.services.actor import Actor, PlainAccess
from bot.services.auditing import AuditService
from bot.services.word_lists import PAGE_SIZE, WordListService
from bot.storage import phrases
from bot.storage.database import Database
from bot.storage.phrases import PhraseRecord

ROOM, CORNER = 5, 6


class Moderator(PlainAccess):
    """Moderates all but the hidden channel 9."""

    def moderates(self, channel_id: int) -> bool:
        return True

    def moderates_guild(self) -> bool:
        return True

    def sees(self, channel_id: int) -> bool | None:
        return channel_id != 9


class OfOneChannel(PlainAccess):
    """Moderates one channel only."""

    def moderates(self, channel_id: int) -> bool:
        return channel_id == ROOM


MOD, CORNER_MOD, ADA = (
    Actor(1, 11, "Mod", Moderator()),
    Actor(1, 12, "Half", OfOneChannel()),
    Actor(1, 13, "Ada"),
)


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    yield database
    await database.close()


@pytest.fixture
def lists(database: Database) -> WordListService:
    return WordListService(database, SystemClock())


async def action(lists: WordListService, text: str, channel_id: int = ROOM, guild_id: int = 1) -> str:
    return (await lists.judged(guild_id, channel_id, Rating.MATURE, text)).action.word


async def test_what_is_listed_holds_at_once_and_until_it_is_taken_off(lists: WordListService) -> None:
    assert await action(lists, "a badger") == "allow"
    await lists.add(MOD, ListName.HOLD, "Badger", None)
    assert await action(lists, "a b4dger") == "hold"
    assert await action(lists, "a badger", guild_id=2) == "allow", "another server's lists are its own"
    await lists.add(MOD, ListName.BLOCK, "BADGER", None)
    assert await action(lists, "a badger") == "block", "it has left the list on which it was"
    await lists.remove(MOD, ListName.BLOCK, "badger", None)
    assert await action(lists, "a badger") == "allow"


async def test_what_a_channel_lists_stands_before_what_the_server_does(lists: WordListService) -> None:
    await lists.add(MOD, ListName.HOLD, "badger", None)
    await lists.add(MOD, ListName.HOLD, "stoat", None)
    await lists.add(MOD, ListName.ALLOW, "badger", CORNER)
    await lists.add(MOD, ListName.BLOCK, "otter", CORNER)
    assert [await action(lists, f"a {one}", ROOM) for one in ("badger", "stoat", "otter")] == [
        "hold",
        "hold",
        "allow",
    ]
    assert [await action(lists, f"a {one}", CORNER) for one in ("badger", "stoat", "otter")] == [
        "allow",
        "hold",
        "block",
    ]


async def test_only_moderators_keep_them_each_in_their_place(lists: WordListService) -> None:
    for act in (lists.add, lists.remove):
        for actor, place in ((ADA, None), (ADA, ROOM), (CORNER_MOD, None), (CORNER_MOD, CORNER), (MOD, 9)):
            with pytest.raises(Refusal) as refused:
                await act(actor, ListName.WARN, "badger", place)
            assert refused.value.reason is Reason.NOT_MODERATOR
    await lists.add(CORNER_MOD, ListName.WARN, "badger", ROOM)
    assert await action(lists, "a badger", ROOM) == "warn"
    for actor in (ADA, CORNER_MOD):
        with pytest.raises(Refusal):
            await lists.listed(actor, ListName.WARN, 0)
    with pytest.raises(Refusal):
        await lists.try_text(ADA, "a badger", ROOM)


async def test_what_is_not_listed_or_no_phrase_is_refused(lists: WordListService) -> None:
    with pytest.raises(Refusal) as refused:
        await lists.remove(MOD, ListName.HOLD, "badger", None)
    assert refused.value.reason is Reason.NOT_LISTED
    for phrase in ("", "*", "🦡", "ba*r"):
        with pytest.raises(Refusal) as refused:
            await lists.add(MOD, ListName.HOLD, phrase, None)
        assert refused.value.reason is Reason.PHRASE_UNCLEAR


async def test_a_list_is_shown_by_pages_and_without_hidden_channels(
    lists: WordListService, database: Database
) -> None:
    for number in range(PAGE_SIZE + 2):
        await lists.add(MOD, ListName.WARN, f"word{number:02}", None)
    async with database.write() as connection:
        await phrases.put(connection, 1, [PhraseRecord(9, "aaa", "aaa", "warn")], 11, SystemClock().now())
    first, last = await lists.listed(MOD, ListName.WARN, 0), await lists.listed(MOD, ListName.WARN, 99)
    assert [len(first.records), len(last.records), first.total, last.page] == [PAGE_SIZE, 2, PAGE_SIZE + 2, 1]
    assert first.records[0].phrase == "word00"


async def test_an_entry_that_an_older_rule_folded_is_moved_and_taken_as_any(
    lists: WordListService, database: Database
) -> None:
    await lists.add(MOD, ListName.BLOCK, "badger", None)
    for name in (ListName.HOLD, ListName.WARN):
        async with database.write() as connection:
            await phrases.put(connection, 1, [PhraseRecord(0, "pot", "рот", "hold")], 11, SystemClock().now())
        await lists.add(MOD, name, "рот", None)
        shown = {one: (await lists.listed(MOD, one, 0)).total for one in (ListName.HOLD, ListName.WARN)}
        assert shown == {ListName.HOLD: 0, ListName.WARN: 0} | {name: 1}
        await lists.remove(MOD, name, "рот", None)
    async with database.write() as connection:
        await phrases.put(connection, 1, [PhraseRecord(0, "pot", "рот", "hold")], 11, SystemClock().now())
    await lists.remove(MOD, ListName.HOLD, "рот", None)
    assert (await lists.listed(MOD, ListName.HOLD, 0)).total == 0


async def test_the_audit_tells_of_each_change(lists: WordListService, database: Database) -> None:
    await lists.add(MOD, ListName.HOLD, "the red door", None)
    await lists.remove(MOD, ListName.HOLD, "the red door", None)
    page = await AuditService(database, SystemClock()).page(MOD, 0, None, None)
    assert [(entry.action, entry.detail["phrase"]) for entry in page.entries] == [
        ("words-remove", "the red door"),
        ("words-add", "the red door"),
    ]


async def test_a_text_may_be_tried_at_every_rating(lists: WordListService) -> None:
    tried = await lists.try_text(MOD, "what the fuck", ROOM)
    assert [verdict.action for verdict in tried.values()] == [Action.HOLD, Action.WARN, Action.ALLOW]


async def test_a_change_in_the_midst_of_reading_is_not_forgotten(lists: WordListService) -> None:
    for number in range(20):
        judging = asyncio.create_task(lists.judged(1, ROOM, Rating.MATURE, f"a word{number}"))
        await asyncio.sleep(0)
        await lists.add(MOD, ListName.HOLD, f"word{number}", None)
        await judging
        assert await action(lists, f"a word{number}") == "hold"


async def test_five_thousand_entries_are_felt_once(lists: WordListService, database: Database) -> None:
    now = SystemClock().now()
    await lists.add(MOD, ListName.HOLD, "badger", None)
    async with database.write() as connection:
        for number in range(4999):
            one = PhraseRecord(0, f"word{number}", f"word{number}", "hold")
            await phrases.put(connection, 1, [one], 11, now)
    with pytest.raises(Refusal) as refused:
        await lists.add(MOD, ListName.HOLD, "one more", None)
    assert refused.value.reason is Reason.WORD_LIST_FULL
    assert await action(WordListService(database, SystemClock()), "a badger") == "hold"
    begun = perf_counter()
    for _ in range(20):
        assert await action(lists, "a badger") == "hold"
    assert perf_counter() - begun < 5
