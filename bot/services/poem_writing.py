"""Poems by the muse for a member: asked for, changed and checked again, and kept where they are wanted."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

from bot.clock import Clock
from bot.domain.forms.form import Form
from bot.domain.provenance import Proposed
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.story_knobs import POEMS
from bot.domain.text import checked_line, checked_text, shorten
from bot.domain.verse.verdict import Verdict
from bot.generation.muse import Receipt
from bot.generation.poetry.ordering import PoemOrder, spelled_word
from bot.generation.poetry.poem_stream import PoemStream
from bot.generation.poetry.poet import Poet
from bot.services.actor import Actor
from bot.services.admission import admit, refuse_banned
from bot.services.house import HouseRules
from bot.services.poem_archive import PoemArchive
from bot.services.poem_bounds import ListedBounds
from bot.services.poetry import WORD_LIMIT, PoetryService, form_named
from bot.services.word_lists import WordListService
from bot.storage import receipts
from bot.storage.database import Connection, Database
from bot.storage.records import StoryRecord

ABOUT_LIMIT = 100  # characters
TITLE_LIMIT = 60
_KIND = "poem"


@dataclass(frozen=True, slots=True)
class PoemWish:
    """What a member asked for; ``stanzas`` 0 are the form's usual."""

    form: Form
    about: str
    word: str
    stanzas: int


@dataclass(frozen=True, slots=True)
class WrittenPoem:
    """A poem as it stands before its member.

    ``number`` is that of the wish, ``text`` what it is now, ``made`` what the muse wrote, by the receipt
    ``receipt_id``. ``verdict`` is set where the text was changed. ``story_id`` is where it is kept.
    """

    number: int
    wish: PoemWish
    text: str
    made: str
    receipt_id: int
    verdict: Verdict | None = None
    story_id: int | None = None

    @property
    def fits(self) -> bool:
        """Tell whether it is in its form."""
        return self.verdict is None or self.verdict.valid


class PoemWritingService:
    """Asks for poems. What is shown is stored with its wish, so that its buttons work for ever."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        poet: Poet,
        house: HouseRules,
        lists: WordListService,
        poetry: PoetryService,
        archive: PoemArchive,
    ) -> None:
        self._database = database
        self._clock = clock
        self._poet = poet
        self._house = house
        self._lists = lists
        self._poetry = poetry
        self._archive = archive
        self._keeping = asyncio.Lock()  # two presses of one Keep keep one poem

    def wish(self, name: str, about: str, word: str, stanzas: int) -> PoemWish:
        """Return a wish that can be fulfilled.

        Raises:
            Refusal: there is no such form, it has no such number of stanzas, or no word to spell.
        """
        form, about = form_named(name), checked_line(about, ABOUT_LIMIT)
        word = checked_line(word, WORD_LIMIT) if form.takes_word else ""
        least, most = form.stanzas
        if stanzas and not least <= stanzas <= most:
            raise Refusal(Reason.STANZAS, low=least, high=most, form=form.title)
        if form.takes_word:
            try:
                spelled_word(word or about)
            except ValueError as error:
                raise Refusal(Reason.NO_ACROSTIC) from error
        return PoemWish(form, about, word or (about if form.takes_word else ""), stanzas)

    async def ask(self, actor: Actor, wish: PoemWish, channel_id: int) -> PoemStream:
        """Let the muse write, within what the server allows in a channel.

        Raises:
            Refusal: what it is about, or what an acrostic spells, is not within the limits, the
                member may not write here, or may not ask the muse here or now.
            UnsupportedError: this muse cannot be held to a form.
        """
        async with self._database.read() as connection:
            await refuse_banned(connection, actor, self._clock.now())
        await self._house.check_open(POEMS, actor.guild_id, channel_id)
        await self._house.check_muse(actor, channel_id, story=False)
        await self._lists.check(actor.guild_id, channel_id, Rating.EVERYONE, wish.about, wish.word)
        order = PoemOrder(
            wish.form,
            actor.guild_id,
            actor.user_id,
            secrets.randbits(31),
            wish.about,
            wish.word,
            wish.stanzas,
        )
        async with self._house.counting(actor):
            return self._poet.write(order, bounds=ListedBounds(self._lists, actor.guild_id, channel_id))

    async def record(self, actor: Actor, wish: PoemWish, text: str, receipt: Receipt) -> WrittenPoem:
        """Store a poem with its receipt."""
        now = self._clock.now()
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            receipt_id = await receipts.add(connection, actor.guild_id, actor.user_id, receipt.record(), now)
            number = await self._noted(connection, actor, wish, text, text, receipt_id)
        return WrittenPoem(number, wish, text, text, receipt_id)

    async def get(self, actor: Actor, number: int) -> WrittenPoem:
        """Return a poem that was written for the member.

        Raises:
            Refusal: there is none by that number.
        """
        async with self._database.read() as connection:
            ask = await receipts.ask_by_id(connection, number)
        if (
            ask is None
            or ask.kind != _KIND
            or (ask.guild_id, ask.member_id) != (actor.guild_id, actor.user_id)
        ):
            raise Refusal(Reason.NO_CANDIDATE)
        told = ask.wish
        wish = self.wish(told["form"], told["about"], told["word"], told["stanzas"])
        verdict = None
        if told["text"] != told["made"]:
            verdict = await self._poetry.check(actor, wish.form.name, told["text"], wish.word)
        return WrittenPoem(
            number, wish, told["text"], told["made"], told["receipt_id"], verdict, ask.story_id
        )

    async def change(self, actor: Actor, number: int, text: str) -> WrittenPoem:
        """Store a member's own version of a poem, in its form or not, and judge it.

        Raises:
            Refusal: there is no such poem, or no text.
        """
        before, text = await self.get(actor, number), checked_text(text)
        async with self._database.write() as connection:
            new = await self._noted(connection, actor, before.wish, text, before.made, before.receipt_id)
        return await self.get(actor, new)

    async def keep(self, actor: Actor, number: int, channel_id: int) -> StoryRecord:
        """Put a poem among the server's stories, marked by line with whose words they are.

        Raises:
            Refusal: there is no such poem, it is kept already, or is not in its form.
        """
        async with self._keeping:
            poem = await self.get(actor, number)
            if poem.story_id is not None:
                raise Refusal(Reason.POEM_KEPT, number=poem.story_id)
            title = shorten(poem.wish.about or poem.text.splitlines()[0].rstrip(",.;:!?"), TITLE_LIMIT)
            record = await self._archive.keep(
                actor,
                channel_id,
                poem.wish.form.name,
                title,
                poem.text,
                word=spelled_word(poem.wish.word) if poem.wish.form.takes_word else "",
                proposal=Proposed(poem.made, poem.receipt_id),
            )
            async with self._database.write() as connection:
                await receipts.bind_ask(connection, number, record.id)
            return record

    async def _noted(
        self, connection: Connection, actor: Actor, wish: PoemWish, text: str, made: str, receipt_id: int
    ) -> int:
        told: dict[str, Any] = {
            "form": wish.form.name,
            "about": wish.about,
            "word": wish.word,
            "stanzas": wish.stanzas,
            "text": text,
            "made": made,
            "receipt_id": receipt_id,
        }
        ask = await receipts.add_ask(
            connection,
            guild_id=actor.guild_id,
            member_id=actor.user_id,
            story_id=None,
            kind=_KIND,
            wish=told,
            now=self._clock.now(),
        )
        return ask.id
