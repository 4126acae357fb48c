"""Lines of verse by the muse, for those who write a poem together."""

import secrets
from collections.abc import Sequence

from bot.generation.chorus import Chorus
from bot.generation.muse import Receipt
from bot.generation.poetry.ordering import NoSuchPoemError, Part, PoemOrder
from bot.generation.poetry.poet import Poet
from bot.services.line_asking import LineBrief
from bot.services.poem_bounds import ListedBounds
from bot.services.poetry import form_named
from bot.services.word_lists import WordListService
from bot.waiting import Waiting

_CANDIDATES = 3  # from how many each proposal is chosen


class MuseLineWriter:
    """A ``LineWriter`` that writes with the muse, one proposal after the other as one wish."""

    def __init__(self, poet: Poet, lists: WordListService, waiting: Waiting) -> None:
        self._poet = poet
        self._lists = lists
        self._waiting = waiting

    async def write(self, brief: LineBrief, count: int) -> Sequence[tuple[str, Receipt]]:
        """Return up to ``count`` texts for what comes next, with receipts; none where the muse knows no
        word for it.

        Raises:
            MuseUnavailableError, OverloadedError, QuotaReachedError: as :meth:`Muse.ask_all`.
            UnsupportedError: this muse cannot be held to a form.
        """
        place, seed = brief.place, secrets.randbits(30)
        part = Part(place.lines, brief.lines, place.count)
        bounds = ListedBounds(self._lists, brief.guild_id, brief.channel_id, brief.rating)
        found: list[tuple[str, Receipt]] = []
        for number in range(count):
            order = PoemOrder(
                form_named(brief.poem.form),
                brief.guild_id,
                brief.member_id,
                seed + number,
                about=f"{brief.title}, {brief.hint}" if brief.hint else brief.title,
                word=brief.poem.word,
                candidates=_CANDIDATES,
                goes_on=number > 0,
            )
            chorus = Chorus([self._poet.write(order, part, bounds)])
            try:
                await chorus.read(self._waiting)
            except NoSuchPoemError:  # no word of the muse's fits there
                break
            found += chorus.made
        return found
