"""Who follows whom. Each order answers one question: whose is the next turn?"""

import random

from bot.domain.story import Order, Story


def following(story: Story, member_id: int | None) -> tuple[int | None, tuple[int, ...]]:
    """Return who follows ``member_id``, and what is left of the round after that.

    None where the next turn is open to a claim. At least one person must be active.
    """
    match story.terms.order:
        case Order.ROTA:
            return after(story, member_id), ()
        case Order.SHUFFLE:
            return _drawn(story, member_id)
        case Order.OPEN:
            return None, ()


def may_claim(story: Story, member_id: int) -> bool:
    """Tell whether an active writer may claim the next turn: anyone but the last to write, unless alone."""
    return member_id != story.last_writer_id or len(story.people) == 1


def after(story: Story, member_id: int | None) -> int:
    """Return whose turn follows in the order of joining, round and round."""
    known = story.writer(member_id)
    place = known.place if known else 0
    return next((w.member_id for w in story.active if w.place > place), story.active[0].member_id)


def _drawn(story: Story, member_id: int | None) -> tuple[int, tuple[int, ...]]:
    """Draw from the round; an empty one is shuffled anew, by dice that a replay throws alike.

    Nobody is drawn twice in a row where two are active, nor does the last to write where another is left in
    the round: whoever is drawn too early comes at its end.
    """
    active = {writer.member_id for writer in story.active}
    left = [drawn for drawn in story.round if drawn in active]
    if not [drawn for drawn in left if drawn != member_id]:
        left = sorted(active)
        random.Random(f"{story.seed}/{story.turns}").shuffle(left)
    drawn = min(left, key=lambda one: (one == member_id, one == story.last_writer_id))
    at = left.index(drawn)
    return drawn, (*left[at + 1 :], *left[:at])
