"""Stories as files, made off the event loop."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MUSE_ID, is_nobody
from bot.domain.verse.growing import stanzas_of
from bot.export import archive, epub, html, markdown, pdf
from bot.export.manuscript import Manuscript, Wording
from bot.export.typesetting import TypesettingError
from bot.services.actor import Actor
from bot.services.reading import ReadingService, WholeStory
from bot.storage import archives
from bot.storage.database import Database

log = structlog.get_logger(__name__)

_TIME = 60.0  # seconds that a file may take


class Format(StrEnum):
    """What a story can be taken home as."""

    MARKDOWN = "markdown"
    HTML = "html"
    EPUB = "epub"
    PDF = "pdf"
    JSON = "json"


_SUFFIX = {Format.MARKDOWN: "md", Format.HTML: "html", Format.EPUB: "epub", Format.PDF: "pdf"}
_RENDER: dict[Format, Callable[[Manuscript, Wording], str | bytes]] = {
    Format.MARKDOWN: markdown.render,
    Format.HTML: html.render,
    Format.EPUB: epub.render,
    Format.PDF: pdf.render,
}


class ExportFailedError(Exception):
    """The file could not be made, or not in time; nothing of the story is touched."""


@dataclass(frozen=True, slots=True)
class Called:
    """What those are called who have no name of their own: the muse, and a writer who was forgotten."""

    muse: str
    former: str


@dataclass(frozen=True, slots=True)
class StoryFile:
    """A file. ``unshown`` is one letter of each script that no font of this machine could show in it."""

    name: str
    data: bytes
    unshown: str = ""


class ExportService:
    """Makes files of what a member may read."""

    def __init__(self, database: Database, reading: ReadingService) -> None:
        self._database = database
        self._reading = reading

    async def export(
        self, actor: Actor, story_id: int, kind: Format, wording: Wording, called: Called, language: str
    ) -> StoryFile:
        """Return the file; ``called`` and ``wording`` are in ``language``.

        Raises:
            Refusal: there is no such story for the member, or it is folded and hides what they ask for.
            ExportFailedError: it failed, or took too long.
        """
        whole = await self._reading.whole(actor, story_id)
        name = f"story-{whole.record.number}"
        if kind is Format.JSON:
            if whole.record.story.folded:
                raise Refusal(Reason.NOTHING_TO_READ)
            moderator = actor.access.moderates(whole.record.channel_id)
            async with self._database.read() as connection:
                rows = await archives.rows_of(connection, story_id)
            text = await asyncio.to_thread(archive.render, rows, masked=not moderator)
            return StoryFile(f"{name}.json", text.encode())
        manuscript = _manuscript(whole, called, language)
        try:
            async with asyncio.timeout(_TIME):
                made = await asyncio.to_thread(_RENDER[kind], manuscript, wording)
                lacks = (
                    await asyncio.to_thread(pdf.missing, manuscript, wording) if kind is Format.PDF else ""
                )
        except (TypesettingError, TimeoutError) as error:
            log.warning("export.failed", story=story_id, kind=kind, reason=str(error))
            raise ExportFailedError from error
        return StoryFile(f"{name}.{_SUFFIX[kind]}", made if isinstance(made, bytes) else made.encode(), lacks)


def _manuscript(whole: WholeStory, called: Called, language: str) -> Manuscript:
    record = whole.record
    former = {one.member_id: called.former for one in whole.passages if is_nobody(one.member_id)}
    poem = record.story.poem
    return Manuscript(
        title=record.story.title,
        number=record.number,
        started_at=record.created_at,
        finished_at=record.finished_at,
        passages=tuple(whole.passages),
        names={**former, **whole.names, MUSE_ID: called.muse},
        statistics=whole.statistics,
        language=language,
        stanzas=stanzas_of(poem, whole.passages) if poem is not None else None,
    )
