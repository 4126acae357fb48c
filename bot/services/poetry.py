"""Poems in exact form: judged off the event loop, with the server's own words."""

import asyncio

from bot.domain.forms import forms
from bot.domain.forms.form import Form
from bot.domain.prosody.sounds import Word
from bot.domain.prosody.words import read
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_line, checked_text
from bot.domain.verse.check import check
from bot.domain.verse.verdict import Verdict
from bot.services.actor import Actor

WORD_LIMIT = 60  # characters of a word that is looked up


class PoetryService:
    """What members ask about poems. Each method raises a Refusal for what cannot be judged."""

    async def check(self, actor: Actor, name: str, text: str, word: str = "") -> Verdict:
        """Judge a text as a poem of a form.

        Raises:
            Refusal: there is no such form, or no text.
        """
        form = form_named(name)
        return await asyncio.to_thread(check, form, checked_text(text), word=checked_line(word, WORD_LIMIT))

    async def syllables(self, actor: Actor, word: str) -> Word:
        """Return how a word is said, and where that was learnt.

        Raises:
            Refusal: it is no word, or too long.
        """
        return await asyncio.to_thread(read, checked_line(word, WORD_LIMIT), {})


def form_named(name: str) -> Form:
    """Return the form of that name.

    Raises:
        Refusal: there is none.
    """
    form = forms().get(name)
    if form is None:
        raise Refusal(Reason.NO_FORM, name=name)
    return form
