"""Who is in a story: joining, leaving, being away, being sent away; and who hosts it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain import checks, places, turns
from bot.domain.names import folded_name
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Order, Stop, Story, StoryState, Writer, WriterState

AWAY_LIMIT = timedelta(days=366)


def join(
    story: Story, member_id: int, now: datetime, *, pen_name: str | None = None, may_invite: bool = False
) -> Story:
    """Let a member in; one who comes back keeps their place, their pen name, and gains no turn by it.

    A sleeping story wakes with the turn theirs and themselves as its host. A writer who was alone and wrote
    the last passage makes room for a new one: the turn goes to whoever joins for the first time, unless what
    they have already written awaits review.
    ``may_invite`` is for moderators, who need no invitation.

    Raises:
        Refusal: the story is finished or full, the member is in it, was sent away, or needs an invitation,
            or the pen name cannot be taken.
    """
    checks.refuse_finished(story)
    known = story.writer(member_id)
    if known is not None and known.state is WriterState.ACTIVE:
        raise Refusal(Reason.ALREADY_IN_STORY)
    if known is not None and known.state is WriterState.AWAY:
        return back(story, member_id, now)
    places.refuse_uninvited(story, member_id, known, may_invite)
    places.refuse_full(story)
    writer = _entering(story, member_id, known, pen_name)
    alone = len(story.active) == 1 and story.turn is not None and story.turn.member_id == story.last_writer_id
    makes_room = alone and known is None and Stop.HELD not in story.stops
    joined = turns.changed(story, writer) if known else replace(story, writers=(*story.writers, writer))
    joined = replace(joined, invited=joined.invited - {member_id})
    if known is None and story.terms.order is Order.SHUFFLE and story.round:
        joined = replace(joined, round=(*story.round, member_id))
    if story.turn is None:
        return _woken(joined, member_id, now) if joined.people else joined
    if makes_room and story.terms.order is not Order.OPEN:
        return turns.give(joined, member_id, now)
    return joined


def leave(story: Story, member_id: int, now: datetime) -> Story:
    """Take a writer out of the rota; their turn passes on, their passages stay.

    A host who leaves hands over to the active writer who joined first.

    Raises:
        Refusal: the story is finished, or the member is not in it.
    """
    checks.refuse_finished(story)
    writer = _member(story, member_id, Reason.NOT_IN_STORY)
    return _out(story, replace(writer, state=WriterState.LEFT, away_until=None), now, hands_over=True)


def away(story: Story, member_id: int, until: datetime | None, now: datetime) -> Story:
    """Take a writer out of the rota for a while. A host who is away by their own word stays host.

    Raises:
        Refusal: the story is finished, the member is not in it, the day is not one to come, or it comes too
            late: their place went to another while they had named none.
    """
    checks.refuse_finished(story)
    writer = _member(story, member_id, Reason.NOT_IN_STORY)
    if until is not None and until <= now:
        raise Refusal(Reason.DATE_PAST)
    if until is not None and until - now > AWAY_LIMIT:
        raise Refusal(Reason.DATE_FAR, days=AWAY_LIMIT.days)
    if until is not None and writer.state is WriterState.AWAY and writer.away_until is None:
        places.refuse_full(story)
    return _out(story, replace(writer, state=WriterState.AWAY, away_until=until), now, hands_over=False)


def back(story: Story, member_id: int, now: datetime) -> Story:
    """Take a writer into the rota again, at their old place. A sleeping story wakes with the turn theirs.

    Raises:
        Refusal: the story is finished or full, or the member is not away.
    """
    checks.refuse_finished(story)
    writer = story.writer(member_id)
    if writer is None:
        raise Refusal(Reason.NOT_IN_STORY)
    if writer.state is WriterState.ACTIVE:
        raise Refusal(Reason.NOT_AWAY)
    if writer.state is not WriterState.AWAY:
        return join(story, member_id, now)
    if writer.away_until is None:
        places.refuse_full(story)
    here = replace(writer, state=WriterState.ACTIVE, missed=0, away_until=None)
    returned = turns.changed(story, here)
    return _woken(returned, member_id, now) if story.turn is None else returned


def return_due(story: Story, member_id: int, now: datetime) -> Story:
    """Let a writer return whose day has come; else return the story as it is."""
    writer = story.writer(member_id)
    if story.state is StoryState.FINISHED or writer is None or writer.state is not WriterState.AWAY:
        return story
    if writer.away_until is None or writer.away_until > now:
        return story
    return back(story, member_id, now)


def gone(story: Story, member_id: int, now: datetime) -> Story:
    """Take out a writer who left the server, was banned, or is timed out; else return the story as it is.

    Their place is kept, should they come back; an invitation is not.
    """
    writer = story.writer(member_id)
    if story.state is StoryState.FINISHED:
        return story
    uninvited = replace(story, invited=story.invited - {member_id})
    if writer is None or writer.state in (WriterState.LEFT, WriterState.KICKED):
        return uninvited
    out = replace(writer, state=WriterState.LEFT, away_until=None)
    return _out(uninvited, out, now, hands_over=True)


def kick(story: Story, member_id: int, by: int, now: datetime) -> Story:
    """Send a writer away; they may join again only when invited.

    Raises:
        Refusal: the story is finished, the member is not in it, or is the one who asks.
    """
    checks.refuse_finished(story)
    if member_id == by:
        raise Refusal(Reason.KICK_YOURSELF)
    writer = _member(story, member_id, Reason.NOT_A_WRITER)
    out = replace(story, invited=story.invited - {member_id})
    return _out(out, replace(writer, state=WriterState.KICKED, away_until=None), now, hands_over=True)


def _entering(story: Story, member_id: int, known: Writer | None, pen_name: str | None) -> Writer:
    if pen_name is not None:
        others = (w.pen_name for w in story.writers if w.member_id != member_id and w.pen_name)
        if folded_name(pen_name) in map(folded_name, others):
            raise Refusal(Reason.PEN_NAME_TAKEN)
    if known is None:
        return Writer(member_id, len(story.writers) + 1, pen_name=pen_name)
    if pen_name is not None and pen_name != known.pen_name:
        raise Refusal(Reason.PEN_NAME_FIXED, name=known.pen_name)
    return replace(known, state=WriterState.ACTIVE, missed=0, away_until=None)


def _member(story: Story, member_id: int, reason: Reason) -> Writer:
    writer = story.writer(member_id)
    if writer is None or writer.state in (WriterState.LEFT, WriterState.KICKED):
        raise Refusal(reason)
    return writer


def _out(story: Story, writer: Writer, now: datetime, *, hands_over: bool) -> Story:
    out = turns.changed(story, writer)
    if hands_over and writer.member_id == story.host_id:
        out = turns.hand_over(out)
    has_turn = story.turn is not None and story.turn.member_id == writer.member_id
    sleeps = story.turn is not None and not out.people
    return turns.move_on(out, writer.member_id, now) if has_turn or sleeps else out


def _woken(story: Story, member_id: int, now: datetime) -> Story:
    """Wake a sleeping story: the turn and, where the host is not active, the story are theirs."""
    awake = turns.hand_over(replace(story, state=StoryState.OPEN))
    return turns.give(awake, None if story.terms.order is Order.OPEN else member_id, now)
