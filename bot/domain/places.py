"""For whom there is a place in a story: invitations, and the cap on writers."""

from dataclasses import replace

from bot.domain import checks
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MUSE_ID, Story, Writer, WriterState


def invite(story: Story, member_id: int) -> Story:
    """Let a member join an invite-only story, or one who was sent away come again.

    Raises:
        Refusal: the story is finished, or the member is in it, or may join as it is.
    """
    checks.refuse_finished(story)
    writer = story.writer(member_id)
    if writer is not None and writer.state in (WriterState.ACTIVE, WriterState.AWAY):
        raise Refusal(Reason.IN_STORY_ALREADY)
    kicked = writer is not None and writer.state is WriterState.KICKED
    if not kicked and (writer is not None or not story.terms.invite_only):
        raise Refusal(Reason.NEEDS_NO_INVITATION)
    return replace(story, invited=story.invited | {member_id})


def is_full(story: Story) -> bool:
    """Tell whether the cap is reached by who is in, and who is away until a day they named.

    No place is kept for the vanished, and the muse takes none.
    """
    kept = [
        w
        for w in story.writers
        if w.member_id != MUSE_ID
        and (w.state is WriterState.ACTIVE or (w.state is WriterState.AWAY and w.away_until is not None))
    ]
    return story.terms.writers_max is not None and len(kept) >= story.terms.writers_max


def refuse_uninvited(story: Story, member_id: int, known: Writer | None, may_invite: bool) -> None:
    """Refuse whoever may not come in as it is; ``known`` is how they are known to the story already.

    Raises:
        Refusal: they were sent away, or need an invitation.
    """
    if member_id in story.invited or member_id == MUSE_ID:
        return
    if known is not None and known.state is WriterState.KICKED:
        raise Refusal(Reason.KICKED)
    if story.terms.invite_only and known is None and not may_invite:
        raise Refusal(Reason.INVITE_ONLY)


def refuse_full(story: Story) -> None:
    """Refuse one more where the cap is reached.

    Raises:
        Refusal: it is.
    """
    if is_full(story):
        raise Refusal(Reason.STORY_FULL, limit=story.terms.writers_max)
