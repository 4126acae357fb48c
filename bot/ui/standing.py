"""How a story stands, in sentences: whose turn, until when, who is in, what was agreed."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.sight import masked
from bot.domain.story import (
    MUSE_ID,
    MuseRole,
    Order,
    Rating,
    Sight,
    Stop,
    Story,
    StoryState,
    Writer,
    WriterState,
)
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.people import mention, told

_NAMED = 20  # writers shown by name; a crowd is counted


def stamp(at: datetime, style: str = "f") -> str:
    """Return an instant as Discord shows it to each reader in their own time; ``R``: how far off it is."""
    return f"<t:{int(at.timestamp())}:{style}>"


def called(story: Story, member_id: int | None) -> Text | str:
    """Return how a writer is named in the open: mentioned, or by their pen name."""
    writer = story.writer(member_id)
    if writer is not None and masked(story, writer):
        return f"**{literal(writer.pen_name or '')}**"
    return mention(member_id)


def turn(story: Story) -> Text:
    """Return whose turn it is, and until when."""
    if story.state is StoryState.FINISHED:
        return msg("**Finished.** Thank you all for writing it.")
    if story.turn is None:
        return msg("**Sleeping:** nobody is writing just now. Whoever joins wakes it.")
    number, holder, due_at = story.turn.number, story.turn.member_id, story.turn.clock.due_at
    if Stop.PAUSED in story.stops:
        return msg("**Paused.** The clock stands still; the host or a moderator lets it run on.")
    if holder is None:
        return _open_to_claim(story, number)
    if holder == MUSE_ID:
        host = called(story, story.host_id)
        return msg("**Turn {number}:** the muse. {host} decides what it may add.", number=number, host=host)
    writer = called(story, holder)
    if Stop.HELD in story.stops:
        return msg("**Turn {number}:** {writer}, waiting for a moderator.", number=number, writer=writer)
    if due_at is None:
        return msg("**Turn {number}:** {writer}. The clock stands still.", number=number, writer=writer)
    values = {"number": number, "writer": writer, "until": stamp(due_at), "left": stamp(due_at, "R")}
    if story.turn.clock.reminded:
        return msg("**Turn {number}:** {writer}, only until {until} ({left})", **values)
    return msg("**Turn {number}:** {writer}, until {until} ({left})", **values)


def _open_to_claim(story: Story, number: int) -> Text:
    if len(story.people) > 1 and story.is_active(story.last_writer_id):
        last = called(story, story.last_writer_id)
        return msg("**Turn {number}:** whoever presses Write first, but {last}.", number=number, last=last)
    return msg("**Turn {number}:** whoever presses Write first.", number=number)


def bridge() -> Text:
    """Return the offer after a turn that lapsed."""
    return msg("-# The turn before ran out of time; **Ask the muse** offers a bridge to go on from.")


def crew(story: Story, say: Say) -> str:
    """Return who is in, in the order of the rota, and who is away; empty if nobody is."""
    active = [_writer(story, writer, say) for writer in story.active[:_NAMED]]
    if (more := len(story.active) - _NAMED) > 0:
        active.append(say(msgs("and {count} more", "and {count} more", more)))
    away = [w for w in story.writers if w.state is WriterState.AWAY][:_NAMED]
    then = " → " if story.terms.order is Order.ROTA else ", "
    return ", ".join([then.join(active), *(_away(story, writer, say) for writer in away)]).removeprefix(", ")


def _away(story: Story, writer: Writer, say: Say) -> str:
    name = called(story, writer.member_id)
    if writer.away_until is None:
        return say(msg("{name} (away)", name=name))
    return say(msg("{name} (away until {until})", name=name, until=stamp(writer.away_until, "d")))


def _writer(story: Story, writer: Writer, say: Say) -> str:
    return told(called(story, writer.member_id), say)


def facts(story: Story) -> list[Text]:
    """Return what was agreed and how far it has come, a few words each."""
    found = [_length(story), _bounds(story)]
    if story.state is StoryState.FINISHED:
        return found[:1]
    found += [order_name(story.terms.order), _MUSE[story.terms.muse]]
    if story.folded:
        found.insert(2, _SIGHT[story.terms.sight])
    found.append(hosted(story))
    if story.terms.invite_only:
        found.append(msg("by invitation"))
    if story.terms.rating is not Rating.EVERYONE:
        found.append(rating_name(story.terms.rating))
    return found


def hosted(story: Story) -> Text:
    """Return who hosts it."""
    return msg("hosted by {host}", host=called(story, story.host_id))


def behind_names(story: Story, names: Mapping[int, str], say: Say) -> list[str]:
    """Return who is behind each pen name, a line each, for moderators."""
    found = []
    for writer in story.writers:
        if writer.pen_name is not None:
            values = {"pen": literal(writer.pen_name), "member": mention(writer.member_id)}
            own = literal(names.get(writer.member_id, "?"))
            found.append(say(msg("-# Behind {pen}: {member} ({own})", own=own, **values)))
    return found


def order_name(order: Order) -> Text:
    """Return what an order is called."""
    names = {
        Order.ROTA: msg("in turn"),
        Order.SHUFFLE: msg("shuffled each round"),
        Order.OPEN: msg("open to whoever comes first"),
    }
    return names[order]


def rating_name(rating: Rating) -> Text:
    """Return for whom a story is."""
    names = {
        Rating.EVERYONE: msg("for everyone"),
        Rating.TEEN: msg("for teens"),
        Rating.MATURE: msg("for adults"),
    }
    return names[rating]


def held_to(story: Story, rating: Rating) -> Text | None:
    """Return that a stricter ``rating`` than the story's own holds now, if it does and anybody may write."""
    if rating is story.terms.rating or story.state is StoryState.FINISHED:
        return None
    return msg(
        "Agreed to be {agreed}, but stories in this channel are {rating} at most now: by that it is judged.",
        agreed=rating_name(story.terms.rating),
        rating=rating_name(rating),
    )


def limits(story: Story) -> Text:
    """Return what the writers agreed to leave out."""
    lines, veils = literal(story.terms.lines), literal(story.terms.veils)
    if not story.terms.veils:
        return msg("Never: {lines}", lines=lines)
    if not story.terms.lines:
        return msg("Not in detail: {veils}", veils=veils)
    return msg("Never: {lines}  ·  Not in detail: {veils}", lines=lines, veils=veils)


_SIGHT = {
    Sight.LAST: msg("folded: each sees only the passage before theirs"),
    Sight.LINE: msg("folded: each sees only the last line"),
}
_MUSE = {
    MuseRole.NEVER: msg("without the muse"),
    MuseRole.SUGGEST: msg("the muse suggests when asked"),
    MuseRole.PLAYER: msg("the muse plays along"),
}


def _length(story: Story) -> Text:
    words = msgs("{count} word", "{count} words", story.words)
    if story.terms.passages_max is not None and story.state is not StoryState.FINISHED:
        return msg(
            "{passages} of {limit} passages, {words}",
            passages=story.passages,
            limit=story.terms.passages_max,
            words=words,
        )
    passages = msgs("{count} passage", "{count} passages", story.passages)
    return msg("{passages}, {words}", passages=passages, words=words)


def _bounds(story: Story) -> Text:
    low, high = story.terms.words_min, story.terms.words_max
    if low <= 1:
        return msgs("up to {count} word a turn", "up to {count} words a turn", high)
    return msg("{low} to {high} words a turn", low=low, high=high)
