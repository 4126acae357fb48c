"""What the limits found in a text, for its writer and for moderators: which rule, and where."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.domain.limits.judge import Match
from bot.domain.limits.policy import Action
from bot.domain.story import Stop, Story
from bot.domain.text import shorten
from bot.services.holding import Submission
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg
from bot.ui.markdown import literal
from bot.ui.router import button, buttons
from bot.ui.rules import rule_name
from bot.ui.standing import stamp

_PLACES = 8  # shown of one text
_SHOWN = 60  # characters of a place
_AROUND = 200  # characters shown before the first place of a long text


def reasons(text: str, matches: Sequence[Match], say: Say) -> list[str]:
    """Return a row for each of the first places: what stands there, and which rule is about it."""
    rows = [f"· {place(text, match)}: {say(rule_name(match.rule))}" for match in matches[:_PLACES]]
    return rows + (["· …"] if len(matches) > _PLACES else [])


def place(text: str, match: Match) -> str:
    """Return what stands at a place, in quotation marks."""
    return f"“{literal(shorten(' '.join(text[match.start : match.end].split()), _SHOWN))}”"


def warned(done: Text, text: str, matches: Sequence[Match], say: Say) -> Text:
    """Return what a writer is told whose text went in without a preview, where places of it are warned of."""
    if not matches:
        return done
    rows = "\n".join(reasons(text, matches, say))
    return msg("{done} This server asks you to think about these words:\n{rows}", done=done, rows=rows)


def marked(text: str, matches: Sequence[Match], room: int) -> str:
    """Return about ``room`` characters of a text taken literally, its places in bold; of a longer one from a
    little before the first place."""
    first = matches[0].start if matches else 0
    start = max(first - _AROUND, 0) if len(text) > room else 0
    end, shown, at = min(start + room, len(text)), "…" if start else "", start
    for match in matches:
        if match.start >= at and match.end <= end:
            shown += f"{literal(text[at : match.start])}__**{literal(text[match.start : match.end])}**__"
            at = match.end
    return shown + literal(text[at:end]) + ("…" if end < len(text) else "")


def stopped(found: Submission, say: Say) -> dict[str, Any]:
    """Return what the writer reads of a text that the limits stop, and what they may do."""
    record, turn = found.record, found.turn or 0
    edit = button("draft-edit", record.id, label=say(msg("Edit")))
    acts = [edit]
    if found.waits:
        told = _while_it_waits(record.story)
        more = msg("You need do nothing. You may also change it: what you submit next takes its place.")
    elif found.verdict.action is Action.WARN:
        told = msg("Before it goes in: this server asks you to think about these words.")
        more = msg("It is your choice; your text is kept as a draft.")
        label = say(msg("Submit anyway"))
        acts.insert(0, button("draft-anyway", record.id, found.draft.id, turn, label=label))
    else:
        told = msg("This cannot go in as it is.")
        more = msg("Your text is kept as a draft: change it, or ask a moderator to look at it.")
        acts.insert(0, button("draft-appeal", record.id, found.draft.id, turn, label=say(msg("Appeal"))))
    rows = [say(told), *reasons(found.draft.text, found.verdict.matches, say)]
    embed = discord.Embed(title=literal(record.story.title), description="\n".join(rows), colour=ACCENT)
    embed.set_footer(text=say(more))
    return {"content": None, "embed": embed, "view": buttons(*acts)}


def _while_it_waits(story: Story) -> Text:
    """Return what becomes of its writer's turn meanwhile."""
    if story.claimless:
        return msg("A moderator looks at it first. If another line comes before, yours stays your draft.")
    if Stop.HELD not in story.stops:
        return msg(
            "A moderator looks at it first. Your turn's clock runs on: texts after the first have stopped it "
            "as long as they may."
        )
    ends = story.turn.clock.hold_ends if story.turn is not None else None
    if ends is None:
        return msg("A moderator looks at it first; your turn's clock stands still until then.")
    return msg(
        "A moderator looks at it first; your turn's clock stands still until then, at the latest until "
        "{until}.",
        until=stamp(ends),
    )
