"""A story as a Markdown file."""

import re
from collections.abc import Sequence

from bot.domain.passages import Passage, flows
from bot.export import prose
from bot.export.book import helped, joint, reads_on
from bot.export.manuscript import Manuscript, Wording

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_SINGLE_NEWLINE = re.compile(r"(?<=[^\s])\n(?=[^\n])")


def render(manuscript: Manuscript, wording: Wording) -> str:
    """Return the story as Markdown (UTF-8): title, text, credits, and which passages the muse had a hand in.

    The members' own markdown is kept in passages as they wrote it; titles and names are taken literally.
    """
    lines = [f"# {_literal(manuscript.title)}", ""]
    if manuscript.stanzas is None:
        lines += [part for group in flows(manuscript.passages) for part in (_text(group, wording), "")]
    else:
        lines += [part for stanza in manuscript.stanzas for part in (_stanza(stanza, wording), "")]
    if manuscript.finished_at is None:
        lines += [f"*{wording.to_be_continued}*", ""]
    lines += ["---", "", f"## {wording.credits}", ""]
    for share in manuscript.statistics.shares:
        lines.append(f"- {wording.share(_name(manuscript, share.member_id), share.words)}")
    lines += ["", wording.begun(manuscript.started_at), ""]
    if manuscript.finished_at is not None:
        lines += [wording.finished(manuscript.finished_at), ""]
    if notes := helped(manuscript.passages):
        lines += [f"## {wording.muse}", ""]
        hand = wording.hand if manuscript.stanzas is None else wording.line
        lines += [f"- {hand(note, _name(manuscript, note.member_id))}" for note in notes]
        lines.append("")
    return "\n".join(lines)


def _text(group: tuple[Passage, ...], wording: Wording) -> str:
    """Return passages that read on, with no paragraph break where one hands over to the next."""
    text, before = "", ""
    for passage in group:
        own = f"*{wording.redacted}*" if passage.redacted else _broken(prose.printable(passage.text))
        if text and reads_on(prose.read(before), prose.read(passage.text)):
            text += joint(text, own) + own
        else:
            text += f"\n\n{own}" if text else own
        before = passage.text
    return text


def _stanza(lines: Sequence[tuple[Passage, str]], wording: Wording) -> str:
    """Return a stanza's lines, each on a line of its own in Markdown, too."""
    shown = (f"*{wording.redacted}*" if passage.redacted else prose.one_line(text) for passage, text in lines)
    return "  \n".join(shown)


def _broken(text: str) -> str:
    """Return ``text`` with Discord's line breaks as Markdown's: two spaces at a line's end."""
    return text if "```" in text else _SINGLE_NEWLINE.sub("  \n", text)


def _name(manuscript: Manuscript, member_id: int) -> str:
    return _literal(manuscript.name(member_id))


def _literal(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", prose.one_line(text))
