"""How the rules say no. Each reason has one sentence for members in ``bot.ui.refusals``."""

from enum import StrEnum


class Reason(StrEnum):
    """Why something was refused."""

    NO_STORY = "no-story"  # none by that number in this server
    WHICH_STORY = "which-story"  # none was named, and this is no story's thread
    FINISHED = "finished"
    NOT_IN_STORY = "not-in-story"
    ALREADY_IN_STORY = "already-in-story"
    NOT_YOUR_TURN = "not-your-turn"  # writer_id: whose it is, or None
    TURN_PASSED = "turn-passed"  # the pressed button belongs to a turn that is over
    NOT_HOST = "not-host"
    TITLE_EMPTY = "title-empty"
    TITLE_TOO_LONG = "title-too-long"  # length, limit
    TEXT_EMPTY = "text-empty"
    TEXT_TOO_LONG = "text-too-long"  # length, limit (characters)
    TOO_FEW_WORDS = "too-few-words"  # words, limit
    TOO_MANY_WORDS = "too-many-words"  # words, limit
    BOUNDS_CROSSED = "bounds-crossed"  # words_min above words_max
    NO_DRAFT = "no-draft"
    DRAFT_CHANGED = "draft-changed"  # the pressed button belongs to an older version
    NO_PROMPT = "no-prompt"
    FILE_KIND = "file-kind"
    FILE_TOO_LARGE = "file-too-large"  # limit (KiB)
    FILE_NOT_TEXT = "file-not-text"
    TEXT_AND_FILE = "text-and-file"


class Refusal(Exception):  # noqa: N818 - the field's word; it is an answer, not a fault
    """A member asked for something the rules do not allow. Nothing was changed.

    ``details`` are the values its sentence needs.
    """

    def __init__(self, reason: Reason, **details: object) -> None:
        super().__init__(f"{reason}: {details}" if details else str(reason))
        self.reason = reason
        self.details = details
