"""What may wait in the review queue: each kind of thing is one tray, and the queue knows no more of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Protocol

from bot.domain.passages import Passage
from bot.domain.prosody.sounds import Word
from bot.domain.prosody.words import read
from bot.storage import prompts, taught, untold
from bot.storage.database import Connection
from bot.storage.held import HeldText
from bot.storage.records import StoryRecord
from bot.storage.reports import Report
from bot.storage.untold import Untold


class Kind(IntEnum):
    """What kind of thing waits. The numbers stand in buttons: they never change."""

    WORD = 1
    PROMPT = 2
    TEXT = 3
    REPORT = 4


class Decision(StrEnum):
    """What a moderator may do with it."""

    APPROVE = "approve"
    RETURN = "return"  # to whoever handed it in, with a note
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing that waits, and since when; ``channel_id`` where it belongs to a channel. ``unknown_to`` are
    members who must not learn of it."""

    since: datetime
    kind: Kind
    id: int
    channel_id: int | None = None
    unknown_to: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """What a moderator wants to know of a text on its way into a story."""

    text: HeldText
    story: StoryRecord


@dataclass(frozen=True, slots=True)
class ReportedPassage:
    """What a moderator wants to know of a reported passage. ``reports`` are those that wait, oldest first;
    ``before`` is what was reported and stands there no longer, since its writer changed it."""

    passage: Passage
    story: StoryRecord
    reports: tuple[Report, ...]
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the queue. ``text`` is what was handed in, and ``waits`` whether nobody has decided yet.

    Of a word, ``counts`` are the proposed syllables, ``listed`` those that the server's list has now, and
    ``spoken`` is how it is said without the list. Of a text for a story, ``held`` is more of it, of a
    reported passage ``report``.
    """

    kind: Kind
    id: int
    guild_id: int
    member_id: int
    text: str
    waits: bool
    counts: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    spoken: Word | None = None
    held: Held | None = None
    report: ReportedPassage | None = None

    @property
    def story(self) -> StoryRecord | None:
        """The story that it belongs to, if it does."""
        about = self.held or self.report
        return about.story if about is not None else None

    @property
    def folded(self) -> bool:
        """Whether its story hides what is written in it."""
        return self.story is not None and self.story.story.folded

    @property
    def barred(self) -> frozenset[int]:
        """Those from whom its story is hidden, since they write in it."""
        if self.story is None or not self.folded:
            return frozenset()
        return frozenset(writer.member_id for writer in self.story.story.writers)

    @property
    def veiled(self) -> "Item":
        """It, without what its story hides."""
        report = replace(self.report, before=()) if self.report is not None else None
        return replace(self, text="", report=report)

    @property
    def unknown_to(self) -> frozenset[int]:
        """Those who must not learn of it: who wrote a passage, of the reports on it."""
        if self.report is None:
            return frozenset()
        passage = self.report.passage
        return frozenset(one for one in (passage.member_id, passage.accepted_by) if one is not None)


class Tray(Protocol):
    """One kind of thing: what waits, and what each decision does; but for ``explained``, in a transaction."""

    states: Mapping[Decision, str]
    """What may be decided, and the state that it leads to, as it is stored."""

    async def waiting(self, connection: Connection, guild_id: int) -> list[Ref]:
        """Return what waits on the server."""
        ...

    async def item(self, connection: Connection, guild_id: int, item_id: int) -> Item | None:
        """Return one thing of this server's, decided or not."""
        ...

    async def settle(
        self, connection: Connection, item: Item, decision: Decision, note: str, by: int, now: datetime
    ) -> None:
        """Store what was decided."""
        ...

    def explained(self, item: Item) -> Item:
        """Return it with what a moderator wants to know and takes a while to work out."""
        ...


class WordTray:
    """Words that members teach their server."""

    states: Mapping[Decision, str] = MappingProxyType(
        {
            Decision.APPROVE: taught.APPROVED,
            Decision.RETURN: taught.RETURNED,
            Decision.REJECT: taught.REJECTED,
        }
    )

    async def waiting(self, connection: Connection, guild_id: int) -> list[Ref]:
        """Return the words that wait."""
        found = await taught.waiting(connection, guild_id)
        return [Ref(record.created_at, Kind.WORD, record.id) for record in found]

    async def item(self, connection: Connection, guild_id: int, item_id: int) -> Item | None:
        """Return one, with what the server's list has for it now."""
        record = await taught.by_id(connection, item_id, guild_id)
        if record is None:
            return None
        there = await taught.of_word(connection, guild_id, record.word)
        return Item(
            Kind.WORD,
            record.id,
            guild_id,
            record.member_id,
            record.shown,
            record.state == taught.WAITING,
            counts=record.counts,
            listed=next((one.counts for one in there if one.state == taught.APPROVED), ()),
        )

    async def settle(
        self, connection: Connection, item: Item, decision: Decision, note: str, by: int, now: datetime
    ) -> None:
        """Store what was decided; an approved word counts at once."""
        record = await taught.by_id(connection, item.id, item.guild_id)
        assert record is not None  # it was opened in this transaction
        await taught.decide(connection, record, self.states[decision], by, now, note)
        await untold.add(connection, item.guild_id, item.member_id, Untold(Kind.WORD, item.id))

    def explained(self, item: Item) -> Item:
        """Return it with how it is said without the list."""
        return replace(item, spoken=read(item.text))


class PromptTray:
    """Story prompts that members hand in."""

    states: Mapping[Decision, str] = MappingProxyType(
        {
            Decision.APPROVE: prompts.APPROVED,
            Decision.RETURN: prompts.RETURNED,
            Decision.REJECT: prompts.REJECTED,
        }
    )

    async def waiting(self, connection: Connection, guild_id: int) -> list[Ref]:
        """Return the prompts that wait."""
        found = await prompts.waiting_since(connection, guild_id)
        return [Ref(since, Kind.PROMPT, prompt_id) for prompt_id, since in found]

    async def item(self, connection: Connection, guild_id: int, item_id: int) -> Item | None:
        """Return one; the muse's never waited."""
        record = await prompts.by_id(connection, item_id, guild_id)
        if record is None or record.state is None:
            return None
        waits = record.state == prompts.WAITING
        return Item(Kind.PROMPT, record.id, guild_id, record.member_id, record.text, waits)

    async def settle(
        self, connection: Connection, item: Item, decision: Decision, note: str, by: int, now: datetime
    ) -> None:
        """Store what was decided; an approved prompt is kept for all."""
        await prompts.decide(connection, item.id, self.states[decision], by, now, note)
        await untold.add(connection, item.guild_id, item.member_id, Untold(Kind.PROMPT, item.id))

    def explained(self, item: Item) -> Item:
        """Return it as it is."""
        return item
