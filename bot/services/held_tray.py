"""The texts of the review queue: on their way into a story, held by the limits or appealed for."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.domain import turns
from bot.domain.held import HeldState
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import TurnOutcome
from bot.services.actor import Actor
from bot.services.admission import may_write
from bot.services.changing import Change
from bot.services.entering import Entry, enter
from bot.services.house import HouseRules
from bot.services.review_items import Decision, Held, Item, Kind, Ref
from bot.services.verses import VerseJudge
from bot.storage import drafts, held, stories
from bot.storage.database import Connection
from bot.storage.drafts import Fate


class HeldTray:
    """A ``Tray``. How long a text waits is ``domain.held``'s to say."""

    states: Mapping[Decision, str] = MappingProxyType(
        {
            Decision.APPROVE: HeldState.APPROVED,
            Decision.RETURN: HeldState.RETURNED,
            Decision.REJECT: HeldState.REJECTED,
        }
    )

    def __init__(self, judge: VerseJudge, house: HouseRules) -> None:
        self._judge = judge
        self._house = house

    async def waiting(self, connection: Connection, guild_id: int) -> list[Ref]:
        """Return the texts that wait."""
        found = await held.waiting(connection, guild_id)
        return [Ref(text.created_at, Kind.TEXT, text.id, channel_id) for text, channel_id in found]

    async def item(self, connection: Connection, guild_id: int, item_id: int) -> Item | None:
        """Return one with its story."""
        text = await held.by_id(connection, item_id, guild_id)
        record = await stories.by_id(connection, text.story_id, guild_id) if text is not None else None
        if text is None or record is None:
            return None
        waits = text.state is HeldState.WAITING
        return Item(Kind.TEXT, text.id, guild_id, text.member_id, text.text, waits, held=Held(text, record))

    async def settle(
        self, connection: Connection, item: Item, decision: Decision, note: str, by: int, now: datetime
    ) -> None:
        """Store what was decided: an approved text enters its story as its writer's, another stays their
        draft, and their turn goes on.

        Raises:
            Refusal: an approved text cannot enter: the story is paused, the text no longer fits there, or its
                writer may not write there.
        """
        assert item.held is not None  # one of this tray's
        text, record = item.held.text, item.held.story
        await held.decide(connection, text.id, HeldState(self.states[decision]), by, now, note)
        if decision is Decision.APPROVE:
            writer = Actor(item.guild_id, item.member_id, "")
            if not await may_write(connection, writer, record.story, now):
                raise Refusal(Reason.REVIEW_WRITER_GONE)
            change = Change(connection, record, writer.user_id, now)
            entry = Entry(writer, text.text, text.candidate_id, text.turn)
            lengths = await self._house.terms.lengths(record.guild_id, record.channel_id)
            await enter(change, self._judge, entry, lengths)
            draft = await drafts.current(connection, record.id, item.member_id)
            if draft is not None and draft.id == text.draft_id:
                await drafts.end(connection, draft.id, Fate.SUBMITTED)
        else:
            story = turns.release(record.story, now)
            await stories.save(connection, record, story, outcome=TurnOutcome.MOVED, now=now)

    def explained(self, item: Item) -> Item:
        """Return it as it is."""
        return item
