"""What must hold before somebody acts; each refuses, or does nothing."""

from bot.domain.orders import may_claim
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Stop, Story, StoryState, Terms, WriterState


def check_turn(story: Story, member_id: int, number: int | None = None) -> None:
    """Refuse unless the member may write now. ``number`` is the turn they mean, None for the open one.

    An unclaimed turn is for anyone who may claim it. Where turns are not held at all, one need not even have
    joined.

    Raises:
        Refusal: the story is finished or stopped, the member is not in it, or the turn is not theirs.
    """
    refuse_finished(story)
    if story.claimless:
        _check_line(story, member_id, number)
        return
    refuse_stranger(story, member_id)
    refuse_stopped(story, member_id)
    turn = story.turn
    if turn is None:
        raise Refusal(Reason.NOT_YOUR_TURN, writer=None)
    if turn.member_id is None and not may_claim(story, member_id):
        raise Refusal(Reason.WROTE_LAST)
    if turn.member_id not in (None, member_id):
        raise Refusal(Reason.NOT_YOUR_TURN, writer=story.writer(turn.member_id))
    if number is not None and number != turn.number:
        raise Refusal(Reason.TURN_PASSED)


def _check_line(story: Story, member_id: int, number: int | None) -> None:
    writer = story.writer(member_id)
    if writer is not None and writer.state is WriterState.KICKED and member_id not in story.invited:
        raise Refusal(Reason.KICKED)
    refuse_stopped(story)
    if story.turn is not None and number not in (None, story.turn.number):
        raise Refusal(Reason.LINE_TAKEN)


def check_words(terms: Terms, words: int) -> None:
    """Refuse a passage outside the bounds.

    Raises:
        Refusal: it has too few or too many words.
    """
    if words < terms.words_min:
        raise Refusal(Reason.TOO_FEW_WORDS, words=words, limit=terms.words_min)
    if words > terms.words_max:
        raise Refusal(Reason.TOO_MANY_WORDS, words=words, limit=terms.words_max)


def refuse_finished(story: Story) -> None:
    """Refuse what needs a story that goes on.

    Raises:
        Refusal: it is finished.
    """
    if story.state is StoryState.FINISHED:
        raise Refusal(Reason.FINISHED)


def refuse_stranger(story: Story, member_id: int) -> None:
    """Refuse what only an active writer may do.

    Raises:
        Refusal: the member is away, or not in the story.
    """
    writer = story.writer(member_id)
    if writer is not None and writer.state is WriterState.AWAY:
        raise Refusal(Reason.YOU_ARE_AWAY)
    if writer is None or writer.state is not WriterState.ACTIVE:
        raise Refusal(Reason.NOT_IN_STORY)


def refuse_stopped(story: Story, member_id: int | None = None) -> None:
    """Refuse what needs a clock that may run. Whose own text is held may still mend it or pass.

    Raises:
        Refusal: the story is paused, or a text of another's turn waits for a moderator.
    """
    if Stop.PAUSED in story.stops:
        raise Refusal(Reason.PAUSED)
    if Stop.HELD in story.stops and (story.turn is None or story.turn.member_id != member_id):
        raise Refusal(Reason.HELD)
