"""Reporting passages to the moderators. Who reported is told to moderators alone, and to no writer of it."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.knobs import REPORT_HIDE
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.reports import hides
from bot.domain.sight import readable
from bot.services.access import permitted, story_for
from bot.services.actor import Actor
from bot.services.hosting import checked_reason
from bot.services.limits import LimitService
from bot.services.waiting_room import Bell
from bot.storage import audit, members, passages, reports, stories
from bot.storage.database import Connection, Database
from bot.storage.records import StoryRecord
from bot.storage.reports import ReportState


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported. ``again``: it has a new reason instead of the member's one before; ``hidden``: with
    this report it went out of sight."""

    record: StoryRecord
    position: int
    again: bool
    hidden: bool


class ReportService:
    """For everybody who may read the passage, those kept from writing too."""

    def __init__(self, database: Database, clock: Clock, limits: LimitService, bell: Bell) -> None:
        self._database = database
        self._clock = clock
        self._limits = limits
        self._bell = bell

    async def report(self, actor: Actor, story_id: int, position: int, reason: str) -> Reported:
        """Report the passage at that position.

        Raises:
            Refusal: there is none that the member may read, it is their own, or the reason is missing or too
                long.
        """
        async with self._database.read() as connection:
            await story_for(connection, actor, story_id)
            passage = await passages.at(connection, story_id, position)
        return await self.report_passage(actor, passage.id if passage is not None else 0, reason)

    async def report_passage(self, actor: Actor, passage_id: int, reason: str) -> Reported:
        """Report a passage by its id, as :meth:`report` does."""
        reason, now = checked_reason(reason, needed=True), self._clock.now()
        hiding = await self._limits.value(REPORT_HIDE, actor.guild_id)
        async with self._database.write() as connection:
            record, passage = await _reportable(connection, actor, passage_id)
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            again = await reports.put(connection, actor.guild_id, passage, actor.user_id, reason, now)
            found = await reports.of_passage(connection, passage.id)
            waiting = [one.member_id for one in found if one.state is ReportState.WAITING]
            judged = [one.member_id for one in found if one.state is not ReportState.WAITING]
            hidden = bool(hiding) and hides(waiting, judged)
            if hidden:
                await passages.hide(connection, actor.guild_id, passage, now)
                await stories.touch(connection, record.id)
                await audit.note(
                    connection,
                    actor.guild_id,
                    0,
                    audit.HIDE,
                    now,
                    story_id=record.id,
                    position=passage.position,
                    passage=passage.id,
                )
        self._bell.ring(actor.guild_id)
        return Reported(record, passage.position, again, hidden)

    async def shown_by(self, actor: Actor, message_id: int) -> int:
        """Return the id of the passage that a message of Quire's shows, for the form that asks why.

        Raises:
            Refusal: it shows none that the member may report.
        """
        async with self._database.read() as connection:
            passage_id = await passages.of_message(connection, message_id)
            if passage_id is None:
                raise Refusal(Reason.NOT_A_PASSAGE)
            _, passage = await _reportable(connection, actor, passage_id)
        return passage.id


async def _reportable(connection: Connection, actor: Actor, passage_id: int) -> tuple[StoryRecord, Passage]:
    """Return a passage with its story, as far as the member may read it.

    Raises:
        Refusal: they may not, it is theirs, or there is none.
    """
    found = await passages.located(connection, passage_id)
    if found is None:
        raise Refusal(Reason.NO_PASSAGE)
    story_id, passage = found
    record = permitted(actor, await stories.by_id(connection, story_id, actor.guild_id))
    if passage.redacted or not readable(record.story, [passage], actor.user_id):
        raise Refusal(Reason.NO_PASSAGE)
    if actor.user_id in (passage.member_id, passage.accepted_by):
        raise Refusal(Reason.REPORT_OWN)
    return record, passage
