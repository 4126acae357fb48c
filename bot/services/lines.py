"""Lines of a poem on their way in: judged at their place, and followed by those that come again."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import together
from bot.domain.passages import Origin, Passage
from bot.domain.provenance import hands_of_verse
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Poem, Story, TurnOutcome
from bot.domain.text import count_words
from bot.domain.verse.growing import Attempt, ways
from bot.services.actor import Actor
from bot.services.changing import Change
from bot.services.signing import signed
from bot.services.verses import VerseJudge, refusal_of
from bot.storage import candidates, passages, turns


async def check_line(
    change: Change, judge: VerseJudge, actor: Actor, text: str, number: int | None
) -> tuple[list[Passage], Attempt]:
    """Return the lines so far, and what was found about the text as the next line or link.

    Raises:
        Refusal: another line came first, the text is not what comes next, or the member may not write here.
    """
    may_invite = actor.access.moderates(change.record.channel_id)
    # Whose turn it is, is asked first: a line that comes too late is not judged at another's place.
    together.write(change.story, actor.user_id, number, 0, change.now, may_invite=may_invite)
    so_far = await passages.of_story(change.connection, change.record.id)
    attempt = await judge.attempt(change.record.guild_id, poem_of(change.story), so_far, text)
    if (refusal := refusal_of(attempt)) is not None:
        raise refusal
    assert attempt is not None  # else it was refused
    return so_far, attempt


async def add_line(
    change: Change,
    judge: VerseJudge,
    actor: Actor,
    said: str,
    candidate_id: int | None,
    number: int | None,
) -> None:
    """Make a text the poem's next line or link; lines that repeat earlier ones follow by themselves.

    These are signed by whoever wrote them first. ``number`` is the turn that a button meant, ``candidate_id``
    what the muse had put before its writer.

    Raises:
        Refusal: as :func:`check_line`.
    """
    so_far, attempt = await check_line(change, judge, actor, said, number)
    story, guild_id = change.story, change.record.guild_id
    poem, before, now = poem_of(story), story.turn, change.now
    may_invite = actor.access.moderates(change.record.channel_id)
    text = "\n".join(attempt.texts)
    words, first = count_words(text), before.number if before is not None else story.turns + 1
    candidate = await candidates.by_id(change.connection, candidate_id)
    hand = await signed(change.connection, change.record.id, actor.user_id, text, candidate)
    if candidate is not None and hand.origin is Origin.HUMAN:
        (hand,) = hands_of_verse([text], [candidate.text], candidate.receipt_id)
    line = Passage(
        position=len(so_far) + 1,
        turn=first,
        member_id=actor.user_id,
        text=text,
        words=words,
        origin=hand.origin,
        receipt_id=hand.receipt_id,
        edited_words=hand.edited_words,
        created_at=change.now,
    )
    known = [*so_far, line]
    again = [
        replace(known[source], id=0, version=1, position=at, turn=first + at - line.position, created_at=now)
        for at, source in enumerate(await judge.returning(guild_id, poem, so_far, text), line.position + 1)
    ]
    story = together.write(
        story,
        actor.user_id,
        number,
        words,
        now,
        returning=[passage.words for passage in again],
        may_invite=may_invite,
    )
    await change.save(story, "story-write", outcome=TurnOutcome.WRITTEN, position=line.position)
    for passage in [line, *again]:
        if passage is not line or before is None:
            held = [passage.turn]
            await turns.add_written(change.connection, change.record.id, held, passage.member_id, now)
        await passages.add(change.connection, change.record.id, guild_id, passage)


async def fitting(change: Change, judge: VerseJudge, text: str) -> str:
    """Return a text as it may stand in place of the poem's last line or link.

    Raises:
        Refusal: it does not fit there.
    """
    so_far = await passages.of_story(change.connection, change.record.id)
    attempt = await judge.attempt(change.record.guild_id, poem_of(change.story), so_far[:-1], text)
    if (refusal := refusal_of(attempt)) is not None:
        raise refusal
    assert attempt is not None  # else it was refused
    return "\n".join(attempt.texts)


async def undone(change: Change) -> Story:
    """Take the last line back, with those that came by themselves after it, and return the story.

    Raises:
        Refusal: there is no line, or the poem is finished.
    """
    so_far = await passages.of_story(change.connection, change.record.id)
    if not so_far:
        raise Refusal(Reason.NOTHING_TO_UNDO)
    count = len(so_far)
    while count > 1 and _came_again(change.story, so_far, count - 1):
        count -= 1
    taken, before = so_far[count - 1 :][::-1], so_far[count - 2] if count > 1 else None
    story = together.undo(change.story, taken, before, change.now)
    for passage in taken:
        await passages.take_back(change.connection, change.record.id, change.record.guild_id, passage)
    return story


async def redone(change: Change) -> Story:
    """Put back what was taken back last, and return the story.

    Raises:
        Refusal: there is nothing to put back, or the poem is finished.
    """
    so_far = await passages.of_story(change.connection, change.record.id)
    undone_ones = await passages.all_to_redo(change.connection, change.record.id)
    put = undone_ones[:1]
    for passage in undone_ones[1:]:
        if not _came_again(change.story, [*so_far, *put, passage], len(so_far) + len(put)):
            break
        put.append(passage)
    story = together.redo(change.story, put, change.now)
    for position, passage in enumerate(put, len(so_far) + 1):
        await passages.put_back(change.connection, change.record.guild_id, passage, position)
    return story


def poem_of(story: Story) -> Poem:
    """Return what a story is to become that is known to be a poem."""
    assert story.poem is not None
    return story.poem


def _came_again(story: Story, found: Sequence[Passage], at: int) -> bool:
    """Tell whether a line (from 0) came by itself: it repeats one, and is the same to the letter."""
    lines = ways(poem_of(story))[0]
    source = lines[at].repeats if at < len(lines) else None
    return source is not None and source < at and found[source].text == found[at].text
