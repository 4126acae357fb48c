"""Whole poems, kept among the server's stories: listed, found, read and taken home as those are."""

import asyncio

from bot.clock import Clock
from bot.domain import together
from bot.domain.passages import Passage
from bot.domain.provenance import Proposed, hands_of_verse
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Poem, Rating
from bot.domain.story_knobs import POEMS
from bot.domain.text import checked_line, checked_text, checked_title, count_words
from bot.domain.verse.check import check
from bot.domain.verse.growing import parts
from bot.domain.verse.layout import laid_out
from bot.domain.verse.verdict import Verdict
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.house import HouseRules
from bot.services.poetry import WORD_LIMIT, form_named
from bot.services.verses import LINE_LIMIT, NoWords, WordList
from bot.services.word_lists import WordListService
from bot.storage import audit, passages, stories
from bot.storage.database import Database
from bot.storage.records import StoryRecord


class PoemArchive:
    """Keeps poems. What is kept as a poem of a form is one."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        house: HouseRules,
        limits: WordListService,
        words: WordList | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits
        self._words = words or NoWords()

    async def keep(
        self,
        actor: Actor,
        channel_id: int,
        name: str,
        title: str,
        text: str,
        *,
        word: str = "",
        proposal: Proposed | None = None,
    ) -> StoryRecord:
        """Store a whole poem of the form ``name`` as a finished story of the member; it has no thread.

        Whoever sees the channel may read it. A title above the poem is not part of it. ``word`` is what an
        acrostic spells; whatever it spells, if left out. ``proposal`` is what the muse had written, and its
        receipt: each line is marked as the muse's, changed, or the member's own.

        Raises:
            Refusal: there is no such form, the text is no poem of it or is not within the limits, text, title
                or a line is too long, or there are no poems in that channel.
        """
        form, text, title = form_named(name), checked_text(text), checked_title(title)
        await self._house.check_open(POEMS, actor.guild_id, channel_id)
        await self._limits.check(actor.guild_id, channel_id, Rating.EVERYONE, title, text)
        taught = await self._words.taught(actor.guild_id)
        spelt = checked_line(word, WORD_LIMIT)
        verdict = await asyncio.to_thread(check, form, text, word=spelt, taught=taught)
        if not verdict.valid:
            raise Refusal(Reason.NOT_IN_FORM, form=form.title)
        poem, texts = _whole(verdict)
        proposed = _grouped(poem, list(laid_out(proposal.text).lines)) if proposal else []
        hands = hands_of_verse(texts, proposed, proposal.receipt_id if proposal else None)
        words, now = [count_words(one) for one in texts], self._clock.now()
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            story_id = await stories.add(
                connection,
                together.kept(title, actor.user_id, poem, words),
                guild_id=actor.guild_id,
                channel_id=channel_id,
                prompt_id=None,
                now=now,
                kept=True,
            )
            for number, (one, hand) in enumerate(zip(texts, hands, strict=True), start=1):
                passage = Passage(
                    position=number,
                    turn=number,
                    member_id=actor.user_id,
                    text=one,
                    words=words[number - 1],
                    origin=hand.origin,
                    receipt_id=hand.receipt_id,
                    edited_words=hand.edited_words,
                    created_at=now,
                )
                await passages.add(connection, story_id, actor.guild_id, passage)
            await audit.note(connection, actor.guild_id, actor.user_id, "poem-keep", now, story_id=story_id)
            return await story_for(connection, actor, story_id)


def _whole(verdict: Verdict) -> tuple[Poem, list[str]]:
    """Return what a poem that is one became, and its passages.

    Raises:
        Refusal: a line is too long.
    """
    lines = [found.line for found in verdict.lines if found.line is not None]
    longest = max(len(found.text) for found in verdict.lines)
    if longest > LINE_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=longest, limit=LINE_LIMIT)
    spelt = "".join(line.begins for line in lines) if verdict.form.takes_word else ""
    poem = Poem(verdict.form.name, lines[-1].stanza + 1, spelt)
    return poem, _grouped(poem, [found.text for found in verdict.lines])


def _grouped(poem: Poem, lines: list[str]) -> list[str]:
    """Return lines as passages: each alone, or by links; what a form has no place for at the end."""
    found, start = [], 0
    for count in parts(poem):
        found.append("\n".join(lines[start : start + count]))
        start += count
    return [one for one in [*found, *lines[start:]] if one]
