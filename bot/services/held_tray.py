"""The texts of the review queue: on their way into a story, held by the limits or appealed for."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from bot.domain import turns
from bot.domain.story import TurnOutcome
from bot.services.actor import Actor
from bot.services.changing import Change
from bot.services.entering import Entry, enter
from bot.services.house import HouseRules
from bot.services.review_items import Decision, Held, Item, Kind, Ref
from bot.services.verses import VerseJudge
from bot.storage import drafts, held, stories
from bot.storage.database import Connection
from bot.storage.drafts import Fate
from bot.storage.held import HeldState


class HeldTray:
    """A ``Tray``. A text waits as long as the turn for which it was written is open."""

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
        """Return one with its story; one whose turn is over was overtaken, and is none."""
        text = await held.by_id(connection, item_id, guild_id)
        if text is None:
            return None
        record = await stories.by_id(connection, text.story_id, guild_id)
        if record is None or text.state is HeldState.WITHDRAWN:
            return None
        waits, turn = text.state is HeldState.WAITING, record.story.turn
        if waits and (turn is None or turn.number != text.turn):
            return None
        more = Held(text, record, await held.history(connection, guild_id, text.member_id))
        return Item(Kind.TEXT, text.id, guild_id, text.member_id, text.text, waits, held=more)

    async def settle(
        self, connection: Connection, item: Item, decision: Decision, note: str, by: int, now: datetime
    ) -> None:
        """Store what was decided: an approved text enters its story as its writer's, another stays their
        draft, and their turn goes on.

        Raises:
            Refusal: an approved text cannot enter: the story is paused, or the text no longer fits there.
        """
        assert item.held is not None  # one of this tray's
        text, record = item.held.text, item.held.story
        if decision is Decision.APPROVE:
            writer = Actor(item.guild_id, item.member_id, "")
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
        await held.decide(connection, text.id, HeldState(self.states[decision]), by, now, note)

    def explained(self, item: Item) -> Item:
        """Return it as it is."""
        return item
