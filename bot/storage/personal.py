"""Where people are in the database, and what is to become of it when one of them is forgotten.

Every column that can hold an id, a name or words is in ``PERSONAL`` or in ``IMPERSONAL``, never in both;
a test holds that against the schema, so that a new column cannot be overlooked. The search index is not a
table of the schema: triggers make it follow the passages.
"""

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What of a person a column holds."""

    ID = "id"  # their Discord id
    IDS = "ids"  # a JSON list of Discord ids
    NAME = "name"  # what they are called, a pen name included
    WORDS = "words"  # what they wrote
    MAYBE = "maybe"  # something else for most rows, an id or words for some


class Forget(StrEnum):
    """What is to become of a column when the person in it is forgotten."""

    DELETE = "delete"  # its whole row goes
    REPLACE = "replace"  # a key that is nobody's stands in the id's place
    CLEAR = "clear"  # it is emptied
    REMOVE = "remove"  # the id is taken out of the list, the others stay
    CHOICE = "choice"  # the member decides: the words stay without a name, or are taken out
    SHARED = "shared"  # as by choice where nobody else writes in the story; others wrote within what it says
    KEEP = "keep"  # it stays, for the reason that its entry gives


@dataclass(frozen=True, slots=True)
class Place:
    """One column that people are in.

    Attributes:
        whose: The column of the same table with the id of whoever it is about; of ids in a list, the list.
            Where another table has it: ``key>table.column``, with ``key`` naming the row in that table.
        why: Why it stays; only for ``Forget.KEEP``.
    """

    holds: Holds
    forget: Forget
    whose: str
    why: str = ""


def _own(forget: Forget, column: str) -> Place:
    return Place(Holds.ID, forget, column)


def _words(forget: Forget, whose: str) -> Place:
    return Place(Holds.WORDS, forget, whose)


_BAN = "a ban would be lifted by forgetting"
_PASSAGE = "passage_id>passages.member_id"

PERSONAL: dict[str, Place] = {
    "members.user_id": _own(Forget.DELETE, "user_id"),
    "members.display_name": Place(Holds.NAME, Forget.DELETE, "user_id"),
    "preferences.user_id": _own(Forget.DELETE, "user_id"),
    "preferences.timezone": _words(Forget.DELETE, "user_id"),
    "preferences.quiet_begin": _words(Forget.DELETE, "user_id"),
    "preferences.quiet_end": _words(Forget.DELETE, "user_id"),
    "preferences.pings": _words(Forget.DELETE, "user_id"),
    "pseudonyms.user_id": _own(Forget.CLEAR, "user_id"),
    "audit.detail": Place(Holds.MAYBE, Forget.KEEP, "actor_id>pseudonyms.user_id", "no entry can be changed"),
    "audit_words.said_by": _own(Forget.DELETE, "said_by"),
    "audit_words.said_of": _own(Forget.DELETE, "said_of"),
    "audit_words.words": _words(Forget.DELETE, "said_by"),
    "writer_bans.member_id": Place(Holds.ID, Forget.KEEP, "member_id", _BAN),
    "writer_bans.reason": Place(Holds.WORDS, Forget.KEEP, "banned_by", _BAN),
    "writer_bans.banned_by": _own(Forget.REPLACE, "banned_by"),
    "limits.set_by": _own(Forget.REPLACE, "set_by"),
    "phrases.added_by": _own(Forget.REPLACE, "added_by"),
    "asks.member_id": _own(Forget.DELETE, "member_id"),
    "asks.wish": _words(Forget.DELETE, "member_id"),
    "receipts.member_id": _own(Forget.REPLACE, "member_id"),
    "receipts.sources": Place(Holds.MAYBE, Forget.CLEAR, "member_id"),
    "candidates.member_id": _own(Forget.DELETE, "member_id"),
    "candidates.text": _words(Forget.DELETE, "member_id"),
    "taught_words.member_id": _own(Forget.REPLACE, "member_id"),
    "taught_words.word": _words(Forget.CHOICE, "member_id"),
    "taught_words.shown": _words(Forget.CHOICE, "member_id"),
    "taught_words.note": _words(Forget.CLEAR, "decided_by"),
    "taught_words.decided_by": _own(Forget.REPLACE, "decided_by"),
    "prompts.member_id": _own(Forget.REPLACE, "member_id"),
    "prompts.text": _words(Forget.CHOICE, "member_id"),
    "prompts.genre": _words(Forget.CHOICE, "member_id"),
    "prompts.about": _words(Forget.CHOICE, "member_id"),
    "prompts.note": _words(Forget.CLEAR, "decided_by"),
    "prompts.decided_by": _own(Forget.REPLACE, "decided_by"),
    "untold.member_id": _own(Forget.DELETE, "member_id"),
    "daily_prompts.member_id": _own(Forget.REPLACE, "member_id"),
    "stories.host_id": _own(Forget.REPLACE, "host_id"),
    "stories.last_writer_id": _own(Forget.REPLACE, "last_writer_id"),
    "stories.round": Place(Holds.IDS, Forget.REMOVE, "round"),
    "stories.title": _words(Forget.CHOICE, "host_id"),
    "stories.title_folded": _words(Forget.CHOICE, "host_id"),
    "stories.lines": _words(Forget.SHARED, "host_id"),
    "stories.veils": _words(Forget.SHARED, "host_id"),
    "stories.form_word": _words(Forget.SHARED, "host_id"),
    "characters.name": Place(Holds.NAME, Forget.CHOICE, "member_id"),
    "characters.name_folded": Place(Holds.NAME, Forget.CHOICE, "member_id"),
    "characters.member_id": _own(Forget.REPLACE, "member_id"),
    "charter_changes.asked_by": _own(Forget.REPLACE, "asked_by"),
    "charter_changes.agreed": Place(Holds.IDS, Forget.REMOVE, "agreed"),
    "charter_changes.lines": _words(Forget.CHOICE, "asked_by"),
    "charter_changes.veils": _words(Forget.CHOICE, "asked_by"),
    "invites.member_id": _own(Forget.DELETE, "member_id"),
    "timers.subject": Place(Holds.MAYBE, Forget.DELETE, "subject"),
    "turns.member_id": _own(Forget.REPLACE, "member_id"),
    "writers.member_id": _own(Forget.REPLACE, "member_id"),
    "writers.pen_name": Place(Holds.NAME, Forget.CLEAR, "member_id"),
    "drafts.member_id": _own(Forget.DELETE, "member_id"),
    "drafts.text": _words(Forget.DELETE, "member_id"),
    "passages.member_id": _own(Forget.REPLACE, "member_id"),
    "passages.accepted_by": _own(Forget.REPLACE, "accepted_by"),
    "passages.text": _words(Forget.CHOICE, "member_id"),
    "passage_versions.text": _words(Forget.CHOICE, _PASSAGE),
    "held_texts.member_id": _own(Forget.DELETE, "member_id"),
    "held_texts.text": _words(Forget.DELETE, "member_id"),
    "held_texts.digest": _words(Forget.DELETE, "member_id"),
    "held_texts.matches": _words(Forget.DELETE, "member_id"),
    "held_texts.note": _words(Forget.CLEAR, "decided_by"),
    "held_texts.decided_by": _own(Forget.REPLACE, "decided_by"),
    "reports.member_id": _own(Forget.REPLACE, "member_id"),
    "reports.reason": _words(Forget.CLEAR, "member_id"),
    "reports.decided_by": _own(Forget.REPLACE, "decided_by"),
}

_DISCORD = "an id of Discord's for a server, a channel or a message"
_CHOSEN = "one of a few words that Quire knows"
_SERVER = "a rule of the server"
_MODEL = "about the model, with no text in it"

# Why a column that could hold an id, a name or words holds nobody's.
IMPERSONAL: dict[str, str] = {}
for _why, _columns in (
    (
        _DISCORD,
        "guilds.id asks.guild_id limits.guild_id limits.channel_id members.guild_id phrases.guild_id"
        " phrases.channel_id pseudonyms.guild_id taught_words.guild_id writer_bans.guild_id receipts.guild_id"
        " prompts.guild_id daily_prompts.channel_id daily_prompts.guild_id stories.guild_id"
        " stories.channel_id stories.thread_id stories.board_id audit.guild_id held_texts.guild_id"
        " passage_messages.message_id reports.guild_id untold.guild_id",
    ),
    (
        _CHOSEN,
        "asks.kind taught_words.counts taught_words.state receipts.end prompts.state"
        " daily_prompts.zone daily_prompts.time_of_day stories.state stories.turn_order stories.sight"
        " stories.rating stories.muse stories.stops stories.form audit.action charter_changes.rating"
        " charter_changes.state timers.kind turns.outcome writers.state drafts.fate passages.origin"
        " held_texts.state reports.state",
    ),
    (_SERVER, "limits.name limits.value phrases.folded phrases.phrase phrases.list"),
    (_MODEL, "receipts.model receipts.checksum receipts.precision receipts.template receipts.sampling"),
):
    IMPERSONAL |= dict.fromkeys(_columns.split(), _why)
