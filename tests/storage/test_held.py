"""Texts that wait for a moderator, as they are stored."""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine

from bot.storage import migrate

ADA, BASHO, CLARE = 11, 12, 13


def test_what_waited_in_vain_is_closed_by_the_upgrade(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    engine = create_engine(f"sqlite:///{path}")
    texts = [  # the story, whose, the turn
        (1, ADA, 2),  # whose turn is open
        (1, BASHO, 1),  # whose turn is over
        (1, CLARE, 2),  # who has left
        (2, ADA, 1),  # of a finished story
    ]
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        migrate.upgrade(connection, "0015")
        run("INSERT INTO guilds (id, created_at) VALUES (1, '2026-01-01')")
        for story_id, state in ((1, "open"), (2, "finished")):
            run(
                "INSERT INTO stories (id, guild_id, number, channel_id, title, title_folded, host_id, state, "
                "turns, passages, words, words_min, words_max, created_at) "
                "VALUES (?, 1, ?, 9, 'T', 't', 11, ?, 2, 1, 1, 1, 9, '2026-01-01')",
                (story_id, story_id, state),
            )
            for place, (member, there) in enumerate(((ADA, "active"), (BASHO, "active"), (CLARE, "left")), 1):
                run(
                    "INSERT INTO writers (story_id, member_id, place, state, joined_at) "
                    "VALUES (?, ?, ?, ?, '2026-01-01')",
                    (story_id, member, place, there),
                )
        for story_id, number, over in ((1, 1, "written"), (1, 2, None), (2, 1, "finished")):
            run(
                "INSERT INTO turns (story_id, number, started_at, outcome, ended_at) "
                "VALUES (?, ?, '2026-01-01', ?, ?)",
                (story_id, number, over, over and "2026-01-02"),
            )
        for story_id, member, turn in texts:
            run(
                "INSERT INTO drafts (story_id, member_id, text, created_at) VALUES (?, ?, 'x', '2026-01-01')",
                (story_id, member),
            )
            run(
                "INSERT INTO held_texts (guild_id, story_id, member_id, turn, draft_id, text, appeal, "
                "matches, state, created_at) "
                "VALUES (1, ?, ?, ?, last_insert_rowid(), 'x', 0, '[]', 'waiting', '2026-01-01')",
                (story_id, member, turn),
            )
        run(
            "INSERT INTO passages (story_id, position, turn, member_id, text, words, origin, version, "
            "created_at) "
            "VALUES (1, 1, 1, 11, 'x', 1, 'human', 3, '2026-01-01')"
        )
        run(
            "INSERT INTO reports (guild_id, passage_id, member_id, reason, state, created_at) "
            "VALUES (1, last_insert_rowid(), 12, 'x', 'waiting', '2026-01-01')"
        )
        migrate.upgrade(connection)
    engine.dispose()
    with sqlite3.connect(path) as plain:
        found = plain.execute("SELECT state, text, owed FROM held_texts ORDER BY id").fetchall()
        reported = plain.execute("SELECT version FROM reports").fetchall()
        asked = "EXPLAIN QUERY PLAN SELECT id FROM held_texts WHERE story_id = 1 AND "
        plans = [plain.execute(asked + which).fetchall() for which in ("state = 'waiting'", "owed = 1")]
    plain.close()
    assert found == [("waiting", "x", 0), ("overtaken", "", 0), ("gone", "", 0), ("finished", "", 0)]
    assert reported == [(3,)], "what stands there at the upgrade"
    assert "uq_held_texts_waiting" in str(plans[0]), "every change of a story asks this"
    assert "ix_held_texts_owed" in str(plans[1])
