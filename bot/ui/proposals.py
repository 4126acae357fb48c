"""What the muse proposed, to its reader alone: choose, take it, change it, ask for more, go back."""

from typing import Any

import discord

from bot.domain.text import shorten
from bot.generation.context import Fitted
from bot.services.cowriting import Offer
from bot.services.proposing import Proposal
from bot.services.rewriting import Rewritten
from bot.storage.records import StoryRecord
from bot.ui.catalogue import Say, msg, msgs
from bot.ui.quoting import aside, laid_out
from bot.ui.router import button, buttons, custom_id, sealed
from bot.ui.writing import FIELD_LIMIT


def seen(fitted: Fitted, say: Say) -> str:
    """Return in a line how much of the story the muse sees."""
    if fitted.whole:
        return say(msg("The muse sees the whole story."))
    return say(
        msgs(
            "The muse sees the opening, a digest, and the last {count} word.",
            "The muse sees the opening, a digest, and the last {count} words.",
            fitted.words,
        )
    )


def offered(offer: Offer, say: Say, note: str = "") -> dict[str, Any]:
    """Return the message of a wish's candidates: each with its number, to be chosen by it.

    ``note`` is one more line about how they came.
    """
    if len(offer.candidates) == 1:
        return proposed(Proposal(offer.record, offer.candidates[0]), say, offer, note)
    notes = [say(msg("Choose one by its number; nothing is in the story before you submit it.")), note]
    if offer.set_aside:
        notes.append(say(aside(offer.set_aside)))
    texts = [candidate.text for candidate in offer.candidates]
    green = discord.ButtonStyle.success
    numbers = [
        button("muse-choose", offer.record.id, candidate.id, label=str(number), style=green)
        for number, candidate in enumerate(offer.candidates, start=1)
    ]
    view = buttons(*numbers, *_ways(offer, say))
    return laid_out(texts, notes, say) | {"view": view}


def proposed(proposal: Proposal, say: Say, offer: Offer | None = None, note: str = "") -> dict[str, Any]:
    """Return the message of one proposal to a writer. Accepting makes it their draft, no more.

    ``offer`` is the one it comes from, to go back to.
    """
    ids = proposal.record.id, proposal.candidate.id
    notes = [
        say(msg("A proposal by the muse. Accept makes it your draft; what you submit is yours to sign.")),
        note,
    ]
    if offer is not None and len(offer.candidates) == 1 and offer.set_aside:
        notes.append(say(aside(offer.set_aside)))
    green = discord.ButtonStyle.success
    items = [
        button("muse-accept", *ids, label=say(msg("Accept")), style=green),
        button("muse-edit", *ids, label=say(msg("Edit"))),
        _again(proposal, say),
        button("muse-close", proposal.record.id, label=say(msg("Stop"))),
    ]
    if offer is not None and len(offer.candidates) > 1:
        back = say(msg("All {count}", count=len(offer.candidates)))
        items.append(button("muse-offer", proposal.record.id, offer.ask_id, label=back))
    elif offer is not None:
        items += _turning(offer, say)
    return laid_out([proposal.candidate.text], notes, say) | {"view": buttons(*items)}


def ways_on(record: StoryRecord, ask_id: int, earlier: int | None, say: Say) -> discord.ui.View:
    """Return the buttons of a wish that nothing came of: to ask anew, and back to the wish before it."""
    return buttons(*_ways(Offer(record, ask_id, [], earlier=earlier), say))


def rewritten(found: Rewritten, say: Say) -> dict[str, Any]:
    """Return the message of a text in other words: to be taken as a draft in its story, else to be copied."""
    if found.offer is not None:
        return offered(found.offer, say)
    notes = [say(msg("Copy what you like; nothing of it is kept."))]
    if found.set_aside:
        notes.append(say(aside(found.set_aside)))
    return laid_out(found.texts, notes, say) | {"view": once_more(found.ask_id, say)}


def once_more(number: int, say: Say) -> discord.ui.View:
    """Return the button to ask for the same text in other words again."""
    return buttons(button("rewrite-again", number, label=say(msg("Again"))))


def _again(proposal: Proposal, say: Say) -> discord.ui.Button[Any]:
    label, ask_id = say(msg("Again")), proposal.candidate.ask_id
    if ask_id is None:
        return button("muse-again", proposal.record.id, label=label)
    return button("muse-more", proposal.record.id, ask_id, label=label)


def _ways(offer: Offer, say: Say) -> list[discord.ui.Button[Any]]:
    return [
        button("muse-more", offer.record.id, offer.ask_id, label=say(msg("Again"))),
        button("muse-close", offer.record.id, label=say(msg("Stop"))),
        *_turning(offer, say),
    ]


def _turning(offer: Offer, say: Say) -> list[discord.ui.Button[Any]]:
    """Return the buttons to the wishes before and after this one."""
    items = []
    if offer.earlier is not None:
        items.append(button("muse-offer", offer.record.id, offer.earlier, label=say(msg("Earlier"))))
    if offer.later is not None:
        items.append(button("muse-offer", offer.record.id, offer.later, label=say(msg("Later"))))
    return items


def own_turn(proposal: Proposal, say: Say) -> dict[str, Any]:
    """Return the message of what the muse wrote in its own turn, for the host to decide."""
    ids = proposal.record.id, proposal.candidate.id
    notes = [
        say(msg("The muse's turn. Accept adds it to the story; at the end of its time the turn is skipped."))
    ]
    if proposal.set_aside:
        notes.append(say(aside(proposal.set_aside)))
    green = discord.ButtonStyle.success
    view = buttons(
        button("muse-take", *ids, label=say(msg("Accept")), style=green),
        button("muse-alter", *ids, label=say(msg("Edit"))),
        button("muse-anew", proposal.record.id, label=say(msg("Again"))),
    )
    return laid_out([proposal.candidate.text], notes, say) | {"view": view}


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
