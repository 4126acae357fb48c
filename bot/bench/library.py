"""A library to measure with: one server's stories, as many as asked for, in a file of its own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from bot.bench.words import Prose
from bot.domain import hosting, people, turns
from bot.domain.passages import Origin, Passage
from bot.domain.story import Story, Terms
from bot.storage import bulk, members
from bot.storage.bulk import Shelved
from bot.storage.database import Database

GUILD = 1
WRITERS = (11, 12, 13, 14)
CHANNELS = 50
PASSAGES = 20
WORDS = 40  # a passage
_BATCH = 500
_NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def fill(database: Database, stories: int, advance: Callable[[int], None]) -> None:
    """Add the stories, all in one server; ``advance`` is told how many were added."""
    prose = Prose(seed=stories)
    story, hands = _played()
    async with database.write() as connection:
        for member_id in WRITERS:
            await members.see(connection, GUILD, member_id, f"Writer {member_id}", _NOW)
    for start in range(0, stories, _BATCH):
        numbers = range(start + 1, min(start + _BATCH, stories) + 1)
        shelved = [_shelved(number, story, hands, prose) for number in numbers]
        async with database.write() as connection:
            await bulk.add(connection, shelved, _NOW)
        advance(len(numbers))


def _played() -> tuple[Story, list[int]]:
    """Return a story after its passages, as the rules leave it, and who wrote each."""
    story = hosting.start("Tide", WRITERS[0], Terms(), WORDS, _NOW)
    for member_id in WRITERS[1:]:
        story = people.join(story, member_id, _NOW)
    hands = [WRITERS[0]]
    while story.turn is not None and story.turn.member_id is not None and len(hands) < PASSAGES:
        hands.append(story.turn.member_id)
        story = turns.submit(story, hands[-1], None, WORDS, _NOW)
    return story, hands


def _shelved(number: int, story: Story, hands: list[int], prose: Prose) -> Shelved:
    passages = [
        Passage(
            id=(number - 1) * PASSAGES + position,
            position=position,
            turn=position,
            member_id=member_id,
            text=prose.text(WORDS),
            words=WORDS,
            origin=Origin.HUMAN,
            receipt_id=None,
            created_at=_NOW,
        )
        for position, member_id in enumerate(hands, start=1)
    ]
    titled = replace(story, title=f"Story {number}")
    return Shelved(number, GUILD, 1 + number % CHANNELS, titled, passages)
