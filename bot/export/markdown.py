"""A story as a Markdown file."""

import re

from bot.domain.passages import Origin
from bot.export.manuscript import Manuscript, Wording

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def render(manuscript: Manuscript, wording: Wording) -> str:
    """Return the story as Markdown (UTF-8): title, text, credits, and which passages the muse had a hand in.

    The members' own markdown is kept in passages as they wrote it; titles and names are taken literally.
    """
    lines = [f"# {_literal(manuscript.title)}", ""]
    for passage in manuscript.passages:
        lines += [passage.text, ""]
    if not manuscript.finished:
        lines += [f"*{wording.to_be_continued}*", ""]
    lines += ["---", "", f"## {wording.credits}", ""]
    for member_id, words in manuscript.words_by_writer().items():
        lines.append(f"- {wording.share(_literal(manuscript.name(member_id)), words)}")
    lines += ["", wording.begun(manuscript.started_at), ""]
    helped = [passage for passage in manuscript.passages if passage.origin is not Origin.HUMAN]
    if helped:
        lines += [f"## {wording.muse}", ""]
        lines += [
            f"- {wording.hand(passage, _literal(manuscript.name(passage.member_id)))}" for passage in helped
        ]
        lines.append("")
    return "\n".join(lines)


def _literal(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
