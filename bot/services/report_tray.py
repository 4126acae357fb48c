"""The reported passages of the review queue: each once, with all that is said against it."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.services.changing import Change
from bot.services.redacting import take_out
from bot.services.review_items import Decision, Item, Kind, Ref, ReportedPassage
from bot.storage import passages, reports, stories
from bot.storage.database import Connection
from bot.storage.reports import ReportState


class ReportTray:
    """A ``Tray``. A thing's id is that of the oldest report on a passage; who wrote it does not find it."""

    states: Mapping[Decision, str] = MappingProxyType(
        {Decision.APPROVE: ReportState.KEPT, Decision.REJECT: ReportState.REDACTED}
    )

    async def waiting(self, connection: Connection, guild_id: int) -> list[Ref]:
        """Return the passages that wait."""
        found = await reports.waiting(connection, guild_id)
        return [Ref(one.since, Kind.REPORT, one.report_id, one.channel_id, one.authors) for one in found]

    async def item(self, connection: Connection, guild_id: int, item_id: int) -> Item | None:
        """Return one with its story; a passage that was taken back is none."""
        report = await reports.by_id(connection, item_id, guild_id)
        found = await passages.located(connection, report.passage_id) if report is not None else None
        if report is None or found is None:
            return None
        story_id, passage = found
        record = await stories.by_id(connection, story_id, guild_id)
        assert record is not None  # the report is this server's, and so is its story
        every = await reports.of_passage(connection, passage.id)
        waiting = tuple(one for one in every if one.state is ReportState.WAITING)
        text = await passages.hidden_text(connection, passage.id)
        waits = report.state is ReportState.WAITING
        before = await passages.said_before(connection, passage.id, {one.version for one in waiting})
        about = ReportedPassage(passage, record, waiting, tuple(before))
        return Item(Kind.REPORT, item_id, guild_id, passage.member_id, text, waits, report=about)

    async def settle(
        self, connection: Connection, item: Item, decision: Decision, note: str, by: int, now: datetime
    ) -> None:
        """Store what was decided: the passage stands, and is shown where it was hidden, or it is redacted."""
        assert item.report is not None  # one of this tray's
        passage, change = item.report.passage, Change(connection, item.report.story, by, now)
        if decision is Decision.REJECT:
            await take_out(change, passage, by)
            await change.touch()
        else:
            await reports.decide(connection, passage.id, ReportState.KEPT, by, now)
            if passage.hidden:
                await passages.show(connection, item.guild_id, passage, now)
                await change.touch()

    def explained(self, item: Item) -> Item:
        """Return it as it is."""
        return item
