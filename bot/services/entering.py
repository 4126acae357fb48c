"""How a text becomes the next passage of a story or the next line of a poem, or is found unable to."""

from dataclasses import dataclass

from bot.domain import checks, turns
from bot.domain.lengths import Lengths, check_length
from bot.domain.passages import Passage
from bot.domain.story import TurnOutcome
from bot.domain.text import count_words
from bot.services.actor import Actor
from bot.services.changing import Change
from bot.services.lines import add_line, check_line
from bot.services.signing import signed
from bot.services.verses import VerseJudge
from bot.storage import candidates, passages


@dataclass(frozen=True, slots=True)
class Entry:
    """A text by a writer for a story's turn ``number``, None for the open one. ``candidate_id`` is what the
    muse had put before them."""

    writer: Actor
    text: str
    candidate_id: int | None
    number: int | None


async def check_entry(change: Change, judge: VerseJudge, entry: Entry, lengths: Lengths) -> None:
    """Refuse a text that could not enter as things stand. ``lengths`` are what the server takes there.

    Raises:
        Refusal: the turn is not its writer's, it is out of bounds, or it is not the next line of a poem.
    """
    if change.story.poem is not None:
        await check_line(change, judge, entry.writer, entry.text, entry.number)
        return
    checks.check_turn(change.story, entry.writer.user_id, entry.number)
    check_length(change.story.terms, count_words(entry.text), lengths)


async def enter(change: Change, judge: VerseJudge, entry: Entry, lengths: Lengths) -> None:
    """Make a text the story's next passage. ``lengths`` are what the server takes there.

    Raises:
        Refusal: as :func:`check_entry`.
    """
    if change.story.poem is not None:
        await add_line(change, judge, entry.writer, entry.text, entry.candidate_id, entry.number)
        return
    member_id, words, before = entry.writer.user_id, count_words(entry.text), change.story.turn
    story = turns.submit(change.story, member_id, entry.number, words, change.now, lengths=lengths)
    assert before is not None  # the rule has just seen it
    candidate = await candidates.by_id(change.connection, entry.candidate_id)
    hand = await signed(change.connection, change.record.id, member_id, entry.text, candidate)
    passage = Passage(
        position=story.passages,
        turn=before.number,
        member_id=member_id,
        text=entry.text,
        words=words,
        origin=hand.origin,
        receipt_id=hand.receipt_id,
        edited_words=hand.edited_words,
        created_at=change.now,
    )
    await change.save(story, "story-write", outcome=TurnOutcome.WRITTEN, position=passage.position)
    await passages.add(change.connection, change.record.id, change.record.guild_id, passage)
