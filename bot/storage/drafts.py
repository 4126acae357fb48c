"""Drafts: whatever a writer typed for a story and has not yet seen enter it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.schema import drafts


class Fate(StrEnum):
    """What became of a draft. One that was submitted or discarded keeps no text."""

    REPLACED = "replaced"
    SUBMITTED = "submitted"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A member's current draft. Each change has an ``id`` of its own, which its buttons carry.

    ``candidate_id`` is what the muse had put before its writer, if it did.
    """

    id: int
    text: str
    candidate_id: int | None = None


# Asked by every form that opens: built once, since building it takes as long as asking.
_CURRENT = select(drafts.c.id, drafts.c.text, drafts.c.candidate_id).where(
    drafts.c.story_id == bindparam("story"),
    drafts.c.member_id == bindparam("member"),
    drafts.c.fate.is_(None),
)


async def current(connection: AsyncConnection, story_id: int, member_id: int) -> DraftRecord | None:
    """Return the member's current draft."""
    row = (await connection.execute(_CURRENT, {"story": story_id, "member": member_id})).one_or_none()
    return None if row is None else DraftRecord(*row)


async def keep(
    connection: AsyncConnection,
    story_id: int,
    member_id: int,
    text: str,
    now: datetime,
    *,
    candidate_id: int | None = None,
) -> DraftRecord:
    """Make ``text`` the member's current draft; a different one before it is kept as replaced.

    ``candidate_id`` is the muse's text that it is made of; without one, that of the draft before goes on.
    """
    before = await current(connection, story_id, member_id)
    if candidate_id is None and before is not None:
        candidate_id = before.candidate_id
    if before is not None and (before.text, before.candidate_id) == (text, candidate_id):
        return before
    if before is not None:
        await connection.execute(update(drafts).where(drafts.c.id == before.id).values(fate=Fate.REPLACED))
    statement = insert(drafts).values(
        story_id=story_id, member_id=member_id, text=text, candidate_id=candidate_id, created_at=now
    )
    draft_id: int = (await connection.scalars(statement.returning(drafts.c.id))).one()
    return DraftRecord(draft_id, text, candidate_id)


async def before(connection: AsyncConnection, story_id: int, member_id: int, draft_id: int) -> int | None:
    """Return the draft whose place a draft took, None where there was none since the last that was submitted
    or discarded."""
    mine = drafts.c.story_id == story_id, drafts.c.member_id == member_id, drafts.c.id < draft_id
    found = await connection.execute(
        select(drafts.c.id, drafts.c.fate).where(*mine).order_by(drafts.c.id.desc()).limit(1)
    )
    row = found.one_or_none()
    return row.id if row is not None and row.fate == Fate.REPLACED else None


async def replaced(
    connection: AsyncConnection, story_id: int, member_id: int, draft_id: int
) -> DraftRecord | None:
    """Return a member's draft whose place another took, None where it is not that."""
    found = await connection.execute(
        select(drafts.c.id, drafts.c.text, drafts.c.candidate_id).where(
            drafts.c.id == draft_id,
            drafts.c.story_id == story_id,
            drafts.c.member_id == member_id,
            drafts.c.fate == Fate.REPLACED,
        )
    )
    row = found.one_or_none()
    return None if row is None else DraftRecord(*row)


async def end(connection: AsyncConnection, draft_id: int, fate: Fate) -> None:
    """End a draft; its words are in the story then, or its writer wanted them gone."""
    await connection.execute(update(drafts).where(drafts.c.id == draft_id).values(fate=fate, text=""))
