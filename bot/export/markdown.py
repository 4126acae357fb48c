"""A story as a Markdown file."""

from bot.domain.passages import Origin
from bot.export.manuscript import Manuscript

_HANDS = {
    Origin.MUSE_ACCEPTED: "proposed by the muse, accepted",
    Origin.MUSE_EDITED: "proposed by the muse, edited",
}


def render(manuscript: Manuscript) -> str:
    """Return the story as Markdown (UTF-8): title, text, credits, and which passages the muse had a hand in.

    The members' own markdown is kept as they wrote it.
    """
    lines = [f"# {manuscript.title}", ""]
    for passage in manuscript.passages:
        lines += [passage.text, ""]
    if not manuscript.finished:
        lines += ["*To be continued.*", ""]
    lines += ["---", "", "## Credits", ""]
    for member_id, words in manuscript.words_by_writer().items():
        lines.append(f"- {manuscript.name(member_id)}: {words} words")
    lines += ["", f"Begun on {manuscript.started_at:%Y-%m-%d}. Written with Quire.", ""]
    helped = [passage for passage in manuscript.passages if passage.origin in _HANDS]
    if helped:
        lines += ["## The muse's part", ""]
        lines += [
            f"- Passage {p.position}, signed by {manuscript.name(p.member_id)}: {_HANDS[p.origin]} "
            f"(receipt {p.receipt_id})"
            for p in helped
        ]
        lines.append("")
    return "\n".join(lines)
