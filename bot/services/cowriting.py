"""The muse beside a writer: it proposes to whoever asks, and bridges a turn that lapsed.

Nothing that it wrote is in a story before a person accepted it.
"""

from bot.clock import Clock
from bot.domain import checks
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole
from bot.generation.muse import Muse, Receipt, Stream
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.proposing import Proposal, propose, request_for
from bot.storage import candidates
from bot.storage.database import Database


class CowritingService:
    """Asks the muse about stories, and keeps what it proposed."""

    def __init__(self, database: Database, clock: Clock, muse: Muse) -> None:
        self._database = database
        self._clock = clock
        self._muse = muse

    async def ask(self, actor: Actor, story_id: int) -> Stream:
        """Ask how the story goes on, for a member who writes in it. The muse sees what they may see.

        Raises:
            Refusal: they do not write in it, or it is written without the muse.
            MuseUnavailableError, OverloadedError: as :meth:`Muse.ask`.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            checks.refuse_finished(record.story)
            checks.refuse_stranger(record.story, actor.user_id)
            if record.story.terms.muse is MuseRole.NEVER:
                raise Refusal(Reason.MUSE_NEVER)
            request = await request_for(connection, record, actor.user_id)
        return self._muse.ask(request)

    async def record(self, actor: Actor, story_id: int, text: str, receipt: Receipt) -> Proposal | None:
        """Store what the muse wrote for a member; None where there is not one whole sentence fit to show."""
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            return await propose(connection, record, actor.user_id, text, receipt, self._clock.now())

    async def proposal(self, actor: Actor, story_id: int, candidate_id: int) -> Proposal:
        """Return what the muse proposed to the member.

        Raises:
            Refusal: there is no such proposal to them.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            found = await candidates.by_id(connection, candidate_id)
        if found is None or (found.story_id, found.member_id) != (story_id, actor.user_id):
            raise Refusal(Reason.NO_CANDIDATE)
        return Proposal(record, found)
