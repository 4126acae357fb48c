"""What a story's host and the moderators do to it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.clock import Clock
from bot.domain import history, hosting, people
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, StoryState, TurnOutcome
from bot.domain.story_knobs import POEMS, STORIES
from bot.domain.text import clean, is_blank
from bot.services import lines
from bot.services.actor import Actor
from bot.services.changing import Change, changing
from bot.services.house import HouseRules
from bot.services.redacting import take_out
from bot.services.word_lists import WordListService
from bot.storage import passages
from bot.storage.database import Database
from bot.storage.records import StoryRecord

REASON_LIMIT = 300  # characters


class Action(StrEnum):
    """What ``/story manage`` can do."""

    SKIP = "skip"
    UNDO = "undo"
    REDO = "redo"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    KICK = "kick"
    REOPEN = "reopen"


_OF_THIS_MOMENT = {Action.SKIP, Action.UNDO, Action.REDO}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the action, whom it is about, and why.

    ``version`` is the story's when it was asked: what is about the last passage or the open turn must not hit
    the one that came between.
    """

    action: Action
    member_id: int | None = None
    reason: str = ""
    version: int | None = None


class HostingService:
    """Each method is one act, in one transaction, and returns the story as it then is.

    Each raises a Refusal where there is no such story for the member, or they may not do that.
    """

    def __init__(
        self, database: Database, clock: Clock, house: HouseRules, word_lists: WordListService
    ) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = word_lists

    async def manage(self, actor: Actor, story_id: int, wish: Wish) -> StoryRecord:
        """Do what the host or a moderator asks.

        Raises:
            Refusal: they are neither, or the story is not in a state for it; or none may go on again there;
                or the reason is one that may not be said there.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            await self._house.check_host(actor, change.record)
            if wish.action in _OF_THIS_MOMENT and wish.version not in (None, change.record.version):
                raise Refusal(Reason.MOVED_ON)
            if wish.action is Action.REOPEN and change.story.state is StoryState.FINISHED:
                await self._check_begun_again(change, actor)
            story, outcome = await _done(change, actor, wish)
            reason = await self._reason(change.record, wish.reason, needed=False)
            action = f"story-{wish.action}"
            await change.save(story, action, outcome=outcome, member=wish.member_id, reason=reason)
        return change.record

    async def finish(self, actor: Actor, story_id: int) -> StoryRecord:
        """End the story.

        Raises:
            Refusal: it is finished, or the member may not end it.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            await self._house.check_host(actor, change.record)
            await change.save(hosting.finish(change.story), "story-finish", outcome=TurnOutcome.FINISHED)
        return change.record

    async def redact(self, actor: Actor, story_id: int, position: int, reason: str) -> StoryRecord:
        """Hide a passage everywhere; the record keeps what it said.

        Raises:
            Refusal: the member does not moderate there, gives no reason or one that may not be said there,
                or there is no such passage, or it is hidden already.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            if not actor.access.moderates(change.record.channel_id):
                raise Refusal(Reason.NOT_MODERATOR)
            reason = await self._reason(change.record, reason, needed=True)
            passage = await passages.at(change.connection, story_id, position)
            if passage is None:
                raise Refusal(Reason.NO_PASSAGE)
            if passage.redacted and not passage.hidden:
                raise Refusal(Reason.ALREADY_REDACTED)
            await take_out(change, passage, actor.user_id)
            await change.note("story-redact", position=position, passage=passage.id, reason=reason)
            await change.touch()
        return change.record

    async def _reason(self, record: StoryRecord, reason: str, *, needed: bool) -> str:
        reason = checked_reason(reason, needed=needed)
        await self._limits.check(record.guild_id, record.channel_id, record.story.terms.rating, reason)
        return reason

    async def _check_begun_again(self, change: Change, actor: Actor) -> None:
        """Refuse to reopen a story where none may be begun.

        Raises:
            Refusal: that is off in its channel, or there are as many as there may be.
        """
        record = change.record
        feature = STORIES if record.story.poem is None else POEMS
        await self._house.check_open(feature, record.guild_id, record.channel_id)
        await self._house.check_room(change.connection, actor, record.channel_id, record.story.host_id)


def checked_reason(reason: str, *, needed: bool) -> str:
    """Return a reason, cleaned, on one line.

    Raises:
        Refusal: it is empty though it is ``needed``, or too long.
    """
    reason = " ".join(clean(reason).split())
    if needed and is_blank(reason):
        raise Refusal(Reason.REASON_EMPTY)
    if len(reason) > REASON_LIMIT:
        raise Refusal(Reason.TEXT_TOO_LONG, length=len(reason), limit=REASON_LIMIT)
    return reason


async def _done(change: Change, actor: Actor, wish: Wish) -> tuple[Story, TurnOutcome]:
    """Return what becomes of the story, and how its turn ends if it does."""
    story, now = change.story, change.now
    match wish.action:
        case Action.SKIP:
            return hosting.skip(story, now), TurnOutcome.SKIPPED
        case Action.PAUSE:
            return hosting.pause(story, now), TurnOutcome.MOVED
        case Action.RESUME:
            return hosting.resume(story, now), TurnOutcome.MOVED
        case Action.NEXT:
            moved = hosting.move_next(story, actor.user_id, now, member_id=wish.member_id)
            return moved, TurnOutcome.MOVED
        case Action.REOPEN:
            return hosting.reopen(story, now), TurnOutcome.MOVED
        case Action.KICK:
            if wish.member_id is None:
                raise Refusal(Reason.WHICH_MEMBER)
            return people.kick(story, wish.member_id, actor.user_id, now), TurnOutcome.KICKED
        case Action.UNDO:
            return await _undo(change), TurnOutcome.MOVED
        case Action.REDO:
            return await _redo(change), TurnOutcome.MOVED


async def _undo(change: Change) -> Story:
    if change.story.poem is not None:
        return await lines.undone(change)
    record, count = change.record, change.story.passages
    last = await passages.at(change.connection, record.id, count)
    before = await passages.at(change.connection, record.id, count - 1)
    assert last is not None  # a story has its opening
    story = history.undo(change.story, last, before, change.now)
    await passages.take_back(change.connection, record.id, record.guild_id, last)
    return story


async def _redo(change: Change) -> Story:
    if change.story.poem is not None:
        return await lines.redone(change)
    record = change.record
    undone = await passages.next_to_redo(change.connection, record.id)
    story = history.redo(change.story, undone, change.now)
    assert undone is not None  # the rule has just seen it
    await passages.put_back(change.connection, record.guild_id, undone, story.passages)
    return story
