"""Poems that members write together: begun here; their lines come in as a story's passages do."""

from bot.clock import Clock
from bot.domain import together
from bot.domain.forms.form import Form
from bot.domain.story import Poem, Rating, Writer
from bot.domain.story_knobs import POEMS
from bot.domain.text import checked_title
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.house import HouseRules
from bot.services.poetry import form_named
from bot.services.word_lists import WordListService
from bot.storage import audit, preferences, stories
from bot.storage.database import Database
from bot.storage.records import StoryRecord


class TogetherService:
    """Begins poems."""

    def __init__(self, database: Database, clock: Clock, house: HouseRules, limits: WordListService) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits

    async def start(
        self, actor: Actor, channel_id: int, name: str, title: str, word: str = ""
    ) -> StoryRecord:
        """Begin a poem of a form, of as many stanzas as is usual. It has no line and no thread yet.

        ``word`` is what an acrostic spells; other forms ask for none.

        Raises:
            Refusal: there is no such form, the title or the word does not do, or poems may not be started
                there.
        """
        poem, title, now = poem_in(form_named(name), word), checked_title(title), self._clock.now()
        await self._house.check_start(actor, channel_id, Rating.EVERYONE, POEMS)
        await self._limits.check(actor.guild_id, channel_id, Rating.EVERYONE, title, word)
        usual = await self._house.terms.usual(actor.guild_id, channel_id)
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            await self._house.check_room(connection, actor, channel_id)
            quiet = (await preferences.of(connection, actor.user_id)).quiet
            writer = Writer(actor.user_id, 1, quiet=quiet)
            story_id = await stories.add(
                connection,
                together.start(title, actor.user_id, poem, now, writer=writer, usual=usual),
                guild_id=actor.guild_id,
                channel_id=channel_id,
                prompt_id=None,
                now=now,
            )
            await audit.note(connection, actor.guild_id, actor.user_id, "poem-start", now, story_id=story_id)
            return await story_for(connection, actor, story_id)


def poem_in(form: Form, word: str) -> Poem:
    """Return what a new poem of the form is to become.

    Raises:
        Refusal: the form needs a word, and there is none that does.
    """
    return Poem(form.name, form.usual, together.acrostic(word) if form.takes_word else "")
