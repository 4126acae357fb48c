"""Members' words in Discord's markdown: names taken literally, passages kept as they are but well-behaved."""

import re

from bot.domain.text import shorten, split

_SIGNS = re.compile(r"([\\`*_~|\[\]()<>#+-])")
_PING = re.compile(r"@(?=everyone|here|[!&]?\d)")
_SUBTEXT = re.compile(r"^([ \t>]*)-#", re.MULTILINE)
_FENCE = "```"
_FENCES_ROOM = 2 * len(f"{_FENCE}\n")


def literal(text: str) -> str:
    """Return a name or title so that Discord shows it as it is written, links and mentions included."""
    return _SIGNS.sub(r"\\\1", text)


def thread_name(title: str, limit: int) -> str:
    """Return a title as the name of a thread, in at most ``limit`` characters.

    Discord posts such a name in the channel, and nothing can be said with it of whom that may ping: a sign
    that would is another one that looks like it.
    """
    return _PING.sub("\N{FULLWIDTH COMMERCIAL AT}", shorten(title, limit))


def literal_head(text: str, limit: int) -> str:
    """Return the beginning of a text on one line, shown literally, in at most ``limit`` characters with all
    that this adds; "…" says that more follows."""
    room, shown = limit, literal(shorten(text, limit))
    while len(shown) > limit:
        room -= max((len(shown) - limit) // 2, 1)
        shown = literal(shorten(text, room))
    return shown


def parts(text: str, limit: int) -> list[str]:
    """Cut a passage into parts of at most ``limit`` characters that each behave.

    Its markdown is kept, but for what would reach beyond it: subtext is how Quire signs passages, so a line
    of it is shown literally; a block of code that is open at a part's end is closed there, and opened again
    in the next part.
    """
    room = limit - _FENCES_ROOM
    shown: list[str] = []
    in_code = False
    for raw in split(text, room):
        whole = len(_behaved(raw, in_code)[0]) <= room
        for piece in [raw] if whole else split(raw, room // 2):  # escaping adds a third at the very most
            start = f"{_FENCE}\n" if in_code else ""
            part, in_code = _behaved(piece, in_code)
            shown.append(f"{start}{part}\n{_FENCE}" if in_code else f"{start}{part}")
    return shown


def _behaved(piece: str, in_code: bool) -> tuple[str, bool]:
    """Return the piece with subtext outside of code made literal, and whether it ends within code."""
    segments = piece.split(_FENCE)
    for index, segment in enumerate(segments):
        if (index % 2 == 1) == in_code:
            segments[index] = _literal_subtext(segment)
    return _FENCE.join(segments), (len(segments) % 2 == 0) != in_code


def _literal_subtext(text: str) -> str:
    return _SUBTEXT.sub(r"\1\\-#", text)
