"""What the muse is asked for a story, and how its answers are kept: candidates with their receipts."""

import secrets
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog

from bot.domain.characters import protected, without_speech_of
from bot.domain.sight import readable
from bot.domain.story import Terms
from bot.generation import prompting
from bot.generation.context import Fitted, fit_story
from bot.generation.floor import Fault, Verdict, judged
from bot.generation.muse import EndReason, Receipt, Request, Stream
from bot.services.screening import Screen
from bot.storage import candidates, characters, passages, receipts
from bot.storage.candidates import Candidate
from bot.storage.database import Connection, Database
from bot.storage.receipts import Ask
from bot.storage.records import StoryRecord

log = structlog.get_logger(__name__)

WORDS = (20, 200)
"""How long a continuation may be asked to be, in words."""
USUAL_WORDS = 60
LONGEST_WORDS = 300
"""How long a continuation is at most, in words, for a story that asks for long passages."""
_ROOM = 1.25
"""So many words are asked for each that a story needs: the last sentence is often torn, and goes."""

Made = Sequence[tuple[str, Receipt]]
"""Texts of the muse's, as they came, each with its receipt."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the muse proposed, and the story that it is for; of its own turn also how many texts of the same
    wish were not fit to show."""

    record: StoryRecord
    candidate: Candidate
    set_aside: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """What the muse is asked for a member: ``requests`` that differ in their seeds only.

    ``wish`` holds the members' own words that are in the prompt, ``sources`` names the rest that it was made
    of. ``others`` are the characters that must not speak, ``seen`` is what it sees of the story.
    """

    requests: tuple[Request, ...]
    wish: Mapping[str, Any]
    sources: Mapping[str, Any]
    others: tuple[str, ...]
    seen: Fitted


async def brief_for(
    connection: Connection,
    record: StoryRecord,
    member_id: int,
    *,
    terms: Terms,
    count: int,
    hint: str = "",
    words: int | None = None,
) -> Brief:
    """Return what to ask the muse for a member: how the story goes on, from what they may see.

    Where the turn before theirs lapsed it is a bridge. It does not speak for characters of active writers.
    ``words`` is about how many are wanted; as far as the muse can write so much, a story's bounds go before
    (``terms``, within what its server takes).
    """
    story = record.story
    found = readable(story, await passages.of_story(connection, record.id), member_id)
    told = [passage for passage in found if passage.text]
    others = protected(story, await characters.of_story(connection, record.id), member_id)
    lapsed = story.turn is not None and story.turn.after_lapse and story.turn.member_id == member_id
    bridge = lapsed and words is None
    sources: dict[str, Any] = {
        "passages": [[passage.id, passage.version] for passage in told],
        "lines": [passage.id for passage in told if story.folded and passage.member_id != member_id],
        "bridge": bridge,
        "words": aim(words or (prompting.BRIDGE_WORDS if bridge else USUAL_WORDS), terms),
    }
    seen = fit_story([passage.text for passage in told] or [story.title])
    first = prompting.continuation(
        seen.texts,
        guild_id=record.guild_id,
        member_id=member_id,
        seed=secrets.randbits(31),
        hint=hint,
        others=others,
        bridge=bridge,
        words=int(sources["words"]),
    )
    wish = {"hint": hint, "words": words, "others": others}
    return Brief(_seeded(first, count), wish, sources, tuple(others), seen)


def aim(words: int, terms: Terms) -> int:
    """Return for how many words to ask where ``words`` are wanted in a story with these terms."""
    return max(min(max(words, round(terms.words_min * _ROOM)), terms.words_max, LONGEST_WORDS), 1)


def _seeded(request: Request, count: int) -> tuple[Request, ...]:
    return tuple(
        replace(request, sampling=replace(request.sampling, seed=request.sampling.seed + number))
        for number in range(count)
    )


async def note_ask(
    connection: Connection, record: StoryRecord, member_id: int, kind: str, brief: Brief, now: datetime
) -> Ask:
    """Store what a member asks for about a story."""
    return await receipts.add_ask(
        connection,
        guild_id=record.guild_id,
        member_id=member_id,
        story_id=record.id,
        kind=kind,
        wish=brief.wish,
        now=now,
    )


@asynccontextmanager
async def asking(database: Database) -> AsyncIterator[tuple[Connection, list[Stream]]]:
    """Open a transaction in which the muse is asked; yield it, and the list that the streams are put into.

    If the transaction does not come to be, they are stopped: nobody would read them.
    """
    streams: list[Stream] = []
    try:
        async with database.write() as connection:
            yield connection, streams
    except BaseException:
        for stream in streams:
            stream.cancel()
        raise


def chosen(
    made: Made, judge: Callable[[str, list[str]], Verdict], limit: int, screen: Screen
) -> tuple[list[tuple[str, Receipt]], int]:
    """Return of what the muse wrote what is fit to show, ``limit`` texts at most, and how many were not.

    ``judge`` is given a text, and those that were found fit before it; ``screen`` is the server's.
    """
    kept: list[tuple[str, Receipt]] = []
    set_aside = 0
    for text, receipt in made:
        if len(kept) == limit:
            break
        verdict = judge(text, [other for other, _ in kept])
        if verdict.fault is None and not screen.lets(verdict.text):
            verdict = replace(verdict, fault=Fault.LIMITS)
        if verdict.fault is None:
            kept.append((verdict.text, receipt))
        elif receipt.end is not EndReason.CANCELLED:  # what was stopped half way was not set aside
            set_aside += 1
            log.info("muse.set_aside", fault=verdict.fault, seed=receipt.sampling.seed)
    return kept, set_aside


def fit_to_show(
    made: Made, brief: Brief, terms: Terms, limit: int, screen: Screen
) -> tuple[list[tuple[str, Receipt]], int]:
    """Return of how the muse would go on what is fit to show, as :func:`chosen` does.

    Where none of it is as long as the story's passages must be, what is fit otherwise is shown: whoever takes
    it adds to it, and the submit's own bounds hold. A muse that ends when it will, or may not write as much,
    would be silent for ever else.

    Call it off the event loop: what it judges languages with is slow to load.
    """

    told = brief.seen.texts if brief.sources["passages"] else ()  # a title is in no language

    def choose(low: int) -> tuple[list[tuple[str, Receipt]], int]:
        def judge(text: str, others: list[str]) -> Verdict:
            spoken = without_speech_of(text, brief.others)
            return judged(spoken, told, low=low, high=terms.words_max, others=others)

        return chosen(made, judge, limit, screen)

    kept, set_aside = choose(terms.words_min)
    return (kept, set_aside) if kept else choose(0)


async def propose(
    connection: Connection,
    record: StoryRecord,
    member_id: int,
    fit: Made,
    *,
    sources: Mapping[str, Any] | None,
    ask_id: int | None,
    now: datetime,
) -> list[Candidate]:
    """Store for a member what the muse wrote and is fit to show, with its receipts and their sources."""
    kept: list[Candidate] = []
    for text, receipt in fit:
        receipt_id = await receipts.add(
            connection,
            record.guild_id,
            member_id,
            receipt.record(),
            now,
            ask_id=ask_id,
            sources=sources,
        )
        kept.append(
            await candidates.add(
                connection,
                story_id=record.id,
                member_id=member_id,
                turn=record.story.turn.number if record.story.turn else 0,
                text=text,
                receipt_id=receipt_id,
                now=now,
            )
        )
    return kept
