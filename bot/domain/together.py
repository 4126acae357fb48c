"""Poems that are written together: begun without a line, finished by the last one.

In most forms whoever's line fits first wrote it: nobody holds the turn, one need not have joined, and may
write twice in a row. Links go by the story's own turns. Lines that repeat an earlier one come by themselves.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import checks, history, hosting, people, turns
from bot.domain.forms import forms
from bot.domain.passages import Passage
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MuseRole, Order, Poem, Story, StoryState, Terms, Writer
from bot.domain.text import TEXT_LIMIT
from bot.domain.verse.growing import parts

WORD_LETTERS = (2, 30)
"""How many letters an acrostic's word may have."""


def start(
    title: str,
    starter_id: int,
    poem: Poem,
    now: datetime,
    *,
    writer: Writer | None = None,
    usual: Terms | None = None,
) -> Story:
    """Begin a poem that has no line yet. ``writer`` may be given for the starter's quiet hours.

    ``usual`` are the terms of a story there, of which a poem takes how long a turn lasts, and whether the
    muse may be asked.
    """
    bare = _bare(title, starter_id, poem, writer)
    if usual is not None:
        muse = MuseRole.NEVER if usual.muse is MuseRole.NEVER else bare.terms.muse
        bare = replace(bare, terms=replace(bare.terms, turn_hours=usual.turn_hours, muse=muse))
    return turns.move_on(bare, None, now)


def kept(title: str, member_id: int, poem: Poem, words: Sequence[int]) -> Story:
    """Return a poem that is whole from the beginning; ``words`` counts those of each line or link."""
    bare = _bare(title, member_id, poem, None)
    whole = replace(bare, turns=len(words), passages=len(words), words=sum(words), last_writer_id=member_id)
    return hosting.finish(whole)


def write(
    story: Story,
    member_id: int,
    number: int | None,
    words: int,
    now: datetime,
    *,
    returning: Sequence[int] = (),
    may_invite: bool = False,
) -> Story:
    """Add a line or a link of ``words`` words, which was found to fit, and the lines that come after it.

    ``returning`` counts the words of each line that comes again by itself. Who writes in the open is in from
    then on; ``may_invite`` is as in :func:`people.join`.

    Raises:
        Refusal: as :func:`checks.check_turn`; or the poem is whole, or the member may not come in.
    """
    checks.check_turn(story, member_id, number)
    refuse_whole(story)
    if story.claimless and not story.is_active(member_id):
        story = people.join(story, member_id, now, may_invite=may_invite)
    return _with(turns.submit(story, member_id, None, words, now), returning)


def undo(story: Story, taken: Sequence[Passage], before: Passage | None, now: datetime) -> Story:
    """Take back a line with those that came by themselves after it; ``taken`` has the last one first.

    Raises:
        Refusal: the poem is finished.
    """
    *returned, line = taken
    words = sum(passage.words for passage in returned)
    alone = replace(story, passages=story.passages - len(returned), words=story.words - words)
    return history.undo(alone, line, before, now)


def redo(story: Story, put: Sequence[Passage], now: datetime) -> Story:
    """Put back a line that was taken back last, with those that came by themselves after it.

    Raises:
        Refusal: the poem is finished, or there is none.
    """
    back = history.redo(story, put[0] if put else None, now)
    words = sum(passage.words for passage in put[1:])
    whole = replace(back, passages=back.passages + len(put[1:]), words=back.words + words)
    return turns.end_if_full(whole)


def refuse_whole(story: Story) -> None:
    """Refuse a line more than the form has.

    Raises:
        Refusal: every line is there; a poem that was opened again may be.
    """
    if story.terms.passages_max is not None and story.passages >= story.terms.passages_max:
        raise Refusal(Reason.POEM_WHOLE)


def acrostic(word: str) -> str:
    """Return the letters that an acrostic spells: those of the word or words, as capitals.

    Raises:
        Refusal: they are too few or too many.
    """
    plain = unicodedata.normalize("NFKD", word).upper()
    letters = "".join(character for character in plain if character.isalpha())
    low, high = WORD_LETTERS
    if not low <= len(letters) <= high:
        raise Refusal(Reason.POEM_WORD, low=low, high=high)
    return letters


def _bare(title: str, starter_id: int, poem: Poem, writer: Writer | None) -> Story:
    linked = forms()[poem.form].linked
    terms = Terms(
        words_min=0,  # what a line must be is the form's to say
        words_max=TEXT_LIMIT,
        passages_max=len(parts(poem)),
        order=Order.ROTA if linked else Order.OPEN,
    )
    return Story(
        title=title,
        host_id=starter_id,
        state=StoryState.OPEN,
        terms=terms,
        writers=(writer or Writer(starter_id, 1),),
        turn=None,
        turns=0,
        passages=0,
        words=0,
        last_writer_id=None,
        poem=poem,
    )


def _with(story: Story, returning: Sequence[int]) -> Story:
    """Return the story with lines that came by themselves, each in a turn that was over as it began."""
    if not returning:
        return story
    assert story.turn is not None  # it is not full without them
    number = story.turns + len(returning)
    longer = replace(
        story,
        passages=story.passages + len(returning),
        words=story.words + sum(returning),
        turns=number,
        turn=replace(story.turn, number=number),
    )
    return turns.end_if_full(longer)
