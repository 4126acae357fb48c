"""Every free text that a member can type: command and option, or form and field, and what the limits do."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class Fate(Enum):
    """What becomes of a text in which something is listed."""

    REFUSED = auto()  # with the place and the rule
    STOPPED = auto()  # as a passage: held for a moderator, or blocked with an appeal
    NAMES = auto()  # refused for what the server blocks; else it may name what is not to occur
    UNKEPT = auto()  # shown to its writer alone, and refused when it is to be kept
    PRIVATE = auto()  # nobody else reads it, and it is not kept
    CHOSEN = auto()  # not a text: a number, a date, a name of something that is there
    QUOTES = auto()  # it names what is listed, or repeats what was said: it must be able to


@dataclass(frozen=True)
class Row:
    """A way in. ``others`` are the options beside it that bring the text to where it is read."""

    fate: Fate
    others: dict[str, Any] = field(default_factory=dict)


def _rows(fate: Fate, *names: str) -> dict[str, Row]:
    return {name: Row(fate) for name in names}


ROWS: dict[str, Row] = {
    **_rows(
        Fate.REFUSED,
        "ban-writer reason",
        "muse continue hint",
        "muse rewrite tone",
        "poem together about",
        "poem teach word",
        "poem write about",
        "prompt idea genre",
        "prompt idea about",
        "prompt submit text",
        "story start title",
        "story start opening",
        "story start pen_name",
        "story redact reason",
        "story join pen_name",
        "story correct text",
        "story character name",
        "corrected text",
        "prompt-changed text",
        "prompt-begin title",
        "prompt-begin opening",
        "muse-altered text",
    ),
    "poem together word": Row(Fate.REFUSED, {"about": "gannets"}),
    "poem write word": Row(Fate.REFUSED, {"form": "acrostic"}),
    "story manage reason": Row(Fate.REFUSED, {"action": "kick"}),
    **_rows(Fate.UNKEPT, "poem-edited text"),
    **_rows(Fate.STOPPED, "story write text", "story write file", "written text", "muse-edited text"),
    **_rows(
        Fate.PRIVATE,
        "limits test text",
        "muse rewrite text",
        "poem check text",
        "poem syllables word",
        "poem rhyme word",
        "poem-checked text",
        "story search query",
    ),
    **_rows(
        Fate.CHOSEN,
        "ban-writer until",
        "limits set setting",
        "limits set value",
        "poem teach syllables",
        "prompt daily time",
        "prompt daily timezone",
        "review audit since",
        "settings timezone zone",
        "settings quiet from",
        "settings quiet to",
        "story away until",
    ),
    **_rows(
        Fate.NAMES,
        "story start lines",
        "story start veils",
        "story charter lines",
        "story charter veils",
    ),
    **_rows(
        Fate.QUOTES,
        "limits words phrase",
        "limits words file",
        "report reason",
        "review-returned note",
    ),
}
