"""Poems in exact form: judged off the event loop, with the server's own words."""

import asyncio

from bot.domain.forms import forms
from bot.domain.forms.form import Form
from bot.domain.prosody.sounds import Word
from bot.domain.prosody.words import Taught, read
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_line, checked_text
from bot.domain.verse.check import check
from bot.domain.verse.verdict import Verdict
from bot.services.actor import Actor
from bot.storage import taught
from bot.storage.database import Database

WORD_LIMIT = 60  # characters of a word that is looked up


class PoetryService:
    """What members ask about poems. Each method raises a Refusal for what cannot be judged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def check(self, actor: Actor, name: str, text: str, word: str = "") -> Verdict:
        """Judge a text as a poem of a form.

        Raises:
            Refusal: there is no such form, or no text.
        """
        form, text, word = form_named(name), checked_text(text), checked_line(word, WORD_LIMIT)
        own = await self.taught(actor.guild_id)
        return await asyncio.to_thread(check, form, text, word=word, taught=own)

    async def syllables(self, actor: Actor, word: str) -> Word:
        """Return how a word is said, and where that was learnt.

        Raises:
            Refusal: it is no word, or too long.
        """
        word = checked_line(word, WORD_LIMIT)
        return await asyncio.to_thread(read, word, await self.taught(actor.guild_id))

    async def taught(self, guild_id: int) -> Taught:
        """Return the words that a server has taught, approved by its moderators."""
        async with self._database.read() as connection:
            return await taught.words(connection, guild_id)


def form_named(name: str) -> Form:
    """Return the form of that name.

    Raises:
        Refusal: there is none.
    """
    form = forms().get(name)
    if form is None:
        raise Refusal(Reason.NO_FORM, name=name)
    return form
