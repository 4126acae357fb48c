"""The rules of turns. Each takes a story and returns the next one, or refuses and changes nothing.

No clock and no ids are made here: both are handed in.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import checks, turn_clock
from bot.domain.lengths import Lengths, check_length
from bot.domain.orders import following
from bot.domain.quiet import Quiet
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MUSE_ID, Stop, Story, StoryState, Turn, Writer, WriterState
from bot.domain.turn_clock import TurnClock

MISSES = 2  # so many turns missed in a row, and the writer is away
CLAIM_PART = 4  # a claim holds for a quarter of the turn's time


def claim(story: Story, member_id: int, now: datetime) -> Story:
    """Take an unclaimed turn; for the writer who has it already, and where none is held, nothing changes.

    Raises:
        Refusal: as :func:`checks.check_turn`.
    """
    checks.check_turn(story, member_id)
    if story.claimless:
        return story
    assert story.turn is not None
    if story.turn.member_id == member_id:
        return story
    held = turn_clock.new(story.terms.turn_time / CLAIM_PART)
    return _wound(story, replace(story.turn, member_id=member_id, clock=held), now)


def submit(
    story: Story,
    member_id: int,
    number: int | None,
    words: int,
    now: datetime,
    *,
    lengths: Lengths | None = None,
) -> Story:
    """Add a passage of ``words`` words and move the turn on, or finish a story that is now full.

    ``lengths`` are what the server takes there; where they are not given, the story's own bounds hold alone.

    Raises:
        Refusal: as :func:`checks.check_turn`; or the passage is outside the bounds.
    """
    checks.check_turn(story, member_id, number)
    check_length(story.terms, words, lengths)
    written = replace(story, passages=story.passages + 1, words=story.words + words, last_writer_id=member_id)
    return end_if_full(move_on(_not_missing(written, member_id), member_id, now))


def hold(story: Story, member_id: int, number: int | None, now: datetime) -> Story:
    """Let the clock stand still while a text of the member's awaits review; an open turn becomes theirs.

    A text that takes the place of one that waits goes on with its stop. Texts after the first one that was
    decided on or taken back stop the clock of a turn for ``FURTHER_HOLDS`` in all; then it runs while they
    wait. Where turns are not held nothing stands still: another's line may come first.

    Raises:
        Refusal: as :func:`checks.check_turn`.
    """
    checks.check_turn(story, member_id, number)
    if story.claimless:
        return story
    story = claim(story, member_id, now)
    assert story.turn is not None  # it is theirs
    if Stop.HELD in story.stops or not turn_clock.may_hold(story.turn.clock):
        return story
    return stop(_clocked(story, turn_clock.hold(story.turn.clock, now)), Stop.HELD, now)


def release(story: Story, now: datetime) -> Story:
    """Let the clock run on after what was held is decided on."""
    if Stop.HELD not in story.stops:
        return story
    if story.turn is not None:
        story = _clocked(story, turn_clock.free(story.turn.clock, now))
    return go_on(story, Stop.HELD, now)


def end_hold(story: Story, number: int, now: datetime) -> Story:
    """Let the clock of turn ``number`` run on if what is held may stop it no longer, though it still waits;
    else return the story as it is."""
    turn = story.turn
    if turn is None or turn.number != number or turn.clock.hold_ends is None or turn.clock.hold_ends > now:
        return story
    return release(story, now)


def pass_turn(story: Story, member_id: int, number: int | None, now: datetime) -> Story:
    """Hand the turn on; a claim is given back. ``number`` is as in :func:`checks.check_turn`.

    Raises:
        Refusal: the story is finished or stopped, or the turn is not the member's.
    """
    checks.check_turn(story, member_id, number)
    if story.turn is None or story.turn.member_id is None:  # a poem that sleeps has none
        raise Refusal(Reason.NOT_YOUR_TURN, writer=None)
    return move_on(_not_missing(story, member_id), member_id, now)


def lapse(story: Story, number: int, now: datetime) -> Story:
    """End turn ``number`` if its time is over, else return the story as it is.

    Its writer has missed it; after ``MISSES`` in a row they are away, and no longer host. The muse misses
    nothing: its turn is just skipped.
    """
    turn = story.turn
    if turn is None or turn.number != number or turn.member_id is None:
        return story
    if turn.clock.due_at is None or turn.clock.due_at > now:
        return story
    missed = story
    if turn.member_id != MUSE_ID:
        missed = _missing(story, turn.member_id)
    return move_on(missed, turn.member_id, now, after_lapse=True)


def remind(story: Story, number: int, now: datetime) -> Story:
    """Note that the reminder of turn ``number`` is given, if it is time; else return the story as it is."""
    turn = story.turn
    if turn is None or turn.number != number or turn.clock.remind_at is None or turn.clock.remind_at > now:
        return story
    return replace(story, turn=replace(turn, clock=turn_clock.remind(turn.clock)))


def move_on(story: Story, member_id: int | None, now: datetime, *, after_lapse: bool = False) -> Story:
    """Give the turn to whoever follows ``member_id``; where no person is active, the story sleeps."""
    if not story.people:
        stops = story.stops - {Stop.HELD}
        return replace(story, state=StoryState.SLEEPING, turn=None, round=(), stops=stops)
    follower, left = following(story, member_id)
    return give(replace(story, round=left), follower, now, after_lapse=after_lapse)


def give(story: Story, member_id: int | None, now: datetime, *, after_lapse: bool = False) -> Story:
    """Open a new turn, for ``member_id`` or for whoever claims it, with its clock at the beginning.

    A member who gets it out of their order is not drawn again in this round. What was held was of the turn
    before, so it holds up nobody any longer. Where turns are not held, nobody gets it.
    """
    number, member_id = story.turns + 1, None if story.claimless else member_id
    left = tuple(drawn for drawn in story.round if drawn != member_id)
    turn = Turn(number, member_id, now, _allowance(story, member_id), after_lapse)
    stops = story.stops - {Stop.HELD}
    return _wound(replace(story, state=StoryState.OPEN, turns=number, round=left, stops=stops), turn, now)


def end_if_full(story: Story) -> Story:
    """Finish a story that has all its passages."""
    full = story.terms.passages_max is not None and story.passages >= story.terms.passages_max
    if not full:
        return story
    turns = story.turns - 1 if story.turn else story.turns  # the turn just given is never opened
    return replace(story, state=StoryState.FINISHED, turn=None, turns=turns, round=(), stops=frozenset())


def stop(story: Story, why: Stop, now: datetime) -> Story:
    """Let the story's clock stand still."""
    turn = story.turn
    if turn is not None:
        quiet = _quiet(story, turn.member_id)
        turn = replace(turn, clock=turn_clock.stop(turn.clock, quiet, now))
    return replace(story, stops=story.stops | {why}, turn=turn)


