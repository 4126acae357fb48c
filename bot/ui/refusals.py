"""One sentence for each reason to refuse: what is wrong, and what to do next."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.refusals import Reason, Refusal
from bot.ui.catalogue import Text, msg, msgs


def sentence(refusal: Refusal) -> Text:
    """Return what the member is told."""
    return _SENTENCES[refusal.reason](refusal.details)


def _not_your_turn(details: Mapping[str, Any]) -> Text:
    if details["writer_id"] is None:
        return msg("Nobody has the turn just now; join the story to wake it.")
    return msg("It is <@{writer}>'s turn; yours will come round.", writer=details["writer_id"])


_SENTENCES: dict[Reason, Callable[[Mapping[str, Any]], Text]] = {
    Reason.NO_STORY: lambda d: msg("There is no such story here; /story list shows those there are."),
    Reason.WHICH_STORY: lambda d: msg("Which story? Name it, or ask inside its thread."),
    Reason.FINISHED: lambda d: msg(
        "That story is finished; /story read shows it, /story start begins another."
    ),
    Reason.NOT_IN_STORY: lambda d: msg("You are not in this story yet; press Join on its board first."),
    Reason.ALREADY_IN_STORY: lambda d: msg("You are in this story already."),
    Reason.NOT_YOUR_TURN: _not_your_turn,
    Reason.TURN_PASSED: lambda d: msg("That turn is over; use the newest board in the story's thread."),
    Reason.NOT_HOST: lambda d: msg("Only the story's host or a moderator may do that."),
    Reason.TITLE_EMPTY: lambda d: msg("A story needs a title that can be read; give it a few words."),
    Reason.TITLE_TOO_LONG: lambda d: msg(
        "That title has {length} characters; please keep it to {limit}.", length=d["length"], limit=d["limit"]
    ),
    Reason.TEXT_EMPTY: lambda d: msg("There is nothing to read in that; write a few words."),
    Reason.TEXT_TOO_LONG: lambda d: msg(
        "That is {length} characters, and I can take {limit} at once; please shorten it.",
        length=d["length"],
        limit=d["limit"],
    ),
    Reason.TOO_FEW_WORDS: lambda d: msgs(
        "That has too few words ({words}); this story asks for at least {count}.",
        "That has too few words ({words}); this story asks for at least {count}.",
        d["limit"],
        words=d["words"],
    ),
    Reason.TOO_MANY_WORDS: lambda d: msgs(
        "That has {words} words; this story takes at most {count} in a turn.",
        "That has {words} words; this story takes at most {count} in a turn.",
        d["limit"],
        words=d["words"],
    ),
    Reason.BOUNDS_CROSSED: lambda d: msg(
        "At least {words_min} words and at most {words_max} cannot both hold; swap the two.",
        words_min=d["words_min"],
        words_max=d["words_max"],
    ),
    Reason.NO_DRAFT: lambda d: msg("You have no draft for this story; /story write begins one."),
    Reason.DRAFT_CHANGED: lambda d: msg("You have a newer draft; /story write shows it."),
    Reason.NO_PROMPT: lambda d: msg("That prompt is no longer here; /prompt idea brings a new one."),
    Reason.FILE_KIND: lambda d: msg("I can read .txt and .md files; please send one of those."),
    Reason.FILE_TOO_LARGE: lambda d: msg(
        "That file is too large; I can take up to {limit} KiB.", limit=d["limit"]
    ),
    Reason.FILE_NOT_TEXT: lambda d: msg(
        "I cannot read that file as text; save it as UTF-8 and send it again."
    ),
    Reason.TEXT_AND_FILE: lambda d: msg("Send either a text or a file, so that I know which one you mean."),
}
