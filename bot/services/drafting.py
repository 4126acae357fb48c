"""A member's draft: found, and judged as things stand."""

from dataclasses import dataclass, replace

from bot.domain import checks
from bot.domain.lengths import Lengths, check_length
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.sight import readable
from bot.domain.text import count_words
from bot.domain.verse.growing import Attempt
from bot.services.actor import Actor
from bot.services.holding import decision_on
from bot.services.verses import PoemSoFar, VerseJudge, refusal_of
from bot.storage import candidates, drafts, held, passages
from bot.storage.candidates import Candidate
from bot.storage.database import Connection
from bot.storage.drafts import DraftRecord
from bot.storage.records import StoryRecord


@dataclass(frozen=True, slots=True)
class Draft:
    """A member's draft for a story.

    ``id`` names this very version, and is 0 with an empty ``text`` when they have none. ``refusal`` says why
    it could not be submitted as things stand, None if it could. ``words_max`` is how long it may be.
    ``before`` is what they may see, in a folded story, of the passage before theirs. ``earlier`` is the
    draft whose place it took, None for none.

    ``poem`` is how far a poem has come, and ``attempt`` what was found about the draft as its next line, None
    without one.
    """

    story: StoryRecord
    id: int
    text: str
    words: int
    refusal: Refusal | None
    words_max: int
    before: str = ""
    earlier: int | None = None
    note: str = ""
    poem: PoemSoFar | None = None
    attempt: Attempt | None = None


async def the_draft(connection: Connection, actor: Actor, story_id: int, draft_id: int) -> DraftRecord:
    """Return the member's draft if it is still the one they saw.

    Raises:
        Refusal: they have none, or a newer one.
    """
    draft = await drafts.current(connection, story_id, actor.user_id)
    if draft is None:
        raise Refusal(Reason.NO_DRAFT)
    if draft.id != draft_id:
        raise Refusal(Reason.DRAFT_CHANGED)
    return draft


async def the_candidate(
    connection: Connection, record: StoryRecord, actor: Actor, candidate_id: int
) -> Candidate:
    """Return what the muse proposed to the member.

    Raises:
        Refusal: there is no such proposal to them.
    """
    candidate = await candidates.by_id(connection, candidate_id)
    if candidate is None or candidate.story_id != record.id or candidate.member_id != actor.user_id:
        raise Refusal(Reason.NO_CANDIDATE)
    return candidate


async def as_things_stand(
    connection: Connection, record: StoryRecord, actor: Actor, draft: DraftRecord | None, lengths: Lengths
) -> Draft:
    """Return a draft, None for one who has none, with what keeps it from being submitted now.

    ``lengths`` are what the server takes there.
    """
    text, story = (draft.text if draft else ""), record.story
    words, refusal = count_words(text), None
    try:
        checks.check_turn(story, actor.user_id)
        if text:
            check_length(story.terms, words, None if story.poem else lengths)
    except Refusal as error:
        refusal = error
    before = ""
    if story.folded:
        last = await passages.at(connection, record.id, story.passages)
        shown = readable(story, [last] if last else [], actor.user_id)
        before = shown[0].text if shown else ""
    earlier, stopped = None, None
    if draft is not None:
        earlier = await drafts.before(connection, record.id, actor.user_id, draft.id)
        stopped = await held.of_draft(connection, draft.id)
        refusal = refusal or decision_on(stopped)
    note = stopped.note if stopped is not None else ""
    words_max = lengths.within(story.terms).words_max
    return Draft(record, draft.id if draft else 0, text, words, refusal, words_max, before, earlier, note)


async def in_verse(draft: Draft, so_far: list[Passage], judge: VerseJudge) -> Draft:
    """Return a draft with what was found about it as the next line, where the story is a poem."""
    record, poem = draft.story, draft.story.story.poem
    if poem is None:
        return draft
    place = await judge.place(record.guild_id, poem, so_far)
    known = replace(draft, poem=PoemSoFar(poem, so_far, place))
    if place is None:
        return replace(known, refusal=known.refusal or Refusal(Reason.POEM_WHOLE))
    if not draft.text:
        return known
    attempt = await judge.attempt(record.guild_id, poem, so_far, draft.text)
    return replace(known, attempt=attempt, refusal=known.refusal or refusal_of(attempt))
