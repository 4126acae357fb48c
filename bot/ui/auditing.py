"""The audit as a moderator reads it: a sentence for each act."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from bot.domain.knob import Kind
from bot.domain.knobs import KNOBS
from bot.domain.pages import page_count
from bot.domain.story import Rating
from bot.services.auditing import PAGE_SIZE, AuditPage
from bot.storage.audit import FORGET, HIDE, PURGE, Entry
from bot.ui.board import card
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.limits import valued
from bot.ui.markdown import literal, literal_head
from bot.ui.quoting import quoted
from bot.ui.reading import turn_buttons
from bot.ui.rules import rule_name
from bot.ui.standing import rating_name, stamp

_WHY = 220  # characters shown of why one act was done: ten of them fit into a message
_AGREED_ROOM = 140  # of what was agreed, and before, without the words around it
_RULES = 3  # names of rules shown


def audit_shown(found: AuditPage, member_id: int, since: datetime | None, say: Say) -> dict[str, Any]:
    """Return the message with one page; ``member_id`` is 0 where it is about everybody."""
    rows = [_row(entry, say) for entry in found.entries]
    pages = page_count(found.total, PAGE_SIZE)
    title, place = f"### {say(msg('What was done here'))}", f"-# {found.page + 1} / {pages}"
    lines = [title, *(rows or [say(msg("Nothing of that kind was done."))]), place]
    about = [member_id, int(since.timestamp()) if since is not None else 0]
    turn = turn_buttons("audit-page", about, found.page, pages, say)
    return {"view": card(lines, *turn)}


def _row(entry: Entry, say: Say) -> str:
    what = say(_ACTS[entry.action](entry))
    row = f"{stamp(entry.at)} · **{_who(entry, say)}** {what}"
    why = _why(entry, say)
    return "\n".join([row, *map(quoted, why), ""]) if why else row


def _why(entry: Entry, say: Say) -> list[str]:
    """Return what tells why an act was done: the reason or note, the rules, and what was agreed before."""
    detail, words = entry.detail, entry.words
    found: list[str] = []
    if rules := detail.get("rules"):
        names = ", ".join(say(rule_name(rule)) for rule in rules[:_RULES])
        found.append(say(msg("it was held for {rules}", rules=names)))
    if "old" in detail and "rating" in detail and detail["old"] != detail["rating"]:
        now, was = (say(rating_name(Rating(detail[key]))) for key in ("rating", "old"))
        found.append(say(msg("It is {now}; before, {was}.", now=now, was=was)))
    room = _AGREED_ROOM // max(1, len(words))
    for name, sentence in _AGREED.items():
        if name in words:
            now, was = (literal_head(words[key], room) or "–" for key in (name, f"old_{name}"))
            found.append(say(sentence(now, was)))
    said = detail.get("reason") or words.get("note")
    room = _WHY - sum(map(len, found))
    return [*found, literal_head(said, room)] if said else found


_AGREED: Mapping[str, Callable[[str, str], Text]] = {
    "lines": lambda now, was: msg("Never: {now}; before: {was}", now=now, was=was),
    "veils": lambda now, was: msg("Not in detail: {now}; before: {was}", now=now, was=was),
}


def _who(entry: Entry, say: Say) -> str:
    if entry.by_itself:
        return "Quire"
    return _person(entry.actor_id, say)


def _person(user_id: int | None, say: Say) -> str:
    return f"<@{user_id}>" if user_id is not None else say(msg("somebody who was forgotten"))


def _story(entry: Entry) -> object:
    if entry.story_number is None:
        return msg("a story that you do not see")
    return msg("story #{number}", number=entry.story_number)


def _in_story(entry: Entry) -> dict[str, object]:
    member = f"<@{entry.subject_id}>" if entry.subject_id is not None else msg("somebody")
    return {"story": _story(entry), "member": member, "position": entry.detail.get("position", 0)}


def _set(entry: Entry) -> Text:
    detail, name = entry.detail, str(entry.detail["setting"])
    kind = KNOBS[name].kind if name in KNOBS else Kind.PLAIN
    values: dict[str, object] = {"setting": name, "value": valued(kind, str(detail["value"]))}
    if "old" in detail:  # it is not where it was noted before old values were
        values["old"] = valued(kind, str(detail["old"]))
    if channel := detail.get("channel"):
        values["channel"] = f"<#{channel}>"
    match "old" in detail, "channel" in values:
        case True, True:
            return msg("set `{setting}` from {old} to {value} in {channel}", **values)
        case True, False:
            return msg("set `{setting}` from {old} to {value}", **values)
        case False, True:
            return msg("set `{setting}` to {value} in {channel}", **values)
        case _:
            return msg("set `{setting}` to {value}", **values)


def _listed(entry: Entry) -> dict[str, object]:
    place = f"<#{entry.detail.get('channel')}>"
    return {"phrase": literal(str(entry.detail["phrase"])), "list": entry.detail["list"], "channel": place}


def _banned(entry: Entry) -> Text:
    member = _in_story(entry)["member"]
    if until := entry.detail.get("until"):
        return msg(
            "kept {member} from writing until {until}",
            member=member,
            until=stamp(datetime.fromisoformat(until)),
        )
    return msg("kept {member} from writing", member=member)


def _purged(entry: Entry) -> Text:
    day = datetime.fromisoformat(entry.detail["before"]).replace(tzinfo=UTC)
    return msgs(
        "removed {count} entry from before {day}, as the retention asks",
        "removed {count} entries from before {day}, as the retention asks",
        entry.detail["entries"],
        day=stamp(day),
    )


_ACTS: Mapping[str, Callable[[Entry], Text]] = {
    "limits-set": _set,
    "words-add": lambda e: (
        msg("put “{phrase}” on the list `{list}` in {channel}", **_listed(e))
        if e.detail.get("channel")
        else msg("put “{phrase}” on the list `{list}`", **_listed(e))
    ),
    "words-import": lambda e: (
        msgs(
            "put {count} phrase on the list `{list}` in {channel}",
            "put {count} phrases on the list `{list}` in {channel}",
            e.detail["count"],
            list=e.detail["list"],
            channel=f"<#{e.detail['channel']}>",
        )
        if e.detail.get("channel")
        else msgs(
            "put {count} phrase on the list `{list}`",
            "put {count} phrases on the list `{list}`",
            e.detail["count"],
            list=e.detail["list"],
        )
    ),
    "words-remove": lambda e: (
        msg("took “{phrase}” off the list `{list}` in {channel}", **_listed(e))
        if e.detail.get("channel")
        else msg("took “{phrase}” off the list `{list}`", **_listed(e))
    ),
    "word-approved": lambda e: msg("approved a taught word"),
    "word-returned": lambda e: msg("sent a taught word back"),
    "word-rejected": lambda e: msg("rejected a taught word"),
    "text-approved": lambda e: msg("approved a text of {member} for {story}", **_in_story(e)),
    "text-returned": lambda e: msg("sent a text of {member} for {story} back", **_in_story(e)),
    "text-rejected": lambda e: msg("rejected a text of {member} for {story}", **_in_story(e)),
    "report-kept": lambda e: msg("let the reported passage {position} of {story} stand", **_in_story(e)),
    "report-redacted": lambda e: msg("redacted the reported passage {position} of {story}", **_in_story(e)),
    HIDE: lambda e: msg(
        "hid passage {position} of {story} until a moderator looks: three members reported it", **_in_story(e)
    ),
    "prompt-approved": lambda e: msg("approved a story prompt"),
    "prompt-returned": lambda e: msg("sent a story prompt back"),
    "prompt-rejected": lambda e: msg("rejected a story prompt"),
    "prompt-daily": lambda e: msg("set a daily prompt for {channel}", channel=f"<#{e.detail['channel']}>"),
    "prompt-daily-off": lambda e: msg(
        "turned the daily prompt off in {channel}", channel=f"<#{e.detail['channel']}>"
    ),
    "writer-ban": lambda e: _banned(e),
    "writer-unban": lambda e: msg("let {member} write again", **_in_story(e)),
    "story-charter": lambda e: msg("changed what was agreed for {story}", **_in_story(e)),
    "story-look": lambda e: msg("looked into what {story} hides", **_in_story(e)),
    "story-redact": lambda e: msg("redacted passage {position} of {story}", **_in_story(e)),
    "story-invite": lambda e: msg("invited {member} to {story}", **_in_story(e)),
    "story-finish": lambda e: msg("finished {story}", **_in_story(e)),
    "story-skip": lambda e: msg("skipped a turn of {story}", **_in_story(e)),
    "story-undo": lambda e: msg("took the last passage of {story} back", **_in_story(e)),
    "story-redo": lambda e: msg("put a passage of {story} back", **_in_story(e)),
    "story-pause": lambda e: msg("paused {story}", **_in_story(e)),
    "story-resume": lambda e: msg("resumed {story}", **_in_story(e)),
    "story-next": lambda e: msg("gave {member} the turn in {story}", **_in_story(e)),
    "story-kick": lambda e: msg("sent {member} away from {story}", **_in_story(e)),
    "story-reopen": lambda e: msg("reopened {story}", **_in_story(e)),
    FORGET: lambda e: msg("was forgotten, as they asked"),
    PURGE: _purged,
}
