"""Keeping a member from writing with Quire on a server; on Discord nothing changes for them."""

from datetime import datetime

from bot.clock import Clock
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.services.actor import Actor
from bot.services.hosting import checked_reason
from bot.services.leaving import leave_all
from bot.services.word_lists import WordListService
from bot.storage import audit, bans, members
from bot.storage.bans import Ban
from bot.storage.database import Database
from bot.storage.limits import WHOLE_SERVER


class BanService:
    """For moderators of the whole server. A ban that is over counts no longer; nobody need lift it."""

    def __init__(self, database: Database, clock: Clock, word_lists: WordListService) -> None:
        self._database = database
        self._clock = clock
        self._limits = word_lists

    async def ban(self, actor: Actor, member_id: int, reason: str, until: datetime | None) -> list[int]:
        """Keep a member from writing, until an instant or for good, in place of a ban that they have.

        They are out of every rota, and a turn of theirs passes at once. Return the stories' ids.

        Raises:
            Refusal: the actor does not moderate the server, means themself, one who moderates it, too, or one
                of whom that is not known; the reason is too long or may not be said on the server; or the
                instant is over.
        """
        _check(actor)
        reason, now = checked_reason(reason, needed=False), self._clock.now()
        if member_id == actor.user_id:
            raise Refusal(Reason.BAN_YOURSELF)
        moderator = actor.access.is_moderator(member_id)
        if moderator is None:
            raise Refusal(Reason.WHICH_MEMBER)
        if moderator:
            raise Refusal(Reason.BAN_MODERATOR)
        if until is not None and until <= now:
            raise Refusal(Reason.DATE_PAST)
        await self._limits.check(actor.guild_id, WHOLE_SERVER, Rating.EVERYONE, reason)
        async with self._database.write() as connection:
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            await bans.put(connection, actor.guild_id, Ban(member_id, until, reason), actor.user_id, now)
            told = until.isoformat() if until is not None else None
            await audit.note(
                connection,
                actor.guild_id,
                actor.user_id,
                "writer-ban",
                now,
                member=member_id,
                reason=reason,
                until=told,
            )
            return await leave_all(connection, member_id, now, actor.guild_id)

    async def unban(self, actor: Actor, member_id: int) -> None:
        """Let a member write again; into the stories they come by /story join.

        Raises:
            Refusal: the actor does not moderate the server, or the member may write already.
        """
        _check(actor)
        now = self._clock.now()
        async with self._database.write() as connection:
            if await bans.of(connection, actor.guild_id, member_id, now) is None:
                raise Refusal(Reason.NOT_BANNED)
            await bans.lift(connection, actor.guild_id, member_id)
            await members.see(connection, actor.guild_id, actor.user_id, actor.name, now)
            await audit.note(connection, actor.guild_id, actor.user_id, "writer-unban", now, member=member_id)


def _check(actor: Actor) -> None:
    if not actor.access.moderates_guild():
        raise Refusal(Reason.NOT_MODERATOR)
