"""What a story's host and the moderators decide: its start and end, pauses, whose turn it is.

A host's own story can never be stuck: :func:`move_next` always finds somebody whose turn it is.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain import checks, places, turns
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import (
    MUSE_ID,
    MuseRole,
    Sight,
    Stop,
    Story,
    StoryState,
    Terms,
    Writer,
    WriterState,
)


def start(
    title: str,
    starter_id: int,
    terms: Terms,
    words: int,
    now: datetime,
    *,
    pen_name: str | None = None,
    writer: Writer | None = None,
    seed: int = 0,
) -> Story:
    """Begin a story whose opening of ``words`` words is its first passage, by its starter and host.

    ``writer`` may be given for the starter's quiet hours. Where the muse is a player, it sits beside them.

    Raises:
        Refusal: the opening is outside the story's own bounds.
    """
    checks.check_words(terms, words)
    starter = replace(writer or Writer(starter_id, 1), pen_name=pen_name)
    muse = (Writer(MUSE_ID, 2),) if terms.muse is MuseRole.PLAYER else ()
    story = Story(
        title=title,
        host_id=starter_id,
        state=StoryState.OPEN,
        terms=terms,
        writers=(starter, *muse),
        turn=None,
        turns=1,  # the opening was turn 1
        passages=1,
        words=words,
        last_writer_id=starter_id,
        seed=seed,
    )
    return turns.end_if_full(turns.move_on(story, starter_id, now))


def may_host(story: Story, member_id: int, *, moderator: bool) -> bool:
    """Tell whether the member may do what only the host or a moderator may do."""
    return member_id == story.host_id or moderator


def check_host(story: Story, member_id: int, *, moderator: bool) -> None:
    """Refuse what only the host or a moderator may do.

    Raises:
        Refusal: the member is neither.
    """
    if not may_host(story, member_id, moderator=moderator):
        raise Refusal(Reason.NOT_HOST)


def finish(story: Story) -> Story:
    """End the story.

    Raises:
        Refusal: it is finished already.
    """
    checks.refuse_finished(story)
    return replace(story, state=StoryState.FINISHED, turn=None, round=(), stops=frozenset())


def reopen(story: Story, now: datetime) -> Story:
    """Let a finished story go on, after its last writer; it no longer ends by itself.

    What a folded story has revealed stays revealed, so it goes on in full sight. A poem ends by its last line
    as before: to go on, its lines must be taken back.

    Raises:
        Refusal: it is not finished.
    """
    if story.state is not StoryState.FINISHED:
        raise Refusal(Reason.NOT_FINISHED)
    passages_max = story.terms.passages_max if story.poem else None
    terms = replace(story.terms, passages_max=passages_max, sight=Sight.ALL)
    return turns.move_on(replace(story, state=StoryState.OPEN, terms=terms), story.last_writer_id, now)


def pause(story: Story, now: datetime) -> Story:
    """Stop the clock; nobody writes until the story is resumed.

    Raises:
        Refusal: it is finished, or paused already.
    """
    checks.refuse_finished(story)
    if Stop.PAUSED in story.stops:
        raise Refusal(Reason.ALREADY_PAUSED)
    return turns.stop(story, Stop.PAUSED, now)


def resume(story: Story, now: datetime) -> Story:
    """Let a paused story go on, with the time that was left.

    Raises:
        Refusal: it is finished, or not paused.
    """
    checks.refuse_finished(story)
    if Stop.PAUSED not in story.stops:
        raise Refusal(Reason.NOT_PAUSED)
    return turns.go_on(story, Stop.PAUSED, now)


def skip(story: Story, now: datetime) -> Story:
    """End the open turn; whoever follows has the next one.

    Raises:
        Refusal: the story is finished or paused, or nobody has the turn.
    """
    checks.refuse_finished(story)
    if Stop.PAUSED in story.stops:
        raise Refusal(Reason.PAUSED)
    if story.turn is None or story.turn.member_id is None:
        raise Refusal(Reason.NO_TURN)
    return turns.move_on(story, story.turn.member_id, now)


def move_next(story: Story, by: int, now: datetime, *, member_id: int | None = None) -> Story:
    """Get a story going, whatever keeps it: lift a pause, and give the turn to ``member_id`` or the next.

    Where nobody is active, those come back who are away without a day, as many as there is room for and one
    at least; where none is, ``by`` joins.

    Raises:
        Refusal: the story is finished, or ``member_id`` is not in its rota.
    """
    checks.refuse_finished(story)
    freed = replace(story, stops=story.stops - {Stop.PAUSED, Stop.HELD})
    if not freed.people:
        freed = turns.hand_over(_revived(freed, by))
    if member_id is not None:
        if not freed.is_active(member_id):
            raise Refusal(Reason.NOT_A_WRITER)
        return turns.give(freed, member_id, now)
    before = freed.turn.member_id if freed.turn else freed.last_writer_id
    return turns.move_on(replace(freed, state=StoryState.OPEN), before, now)


def _revived(story: Story, by: int) -> Story:
    vanished = [w for w in story.writers if w.state is WriterState.AWAY and w.away_until is None]
    for count, writer in enumerate(vanished):
        if count and places.is_full(story):
            break
        story = turns.changed(story, replace(writer, state=WriterState.ACTIVE, missed=0))
    if vanished:
        return story
    known = story.writer(by)
    if known is None:
        return replace(story, writers=(*story.writers, Writer(by, len(story.writers) + 1)))
    return turns.changed(story, replace(known, state=WriterState.ACTIVE, missed=0, away_until=None))
