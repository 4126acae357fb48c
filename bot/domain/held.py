"""Texts that wait for a moderator on their way into a story: for how long, and why one waits no longer."""

from enum import StrEnum

from bot.domain.story import Story, StoryState, TurnOutcome


class HeldState(StrEnum):
    """What became of a text. Whatever it is, its writer keeps the words as their draft."""

    WAITING = "waiting"
    APPROVED = "approved"
    RETURNED = "returned"  # to its writer, with a note
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # its writer mended it, took it back, passed or left
    OVERTAKEN = "overtaken"  # the story went on without it
    FINISHED = "finished"  # the story ended before anybody decided
    GONE = "gone"  # its writer was sent away, was banned, or is not on the server any more


UNASKED = frozenset({HeldState.OVERTAKEN, HeldState.FINISHED, HeldState.GONE})
"""How a text stops waiting by what others do: its writer has to be told."""

_OWN_ACTS = frozenset({TurnOutcome.PASSED, TurnOutcome.LEFT, TurnOutcome.AWAY})


def closed(story: Story, member_id: int, turn: int, outcome: TurnOutcome) -> HeldState | None:
    """Return why a member's text for that turn waits no longer in a story as it now is, None where it does.

    It waits as long as the turn for which it was written is open and its writer is active in the story.
    ``outcome`` is how the turn ended by what was done last, if it did.
    """
    there = story.is_active(member_id)
    if there and story.turn is not None and story.turn.number == turn:
        return None
    if outcome in _OWN_ACTS:
        return HeldState.WITHDRAWN
    if not there:
        return HeldState.GONE
    return HeldState.FINISHED if story.state is StoryState.FINISHED else HeldState.OVERTAKEN
