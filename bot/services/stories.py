"""Starting stories, and being in them: join, leave, pass, away, back, invite."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.domain import hosting, people, places, turns
from bot.domain.charter import cleaned
from bot.domain.names import checked_pen_name, folded_name
from bot.domain.passages import Passage
from bot.domain.provenance import Proposed, hand_of
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Story, Terms, TurnOutcome, Writer, WriterState
from bot.domain.text import checked_text, checked_title, count_words
from bot.services.access import story_for
from bot.services.actor import Actor
from bot.services.admission import admit
from bot.services.changing import changing
from bot.services.house import HouseRules
from bot.services.word_lists import WordListService
from bot.storage import audit, members, passages, preferences, prompts, stories, writers
from bot.storage.database import Connection, Database
from bot.storage.prompts import PromptRecord
from bot.storage.records import StoryRecord


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a member gives to start a story. ``prompt_id`` names the prompt that they had before them."""

    title: str
    opening: str
    terms: Terms
    pen_name: str | None = None
    prompt_id: int | None = None


class StoryService:
    """Each method is one act by one member, in one transaction, and returns the story as it then is.

    Each raises a Refusal where there is no such story for the member, and leaves everything as it was.
    """

    def __init__(self, database: Database, clock: Clock, house: HouseRules, limits: WordListService) -> None:
        self._database = database
        self._clock = clock
        self._house = house
        self._limits = limits

    async def start(self, actor: Actor, channel_id: int, beginning: Beginning) -> StoryRecord:
        """Begin a story with its opening as passage 1. It has no thread yet.

        Raises:
            Refusal: title, opening, pen name, lines or veils do not do or are not within the limits, or the
                prompt is not of this server, no such story may be started there, or there are as many as
                there may be.
        """
        title, opening, now = (
            checked_title(beginning.title),
            checked_text(beginning.opening),
            self._clock.now(),
        )
        words, terms = count_words(opening), cleaned(beginning.terms)
        pen_name = beginning.pen_name or ""
        await self._house.check_start(actor, channel_id, terms.rating)
        await self._house.terms.check(actor.guild_id, channel_id, terms)
        await self._limits.check(actor.guild_id, channel_id, terms.rating, title, opening, pen_name)
        await self._limits.check_naming(actor.guild_id, channel_id, terms.lines, terms.veils)
        async with self._database.write() as connection:
            await admit(connection, actor, now)
            await self._house.check_room(connection, actor, channel_id)
            quiet = (await preferences.of(connection, actor.user_id)).quiet
            story = hosting.start(
                title,
                actor.user_id,
                terms,
                words,
                now,
                pen_name=await _pen_name(connection, actor, beginning.pen_name),
                writer=Writer(actor.user_id, 1, quiet=quiet),
                seed=secrets.randbits(31),
            )
            prompt = await _prompt(connection, actor, beginning.prompt_id)
            story_id = await stories.add(
                connection,
                story,
                guild_id=actor.guild_id,
                channel_id=channel_id,
                prompt_id=prompt.id if prompt else None,
                now=now,
            )
            hand = hand_of(opening, _proposed(prompt))
            passage = Passage(
                position=1,
                turn=1,
                member_id=actor.user_id,
                text=opening,
                words=words,
                origin=hand.origin,
                receipt_id=hand.receipt_id,
                edited_words=hand.edited_words,
                created_at=now,
            )
            await passages.add(connection, story_id, actor.guild_id, passage)
            await audit.note(connection, actor.guild_id, actor.user_id, "story-start", now, story_id=story_id)
            return await story_for(connection, actor, story_id)

    async def join(self, actor: Actor, story_id: int, pen_name: str | None = None) -> StoryRecord:
        """Let the member in.

        Raises:
            Refusal: the story is finished or full, they are in it, were sent away, need an invitation, or
                the pen name does not do.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            name = await _pen_name(change.connection, actor, pen_name)
            record = change.record
            await self._limits.check(
                record.guild_id, record.channel_id, record.story.terms.rating, name or ""
            )
            story = people.join(
                change.story,
                actor.user_id,
                change.now,
                pen_name=name,
                may_invite=actor.access.moderates(change.record.channel_id),
            )
            story = await _with_quiet(change.connection, story, actor.user_id, change.now)
            await change.save(story, "story-join", outcome=TurnOutcome.YIELDED)
        return change.record

    async def leave(self, actor: Actor, story_id: int) -> StoryRecord:
        """Take the member out of the rota.

        Raises:
            Refusal: the story is finished, or they are not in it.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            story = people.leave(change.story, actor.user_id, change.now)
            await change.save(story, "story-leave", outcome=TurnOutcome.LEFT)
        return change.record

    async def pass_turn(self, actor: Actor, story_id: int, number: int | None = None) -> StoryRecord:
        """Hand the member's turn on; ``number`` is the turn that a button meant.

        Raises:
            Refusal: the story is finished or paused, or the turn is not theirs.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            story = turns.pass_turn(change.story, actor.user_id, number, change.now)
            await change.save(story, "story-pass", outcome=TurnOutcome.PASSED)
        return change.record

    async def away(self, actor: Actor, story_id: int, until: datetime | None) -> StoryRecord:
        """Take the member out of the rota until a day, or until they say that they are back.

        Raises:
            Refusal: the story is finished, they are not in it, or the day is not one to come.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            story = people.away(change.story, actor.user_id, until, change.now)
            await change.save(story, "story-away", outcome=TurnOutcome.AWAY)
        return change.record

    async def back(self, actor: Actor, story_id: int) -> StoryRecord:
        """Take the member into the rota again.

        Raises:
            Refusal: the story is finished or full, or they are not away.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            await change.save(people.back(change.story, actor.user_id, change.now), "story-back")
        return change.record

    async def mine(self, actor: Actor, *states: WriterState) -> list[int]:
        """Return the ids of the unfinished stories in which the member is, in one of those states."""
        async with self._database.read() as connection:
            return await writers.stories_of(connection, actor.guild_id, actor.user_id, *states)

    async def invite(self, actor: Actor, story_id: int, member_id: int) -> StoryRecord:
        """Let a member join an invite-only story, or one who was sent away come again.

        Raises:
            Refusal: the story is finished, the asker is neither host nor moderator, or the member needs no
                invitation.
        """
        async with changing(self._database, self._clock, actor, story_id) as change:
            await self._house.check_host(actor, change.record)
            story = places.invite(change.story, member_id)
            await change.save(story, "story-invite", member=member_id)
        return change.record


async def _pen_name(connection: Connection, actor: Actor, wanted: str | None) -> str | None:
    if wanted is None:
        return None
    seen = {folded_name(name) for name in await members.every_name(connection, actor.guild_id)}
    return checked_pen_name(wanted, lambda name: name in seen or actor.access.is_named(name))


async def _with_quiet(connection: Connection, story: Story, member_id: int, now: datetime) -> Story:
    """Give one who joined their quiet hours, and wind their turn's clock anew by them."""
    writer = story.writer(member_id)
    quiet = (await preferences.of(connection, member_id)).quiet
    if writer is None or quiet is None or writer.quiet == quiet:
        return story
    known = Writer(
        member_id, writer.place, writer.state, writer.pen_name, writer.missed, writer.away_until, quiet
    )
    story = turns.changed(story, known)
    mine = story.turn is not None and story.turn.member_id == member_id
    return turns.rewound(story, None, now) if mine else story


async def _prompt(connection: Connection, actor: Actor, prompt_id: int | None) -> PromptRecord | None:
    if prompt_id is None:
        return None
    prompt = await prompts.by_id(connection, prompt_id, actor.guild_id)
    if prompt is None or not prompt.open_to(actor.user_id):
        raise Refusal(Reason.NO_PROMPT)
    return prompt


def _proposed(prompt: PromptRecord | None) -> Proposed | None:
    """Return a prompt as a proposal of the muse's; None for a person's."""
    if prompt is None or prompt.receipt_id is None:
        return None
    return Proposed(prompt.text, prompt.receipt_id)
