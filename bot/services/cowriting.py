"""The muse in a story: it proposes to whoever asks, bridges a turn that lapsed, and plays its own turns.

Nothing that it wrote is in a story before a person accepted it.
"""

import secrets
from dataclasses import asdict, dataclass

from bot.clock import Clock
from bot.domain import checks, hosting, turns
from bot.domain.characters import PER_WRITER, checked_name, protected, without_speech_of
from bot.domain.passages import Passage, origin_of
from bot.domain.refusals import Reason, Refusal
from bot.domain.sight import readable
from bot.domain.story import MUSE_ID, MuseRole, TurnOutcome
from bot.domain.text import checked_text, count_words
from bot.generation import prompting
from bot.generation.clean import clean_passage
from bot.generation.muse import Muse, Receipt, Request, Stream
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.changing import by_itself, changing
from bot.storage import candidates, characters, passages, prompts, stories
from bot.storage import turns as turn_rows
from bot.storage.candidates import Candidate
from bot.storage.database import Connection, Database
from bot.storage.stories import StoryRecord


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the muse proposed, and the story that it is for."""

    record: StoryRecord
    candidate: Candidate


class CowritingService:
    """Asks the muse about stories, and keeps what it proposed with its receipt."""

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
            request = await self._request(connection, record, actor.user_id)
        return self._muse.ask(request)

    async def record(self, actor: Actor, story_id: int, text: str, receipt: Receipt) -> Proposal | None:
        """Store what the muse wrote for a member; None where there is not one whole sentence fit to show."""
        async with self._database.write() as connection:
            record = await story_for(connection, actor, story_id)
            return await self._propose(connection, record, actor.user_id, text, receipt)

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

    async def muse_turns(self) -> list[tuple[int, int]]:
        """Return the stories (guild id, story id) in which the muse has the turn and wrote nothing yet."""
        waiting = []
        async with self._database.read() as connection:
            for story_id in await turn_rows.held_by(connection, MUSE_ID):
                record = await stories.anywhere(connection, story_id)
                if record is None or record.story.turn is None or record.story.stops:
                    continue
                number = record.story.turn.number
                if await candidates.of_turn(connection, story_id, number, MUSE_ID) is None:
                    waiting.append((record.guild_id, story_id))
        return waiting

    async def play(self, guild_id: int, story_id: int) -> tuple[int, Stream] | None:
        """Ask the muse for its own turn; return the turn's number and the stream, None where it has no turn.

        Raises:
            MuseUnavailableError, OverloadedError: as :meth:`Muse.ask`.
        """
        async with self._database.read() as connection:
            record = await stories.by_id(connection, story_id, guild_id)
            turn = record.story.turn if record else None
            if record is None or turn is None or turn.member_id != MUSE_ID:
                return None
            request = await self._request(connection, record, MUSE_ID)
        return turn.number, self._muse.ask(request)

    async def played(self, guild_id: int, story_id: int, number: int, text: str, receipt: Receipt) -> bool:
        """Store what the muse wrote in its own turn, for the host to decide; tell whether it was of use."""
        async with by_itself(self._database, self._clock, guild_id, story_id) as change:
            turn = change.story.turn
            if turn is None or turn.number != number:
                return True  # the story has moved on
            proposal = await self._propose(change.connection, change.record, MUSE_ID, text, receipt)
            if proposal is not None:
                await change.touch()
        return proposal is not None

    async def give_up(self, guild_id: int, story_id: int) -> None:
        """Skip the muse's turn: it is not at home, or has nothing to say."""
        async with by_itself(self._database, self._clock, guild_id, story_id) as change:
            turn = change.story.turn
            if turn is None or turn.member_id != MUSE_ID or change.story.stops:
                return
            story = turns.move_on(change.story, MUSE_ID, change.now)
            await change.save(story, "muse-silent", outcome=TurnOutcome.SKIPPED)

    async def proposal_of_turn(self, actor: Actor, story_id: int) -> Proposal | None:
        """Return what the muse wrote in its own turn, for the host or a moderator; None if it has not yet.

        Raises:
            Refusal: the member is neither.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            moderator = actor.access.moderates(record.channel_id)
            hosting.check_host(record.story, actor.user_id, moderator=moderator)
            turn = record.story.turn
            if turn is None or turn.member_id != MUSE_ID:
                return None
            found = await candidates.of_turn(connection, story_id, turn.number, MUSE_ID)
            return Proposal(record, found) if found else None

    async def again(self, actor: Actor, story_id: int) -> None:
        """Check that the member may ask the muse to play its turn anew.

        Raises:
            Refusal: they are neither host nor moderator, or it is not the muse's turn.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            moderator = actor.access.moderates(record.channel_id)
            hosting.check_host(record.story, actor.user_id, moderator=moderator)
            turn = record.story.turn
            if turn is None or turn.member_id != MUSE_ID:
                raise Refusal(Reason.TURN_PASSED)

    async def take_over(
        self, actor: Actor, story_id: int, candidate_id: int, text: str | None = None
    ) -> StoryRecord:
        """Let what the muse wrote in its turn enter the story, as it is or as the host made it (``text``).

        Raises:
            Refusal: the member is neither host nor moderator, that turn is over, or the text does not do.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            moderator = actor.access.moderates(change.record.channel_id)
            hosting.check_host(change.story, actor.user_id, moderator=moderator)
            candidate = await candidates.by_id(change.connection, candidate_id)
            if candidate is None or (candidate.story_id, candidate.member_id) != (story_id, MUSE_ID):
                raise Refusal(Reason.NO_CANDIDATE)
            said = checked_text(candidate.text if text is None else text)
            words = count_words(said)
            story = turns.submit(change.story, MUSE_ID, candidate.turn, words, change.now)
            origin = origin_of(said, candidate.text)
            passage = Passage(
                position=story.passages,
                turn=candidate.turn,
                member_id=actor.user_id if origin == "human" else MUSE_ID,
                accepted_by=actor.user_id,
                text=said,
                words=words,
                origin=origin,
                receipt_id=candidate.receipt_id if origin != "human" else None,
                created_at=change.now,
            )
            await change.save(story, "muse-accepted", outcome=TurnOutcome.WRITTEN, position=passage.position)
            await passages.add(change.connection, story_id, actor.guild_id, passage)
        return change.record

    async def claim_character(self, actor: Actor, story_id: int, name: str) -> dict[str, int]:
        """Make a character the member's; return whose each character is.

        Raises:
            Refusal: they do not write in the story, the name does not do, or it is another's.
        """
        name = checked_name(name)
        async with changing(self._database, self._clock, actor, story_id) as change:
            checks.refuse_stranger(change.story, actor.user_id)
            owner = await characters.owner(change.connection, story_id, name)
            if owner is not None and owner != actor.user_id and change.story.is_active(owner):
                raise Refusal(Reason.CHARACTER_TAKEN)
            owners = await characters.of_story(change.connection, story_id)
            mine = [one for one, member_id in owners.items() if member_id == actor.user_id]
            if owner != actor.user_id and len(mine) >= PER_WRITER:
                raise Refusal(Reason.TOO_MANY_CHARACTERS, limit=PER_WRITER)
            await characters.give(change.connection, story_id, name, actor.user_id)
            return await characters.of_story(change.connection, story_id)

    async def release_character(self, actor: Actor, story_id: int, name: str) -> dict[str, int]:
        """Make a character of the member's nobody's; return whose each character is.

        Raises:
            Refusal: it is not theirs.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            if await characters.owner(change.connection, story_id, name) != actor.user_id:
                raise Refusal(Reason.NOT_YOUR_CHARACTER)
            await characters.release(change.connection, story_id, name)
            return await characters.of_story(change.connection, story_id)

    async def _request(self, connection: Connection, record: StoryRecord, member_id: int) -> Request:
        story = record.story
        found = readable(story, await passages.of_story(connection, record.id), member_id)
        owners = await characters.of_story(connection, record.id)
        texts = [passage.text for passage in found if passage.text] or [story.title]
        lapsed = story.turn is not None and story.turn.after_lapse and story.turn.member_id == member_id
        return prompting.continuation(
            texts,
            guild_id=record.guild_id,
            member_id=member_id,
            seed=secrets.randbits(31),
            others=protected(story, owners, member_id),
            bridge=lapsed,
            words=min(max(story.terms.words_min, 60), story.terms.words_max, 150),
        )

    async def _propose(
        self, connection: Connection, record: StoryRecord, member_id: int, text: str, receipt: Receipt
    ) -> Proposal | None:
        owners = await characters.of_story(connection, record.id)
        shown = without_speech_of(clean_passage(text), protected(record.story, owners, member_id))
        if not shown.strip():
            return None
        now = self._clock.now()
        receipt_id = await prompts.add_receipt(connection, record.guild_id, member_id, asdict(receipt), now)
        candidate = await candidates.add(
            connection,
            story_id=record.id,
            member_id=member_id,
            turn=record.story.turn.number if record.story.turn else 0,
            text=shown,
            receipt_id=receipt_id,
            now=now,
        )
        return Proposal(record, candidate)
