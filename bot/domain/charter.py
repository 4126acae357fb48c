"""What was agreed for a story: for whom it is, what never happens in it, and what is not told in detail.

Anybody who writes in it may tighten it at once; it is loosened only when every active writer agrees.
"""

from dataclasses import dataclass, replace

from bot.domain import checks
from bot.domain.names import folded_name
from bot.domain.refusals import Reason, Refusal
from bot.domain.story import Rating, Story

CHARTER_LIMIT = 300  # characters of the lines, and of the veils


@dataclass(frozen=True, slots=True)
class Charter:
    """``lines`` never happen, ``veils`` are not told in detail."""

    rating: Rating
    lines: str
    veils: str


def charter_of(story: Story) -> Charter:
    """Return what was agreed."""
    return Charter(story.terms.rating, story.terms.lines, story.terms.veils)


def loosens(old: Charter, new: Charter) -> bool:
    """Tell whether a change lets anything in that was kept out.

    So do a higher rating, and words of the lines or veils that are gone; what moves from the veils to the
    lines is kept out all the more.
    """
    ranks = list(Rating)
    if ranks.index(new.rating) > ranks.index(old.rating):
        return True
    lines, everything = folded_name(new.lines), folded_name(f"{new.veils} {new.lines}")
    return folded_name(old.lines) not in lines or folded_name(old.veils) not in everything


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
