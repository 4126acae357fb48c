"""Changing what was agreed for a story: tightened at once, loosened when every active writer agrees."""

from dataclasses import dataclass, replace

from bot.clock import Clock
from bot.domain import charter as rules
from bot.domain.charter import CHARTER_LIMIT, Charter
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating
from bot.domain.text import checked_line
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.changing import Change, changing
from bot.services.house import HouseRules
from bot.services.word_lists import WordListService
from bot.storage import charters
from bot.storage.audit import Said
from bot.storage.charters import ChangeState, CharterChange
from bot.storage.database import Database
from bot.storage.records import StoryRecord


@dataclass(frozen=True, slots=True)
class CharterAsked:
    """A story, and the change that waits for its writers; None where it was made at once. ``allowed`` is how
    far the channel goes where it was put aside for that."""

    record: StoryRecord
    change: CharterChange | None
    allowed: Rating | None = None

    @property
    def missing(self) -> frozenset[int]:
        """Those who have not answered yet."""
        return rules.missing(self.record.story, self.change.agreed) if self.change else frozenset()


class CharterService:
    """Asks for changes, and takes the writers' answers."""

    def __init__(self, database: Database, clock: Clock, house: HouseRules, limits: WordListService) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits

    async def ask(
        self, actor: Actor, story_id: int, rating: Rating | None, lines: str | None, veils: str | None
    ) -> CharterAsked:
        """Change what was agreed, None for what stays: at once where that tightens it or nobody else writes
        in the story; else ask every active writer. Who asks agrees.

        Raises:
            Refusal: the story is finished, the member neither writes in it nor moderates, nothing would
                change, a text is too long or not within the limits, or the rating is not allowed there.
        """
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
        place, old = record.channel_id, rules.charter_of(record.story)
        rules.refuse_outsider(record.story, actor.user_id, moderator=actor.access.moderates(place))
        lines = None if lines is None else checked_line(lines, CHARTER_LIMIT)
        veils = None if veils is None else checked_line(veils, CHARTER_LIMIT)
        await self._limits.check_naming(actor.guild_id, place, lines or "", veils or "")
        if rating is not None and rules.strictest(rating, old.rating) is not rating:
            await self._house.check_rating(actor, place, rating)
        async with changing(self._database, self._clock, actor, story_id) as change:
            moderator = actor.access.moderates(change.record.channel_id)
            rules.refuse_outsider(change.story, actor.user_id, moderator=moderator)
            old = rules.charter_of(change.story)
            new = Charter(
                rating or old.rating,
                old.lines if lines is None else lines,
                old.veils if veils is None else veils,
            )
            rules.refuse_same(old, new)
            mine = frozenset({actor.user_id})
            if not rules.loosens(old, new) or not rules.missing(change.story, mine):
                return await _made(change, new, actor.user_id)
            asked = await charters.ask(change.connection, story_id, actor.user_id, new, mine, change.now)
            await change.note("charter-ask")
        return CharterAsked(change.record, asked)

    async def answer(self, actor: Actor, story_id: int, change_id: int, *, agree: bool) -> CharterAsked:
        """Take a writer's answer. The last to agree makes the change; one who declines ends it, and so does
        one who agrees to a rating that the channel no longer allows, which the change that is returned tells.

        Raises:
            Refusal: the member is no active writer, or the wish is over.
        """
        allowed = await self._allowed(actor, story_id, change_id) if agree else None
        async with changing(self._database, self._clock, actor, story_id) as change:
            rules.refuse_outsider(change.story, actor.user_id, moderator=False)
            asked = await charters.by_id(change.connection, change_id, story_id)
            if asked is None or asked.state is not ChangeState.OPEN:
                raise Refusal(Reason.CHARTER_OVER)
            if not agree:
                declined = replace(asked, state=ChangeState.DECLINED)
                await charters.update_one(change.connection, asked.id, asked.agreed, declined.state)
                await change.note("charter-decline")
                return CharterAsked(change.record, declined)
            if allowed is not None:
                await charters.update_one(change.connection, asked.id, asked.agreed, ChangeState.REPLACED)
                await change.note("charter-bar")
                return CharterAsked(change.record, replace(asked, state=ChangeState.REPLACED), allowed)
            agreed = asked.agreed | {actor.user_id}
            if rules.missing(change.story, agreed):
                await charters.update_one(change.connection, asked.id, agreed, ChangeState.OPEN)
                return CharterAsked(change.record, replace(asked, agreed=agreed))
            await charters.update_one(change.connection, asked.id, agreed, ChangeState.AGREED)
            return await _made(change, asked.charter, asked.asked_by)

    async def _allowed(self, actor: Actor, story_id: int, change_id: int) -> Rating | None:
        """Return how far the story's channel goes, where a change asks for a rating beyond it; else None."""
        async with self._database.read() as connection:
            record = await story_for(connection, actor, story_id)
            asked = await charters.by_id(connection, change_id, story_id)
        if (
            asked is None
            or rules.strictest(asked.charter.rating, record.story.terms.rating) is asked.charter.rating
        ):
            return None
        held = await self._house.rating_in(actor.guild_id, record.channel_id, asked.charter.rating)
        return None if held is asked.charter.rating else held


async def _made(change: Change, new: Charter, asked_by: int) -> CharterAsked:
    old, story = rules.charter_of(change.story), rules.changed(change.story, new)
    await charters.replace(change.connection, change.record.id)
    said = Said(asked_by, change.story.host_id, _words(old, new))
    await change.save(story, "story-charter", said=said, rating=new.rating.value, old=old.rating.value)
    return CharterAsked(change.record, None)


def _words(old: Charter, new: Charter) -> dict[str, str]:
    """Return what the lines and veils were and are, for those that changed."""
    pairs = {"lines": (old.lines, new.lines), "veils": (old.veils, new.veils)}
    changed = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return {
        key: text for name, (was, now) in changed.items() for key, text in ((name, now), (f"old_{name}", was))
    }
