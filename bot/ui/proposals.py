"""What the muse proposed, to its reader alone: take it, change it, ask for another."""

from typing import Any

import discord

from bot.domain.text import shorten
from bot.services.proposing import Proposal
from bot.ui.catalogue import Say, msg
from bot.ui.growing import quoted
from bot.ui.router import button, buttons, custom_id, sealed
from bot.ui.writing import FIELD_LIMIT

_SHOWN = 1800  # characters of a message's 2,000


def proposed(proposal: Proposal, say: Say) -> dict[str, Any]:
    """Return the message of a proposal to a writer. Accepting makes it their draft, no more."""
    ids = proposal.record.id, proposal.candidate.id
    note = say(msg("A proposal by the muse. Accept makes it your draft; what you submit is yours to sign."))
    green = discord.ButtonStyle.success
    return {
        "content": f"{quoted(proposal.candidate.text)[:_SHOWN]}\n-# {note}",
        "view": buttons(
            button("muse-accept", *ids, label=say(msg("Accept")), style=green),
            button("muse-edit", *ids, label=say(msg("Edit"))),
            button("muse-again", proposal.record.id, label=say(msg("Again"))),
        ),
    }


def own_turn(proposal: Proposal, say: Say) -> dict[str, Any]:
    """Return the message of what the muse wrote in its own turn, for the host to decide."""
    ids = proposal.record.id, proposal.candidate.id
    note = say(
        msg("The muse's turn. Accept adds it to the story; at the end of its time the turn is skipped.")
    )
    green = discord.ButtonStyle.success
    return {
        "content": f"{quoted(proposal.candidate.text)[:_SHOWN]}\n-# {note}",
        "view": buttons(
            button("muse-take", *ids, label=say(msg("Accept")), style=green),
            button("muse-alter", *ids, label=say(msg("Edit"))),
            button("muse-anew", proposal.record.id, label=say(msg("Again"))),
        ),
    }


def edit_form(kind: str, proposal: Proposal, say: Say) -> discord.ui.Modal:
    """Return the form with a proposal in it; ``kind`` names what answers it."""
    form = discord.ui.Modal(
        title=shorten(proposal.record.story.title, 45),
        custom_id=custom_id(kind, proposal.record.id, proposal.candidate.id),
    )
    field = discord.ui.TextInput[Any](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=proposal.candidate.text[:FIELD_LIMIT],
        max_length=FIELD_LIMIT,
        required=True,
    )
    form.add_item(discord.ui.Label(text=say(msg("The passage")), component=field))
    return sealed(form)
