"""The review queue: all that waits for this server's moderators, oldest first, and what they decide."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.domain.held import HeldState
from bot.domain.pages import nearest_page
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_text
from bot.services.actor import Actor
from bot.services.review_items import Decision, Item, Kind, Ref, Tray
from bot.storage import audit, members, standing
from bot.storage.audit import Said
from bot.storage.database import Connection, Database
from bot.storage.standing import Standing

NOTE_LIMIT = 300  # characters of a note to whoever handed something in
_CLOSED = {
    HeldState.WITHDRAWN: Reason.REVIEW_WITHDRAWN,
    HeldState.OVERTAKEN: Reason.REVIEW_OVERTAKEN,
    HeldState.FINISHED: Reason.REVIEW_OVERTAKEN,
    HeldState.GONE: Reason.REVIEW_WRITER_GONE,
}


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One thing of the queue, None where nothing waits; its place from 0, and how many wait in all.

    ``decisions`` are those that this moderator may take on it: none where there is a ``bar``. ``before`` is
    what was decided about its writer before.
    """

    item: Item | None
    page: int
    total: int
    decisions: tuple[Decision, ...] = ()
    bar: Reason | None = None
    before: Standing = field(default_factory=Standing)


class ReviewService:
    """Each method is for moderators of the whole server only, looked at anew at each act."""

    def __init__(self, database: Database, clock: Clock, trays: Mapping[Kind, Tray]) -> None:
        """``trays`` are all kinds of things that may wait."""
        self._database = database
        self._clock = clock
        self._trays = trays

    async def queue(self, actor: Actor, page: int) -> QueuePage:
        """Return one page, from 0; beyond the last it is the last.

        Raises:
            Refusal: the member is no moderator.
        """
        _check_moderator(actor)
        async with self._database.read() as connection:
            refs = await self._refs(connection, actor)
            if not refs:
                return QueuePage(None, 0, 0)
            page = nearest_page(page, len(refs), 1)
            ref = sorted(refs, key=lambda one: (one.since, one.kind, one.id))[page]
            item = await self._trays[ref.kind].item(connection, actor.guild_id, ref.id)
            assert item is not None  # seen in the same transaction
            before = await standing.of(connection, actor.guild_id, item.member_id, self._clock.now())
        tray = self._trays[item.kind]
        item = await asyncio.to_thread(tray.explained, item)
        bar = _bar(actor, item)
        if bar is Reason.REVIEW_FOLD:
            item = item.veiled
        elif item.story is not None and item.folded and bar in (None, Reason.REVIEW_REPORTED):
            await self._note_look(actor, item.story.id)
        return QueuePage(item, page, len(refs), () if bar else tuple(tray.states), bar, before)

    def check(self, actor: Actor) -> None:
        """Refuse whoever may not decide, before they are asked for a note.

        Raises:
            Refusal: the member is no moderator.
        """
        _check_moderator(actor)

    async def writer_of(self, actor: Actor, held_id: int) -> int | None:
        """Return who wrote a text that waits; None where the moderator finds none.

        Raises:
            Refusal: the member is no moderator.
        """
        _check_moderator(actor)
        async with self._database.read() as connection:
            item = await self._trays[Kind.TEXT].item(connection, actor.guild_id, held_id)
        there = item is not None and item.waits and not _out_of_sight(actor, item)
        return item.member_id if item is not None and there else None

    async def waiting(self, guild_id: int) -> list[Ref]:
        """Return all that waits on a server, for Quire itself."""
        async with self._database.read() as connection:
            return [ref for tray in self._trays.values() for ref in await tray.waiting(connection, guild_id)]

    async def noticed_at(self, guild_id: int) -> datetime | None:
        """Return when a server's moderators were last told that something waits, for Quire itself."""
        async with self._database.read() as connection:
            return await members.noticed_at(connection, guild_id)

    async def note_notice(self, guild_id: int, at: datetime) -> None:
        """Note that a server's moderators were told then, for Quire itself."""
        async with self._database.write() as connection:
            await members.set_noticed(connection, guild_id, at)

    async def _refs(self, connection: Connection, actor: Actor) -> list[Ref]:
        """Return what waits, but for what the moderator must not learn of or in a channel they do not see."""
        return [
            ref
            for tray in self._trays.values()
            for ref in await tray.waiting(connection, actor.guild_id)
            if actor.user_id not in ref.unknown_to
            and (ref.channel_id is None or actor.access.sees(ref.channel_id) is not False)
        ]

    async def _note_look(self, actor: Actor, story_id: int) -> None:
        """Note that a moderator sees a text of a story that hides it."""
        now = self._clock.now()
        async with self._database.write() as connection:
            await audit.note(connection, actor.guild_id, actor.user_id, "story-look", now, story_id=story_id)

    async def decide(self, actor: Actor, kind: int, item_id: int, decision: Decision, note: str = "") -> Item:
        """Decide on one thing, and return it as it was. ``note`` is for whoever gets it back.

        Raises:
            Refusal: the member is no moderator, it is their own, they write in the story that hides it or
                reported it themself, there is no such thing, it was decided already or waits no longer, or
                the note is missing or too long.
        """
        _check_moderator(actor)
        if decision is Decision.RETURN:
            note = _checked_note(note)
        if kind not in list(Kind) or decision not in self._trays[Kind(kind)].states:
            raise Refusal(Reason.NOT_IN_REVIEW)
        tray, now = self._trays[Kind(kind)], self._clock.now()
        async with self._database.write() as connection:
            item = await tray.item(connection, actor.guild_id, item_id)
            if item is None or _out_of_sight(actor, item):
                raise Refusal(Reason.NOT_IN_REVIEW)
            if not item.waits:
                raise Refusal(_closed(item))
            if (bar := _bar(actor, item)) is not None:
                raise Refusal(bar)
            await tray.settle(connection, item, decision, note, actor.user_id, now)
            name, story = item.kind.name.lower(), item.story
            about: dict[str, object] = {name: item_id}
            if item.report is not None:
                about |= {"position": item.report.passage.position, "passage": item.report.passage.id}
            if item.held is not None:
                about["rules"] = sorted({match.rule for match in item.held.text.matches})
            await audit.note(
                connection,
                actor.guild_id,
                actor.user_id,
                f"{name}-{tray.states[decision]}",
                now,
                story_id=story.id if story is not None else None,
                member=item.member_id if item.held else None,
                said=Said(actor.user_id, item.member_id, {"note": note} if note else {}),
                **about,
            )
        return item


def _out_of_sight(actor: Actor, item: Item) -> bool:
    """Tell whether the moderator must not learn of a thing, or does not see the channel it belongs to."""
    unseen = item.story is not None and actor.access.sees(item.story.channel_id) is False
    return unseen or actor.user_id in item.unknown_to


def _bar(actor: Actor, item: Item) -> Reason | None:
    """Return why a moderator may not decide on a thing, None where they may."""
    if item.member_id == actor.user_id:
        return Reason.REVIEW_OWN
    if actor.user_id in item.barred:
        return Reason.REVIEW_FOLD
    if item.report is not None and actor.user_id in {one.member_id for one in item.report.reports}:
        return Reason.REVIEW_REPORTED
    return None


def _closed(item: Item) -> Reason:
    """Return why nobody can decide on a thing any more."""
    return _CLOSED.get(item.held.text.state, Reason.REVIEW_DECIDED) if item.held else Reason.REVIEW_DECIDED


def _check_moderator(actor: Actor) -> None:
    if not actor.access.moderates_guild():
        raise Refusal(Reason.NOT_MODERATOR)


def _checked_note(note: str) -> str:
    note = checked_text(note)
    if len(note) > NOTE_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(note), limit=NOTE_LIMIT)
    return note
