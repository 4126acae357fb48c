"""``/review audit``: what moderators and hosts did, when and why."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.clock import Clock
from bot.domain.pages import nearest_page
from bot.domain.refusals import Reason, Refusal
from bot.services.actor import Actor
from bot.storage import audit
from bot.storage.audit import Entry
from bot.storage.database import Database

PAGE_SIZE = 10
SHOWN = frozenset(
    {
        "limits-set",
        "words-add",
        "words-import",
        "words-remove",
        "word-approved",
        "word-returned",
        "word-rejected",
        "text-approved",
        "text-returned",
        "text-rejected",
        "report-kept",
        "report-redacted",
        audit.HIDE,
        "prompt-approved",
        "prompt-returned",
        "prompt-rejected",
        "prompt-daily",
        "prompt-daily-off",
        "writer-ban",
        "writer-unban",
        "story-charter",
        "story-look",
        "story-redact",
        "story-invite",
        "story-finish",
        "story-skip",
        "story-undo",
        "story-redo",
        "story-pause",
        "story-resume",
        "story-next",
        "story-kick",
        "story-reopen",
        audit.FORGET,
        audit.PURGE,
    }
)
"""The acts that it tells of: decisions, settings and what was done to others, not who wrote and passed."""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, the newest first; the page's number from 0, and how many entries there are in all."""

    entries: list[Entry]
    page: int
    total: int


class AuditService:
    """For moderators of the whole server only."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def page(self, actor: Actor, page: int, member_id: int | None, since: datetime | None) -> AuditPage:
        """Return a page from 0, beyond the last the last; with ``member_id`` of what they did or was done to
        them. Of a story whose channel the moderator does not see, the number is left out; so is what became
        of reports on what they wrote themself.

        Raises:
            Refusal: the member is no moderator.
        """
        if not actor.access.moderates_guild():
            raise Refusal(Reason.NOT_MODERATOR)
        async with self._database.read() as connection:
            total = await audit.count(
                connection, actor.guild_id, SHOWN, member_id=member_id, since=since, reader_id=actor.user_id
            )
            page = nearest_page(page, total, PAGE_SIZE)
            found = await audit.entries(
                connection,
                actor.guild_id,
                SHOWN,
                member_id=member_id,
                since=since,
                reader_id=actor.user_id,
                limit=PAGE_SIZE,
                offset=page * PAGE_SIZE,
            )
        return AuditPage([_for(actor, entry) for entry in found], page, total)


def _for(actor: Actor, entry: Entry) -> Entry:
    hidden = entry.channel_id is not None and actor.access.sees(entry.channel_id) is False
    return replace(entry, story_number=None) if hidden else entry