def go_on(story: Story, why: Stop, now: datetime) -> Story:
    """Take one reason away for which the clock stands still; it runs on when none is left."""
    freed = replace(story, stops=story.stops - {why})
    return freed if freed.turn is None else _wound(freed, freed.turn, now)


def rewound(story: Story, before: Quiet | None, now: datetime) -> Story:
    """Set the deadline anew after the turn's writer changed their quiet hours, which were ``before``.

    What has run, ran by their old hours.
    """
    if story.turn is None:
        return story
    stopped = turn_clock.stop(story.turn.clock, before, now)
    return _wound(story, replace(story.turn, clock=stopped), now)


def hand_over(story: Story) -> Story:
    """Make the active person who joined first the host, if the host is not active."""
    if story.is_active(story.host_id) or not story.people:
        return story
    return replace(story, host_id=story.people[0].member_id)


def changed(story: Story, writer: Writer) -> Story:
    """Return the story with that writer as they now are."""
    writers = tuple(writer if w.member_id == writer.member_id else w for w in story.writers)
    return replace(story, writers=writers)


def _clocked(story: Story, clock: TurnClock) -> Story:
    assert story.turn is not None  # whose clock it is
    return replace(story, turn=replace(story.turn, clock=clock))


def _allowance(story: Story, member_id: int | None) -> TurnClock:
    return turn_clock.new(story.terms.turn_time if member_id is not None else timedelta(0))


def _wound(story: Story, turn: Turn, now: datetime) -> Story:
    """Return the story with that turn, its clock running if anything lets it run."""
    runs = turn.member_id is not None and not story.stops
    clock = turn_clock.run(turn.clock, _quiet(story, turn.member_id), now) if runs else turn.clock
    return replace(story, turn=replace(turn, clock=clock))


def _quiet(story: Story, member_id: int | None) -> Quiet | None:
    writer = story.writer(member_id)
    return writer.quiet if writer else None


def _not_missing(story: Story, member_id: int) -> Story:
    writer = story.writer(member_id)
    return story if writer is None or not writer.missed else changed(story, replace(writer, missed=0))


def _missing(story: Story, member_id: int) -> Story:
    writer = story.writer(member_id)
    assert writer is not None
    missed = replace(writer, missed=writer.missed + 1)
    if missed.missed < MISSES:
        return changed(story, missed)
    out = changed(story, replace(missed, state=WriterState.AWAY, away_until=None))
    return hand_over(out) if member_id == story.host_id else out
