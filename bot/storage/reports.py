"""What members report: passages, to the moderators. All reports on one passage are decided on together."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.passages import Passage
from bot.storage.schema import passages, reports, stories


class ReportState(StrEnum):
    """What became of a report."""

    WAITING = "waiting"
    KEPT = "kept"  # the passage stands
    REDACTED = "redacted"


@dataclass(frozen=True, slots=True)
class Report:
    """Who reported a passage, in which version, and why."""

    id: int
    passage_id: int
    version: int
    member_id: int
    reason: str
    state: ReportState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A reported passage. ``report_id`` is its oldest report's, which stands for all of them; ``authors`` are
    its writer and who took it over from the muse."""

    report_id: int
    since: datetime
    channel_id: int
    authors: frozenset[int]


async def put(
    connection: AsyncConnection, guild_id: int, passage: Passage, member_id: int, reason: str, now: datetime
) -> bool:
    """Store a report of a passage as it stands, in place of the one of this member's that waits; tell whether
    there was one."""
    known = await connection.execute(
        update(reports)
        .where(
            reports.c.passage_id == passage.id,
            reports.c.member_id == member_id,
            reports.c.state == ReportState.WAITING,
        )
        .values(reason=reason, version=passage.version)
    )
    if known.rowcount:
        return True
    await connection.execute(
        insert(reports).values(
            guild_id=guild_id,
            passage_id=passage.id,
            version=passage.version,
            member_id=member_id,
            reason=reason,
            state=ReportState.WAITING,
            created_at=now,
        )
    )
    return False


async def by_id(connection: AsyncConnection, report_id: int, guild_id: int) -> Report | None:
    """Return one of this server's reports, decided or not."""
    query = _reports().where(reports.c.id == report_id, reports.c.guild_id == guild_id)
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else _report(row)


async def of_passage(connection: AsyncConnection, passage_id: int) -> list[Report]:
    """Return all reports on a passage, the oldest first."""
    query = _reports().where(reports.c.passage_id == passage_id).order_by(reports.c.id)
    return [_report(row) for row in (await connection.execute(query)).all()]


async def waiting(connection: AsyncConnection, guild_id: int) -> list[Waiting]:
    """Return the reported passages of a server that are in their story and wait for a decision."""
    first = func.min(reports.c.id)
    found = await connection.execute(
        select(
            first,
            func.min(reports.c.created_at),
            stories.c.channel_id,
            passages.c.member_id,
            passages.c.accepted_by,
        )
        .join(passages, passages.c.id == reports.c.passage_id)
        .join(stories, stories.c.id == passages.c.story_id)
        .where(
            reports.c.guild_id == guild_id,
            reports.c.state == ReportState.WAITING,
            passages.c.position.is_not(None),
        )
        .group_by(reports.c.passage_id)
        .order_by(first)
    )
    return [
        Waiting(row[0], row[1], row[2], frozenset(one for one in row[3:] if one is not None))
        for row in found.all()
    ]


async def decide(
    connection: AsyncConnection, passage_id: int, state: ReportState, by: int, now: datetime
) -> None:
    """Close all reports on a passage that wait."""
    await connection.execute(
        update(reports)
        .where(reports.c.passage_id == passage_id, reports.c.state == ReportState.WAITING)
        .values(state=state, decided_by=by, decided_at=now)
    )


def _reports() -> Select[tuple[int, int, int, int, str, str]]:
    return select(
        reports.c.id,
        reports.c.passage_id,
        reports.c.version,
        reports.c.member_id,
        reports.c.reason,
        reports.c.state,
    )


def _report(row: Row[tuple[int, int, int, int, str, str]]) -> Report:
    return Report(row.id, row.passage_id, row.version, row.member_id, row.reason, ReportState(row.state))
