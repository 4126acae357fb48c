"""The board of a poem: its form, the lines so far, and what the next one must be."""

from bot.domain.story import Order, Stop, Story, StoryState
from bot.domain.verse.growing import ways
from bot.services.verses import PoemSoFar
from bot.storage.records import StoryRecord
from bot.ui import standing
from bot.ui.asked import asked, which
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.stanzas import form_title


def lines(record: StoryRecord, say: Say) -> list[str]:
    """Return how a poem stands, line by line, but for its text and what comes next."""
    story = record.story
    assert story.poem is not None  # asked of poems only
    writers = standing.crew(story, say)
    return [
        f"### {literal(story.title)}  ·  #{record.number}",
        f"**{say(form_title(story.poem))}**",
        say(_standing(story)) if _tells_turn(story) else "",
        say(msg("Writers: {names}", names=writers)) if writers else "",
        "-# " + "  ·  ".join(say(fact) for fact in _facts(story)),
    ]


def next_line(story: Story, found: PoemSoFar, say: Say) -> str:
    """Return what comes next, in bold and in words; empty once the poem is finished."""
    if story.state is StoryState.FINISHED:
        return ""
    if found.place is None:
        return say(msg("**Every line is there.** The host may finish it, or take lines back."))
    head = f"**{say(which(found.place, found))}:** {asked(found, say)}."
    if story.claimless and not story.stops:
        return f"{head}\n-# {say(msg('Anybody may press Write; the first line that fits is in.'))}"
    return head


def length(story: Story) -> Text:
    """Return how far a poem has come, in lines or links."""
    count, limit = story.passages, story.terms.passages_max
    linked = story.terms.order is Order.ROTA
    if limit is not None and story.state is not StoryState.FINISHED:
        if linked:
            return msg("{count} of {limit} links", count=count, limit=limit)
        return msg("{count} of {limit} lines", count=count, limit=limit)
    if linked:
        return msgs("{count} link", "{count} links", count)
    return msgs("{count} line", "{count} lines", count)


def done(story: Story) -> Text:
    """Return what one is told whose line has just come in."""
    if story.state is StoryState.FINISHED:
        return msg("That was the last line: the poem is whole. Thank you.")
    number = own_line(story)
    if number < story.passages:
        return msg("Line {number} is yours; the lines after it came again by themselves.", number=number)
    if story.terms.order is Order.ROTA:
        return msg("Link {number} is yours. Thank you.", number=number)
    return msg("Line {number} is yours. Thank you.", number=number)


def ends_in_own_line(story: Story) -> bool:
    """Tell whether no line came by itself after the last one that somebody wrote."""
    return own_line(story) == story.passages


def own_line(story: Story) -> int:
    """Return the number of the last line that did not come again by itself."""
    assert story.poem is not None  # asked of poems only
    form, number = ways(story.poem)[0], story.passages
    while story.claimless and number > 1 and form[number - 1].repeats is not None:
        number -= 1
    return number


def _standing(story: Story) -> Text:
    if story.claimless and story.state is StoryState.SLEEPING:
        return msg("**Sleeping:** nobody is in it just now. Whoever writes a line wakes it.")
    return standing.turn(story)


def _tells_turn(story: Story) -> bool:
    return not story.claimless or story.turn is None or Stop.PAUSED in story.stops


def _facts(story: Story) -> list[Text]:
    found = [length(story)]
    if story.state is not StoryState.FINISHED:
        found += [standing.order_name(story.terms.order), standing.hosted(story)]
    return found
