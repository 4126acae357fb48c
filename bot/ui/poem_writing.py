"""A poem of the muse's before the member who asked for it: keep it, change it, ask for another."""

from typing import Any

import discord

from bot.services.poem_writing import WrittenPoem
from bot.ui.catalogue import Say, Text, msg
from bot.ui.poems import verdict_shown
from bot.ui.quoting import laid_out
from bot.ui.router import button, buttons, custom_id, sealed
from bot.ui.writing import FIELD_LIMIT


def poem_shown(poem: WrittenPoem, say: Say) -> dict[str, Any]:
    """Return the message of a poem; of one that was changed and is not in its form, what is wrong with it."""
    again = button("poem-again", poem.number, label=say(msg("Again")))
    edit = button("poem-edit", poem.number, label=say(msg("Edit")))
    if poem.verdict is not None and not poem.fits:
        return {"content": None, **verdict_shown(poem.verdict, say), "view": buttons(edit, again)}
    keep = button("poem-keep", poem.number, label=say(msg("Keep")), style=discord.ButtonStyle.success)
    form = say(Text(poem.wish.form.title))
    whose = msg("{form}, by the muse.", form=form)
    if poem.text != poem.made:
        whose = msg("{form}, by the muse and you.", form=form)
    notes = [say(whose), say(msg("Only you see it; Keep puts it among this server's poems."))]
    return {"embed": None, **laid_out([poem.text], notes, say), "view": buttons(keep, edit, again)}


def poem_form(poem: WrittenPoem, say: Say) -> discord.ui.Modal:
    """Return the form to change a poem in."""
    modal = discord.ui.Modal(
        title=say(Text(poem.wish.form.title)), custom_id=custom_id("poem-edited", poem.number)
    )
    field = discord.ui.TextInput[Any](
        custom_id="text",
        style=discord.TextStyle.paragraph,
        default=poem.text[:FIELD_LIMIT],
        max_length=FIELD_LIMIT,
        required=True,
    )
    modal.add_item(discord.ui.Label(text=say(msg("The poem")), component=field))
    return sealed(modal)
