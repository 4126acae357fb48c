"""The sentences for reasons to refuse that are about taught words, the review queue and settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain.refusals import Reason
from bot.ui.catalogue import Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.teaching import syllables


def _either(offered: Sequence[str]) -> str:
    return ", ".join(f"`{one}`" for one in offered)


SENTENCES_ABOUT_WORDS: dict[Reason, Callable[[Mapping[str, Any]], Text]] = {
    Reason.NOT_ONE_WORD: lambda _: msg("Give me one word in Latin letters, without spaces or other signs."),
    Reason.WORD_KNOWN: lambda d: msg(
        "The dictionary has “{word}” already, with {syllables}; I never overrule it.",
        word=literal(d["word"]),
        syllables=syllables(d["counts"]),
    ),
    Reason.WORD_BY_RULE: lambda d: msg(
        "“{word}” is a number, a numeral or an abbreviation; I say those by rule, not by a list.",
        word=literal(d["word"]),
    ),
    Reason.SYLLABLES_UNKNOWN: lambda d: msg(
        "Give the syllables as a number from 1 to {limit}; if there are several ways to say it, as 2 3.",
        limit=d["limit"],
    ),
    Reason.WORD_TAUGHT: lambda d: msg(
        "This server's word list has “{word}” already, with {syllables}.",
        word=literal(d["word"]),
        syllables=syllables(d["counts"]),
    ),
    Reason.WORD_WAITS: lambda d: msg(
        "“{word}” with {syllables} waits for a moderator already.",
        word=literal(d["word"]),
        syllables=syllables(d["counts"]),
    ),
    Reason.TOO_MANY_TAUGHT: lambda d: msgs(
        "{count} word of yours waits for a moderator already; let them look at it first.",
        "{count} words of yours wait for a moderator already; let them look at those first.",
        d["limit"],
    ),
    Reason.REVIEW_FULL: lambda d: msgs(
        "{count} word waits for this server's moderators; let them look at it before you add another.",
        "{count} words wait for this server's moderators; let them look at some before you add another.",
        d["limit"],
    ),
    Reason.NOT_IN_REVIEW: lambda _: msg("There is no such thing to review; /review queue shows what waits."),
    Reason.REVIEW_DECIDED: lambda _: msg(
        "Another moderator has decided on that already, or its writer changed it; /review queue shows what "
        "waits."
    ),
    Reason.REVIEW_WITHDRAWN: lambda _: msg(
        "Its writer changed it or took it back, so there is nothing to decide; /review queue shows what "
        "waits."
    ),
    Reason.REVIEW_OVERTAKEN: lambda _: msg(
        "The story went on or ended without it, so there is nothing to decide; its writer has it as a draft."
    ),
    Reason.REVIEW_WRITER_GONE: lambda _: msg(
        "Its writer may no longer write in that story, so it cannot go in; they have it as a draft."
    ),
    Reason.REVIEW_FOLD: lambda _: msg(
        "You write in this story, which hides its text from its writers; let another moderator decide."
    ),
    Reason.REVIEW_REPORTED: lambda _: msg("You reported that yourself; let another moderator decide."),
    Reason.REVIEW_OWN: lambda _: msg("That is your own; let another moderator decide."),
    Reason.SETTING_UNKNOWN: lambda d: msg(
        "There is no such setting; these are there: {offered}.", offered=_either(d["offered"])
    ),
    Reason.VALUE_UNKNOWN: lambda d: msg(
        "`{name}` does not take that; give it one of these: {offered}.",
        name=d["name"],
        offered=_either(d["offered"]),
    ),
    Reason.NO_MESSAGE_CONTENT: lambda _: msg(
        "For that I must read messages, and I may not: my operator must switch on the intent Message Content."
    ),
    Reason.PHRASE_UNCLEAR: lambda d: msg(
        "Name a word or a phrase; `*` may stand at its end for the rest of a word, after two letters."
    ),
    Reason.NOT_LISTED: lambda d: msg(
        "That is not on the list `{list}`; /limits words shows what is.", list=d["list"]
    ),
    Reason.WORD_LIST_FULL: lambda d: msgs(
        "This server's word list is full with its {count} word.",
        "This server's word list is full with its {count} words.",
        d["limit"],
    ),
}
