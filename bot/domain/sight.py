"""What a member may read of a story, and under which name its writers stand there."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum

from bot.domain.passages import Passage
from bot.domain.story import Sight, Story, StoryState, Writer
from bot.domain.text import is_blank

_LINE_LIMIT = 200  # characters; of a longer last line only its end is shown
_SENTENCE_STARTS = (". ", "! ", "? ", "… ", "。", "！", "？")


class Extent(StrEnum):
    """How much of a passage somebody may read."""

    WHOLE = "whole"
    LINE = "line"
    NOTHING = "nothing"


def extent(story: Story, passage: Passage, member_id: int) -> Extent:
    """Return how much of the passage the member may read.

    In a folded story that is: their own, and the one before theirs, or its last line, while they have the
    turn. A moderator who looks at the whole does that by another way, which is noted.
    """
    if not story.folded or passage.member_id == member_id:
        return Extent.WHOLE
    has_turn = story.turn is not None and story.turn.member_id == member_id
    if not has_turn or passage.position != story.passages:
        return Extent.NOTHING
    return Extent.WHOLE if story.terms.sight is Sight.LAST else Extent.LINE


def readable(story: Story, passages: Iterable[Passage], member_id: int) -> list[Passage]:
    """Return what the member may read of the passages, those of which they see a line cut to it."""
    shown = []
    for passage in passages:
        match extent(story, passage, member_id):
            case Extent.WHOLE:
                shown.append(passage)
            case Extent.LINE:
                shown.append(replace(passage, text=last_line(passage.text)))
            case Extent.NOTHING:
                pass
    return shown


def last_line(text: str) -> str:
    """Return the last line of a text that can be seen; of one longer than 200 characters, the last sentences
    that fit, or where none does, the words."""
    lines = [line.strip() for line in text.splitlines() if not is_blank(line)]
    line = lines[-1] if lines else ""
    if len(line) > _LINE_LIMIT and is_blank(line[1 - _LINE_LIMIT :]):
        line = _trimmed(line)
    if len(line) <= _LINE_LIMIT:
        return line
    start = len(line) - _LINE_LIMIT
    cuts = [at + len(mark) for mark in _SENTENCE_STARTS if (at := line.find(mark, start)) >= 0]
    cuts = [cut for cut in cuts if not is_blank(line[cut:])]
    if cuts:
        return line[min(cuts) :]
    space = line.find(" ", start)
    whole = space >= 0 and not is_blank(line[space:])
    return "…" + line[space + 1 if whole else start + 1 :]


def _trimmed(line: str) -> str:
    """Return a line without what cannot be seen at its end: it takes no room from what can."""
    while line and is_blank(line[-1]) and not unicodedata.category(line[-1]).startswith("M"):
        line = line[:-1]
    return line


def names_revealed(story: Story) -> bool:
    """Tell whether everybody may see who is behind the pen names."""
    return story.state is StoryState.FINISHED and story.terms.reveal_names


def signature(
    story: Story, member_id: int, names: Mapping[int, str], *, unmasked: bool = False
) -> str | None:
    """Return the name by which a writer signs, or None where it is not known.

    ``names`` are the members' own. A pen name stands alone until it is revealed; ``unmasked`` is for
    moderators, who see both.
    """
    writer, own = story.writer(member_id), names.get(member_id)
    if writer is None or writer.pen_name is None:
        return own
    if own is not None and (unmasked or names_revealed(story)):
        return f"{writer.pen_name} ({own})"
    return writer.pen_name


def masked(story: Story, writer: Writer) -> bool:
    """Tell whether a writer may be named by their pen name only."""
    return writer.pen_name is not None and not names_revealed(story)
