"""Texts on their way into a story that the limits stop: warned of, held for a moderator, or blocked."""

from dataclasses import dataclass

from bot.domain import people, turns
from bot.domain.held import HeldState
from bot.domain.limits.judge import Verdict
from bot.domain.limits.policy import Action
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Stop
from bot.services.changing import Change
from bot.storage import held
from bot.storage.drafts import DraftRecord
from bot.storage.held import HeldText
from bot.storage.records import StoryRecord


@dataclass(frozen=True, slots=True)
class Submission:
    """What became of a draft that was submitted, by ``verdict.action``.

    ALLOW: it is in the story. WARN: its writer is told, and may submit it anyway. HOLD: it waits for a
    moderator. BLOCK: it is not submitted, and its writer may appeal. In all but the first the draft is theirs
    still. ``turn`` is the turn that they meant.
    """

    record: StoryRecord
    draft: DraftRecord
    verdict: Verdict
    turn: int | None = None
    appealed: bool = False

    @property
    def entered(self) -> bool:
        """Whether it is in the story."""
        return self.verdict.action is Action.ALLOW

    @property
    def waits(self) -> bool:
        """Whether it waits for a moderator."""
        return self.appealed or self.verdict.action is Action.HOLD


def decision_on(text: HeldText | None) -> Refusal | None:
    """Return why a version of a draft cannot be submitted, ``text`` being what was held of it last: it waits,
    or was rejected."""
    if text is None:
        return None
    if text.state is HeldState.WAITING:
        return Refusal(Reason.HELD_YOURS)
    return Refusal(Reason.TEXT_REJECTED) if text.state is HeldState.REJECTED else None


async def refuse_decided(change: Change, writer_id: int, draft: DraftRecord, verdict: Verdict) -> None:
    """Refuse a draft that waits already, or whose text the limits stop and a moderator has rejected before:
    it does not come to the queue again.

    Raises:
        Refusal: so it is.
    """
    refusal = decision_on(await held.of_draft(change.connection, draft.id))
    if refusal is not None:
        raise refusal
    stopped = verdict.action in (Action.HOLD, Action.BLOCK)
    if stopped and await held.was_rejected(change.connection, change.record.id, writer_id, draft.text):
        raise Refusal(Reason.TEXT_REJECTED)


async def hold(
    change: Change, writer_id: int, draft: DraftRecord, number: int | None, verdict: Verdict, *, appeal: bool
) -> None:
    """Hand a draft to the moderators; the clock of its writer's turn stands still until they decide.

    Where turns are not held, whoever hands in a line is in from then on, as whoever writes one is.

    Raises:
        Refusal: as :func:`turns.hold`.
    """
    story, record = turns.hold(change.story, writer_id, number, change.now), change.record
    if story.claimless and not story.is_active(writer_id):
        story = people.join(story, writer_id, change.now)
    await change.save(story, "story-appeal" if appeal else "story-hold")
    assert story.turn is not None  # the rule has just seen it
    await held.add(
        change.connection,
        guild_id=record.guild_id,
        story_id=record.id,
        member_id=writer_id,
        turn=story.turn.number,
        draft_id=draft.id,
        text=draft.text,
        candidate_id=draft.candidate_id,
        appeal=appeal,
        matches=verdict.matches,
        now=change.now,
    )


async def take_back(change: Change, writer_id: int) -> None:
    """Let what waits of a writer's in the story wait no longer, and the clock run on."""
    turn = change.story.turn
    if turn is not None and turn.member_id == writer_id and Stop.HELD in change.story.stops:
        await change.save(turns.release(change.story, change.now), "story-unhold")
    await held.withdraw(change.connection, change.record.id, writer_id, change.now)
