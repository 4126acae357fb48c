"""What stands between spaces in a folded text, with the signs around it that may belong to it."""

import re
from collections.abc import Iterator

from bot.domain.limits.loose import INITIALS
from bot.domain.limits.respelling import unleeted
from bot.domain.prosody.dictionary import has

_EDGES = re.escape(".,;:!?\"'()[]{}<>*_~|`-–—…“”‘’«»/\\¡¿")
_CORE = re.compile(rf"[^\s{_EDGES}](?:[^\s—…]*[^\s{_EDGES}])?")
_STARS = re.compile(r"[*#•×●]{1,6}(?![^\s.,;:!?\"')”’…—])")  # behind a word, for letters that are not written
_ENDS = re.compile(r"([-_–.?!])\1{0,2}")
_CALL = re.compile(r"[a-z_][\w.]+\((?:\w+\)|\d+,)")
_GRAWLIX = re.compile(r"\w[@#$%&]\w")
_LEAST = 4  # signs of a word as comics have them
_BEHIND = 20  # signs that are looked at for the end of an aside


def chunks_of(text: str) -> list[re.Match[str]]:
    """Return what stands between spaces, each without the punctuation around it."""
    return list(_CORE.finditer(text))


def is_call(chunk: re.Match[str]) -> bool:
    """Tell whether a chunk is a function's name and what it is given, in code."""
    core, end = chunk[0], chunk.end()
    return "(" in core and _CALL.fullmatch(core + chunk.string[end : end + 1]) is not None


def ways_of(chunk: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Yield what a chunk may be read as, each with its place: with the signs around it that stand for letters
    ("shi**"), and with those behind it that hide letters within it, too ("w-nk-", "w@nk#!")."""
    yield _with_signs(chunk)
    if not (core := chunk[0]).isalpha() and (signs := _ENDS.match(chunk.string, chunk.end())) is not None:
        sign = signs[0][0]
        if (sign in core and not (sign == "." and INITIALS.fullmatch(core))) or (
            sign == "!" and _is_grawlix(core)
        ):
            yield core + signs[0], chunk.start(), signs.end()


def _with_signs(chunk: re.Match[str]) -> tuple[str, int, int]:
    text, core, (start, end) = chunk.string, chunk[0], chunk.span()
    before = text[start - 1 : start]
    if before != "*" and (stars := _STARS.match(text, end)) is not None:
        return core + stars[0], start, stars.end()
    if before == "-" == core[1:2]:
        before = text[max(start - len("(-"), 0) : start]
    if before in ("(", "(-") and "." not in core and ")" not in text[end : end + _BEHIND]:
        return before + core, start - len(before), end  # a letter, not the beginning of an aside
    return core, start, end


def _is_grawlix(core: str) -> bool:
    """Tell whether signs stand for letters in a word as comics have them, and do not spell a word."""
    return len(core) >= _LEAST and _GRAWLIX.search(core) is not None and not any(map(has, unleeted(core)))
