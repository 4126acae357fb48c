"""One sentence for each reason to refuse: what is wrong, and what to do next."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.refusals import Reason, Refusal
from bot.domain.story import MUSE_ID
from bot.domain.text import shorten
from bot.ui.catalogue import Text, msg, msgs
from bot.ui.house_refusals import SENTENCES_ABOUT_THE_HOUSE
from bot.ui.markdown import literal
from bot.ui.people import mention
from bot.ui.permissions import listed
from bot.ui.rules import rule_name
from bot.ui.standing import rating_name, stamp
from bot.ui.verses import unfit
from bot.ui.word_refusals import SENTENCES_ABOUT_WORDS


def _banned(until: datetime | None, reason: str) -> Text:
    why = msg(" The reason: {reason}.", reason=literal(reason.rstrip("."))) if reason else ""
    if until is None:
        return msg("A moderator keeps you from writing with me here; reading is free.{why}", why=why)
    return msg(
        "A moderator keeps you from writing with me here until {until}; reading is free.{why}",
        until=stamp(until),
        why=why,
    )


def sentence(refusal: Refusal) -> Text:
    """Return what the member is told."""
    return _SENTENCES[refusal.reason](refusal.details)


def _not_your_turn(details: Mapping[str, Any]) -> Text:
    writer = details["writer"]
    if writer is None:
        return msg("Nobody has the turn just now; the board in the story's thread tells what can be done.")
    if writer.member_id == MUSE_ID:
        return msg("It is the muse's turn; yours will come round.")
    name = f"**{literal(writer.pen_name)}**" if writer.pen_name else mention(writer.member_id)
    return msg("It is {writer}'s turn; yours will come round.", writer=name)


def _pen_name_fixed(details: Mapping[str, Any]) -> Text:
    if details["name"] is None:
        return msg("You have written here under your own name already; join without a pen name.")
    return msg("You write here as {name} already; join without a pen name.", name=literal(details["name"]))


def _line_unfit(details: Mapping[str, Any]) -> Text:
    attempt = details["attempt"]
    return msg("It does not fit here: {found}", found=unfit(attempt.problems[0], attempt))


def _no_channel(details: Mapping[str, Any]) -> Text:
    if not details["permissions"]:
        return msg("I cannot find that channel; choose one of those you see here.")
    return msg(
        "I cannot post there yet: I lack {permissions}. Grant it in the channel's settings, then try again.",
        permissions=listed(details["permissions"]),
    )


_SENTENCES: dict[Reason, Callable[[Mapping[str, Any]], Text]] = {
    Reason.NO_STORY: lambda d: msg("There is no such story here; /story list shows those there are."),
    Reason.WHICH_STORY: lambda d: msg("Which story? Name it, or ask inside its thread."),
    Reason.FINISHED: lambda d: msg(
        "That story is finished; /story read shows it, /story start begins another."
    ),
    Reason.NOT_IN_STORY: lambda d: msg("You are not in this story yet; press Join on its board first."),
    Reason.ALREADY_IN_STORY: lambda d: msg(
        "You are in this story already; its board tells whose turn it is."
    ),
    Reason.NOT_YOUR_TURN: _not_your_turn,
    Reason.TURN_PASSED: lambda d: msg("That turn is over; use the newest board in the story's thread."),
    Reason.MOVED_ON: lambda d: msg(
        "The story moved on at that very moment; look at its board, and ask again if it is still needed."
    ),
    Reason.WROTE_LAST: lambda d: msg("You wrote last; let another go before you write again."),
    Reason.MUSE_NO_VERSE: lambda d: msg(
        "The muse cannot write the lines of a poem together yet; the next line is for one of you."
    ),
    Reason.LINE_TAKEN: lambda d: msg("Another line came first, so the next line is now another one."),
    Reason.LINE_UNFIT: _line_unfit,
    Reason.POEM_WHOLE: lambda d: msg(
        "Every line is there; /story manage undo takes the last one back, /story finish ends the poem."
    ),
    Reason.POEM_EMPTY: lambda d: msg("No line is written yet; press Write on its board for the first."),
    Reason.NOT_IN_FORM: lambda d: msg(
        "That is no {form} yet, so I cannot keep it as one; /poem check tells why.", form=Text(d["form"])
    ),
    Reason.POEM_WORD: lambda d: msg(
        "An acrostic spells a word of {low} to {high} letters; name one in `word`.",
        low=d["low"],
        high=d["high"],
    ),
    Reason.NOT_HOST: lambda d: msg("Only the story's host or a moderator may do that; ask one of them."),
    Reason.NOT_MODERATOR: lambda d: msg("Only a moderator may do that; ask one of them."),
    Reason.NOT_MANAGER: lambda d: msg(
        "That takes the permission Manage Server; ask somebody here who has it."
    ),
    Reason.BANNED: lambda d: _banned(d["until"], d["why"]),
    Reason.BAN_YOURSELF: lambda d: msg("That is you; somebody else would have to."),
    Reason.BAN_MODERATOR: lambda d: msg("They moderate this server, so they cannot be kept from writing."),
    Reason.NOT_BANNED: lambda d: msg("Nobody keeps them from writing here."),
    Reason.RATING_CEILING: lambda d: msg(
        "Stories in this channel are {ceiling} at most; choose that rating, or a lower one.",
        ceiling=rating_name(d["ceiling"]),
    ),
    Reason.RATING_ADULTS: lambda d: msg(
        "Stories for adults need an age-restricted channel; start it in one, or choose another rating."
    ),
    Reason.MUSE_OFF: lambda d: (
        msg("On this server the muse helps in stories only.")
        if d["stories"]
        else msg("The muse is switched off on this server; everything else works without it.")
    ),
    Reason.NO_ROLE: lambda d: msg("There is no such role here; choose one of those I offer as you type."),
    Reason.CHARTER_SAME: lambda d: msg("That is what was agreed already; nothing changes."),
    Reason.CHARTER_OVER: lambda d: msg("That was settled already; /story charter shows what holds now."),
    Reason.PAUSED: lambda d: msg(
        "The story is paused; its host or a moderator can resume it with /story manage."
    ),
    Reason.ALREADY_PAUSED: lambda d: msg("It is paused already; /story manage resume lets it go on."),
    Reason.NOT_PAUSED: lambda d: msg("It is not paused; /story status shows how it stands."),
    Reason.HELD: lambda d: msg(
        "A text of this turn waits for a moderator; the clock stands still until then."
    ),
    Reason.HELD_YOURS: lambda d: msg(
        "It waits for a moderator already. Wait, or change it: what you submit next takes its place."
    ),
    Reason.LIMITS_CHANGING: lambda d: msg(
        "What may be said here is being changed at this moment; your draft is kept, submit it again shortly."
    ),
    Reason.NOT_WITHIN_LIMITS: lambda d: msg(
        "“{place}” is not taken here: {rule}. Change it, and try again.",
        place=literal(shorten(" ".join(d["place"].split()), 60)),
        rule=rule_name(d["rule"]),
    ),
    Reason.TEXT_REJECTED: lambda d: msg(
        "A moderator did not take this text; change it, and it can be submitted again."
    ),
    Reason.NOT_FINISHED: lambda d: msg(
        "It is not finished; /story manage next gets it going if it is stuck."
    ),
    Reason.NO_TURN: lambda d: msg(
        "Nobody has the turn that could be skipped; /story manage next gets the story going."
    ),
    Reason.NOTHING_TO_UNDO: lambda d: msg(
        "Only the opening is left, and that stays; /story redact can hide it."
    ),
    Reason.NOTHING_TO_REDO: lambda d: msg(
        "There is nothing to put back: an undo can be redone until the next passage."
    ),
    Reason.YOU_ARE_AWAY: lambda d: msg("You are away from this story; /story back takes you in again."),
    Reason.NOT_AWAY: lambda d: msg("You are not away from this story; your turn will come round."),
    Reason.NO_STORIES_OF_YOURS: lambda d: msg("There is no story of yours here that this could be about."),
    Reason.KICKED: lambda d: msg("The host sent you out of this story; ask them for an invitation."),
    Reason.INVITE_ONLY: lambda d: msg("This story is by invitation; ask its host for one."),
    Reason.STORY_FULL: lambda d: msgs(
        "The story has its {count} writer; ask its host, or start another with /story start.",
        "The story has its {count} writers; ask its host, or start another with /story start.",
        d["limit"],
    ),
    Reason.IN_STORY_ALREADY: lambda d: msg("They are in this story already, and need no invitation."),
    Reason.NEEDS_NO_INVITATION: lambda d: msg("This story is open to all; they can press Join on its board."),
    Reason.NOT_A_WRITER: lambda d: msg("They are not in this story's rota; /story status shows who is."),
    Reason.WHICH_MEMBER: lambda d: msg("Whom? Name them with the option member."),
    Reason.KICK_YOURSELF: lambda d: msg("To go yourself, use /story leave."),
    Reason.PEN_NAME_EMPTY: lambda d: msg("A pen name needs a letter or a digit; choose another."),
    Reason.PEN_NAME_TOO_LONG: lambda d: msg(
        "That pen name has {length} characters; please keep it to {limit}.",
        length=d["length"],
        limit=d["limit"],
    ),
    Reason.PEN_NAME_TAKEN: lambda d: msg("Another writer of this story has that pen name; choose another."),
    Reason.PEN_NAME_REAL: lambda d: msg("That is a member's own name; choose another pen name."),
    Reason.PEN_NAME_FIXED: _pen_name_fixed,
    Reason.MUSE_CANNOT_CLAIM: lambda d: msg(
        "The muse cannot press Write, so it cannot play in an open order; choose rota or shuffle."
    ),
    Reason.MUSE_NEVER: lambda d: msg(
        "This story is written without the muse; press Write to go on yourself."
    ),
    Reason.NOT_LAST_PASSAGE: lambda d: msg(
        "Only your own passage can be corrected, and only until the next one is written; the host can still "
        "undo it."
    ),
    Reason.WISH_FORGOTTEN: lambda d: msg("That text is not kept here; give it to /muse rewrite once more."),
    Reason.NO_ACROSTIC: lambda d: msg("Give me a word to spell, of 2 to 20 letters from A to Z."),
    Reason.STANZAS: lambda d: msg(
        "{form}: from {low} to {high} stanzas.", form=d["form"], low=d["low"], high=d["high"]
    ),
    Reason.POEM_KEPT: lambda d: msg("That poem is kept already, as #{number}.", number=d["number"]),
    Reason.NO_FORM: lambda d: msg("There is no such form; /poem forms shows those there are."),
    Reason.NO_CANDIDATE: lambda d: msg("That proposal is not yours to take; ask the muse for another."),
    Reason.NOT_A_PASSAGE: lambda d: msg("That message is no passage of a story; /report takes its number."),
    Reason.REPORT_OWN: lambda d: msg("That passage is your own; /story correct changes your latest one."),
    Reason.NO_PASSAGE: lambda d: msg("There is no passage of that number; /story read shows them."),
    Reason.ALREADY_REDACTED: lambda d: msg("That passage is taken out already; nobody reads it any more."),
    Reason.REASON_EMPTY: lambda d: msg("Please say why; the reason is kept for the other moderators."),
    Reason.NOTHING_TO_READ: lambda d: msg(
        "This story is folded: it is revealed when it is finished, passage by passage."
    ),
    Reason.DATE_UNKNOWN: lambda d: msg("I read days as 2026-05-17, or 3d for three days; please type it so."),
    Reason.DATE_PAST: lambda d: msg("That day is past; name one to come."),
    Reason.DATE_FAR: lambda d: msg("That is more than {days} days off; name an earlier day.", days=d["days"]),
    Reason.TIME_UNKNOWN: lambda d: msg("I read times as 22:30; please type it so."),
    Reason.TIMEZONE_UNKNOWN: lambda d: msg(
        "I do not know that time zone; choose one as you type, such as Europe/Berlin."
    ),
    Reason.QUIET_LENGTH: lambda d: msg(
        "Quiet hours may last up to {hours} hours, or the others would wait too long.", hours=d["hours"]
    ),
    Reason.SEARCH_EMPTY: lambda d: msg("There is no word in that to look for; type one or more."),
    Reason.NAME_EMPTY: lambda d: msg(
        "A character needs a name that can be read; give it a letter or a digit."
    ),
    Reason.CHARACTER_TAKEN: lambda d: msg(
        "That character speaks through another writer already; agree with them, or choose another name."
    ),
    Reason.TOO_MANY_CHARACTERS: lambda d: msg(
        "You have {limit} characters here, which is all I can keep; release one first.", limit=d["limit"]
    ),
    Reason.NOT_YOUR_CHARACTER: lambda d: msg("That character is not yours to release; name one of your own."),
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
    Reason.WORDS_OUT_OF_BOUNDS: lambda d: msg(
        "The muse writes from {low} to {high} words at a time.", low=d["low"], high=d["high"]
    ),
    Reason.REWRITE_TOO_LONG: lambda d: msgs(
        "That has {words} words; the muse rewrites up to {count} at a time.",
        "That has {words} words; the muse rewrites up to {count} at a time.",
        d["limit"],
        words=d["words"],
    ),
    Reason.TONE_MISSING: lambda _: msg("Say in `tone` how it should sound, such as cheerful or solemn."),
    Reason.BOUNDS_CROSSED: lambda d: msg(
        "At least {words_min} words and at most {words_max} cannot both hold; swap the two.",
        words_min=d["words_min"],
        words_max=d["words_max"],
    ),
    Reason.NO_DRAFT: lambda d: msg("You have no draft for this story; /story write begins one."),
    Reason.DRAFT_CHANGED: lambda d: msg("You have a newer draft; /story write shows it."),
    Reason.NO_PROMPT: lambda d: msg("That prompt is no longer here; /prompt idea brings a new one."),
    Reason.TOO_MANY_WAITING: lambda d: msgs(
        "{count} prompt of yours waits for a moderator already; let them look at it first.",
        "{count} prompts of yours wait for a moderator already; let them look at those first.",
        d["limit"],
    ),
    Reason.NO_CHANNEL: _no_channel,
    Reason.TOO_MANY_DAILIES: lambda d: msgs(
        "This server has its {count} daily prompt; turn one off with /prompt daily first.",
        "This server has its {count} daily prompts; turn one off with /prompt daily first.",
        d["limit"],
    ),
    Reason.FILE_KIND: lambda d: msg("I can read .txt and .md files; please send one of those."),
    Reason.FILE_TOO_LARGE: lambda d: msg(
        "That file is too large; I can take up to {limit} KiB.", limit=d["limit"]
    ),
    Reason.FILE_NOT_TEXT: lambda d: msg(
        "I cannot read that file as text; save it as UTF-8 and send it again."
    ),
    Reason.TEXT_AND_FILE: lambda d: msg("Send either a text or a file, so that I know which one you mean."),
} | SENTENCES_ABOUT_WORDS
_SENTENCES |= SENTENCES_ABOUT_THE_HOUSE
