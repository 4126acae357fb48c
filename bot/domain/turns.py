"""The rules of turns. Each takes a story and returns the next one, or refuses and changes nothing.

No clock and no ids are made here: both are handed in.
"""

from dataclasses import replace
from datetime import datetime

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, StoryState, Terms, Turn, Writer, WriterState


def start(title: str, starter_id: int, terms: Terms, words: int, now: datetime) -> Story:
    """Begin a story whose opening of ``words`` words is its first passage, by its starter and host.

    Raises:
        Refusal: the opening is outside the story's own bounds.
    """
    check_words(terms, words)
    story = Story(
        title=title,
        host_id=starter_id,
        state=StoryState.OPEN,
        terms=terms,
        writers=(Writer(starter_id, 1),),
        turn=None,
        turns=1,  # the opening was turn 1
        passages=1,
        words=words,
        last_writer_id=starter_id,
    )
    return _end_if_full(_next_turn(story, starter_id, now))


def join(story: Story, member_id: int, now: datetime) -> Story:
    """Let a member in; one who comes back keeps their place.

    A sleeping story wakes with the turn theirs and themselves as its host. A writer who was alone and wrote
    the last passage makes room for a new one: the turn goes to whoever joins for the first time (not to one
    who comes back, or leaving and joining would gain a turn).

    Raises:
        Refusal: the story is finished, or the member is in it.
    """
    _refuse_finished(story)
    known = story.writer(member_id)
    if known is not None and known.state is WriterState.ACTIVE:
        raise Refusal(Reason.ALREADY_IN_STORY)
    writers = (
        tuple(replace(w, state=WriterState.ACTIVE) if w.member_id == member_id else w for w in story.writers)
        if known
        else (*story.writers, Writer(member_id, len(story.writers) + 1))
    )
    joined = replace(story, writers=writers)
    if story.turn is None:
        woken = replace(joined, state=StoryState.OPEN, host_id=member_id)
        return _give_turn(woken, member_id, now)
    alone = len(story.active) == 1 and story.turn.member_id == story.last_writer_id
    return _give_turn(joined, member_id, now) if alone and known is None else joined


def leave(story: Story, member_id: int, now: datetime) -> Story:
    """Take a writer out of the rota; their turn passes on, their passages stay.

    A host who leaves hands over to the active writer who joined first.

    Raises:
        Refusal: the story is finished, or the member is not in it.
    """
    _refuse_finished(story)
    _refuse_stranger(story, member_id)
    writers = tuple(
        replace(w, state=WriterState.LEFT) if w.member_id == member_id else w for w in story.writers
    )
    left = replace(story, writers=writers)
    if member_id == story.host_id and left.active:
        left = replace(left, host_id=left.active[0].member_id)
    if story.turn is not None and story.turn.member_id == member_id:
        return _next_turn(left, member_id, now)
    return left


def pass_turn(story: Story, member_id: int, number: int | None, now: datetime) -> Story:
    """Hand the turn to the next writer of the rota. ``number`` is as in :func:`submit`.

    Raises:
        Refusal: the story is finished, or the turn is not the member's.
    """
    _refuse_finished(story)
    _refuse_stranger(story, member_id)
    _refuse_other_turn(story, member_id, number)
    return _next_turn(story, member_id, now)


def check_turn(story: Story, member_id: int, number: int | None = None) -> None:
    """Refuse unless the member may write now. ``number`` is the turn they mean, None for the open one.

    Raises:
        Refusal: the story is finished, the member is not in it, or the turn is not theirs.
    """
    _refuse_finished(story)
    _refuse_stranger(story, member_id)
    _refuse_other_turn(story, member_id, number)


def submit(story: Story, member_id: int, number: int | None, words: int, now: datetime) -> Story:
    """Add a passage of ``words`` words and move the turn on, or finish a story that is now full.

    Raises:
        Refusal: as :func:`check_turn`; or the passage is outside the bounds.
    """
    check_turn(story, member_id, number)
    check_words(story.terms, words)
    written = replace(story, passages=story.passages + 1, words=story.words + words, last_writer_id=member_id)
    return _end_if_full(_next_turn(written, member_id, now))


def finish(story: Story, member_id: int, *, moderator: bool) -> Story:
    """End the story.

    Raises:
        Refusal: it is finished already, or the member is neither its host nor a moderator.
    """
    _refuse_finished(story)
    if member_id != story.host_id and not moderator:
        raise Refusal(Reason.NOT_HOST)
    return replace(story, state=StoryState.FINISHED, turn=None)


def check_words(terms: Terms, words: int) -> None:
    """Refuse a passage outside the bounds.

    Raises:
        Refusal: it has too few or too many words.
    """
    if words < terms.words_min:
        raise Refusal(Reason.TOO_FEW_WORDS, words=words, limit=terms.words_min)
    if words > terms.words_max:
        raise Refusal(Reason.TOO_MANY_WORDS, words=words, limit=terms.words_max)


def after(story: Story, member_id: int) -> int | None:
    """Return whose turn follows ``member_id``'s in the rota (join order); None if nobody is active."""
    active = story.active
    if not active:
        return None
    known = story.writer(member_id)
    place = known.place if known else 0
    return next((w.member_id for w in active if w.place > place), active[0].member_id)


def _next_turn(story: Story, member_id: int, now: datetime) -> Story:
    follower = after(story, member_id)
    if follower is None:
        return replace(story, state=StoryState.SLEEPING, turn=None)
    return _give_turn(story, follower, now)


def _give_turn(story: Story, member_id: int, now: datetime) -> Story:
    number = story.turns + 1
    return replace(story, turns=number, turn=Turn(number, member_id, now))


def _end_if_full(story: Story) -> Story:
    full = story.terms.passages_max is not None and story.passages >= story.terms.passages_max
    if not full:
        return story
    turns = story.turns - 1 if story.turn else story.turns  # the turn just given is never opened
    return replace(story, state=StoryState.FINISHED, turn=None, turns=turns)


def _refuse_finished(story: Story) -> None:
    if story.state is StoryState.FINISHED:
        raise Refusal(Reason.FINISHED)


def _refuse_stranger(story: Story, member_id: int) -> None:
    if not story.is_active(member_id):
        raise Refusal(Reason.NOT_IN_STORY)


def _refuse_other_turn(story: Story, member_id: int, number: int | None) -> None:
    turn = story.turn
    if turn is None or turn.member_id != member_id:
        raise Refusal(Reason.NOT_YOUR_TURN, writer_id=turn.member_id if turn else None)
    if number is not None and number != turn.number:
        raise Refusal(Reason.TURN_PASSED)
