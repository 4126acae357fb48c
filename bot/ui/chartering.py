"""A wish to change what was agreed for a story, as its writers see it."""

from typing import Any

import discord

from bot.services.charters import CharterAsked
from bot.storage.charters import CharterChange
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.markdown import literal
from bot.ui.router import button, buttons
from bot.ui.standing import called, rating_name


def charter_asked(found: CharterAsked, change: CharterChange, say: Say) -> dict[str, Any]:
    """Return the message in the thread: what is asked for, and a button for each answer."""
    story, new = found.record.story, change.charter
    rows = [
        say(msg("{who} asks to change what was agreed:", who=called(story, change.asked_by))),
        f"> {say(rating_name(new.rating))}",
        f"> {say(msg('Never: {lines}', lines=literal(new.lines) or '–'))}",
        f"> {say(msg('Not in detail: {veils}', veils=literal(new.veils) or '–'))}",
        say(
            msgs(
                "It changes when everybody who writes here agrees; {count} answer is missing.",
                "It changes when everybody who writes here agrees; {count} answers are missing.",
                len(found.missing),
            )
        ),
    ]
    green = discord.ButtonStyle.success
    return {
        "content": "\n".join(rows),
        "view": buttons(
            button("charter-agree", found.record.id, change.id, label=say(msg("Agree")), style=green),
            button("charter-decline", found.record.id, change.id, label=say(msg("Decline"))),
        ),
    }
