"""A story as it is loaded: its row, its crew, its invitations and its open turn, by one statement.

Each statement costs several changes between threads, far more than what SQLite does for it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from bot.domain.story import MuseRole, Order, Poem, Rating, Sight, Stop, Story, StoryState, Terms
from bot.storage import turns, writers
from bot.storage.schema import stories


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story with where it lives. ``number`` is what members type, ``id`` what buttons carry.

    ``version`` grows with every change; ``board_version`` is the one that the thread shows, and
    ``board_turn`` the turn that its board was posted for. ``pings`` tells what the writer of the open turn
    was told: 0 nothing, 1 that it is theirs, 2 that its end is near. ``kept``: a poem that was stored whole,
    and has no thread unless somebody asks for one.
    """

    id: int
    guild_id: int
    number: int
    channel_id: int
    thread_id: int | None
    board_id: int | None
    version: int
    board_version: int
    board_turn: int
    created_at: datetime
    finished_at: datetime | None
    pings: int
    story: Story
    kept: bool = False

    @property
    def threadless(self) -> bool:
        """Whether it is whole without a thread, and none is to be opened for it unasked."""
        return self.kept and self.thread_id is None and self.story.state is StoryState.FINISHED


SELECT = select(stories, *turns.OPEN_ONE, writers.CREW, writers.INVITED).select_from(
    stories.outerjoin(turns.open_turn, turns.open_turn.c.story_id == stories.c.id)
)
"""What ``of_row`` takes; to be narrowed by conditions on ``stories``."""


def of_row(row: Row[Any]) -> StoryRecord:
    """Return the story of a row of ``SELECT``."""
    story = Story(
        title=row.title,
        host_id=row.host_id,
        state=StoryState(row.state),
        terms=Terms(
            words_min=row.words_min,
            words_max=row.words_max,
            passages_max=row.passages_max,
            order=Order(row.turn_order),
            sight=Sight(row.sight),
            turn_hours=row.turn_hours,
            muse=MuseRole(row.muse),
            rating=Rating(row.rating),
            lines=row.lines,
            veils=row.veils,
            reveal_names=row.reveal_names,
            invite_only=row.invite_only,
            writers_max=row.writers_max,
        ),
        writers=writers.crew(row.crew),
        turn=turns.open_one(row),
        turns=row.turns,
        passages=row.passages,
        words=row.words,
        last_writer_id=row.last_writer_id,
        stops=frozenset(map(Stop, row.stops)),
        invited=frozenset(row.invited),
        seed=row.seed,
        round=tuple(row.round),
        poem=Poem(row.form, row.form_stanzas, row.form_word) if row.form is not None else None,
    )
    return StoryRecord(
        id=row.id,
        guild_id=row.guild_id,
        number=row.number,
        channel_id=row.channel_id,
        thread_id=row.thread_id,
        board_id=row.board_id,
        version=row.version,
        board_version=row.board_version,
        board_turn=row.board_turn,
        created_at=row.created_at,
        finished_at=row.finished_at,
        pings=row.turn_pings or 0,
        story=story,
        kept=row.kept,
    )
