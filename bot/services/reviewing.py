"""The review queue: all that waits for this server's moderators, oldest first, and what they decide."""

import asyncio
from dataclasses import dataclass

from bot.clock import Clock
from bot.domain.pages import nearest_page
from bot.domain.refusals import Reason, Refusal
from bot.domain.text import checked_text
from bot.services.actor import Actor
from bot.services.review_items import TRAYS, Decision, Item, Kind
from bot.storage import audit
from bot.storage.database import Database

NOTE_LIMIT = 300  # characters of a note to whoever handed something in


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One thing of the queue, None where nothing waits; its place from 0, and how many wait in all.

    ``decisions`` are those that this moderator may take on it: none on what is their own.
    """

    item: Item | None
    page: int
    total: int
    decisions: tuple[Decision, ...] = ()


class ReviewService:
    """Each method is for moderators of the whole server only, looked at anew at each act."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def queue(self, actor: Actor, page: int) -> QueuePage:
        """Return one page, from 0; beyond the last it is the last.

        Raises:
            Refusal: the member is no moderator.
        """
        _check_moderator(actor)
        async with self._database.read() as connection:
            refs = [ref for tray in TRAYS.values() for ref in await tray.waiting(connection, actor.guild_id)]
            if not refs:
                return QueuePage(None, 0, 0)
            page = nearest_page(page, len(refs), 1)
            ref = sorted(refs, key=lambda one: (one.since, one.kind, one.id))[page]
            item = await TRAYS[ref.kind].item(connection, actor.guild_id, ref.id)
        assert item is not None  # seen in the same transaction
        tray = TRAYS[item.kind]
        item = await asyncio.to_thread(tray.explained, item)
        own = item.member_id == actor.user_id
        return QueuePage(item, page, len(refs), () if own else tuple(tray.states))

    async def decide(self, actor: Actor, kind: int, item_id: int, decision: Decision, note: str = "") -> Item:
        """Decide on one thing, and return it as it was. ``note`` is for whoever gets it back.

        Raises:
            Refusal: the member is no moderator, it is their own, there is no such thing or it was decided
                already, or the note is missing or too long.
        """
        _check_moderator(actor)
        if decision is Decision.RETURN:
            note = _checked_note(note)
        if kind not in list(Kind) or decision not in TRAYS[Kind(kind)].states:
            raise Refusal(Reason.NOT_IN_REVIEW)
        tray, now = TRAYS[Kind(kind)], self._clock.now()
        async with self._database.write() as connection:
            item = await tray.item(connection, actor.guild_id, item_id)
            if item is None:
                raise Refusal(Reason.NOT_IN_REVIEW)
            if not item.waits:
                raise Refusal(Reason.REVIEW_DECIDED)
            if item.member_id == actor.user_id:
                raise Refusal(Reason.REVIEW_OWN)
            await tray.settle(connection, item, decision, note, actor.user_id, now)
            name = item.kind.name.lower()
            action, detail = f"{name}-{tray.states[decision]}", {name: item_id}
            await audit.note(connection, actor.guild_id, actor.user_id, action, now, **detail)
        return item


def _check_moderator(actor: Actor) -> None:
    if not actor.access.moderates_guild():
        raise Refusal(Reason.NOT_MODERATOR)


def _checked_note(note: str) -> str:
    note = checked_text(note)
    if len(note) > NOTE_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(note), limit=NOTE_LIMIT)
    return note
