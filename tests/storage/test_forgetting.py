"""Whoever is forgotten is nowhere any more: in no column, and in no byte of the files."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import insert, select, update

from bot.storage import audit, forgetting, forgotten_words, maintenance, search
from bot.storage.database import Connection, Database
from bot.storage.personal import PERSONAL, Forget
from bot.storage.schema import guilds, metadata, passages, prompts, stories, writer_bans, writers
from bot.storage.scrubbing import scrub

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HERE, MODERATOR = 5, 77
ADA, BASHO = 1_234_567_890_123_456_781, 1_234_567_890_123_456_782
OWN, SAID = "zqown", "zqsaid"  # ends of words: what nobody may keep, and what a person decides on


def rows_of(user: int, story: int, mark: str, guild_id: int) -> dict[str, dict[str, Any]]:
    """Return a row for each table that people are in; this one is in all of them."""
    own, said = OWN + mark, SAID + mark
    guild, of_story, at = {"guild_id": guild_id}, {"story_id": story}, {"created_at": NOW}
    counts = {"words_min": 1, "words_max": 9, "turns": 1, "passages": 1, "words": 1}
    written = {"origin": "muse-edited", "receipt_id": story, "accepted_by": user, "redacted": False}
    made = {"model": "m", "checksum": "c", "template": "t", "sampling": {}, "prompt_tokens": 1, "tokens": 1}
    decided = {"decided_by": user, "decided_at": NOW}
    return {
        "members": guild | {"user_id": user, "display_name": f"name{own}", "seen_at": NOW},
        "preferences": {
            "user_id": user,
            "timezone": f"zone{own}",
            "quiet_begin": "22:00",
            "quiet_end": "07:00",
            "pings": "dm",
        },
        "limits": guild | {"channel_id": story, "name": "muse", "value": "on", "set_by": user, "set_at": NOW},
        "phrases": guild
        | {"channel_id": 0, "folded": f"f{story}", "phrase": "f", "list": "warn"}
        | {"added_by": user, "added_at": NOW},
        "writer_bans": guild | {"member_id": story, "reason": "r", "banned_by": user, "banned_at": NOW},
        "asks": guild | at | of_story | {"id": story, "member_id": user, "kind": "k", "wish": {"w": own}},
        "receipts": guild
        | at
        | made
        | {"id": story, "member_id": user, "ask_id": story, "sources": {"s": own}, "seconds": 1, "end": "e"},
        "prompts": guild
        | at
        | {"id": story, "member_id": user, "text": f"prompt{said}", "about": f"about{said}", "kept": True}
        | {"genre": f"genre{said}", "note": f"note{own}"}
        | decided,
        "untold": guild | {"member_id": user, "kind": 2, "item_id": story},
        "daily_prompts": guild
        | {"channel_id": story, "member_id": user, "zone": "UTC", "time_of_day": "09:00", "prompt_id": story},
        "stories": guild
        | at
        | counts
        | {"id": story, "number": story, "title": f"title{said}", "title_folded": f"title{said}"}
        | {"host_id": user, "last_writer_id": user, "state": "finished", "channel_id": 9, "prompt_id": story}
        | {"round": [user], "lines": f"lines{said}", "veils": f"veils{said}", "form_word": f"word{said}"},
        "writers": of_story
        | {"member_id": user, "place": 1, "state": "left", "joined_at": NOW, "pen_name": f"pen{own}"},
        "invites": of_story | at | {"member_id": user},
        "characters": of_story
        | {"name": f"character{said}", "name_folded": f"character{said}", "member_id": user},
        "turns": of_story
        | {"number": 1, "member_id": user, "started_at": NOW, "ended_at": NOW, "outcome": "written"}
        | {"allowance": timedelta(), "time_left": timedelta()},
        "timers": of_story | {"kind": "return", "subject": user, "due_at": NOW},
        "charter_changes": of_story
        | at
        | {"asked_by": user, "rating": "teen", "agreed": [user], "state": "open"}
        | {"lines": f"newlines{said}", "veils": f"newveils{said}"},
        "candidates": of_story
        | at
        | {"id": story, "member_id": user, "turn": 1, "text": f"candidate{own}", "receipt_id": story},
        "passages": of_story
        | at
        | written
        | {"id": story, "position": 1, "turn": 1, "member_id": user, "text": f"passage{said}", "words": 1},
        "passage_versions": at | {"passage_id": story, "version": 1, "text": f"version{said}", "words": 1},
        "drafts": of_story
        | at
        | {"id": story, "member_id": user, "text": f"draft{own}", "candidate_id": story},
        "held_texts": guild
        | of_story
        | at
        | decided
        | {"member_id": user, "turn": 1, "draft_id": story, "text": f"held{own}", "candidate_id": story}
        | {"appeal": False, "matches": f'["{own}"]', "state": "waiting", "note": f"heldnote{own}"}
        | {"digest": f"digest{own}"},
        "reports": guild
        | at
        | decided
        | {"passage_id": story, "member_id": user, "reason": f"reason{own}", "state": "waiting"},
        "taught_words": guild
        | at
        | decided
        | {"member_id": user, "word": f"taught{said}", "shown": f"taught{said}", "counts": "1"}
        | {"state": "approved", "note": f"note{own}"},
    }


async def fill(connection: Connection, user: int, story: int, mark: str, guild: int = HERE) -> None:
    rows = rows_of(user, story, mark, guild)
    for table in metadata.sorted_tables:
        if table.name in rows:
            await connection.execute(insert(table).values(rows[table.name]))
    await search.add(connection, guild, story, rows["passages"]["text"])
    await audit.note(connection, guild, user, "story-start", NOW, story_id=story, reason="kept")
    for by, of in ((MODERATOR, user), (user, MODERATOR)):
        said = audit.Said(by, of, {"note": f"quoted {OWN}{mark}"})
        await audit.note(connection, guild, MODERATOR, "writer-ban", NOW, member=user, said=said)


@pytest_asyncio.fixture
async def database(tmp_path: Path, new_database: Path) -> AsyncIterator[Database]:
    """Ada and Bashō are in every table, each with a story of their own."""
    database = Database(Path(copyfile(new_database, tmp_path / "quire.sqlite3")))
    async with database.write() as connection:
        await connection.execute(insert(guilds).values(id=HERE, created_at=NOW))
        await fill(connection, ADA, 1, "ada")
        await fill(connection, BASHO, 2, "basho")
    yield database
    await database.close()


async def forget(database: Database, user: int, *, redact: bool) -> None:
    async with database.write() as connection:
        await forgetting.forget(connection, user, redact=redact)
        await audit.forget(connection, user)
    assert await scrub(database)


def in_files(database: Database) -> bytes:
    """Return all the bytes that are on the disk; the words in lower case."""
    found = database.path.parent.glob("quire.sqlite3*")
    return b"".join(path.read_bytes() for path in found).lower()


def traces(database: Database, user: int) -> list[str]:
    """Return what is left of an id, as SQLite keeps a number and as a JSON list has it."""
    there = in_files(database)
    forms = {"number": user.to_bytes(8, "big"), "digits": str(user).encode()}
    return [name for name, form in forms.items() if form.lower() in there]


def test_the_rows_are_of_every_column_that_people_are_in() -> None:
    rows = rows_of(ADA, 1, "ada", HERE)
    rows |= {"pseudonyms": {"user_id": ADA}, "audit": {"detail": "kept"}}  # by the audit itself
    rows |= {"audit_words": {"said_by": ADA, "said_of": ADA, "words": "w"}}
    assert {
        name for name in PERSONAL if not rows.get(name.split(".")[0], {}).get(name.split(".")[1])
    } == set()


@pytest.mark.parametrize("redact", [False, True])
async def test_no_byte_of_the_files_has_their_id_or_what_is_theirs_alone(
    database: Database, redact: bool
) -> None:
    assert traces(database, ADA) == ["number", "digits"], "the test would see nothing"
    await forget(database, ADA, redact=redact)
    assert traces(database, ADA) == []
    there = in_files(database)
    assert (OWN + "ada").encode() not in there
    assert ((SAID + "ada").encode() in there) is not redact
    assert (OWN + "basho").encode() in there
    assert (SAID + "basho").encode() in there
    assert traces(database, BASHO) == ["number", "digits"]


@pytest.mark.parametrize("redact", [False, True])
async def test_the_database_is_sound_afterwards(database: Database, redact: bool) -> None:
    await forget(database, ADA, redact=redact)
    await forget(database, BASHO, redact=redact)
    wrong = maintenance.check(database.path)
    assert wrong == []


async def test_words_that_stay_are_nobodys(database: Database) -> None:
    await forget(database, ADA, redact=False)
    async with database.read() as connection:
        passage = (await connection.execute(select(passages).where(passages.c.id == 1))).one()
        assert (passage.text, passage.redacted) == (f"passage{SAID}ada", False)
        assert passage.member_id < forgetting.SOMEBODY
        host = await connection.scalar(select(stories.c.host_id).where(stories.c.id == 1))
        crew = await connection.scalar(select(writers.c.member_id).where(writers.c.story_id == 1))
        assert host == crew == passage.member_id, "in one story they are told apart from the others"
        prompt = (await connection.execute(select(prompts).where(prompts.c.id == 1))).one()
        assert (prompt.member_id, prompt.text) == (forgetting.SOMEBODY, f"prompt{SAID}ada")


async def test_words_that_are_taken_out_are_redacted_and_not_found(database: Database) -> None:
    await forget(database, ADA, redact=True)
    async with database.read() as connection:
        passage = (await connection.execute(select(passages).where(passages.c.id == 1))).one()
        story = (await connection.execute(select(stories).where(stories.c.id == 1))).one()
    assert (passage.text, passage.redacted, passage.version) == ("", True, 2)
    assert (story.title, story.lines, story.veils) == (forgotten_words.UNTITLED, "", "")
    assert story.form_word == "x" * len(f"word{SAID}ada"), "it spells as many letters as it has lines"
    assert story.prompt_id is None


async def test_what_others_agreed_on_stays(database: Database) -> None:
    async with database.write() as connection:
        other = {"story_id": 1, "member_id": BASHO, "place": 2, "state": "active", "joined_at": NOW}
        await connection.execute(insert(writers).values(other))
    await forget(database, ADA, redact=True)
    async with database.read() as connection:
        story = (await connection.execute(select(stories).where(stories.c.id == 1))).one()
    assert (story.lines, story.veils) == (f"lines{SAID}ada", f"veils{SAID}ada")
    assert story.title == forgotten_words.UNTITLED


async def test_two_of_one_story_stay_apart(database: Database) -> None:
    async with database.write() as connection:
        other = {"story_id": 1, "member_id": BASHO, "place": 2, "state": "left", "joined_at": NOW}
        await connection.execute(insert(writers).values(other))
    await forget(database, ADA, redact=False)
    await forget(database, BASHO, redact=False)
    async with database.read() as connection:
        found = (await connection.scalars(select(writers.c.member_id).where(writers.c.story_id == 1))).all()
    assert len(set(found)) == 2


async def test_a_private_prompt_goes_in_any_case(database: Database) -> None:
    async with database.write() as connection:
        await connection.execute(update(prompts).where(prompts.c.id == 1).values(kept=False))
    await forget(database, ADA, redact=False)
    async with database.read() as connection:
        assert await connection.scalar(select(prompts.c.id).where(prompts.c.id == 1)) is None


async def test_a_ban_stays(database: Database) -> None:
    async with database.write() as connection:
        ban = {"guild_id": HERE, "member_id": ADA, "reason": "spam", "banned_by": BASHO, "banned_at": NOW}
        await connection.execute(insert(writer_bans).values(ban))
    await forget(database, ADA, redact=True)
    async with database.read() as connection:
        found = await connection.scalar(select(writer_bans.c.reason).where(writer_bans.c.member_id == ADA))
    assert found == "spam"


def test_each_table_with_words_to_decide_on_says_how_they_are_taken_out() -> None:
    of_choice = {
        name.split(".")[0]
        for name, place in PERSONAL.items()
        if place.forget in (Forget.CHOICE, Forget.SHARED)
    }
    assert of_choice == forgetting.WORDS.keys()
