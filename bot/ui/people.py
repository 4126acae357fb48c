"""What people are called in what members see."""

from collections.abc import Mapping

from bot.domain.story import MUSE_ID, is_nobody
from bot.ui.catalogue import Say, Text, msg
from bot.ui.markdown import literal

THE_MUSE = msg("the muse")
FORMER = msg("a former writer")


def mention(member_id: int | None) -> Text | str:
    """Return how somebody is mentioned: so that Discord shows the name they go by now, if it can be them."""
    if member_id == MUSE_ID:
        return THE_MUSE
    if member_id is not None and is_nobody(member_id):
        return FORMER
    return f"<@{member_id}>"


def told(name: Text | str, say: Say) -> str:
    """Return what :func:`mention` gave, in the reader's language."""
    return say(name) if isinstance(name, Text) else name


def byline(member_id: int, names: Mapping[int, str], say: Say) -> str:
    """Return the name that somebody signs with, as it is; "?" where it is not known."""
    if member_id == MUSE_ID:
        return say(THE_MUSE)
    return names.get(member_id) or (say(FORMER) if is_nobody(member_id) else "?")


def signed(member_id: int, names: Mapping[int, str], say: Say) -> str:
    """Return the name that somebody signs with, to be shown literally."""
    return literal(byline(member_id, names, say))
