"""What was agreed for a story: for whom it is, what never happens in it, and what is not told in detail.

Anybody who writes in it may tighten it at once; it is loosened only when every active writer agrees.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain import checks
from bot.domain.names import folded_name
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating, Story, Terms
from bot.domain.text import checked_line

CHARTER_LIMIT = 300  # characters of the lines, and of the veils
_PARTS = re.compile("[,;、\n]")
# With one of these a further entry may take something back of another: "war, except at sea".
_TAKES_BACK = re.compile(
    r"\b(?:allow(?:ed)?|alright|(?:al)?though|apart|aside|besides|but|except(?:ing|ions?)?|fine|however|instead"
    r"|ok(?:ay)?|only|otherwise|permitted|save|unless|welcome|yes)\b"
)


@dataclass(frozen=True, slots=True)
class Charter:
    """``lines`` never happen, ``veils`` are not told in detail."""

    rating: Rating
    lines: str
    veils: str


def strictest(*ratings: Rating) -> Rating:
    """Return the rating that lets the least in."""
    return min(ratings, key=list(Rating).index)


def charter_of(story: Story) -> Charter:
    """Return what was agreed."""
    return Charter(story.terms.rating, story.terms.lines, story.terms.veils)


def cleaned(terms: Terms) -> Terms:
    """Return the terms with lines and veils as they are kept.

    Raises:
        Refusal: one is too long.
    """
    lines, veils = checked_line(terms.lines, CHARTER_LIMIT), checked_line(terms.veils, CHARTER_LIMIT)
    return replace(terms, lines=lines, veils=veils)


def loosens(old: Charter, new: Charter) -> bool:
    """Tell whether a change may let anything in that was kept out.

    Lines and veils are lists of entries, parted by commas and semicolons. Only a lower rating, further
    entries, and a veil that becomes a line surely let nothing in; what is worded anew, left out or put in
    another order may, and so may an entry that takes something back ("except at sea").
    """
    if strictest(old.rating, new.rating) is not new.rating:
        return True
    (lines, veils), (new_lines, new_veils) = _entries(old), _entries(new)
    still_veiled = [one for one in veils if one not in new_lines]
    if not (_within(lines, new_lines) and _within(still_veiled, new_veils)):
        return True
    further = {*new_lines, *new_veils} - {*lines, *veils}
    to_veils = {*new_veils} - {*veils}  # what never happens would be told after all, if not in detail
    return bool(to_veils & {*new_lines}) or any(map(_TAKES_BACK.search, further))


def _entries(charter: Charter) -> tuple[list[str], list[str]]:
    """Return the lines and the veils, entry by entry, as they are compared."""
    lines, veils = (
        [one.strip(" .") for one in _PARTS.split(folded_name(text))]
        for text in (charter.lines, charter.veils)
    )
    return [one for one in lines if one], [one for one in veils if one]


def _within(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether all of ``old`` stands in ``new`` in its order."""
    left = iter(new)
    return all(one in left for one in old)


def changed(story: Story, new: Charter) -> Story:
    """Return the story under another charter.

    Raises:
        Refusal: it is finished.
    """
    checks.refuse_finished(story)
    terms = replace(story.terms, rating=new.rating, lines=new.lines, veils=new.veils)
    return replace(story, terms=terms)


def missing(story: Story, agreed: frozenset[int]) -> frozenset[int]:
    """Return the active writers who have not agreed yet."""
    return frozenset(writer.member_id for writer in story.people) - agreed


def refuse_outsider(story: Story, member_id: int, *, moderator: bool) -> None:
    """Refuse one who has no say in it.

    Raises:
        Refusal: the story is finished, or the member neither writes in it nor moderates.
    """
    checks.refuse_finished(story)
    if not moderator:
        checks.refuse_stranger(story, member_id)


def refuse_same(old: Charter, new: Charter) -> None:
    """Refuse what changes nothing.

    Raises:
        Refusal: so it is.
    """
    if old == new:
        raise Refusal(Reason.CHARTER_SAME)
