"""What the muse is asked for a story, and how its answer is kept: a candidate with its receipt."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.domain.characters import protected, without_speech_of
from bot.domain.sight import readable
from bot.generation import prompting
from bot.generation.clean import clean_passage
from bot.generation.muse import Receipt, Request
from bot.storage import candidates, characters, passages, receipts
from bot.storage.candidates import Candidate
from bot.storage.database import Connection
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the muse proposed, and the story that it is for."""

    record: StoryRecord
    candidate: Candidate


async def request_for(connection: Connection, record: StoryRecord, member_id: int) -> Request:
    """Return what to ask the muse for a member's turn: how the story goes on, from what they may see.

    Where the turn before theirs lapsed it is a bridge. It does not speak for characters of active writers.
    """
    story = record.story
    found = readable(story, await passages.of_story(connection, record.id), member_id)
    owners = await characters.of_story(connection, record.id)
    texts = [passage.text for passage in found if passage.text] or [story.title]
    lapsed = story.turn is not None and story.turn.after_lapse and story.turn.member_id == member_id
    return prompting.continuation(
        texts,
        guild_id=record.guild_id,
        member_id=member_id,
        seed=secrets.randbits(31),
        others=protected(story, owners, member_id),
        bridge=lapsed,
        words=min(max(story.terms.words_min, 60), story.terms.words_max, 150),
    )


async def propose(
    connection: Connection, record: StoryRecord, member_id: int, text: str, receipt: Receipt, now: datetime
) -> Proposal | None:
    """Store what the muse wrote for a member; None where there is not one whole sentence fit to show."""
    owners = await characters.of_story(connection, record.id)
    shown = without_speech_of(clean_passage(text), protected(record.story, owners, member_id))
    if not shown.strip():
        return None
    receipt_id = await receipts.add(connection, record.guild_id, member_id, asdict(receipt), now)
    candidate = await candidates.add(
        connection,
        story_id=record.id,
        member_id=member_id,
        turn=record.story.turn.number if record.story.turn else 0,
        text=shown,
        receipt_id=receipt_id,
        now=now,
    )
    return Proposal(record, candidate)
