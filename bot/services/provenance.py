"""What the muse had a hand in, how it was made, and what it takes to make it again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.limits.avoiding import Avoided
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.sight import last_line, readable, signature
from bot.domain.story import Rating
from bot.errors import OperatorError
from bot.generation import prompting
from bot.generation.context import fit_story
from bot.generation.muse import AVOIDED, Request, Sampling
from bot.generation.poetry.ordering import TEMPLATE as POEM_TEMPLATE
from bot.generation.rewriting import How, rewriting
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.word_lists import WordListService
from bot.storage import candidates, figures, members, passages, prompts, receipts, stories
from bot.storage.database import Connection, Database
from bot.storage.figures import GuildFigures
from bot.storage.limits import WHOLE_SERVER
from bot.storage.receipts import Ask, ReceiptRecord
from bot.storage.records import StoryRecord


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that the muse had a hand in, how its text was made, and who accepted it by which name."""

    passage: Passage
    receipt: ReceiptRecord
    accepted_by: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is asked to make a text again, its receipt, and what was ``shown`` of it, if that is kept.

    ``relisted`` says that the words that were kept out of it can no longer be told: lists have changed since,
    and those that would be kept out today are asked for instead.
    """

    request: Request
    receipt: ReceiptRecord
    shown: str | None
    relisted: bool = False


class ReplayError(OperatorError):
    """A text cannot be made again; the message says why."""


class ProvenanceService:
    """Answers where a text comes from."""

    def __init__(self, database: Database, limits: WordListService) -> None:
        self._database = database
        self._limits = limits

    async def marks(self, actor: Actor, story_id: int) -> tuple[StoryRecord, list[Mark]]:
        """Return the story, and the passages the member may read that the muse had a hand in.

        Raises:
            Refusal: there is no such story for the member.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            found = readable(record.story, await passages.of_story(connection, story_id), actor.user_id)
            people = {passage.accepted_by or passage.member_id for passage in found}
            names = await members.names(connection, record.guild_id, people)
            helped = [(passage, passage.receipt_id) for passage in found if passage.receipt_id is not None]
            known = await receipts.by_ids(connection, {receipt_id for _, receipt_id in helped})
        marks = []
        for passage, receipt_id in helped:
            who = signature(record.story, passage.accepted_by or passage.member_id, names)
            marks.append(Mark(passage, known[receipt_id], who or "?"))
        return record, marks

    async def figures(self, actor: Actor) -> GuildFigures:
        """Return how often the member's server asked the muse, and what became of it.

        Raises:
            Refusal: they are no moderator.
        """
        if not actor.access.moderates_guild():
            raise Refusal(Reason.NOT_MODERATOR)
        async with self._database.read() as connection:
            return await figures.of_guild(connection, actor.guild_id)

    async def recipe(self, receipt_id: int) -> Recipe:
        """Return what to ask to make the text of a receipt again.

        Raises:
            ReplayError: there is no such receipt, or something that its prompt was made of is gone or has
                changed.
        """
        async with self._database.read() as connection:
            receipt = await receipts.by_id(connection, receipt_id)
            if receipt is None:
                raise ReplayError(f"There is no receipt {receipt_id} here; /muse receipts lists a story's.")
            request = await _request(connection, receipt)
            ask = await receipts.ask_by_id(connection, receipt.ask_id)
            record = await stories.anywhere(connection, (ask.story_id if ask is not None else None) or 0)
            candidate = await candidates.of_receipt(connection, receipt_id)
        if request.template != receipt.template:
            raise ReplayError(
                f"Receipt {receipt_id} was made with the template {receipt.template}, and this Quire has "
                f"{request.template}; run the version of Quire that made it."
            )
        settings = dict(receipt.sampling)
        digest = str(settings.pop(AVOIDED, ""))
        request = replace(request, sampling=Sampling(**settings))
        avoid = await self._avoided(receipt, request, ask, record) if digest else None
        relisted = avoid is not None and avoid.digest != digest
        shown = candidate.text if candidate else None
        return Recipe(replace(request, avoid=avoid), receipt, shown, relisted)

    async def _avoided(
        self, receipt: ReceiptRecord, request: Request, ask: Ask | None, record: StoryRecord | None
    ) -> Avoided:
        """Return the words that were kept out of a text; where no lists of today give them, those that would
        be kept out of it now."""
        own = str(ask.wish["text"]) if ask is not None and ask.kind == "rewrite" else ""
        digest = str(receipt.sampling[AVOIDED])
        if (found := await self._limits.avoided_as(receipt.guild_id, digest, own)) is not None:
            return found
        channel = record.channel_id if record is not None else WHOLE_SERVER
        rating = record.story.terms.rating if record is not None else Rating.EVERYONE
        return await self._limits.avoided(receipt.guild_id, channel, rating, own, [request.text])


async def _request(connection: Connection, receipt: ReceiptRecord) -> Request:
    ask = await receipts.ask_by_id(connection, receipt.ask_id)
    if ask is not None and ask.kind == "rewrite":
        return rewriting(
            str(ask.wish["text"]),
            How(ask.wish["how"]),
            str(ask.wish["tone"]),
            guild_id=receipt.guild_id,
            member_id=receipt.member_id,
            seed=int(receipt.sampling["seed"]),
        )
    if ask is not None and ask.kind == "line":
        raise ReplayError(f"Receipt {receipt.id} is of a line of verse; those cannot be made again yet.")
    if receipt.template == POEM_TEMPLATE:
        seed = receipt.sampling["seed"]
        raise ReplayError(
            f"Receipt {receipt.id} is a poem's: `quire poem write FORM --about … --seed {seed}` "
            "makes it again."
        )
    if receipt.sources is not None and ask is not None:
        return await _continuation(connection, receipt, ask, receipt.sources)
    prompt = await prompts.by_receipt(connection, receipt.id)
    if prompt is None:
        raise ReplayError(
            f"What was asked for receipt {receipt.id} is not kept: it was forgotten on a member's wish, or "
            "comes from a Quire that did not keep it."
        )
    return prompting.story_prompt(
        guild_id=receipt.guild_id,
        member_id=receipt.member_id,
        seed=int(receipt.sampling["seed"]),
        genre=prompt.genre,
        about=prompt.about,
    )


async def _continuation(
    connection: Connection, receipt: ReceiptRecord, ask: Ask, sources: Mapping[str, Any]
) -> Request:
    lines = set(sources["lines"])
    texts = []
    for passage_id, version in sources["passages"]:
        text = await passages.version_text(connection, passage_id, version)
        if text is None:
            raise ReplayError(
                f"Passage {passage_id}, of which the prompt of receipt {receipt.id} was made, was redacted "
                "or forgotten since; its text may not be used again."
            )
        texts.append(last_line(text) if passage_id in lines else text)
    if not texts:
        record = await stories.anywhere(connection, ask.story_id or 0)
        texts = [record.story.title] if record is not None else []
    if not texts:
        raise ReplayError(f"The story of receipt {receipt.id} is no longer here.")
    return prompting.continuation(
        fit_story(texts).texts,
        guild_id=receipt.guild_id,
        member_id=receipt.member_id,
        seed=int(receipt.sampling["seed"]),
        hint=str(ask.wish["hint"]),
        others=list(ask.wish["others"]),
        bridge=bool(sources["bridge"]),
        words=int(sources["words"]),
    )
