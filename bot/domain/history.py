"""A story's last passages: taken back, put back, corrected. Nothing is lost by any of it."""

from dataclasses import replace
from datetime import datetime

from bot.domain import checks, turns
from bot.domain.lengths import Lengths, check_length
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Order, Story, WriterState


def undo(story: Story, last: Passage, before: Passage | None, now: datetime) -> Story:
    """Take back the ``last`` passage, after the one ``before``; its writer has the turn again if they can.

    Of a poem the first line can be taken back as well; a story keeps its opening.

    In a shuffled order whoever had the turn comes next, as if it had never been theirs; where that goes back
    behind the beginning of a round, it is shuffled anew.

    Raises:
        Refusal: the story is finished, or only its opening is left.
    """
    checks.refuse_finished(story)
    if before is None and story.poem is None:
        raise Refusal(Reason.NOTHING_TO_UNDO)
    writer_before = before.member_id if before is not None else None
    taken = replace(
        story,
        passages=story.passages - 1,
        words=story.words - last.words,
        last_writer_id=writer_before,
    )
    if story.turn is None:
        return taken  # it sleeps on
    if story.claimless:
        return turns.give(taken, None, now)
    yet_to_come = last.member_id in story.round  # so the passage is of the round before
    taken = replace(taken, round=() if yet_to_come else _with_turn_given_back(story, last.member_id))
    if taken.is_active(last.member_id):
        return turns.give(taken, last.member_id, now)
    return turns.move_on(taken, writer_before, now)


def redo(story: Story, undone: Passage | None, now: datetime) -> Story:
    """Put back the passage that was taken back last.

    Raises:
        Refusal: the story is finished, or there is none.
    """
    checks.refuse_finished(story)
    if undone is None:
        raise Refusal(Reason.NOTHING_TO_REDO)
    put = replace(
        story,
        passages=story.passages + 1,
        words=story.words + undone.words,
        last_writer_id=undone.member_id,
    )
    if story.turn is None:
        return turns.end_if_full(put)
    put = replace(put, round=_with_turn_given_back(story, undone.member_id))
    return turns.end_if_full(turns.move_on(put, undone.member_id, now))


def correct(
    story: Story, passage: Passage, member_id: int, words: int, lengths: Lengths | None = None
) -> Story:
    """Give a passage its writer's new text of ``words`` words, as long as it is the last one.

    ``lengths`` are what the server takes there; where they are not given, the story's own bounds hold alone.

    Raises:
        Refusal: the story is finished, the member was sent away from it, the passage is not theirs or not
            the last, was taken out, or the text is outside the bounds.
    """
    checks.refuse_finished(story)
    writer = story.writer(member_id)
    if writer is not None and writer.state is WriterState.KICKED:
        raise Refusal(Reason.KICKED)
    if passage.member_id != member_id or passage.position != story.passages or passage.redacted:
        raise Refusal(Reason.NOT_LAST_PASSAGE)
    check_length(story.terms, words, lengths)
    return replace(story, words=story.words - passage.words + words)


def _with_turn_given_back(story: Story, writer_id: int) -> tuple[int, ...]:
    """Return the round with the open turn's owner at its head: they lose it by no act of their own.

    Without ``writer_id``, whose passage of this round is taken back or put back.
    """
    left = tuple(drawn for drawn in story.round if drawn != writer_id)
    owner = story.turn.member_id if story.turn else None
    if story.terms.order is not Order.SHUFFLE or owner is None or owner == writer_id:
        return left
    return owner, *left
