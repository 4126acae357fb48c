"""What a story's thread holds and lacks, as the database knows it; for the bot, not for members."""

from dataclasses import dataclass

from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.sight import signature
from bot.domain.statistics import Statistics, statistics
from bot.domain.story import MUSE_ID, Rating, StoryState
from bot.services.house import HouseRules
from bot.services.verses import PoemSoFar, VerseJudge
from bot.storage import candidates, held, members, passages, preferences, stories, threads, turns
from bot.storage.database import Connection, Database
from bot.storage.preferences import Pings
from bot.storage.records import StoryRecord
from bot.storage.threads import Lacking


@dataclass(frozen=True, slots=True)
class ThreadView:
    """What a story's thread lacks, and what is in it that no longer belongs there.

    ``withdrawn`` maps passages that were taken back to the messages that show them. ``names`` are the names
    by which writers sign. ``addressee`` is who has to do something now: the writer of the open turn, or the
    host where the muse has written its own; ``pings`` is where they want to be told. ``statistics`` is there
    once the story is finished. A ``poem`` grows on its board, and is posted whole when it is finished.
    ``rating`` is what holds for what is written now. ``owes``: a writer has yet to be told that their text
    waits for no moderator any longer.
    """

    record: StoryRecord
    missing: list[Lacking]
    withdrawn: dict[int, list[int]]
    names: dict[int, str]
    last_message_id: int | None  # the newest message of the story that was noted
    addressee: int | None
    pings: Pings
    statistics: Statistics | None
    rating: Rating
    poem: PoemSoFar | None = None
    owes: bool = False

    @property
    def has_grown(self) -> bool:
        """Tell whether a poem is not what it was when its board was posted: then that is posted anew."""
        return self.poem is not None and self.record.board_turn != self.record.story.turns


class ThreadService:
    """Notes what was shown, each thing at once, so that a crash loses track of one message at most."""

    def __init__(self, database: Database, judge: VerseJudge, house: HouseRules) -> None:
        self._database = database
        self._judge = judge
        self._house = house

    async def view(self, guild_id: int, story_id: int) -> ThreadView:
        """Return what the story's thread lacks: of a folded story no passage, until it is finished.

        Raises:
            Refusal: the server has no such story.
        """
        async with self._database.read() as connection:
            record = await stories.by_id(connection, story_id, guild_id)
            if record is None:
                raise Refusal(Reason.NO_STORY)
            story = record.story
            so_far = await passages.of_story(connection, story_id) if story.poem else []
            missing, withdrawn = await _gaps(connection, record, so_far)
            own = await members.names(connection, guild_id, [w.member_id for w in story.writers])
            names = {w.member_id: signature(story, w.member_id, own) for w in story.writers}
            last = await threads.last_message(connection, story_id)
            addressee = await _addressee(connection, record)
            pings = (await preferences.of(connection, addressee)).pings if addressee else Pings.NONE
            figures = await _figures(connection, record)
            owes = bool(await held.owed(connection, story_id))
        signed = {member_id: name for member_id, name in names.items() if name is not None}
        poem = None
        if story.poem is not None:
            poem = PoemSoFar(story.poem, so_far, await self._judge.place(guild_id, story.poem, so_far))
        rating = await self._house.rating_in(guild_id, record.channel_id, story.terms.rating)
        return ThreadView(
            record, missing, withdrawn, signed, last, addressee, pings, figures, rating, poem, owes
        )

    async def rated(self, guild_id: int, channel_id: int | None) -> list[int]:
        """Return the stories of a channel, None for all of the server, whose boards tell of a rating that
        may be another now; they count as behind."""
        async with self._database.write() as connection:
            return await threads.touch_rated(connection, guild_id, channel_id)

    async def story_in(self, guild_id: int, thread_id: int) -> StoryRecord | None:
        """Return the story that lives in a thread, or None."""
        async with self._database.read() as connection:
            return await stories.by_thread(connection, thread_id, guild_id)

    async def homes(self, guild_id: int) -> set[int]:
        """Return the threads in which the server's stories live."""
        async with self._database.read() as connection:
            return await threads.homes(connection, guild_id)

    async def opened(self, story_id: int, thread_id: int | None) -> None:
        """Note the story's new, empty thread; None means that the old one is gone."""
        async with self._database.write() as connection:
            await threads.set_thread(connection, story_id, thread_id)

    async def moved(self, story_id: int, channel_id: int) -> None:
        """Note that the story's next thread is to be opened in another channel; the old one is gone."""
        async with self._database.write() as connection:
            await threads.set_channel(connection, story_id, channel_id)
            await threads.set_thread(connection, story_id, None)

    async def part_shown(self, passage_id: int, part: int, message_id: int) -> None:
        """Note that a message shows a part of a passage."""
        async with self._database.write() as connection:
            await threads.add_message(connection, passage_id, part, message_id)

    async def shown(self, *shown: Passage) -> None:
        """Note that the thread shows these passages, whole and in this version."""
        async with self._database.write() as connection:
            for passage in shown:
                await threads.set_shown(connection, passage.id, passage.version)

    async def messages_gone(self, passage_id: int, *, after: int = 0) -> None:
        """Note that the messages that showed a passage's parts beyond ``after`` are gone."""
        async with self._database.write() as connection:
            await threads.forget_messages(connection, passage_id, after=after)

    async def board_shown(
        self, story_id: int, message_id: int | None, version: int = 0, turn: int = 0
    ) -> None:
        """Note the board's message, the version that it shows, and the turn for which it was posted; None
        for a board that is gone."""
        async with self._database.write() as connection:
            await threads.set_board(connection, story_id, message_id, version, turn)

    async def told(self, story_id: int, turn: int, pings: int) -> None:
        """Note what the writer of that turn was told: 1 that it is theirs, 2 that its end is near."""
        async with self._database.write() as connection:
            await turns.set_pings(connection, story_id, turn, pings)

    async def behind(self, guild_id: int) -> list[int]:
        """Return the ids of the server's stories whose thread does not show their newest state."""
        async with self._database.read() as connection:
            return await threads.behind(connection, guild_id)


async def _addressee(connection: Connection, record: StoryRecord) -> int | None:
    turn = record.story.turn
    if turn is None or turn.member_id != MUSE_ID:
        return turn.member_id if turn else None
    written = await candidates.of_turn(connection, record.id, turn.number, MUSE_ID)
    return record.story.host_id if written else None


async def _gaps(
    connection: Connection, record: StoryRecord, so_far: list[Passage]
) -> tuple[list[Lacking], dict[int, list[int]]]:
    """Return what the thread lacks, and what does not belong in it: all of a poem, until it is whole."""
    finished = record.story.state is StoryState.FINISHED
    if record.story.poem is not None and not finished:
        return [], await threads.shown_at_all(connection, record.id)
    withdrawn = await threads.withdrawn(connection, record.id)
    if so_far:
        return await threads.lacking_poem(connection, record.id, so_far), withdrawn
    return [] if record.story.folded else await threads.lacking(connection, record.id), withdrawn


async def _figures(connection: Connection, record: StoryRecord) -> Statistics | None:
    if record.story.state is not StoryState.FINISHED:
        return None
    found = await passages.of_story(connection, record.id)
    return statistics(found, await turns.outcomes(connection, record.id))
