"""Discord's markdown within a line of text, as rules for markdown-it.

markdown-it's own rules are CommonMark's, which differ where writers would see it: ``__x__`` is underlined, a
mark beside a Chinese or Japanese bracket still closes, leading spaces stay, ``&amp;`` means nothing.
"""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

_PLAIN = re.compile(r"(?:[^\n\\`*_~|\[\]<>¯h]++|h(?!ttps?://))++")
_SPOILER = re.compile(r"\|\|(.+?)\|\|", re.DOTALL)
_AS_TYPED = re.compile(r"¯\\_\(ツ\)_/¯|\\(?=\s)")
_BARE_LINK = re.compile(r"https?://[^\s<>|]*[^\s<>|.,:;!?…\"'”’»)\]*_~`]")
_ANGLE = re.compile(
    r"<(?:a?:(?P<emoji>\w{2,32}):\d{1,20}"
    r"|(?P<sigil>[@#])[!&]?\d{1,20}"
    r"|/(?P<command>[^:<>\n]{1,100}):\d{1,20}"
    r"|t:(?P<time>-?\d{1,12})(?::(?P<style>[tTdDfFRsS]))?"
    r"|(?P<link>https?://[^\s<>]+))>"
)
_HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?\.?", re.ASCII)
_TIMES = {"t": "%H:%M", "T": "%H:%M:%S", "d": "%Y-%m-%d", "D": "%Y-%m-%d"}
_URL_LIMIT = 2048


def tokens(text: str) -> list[Token]:
    """Return the flat tokens of ``text``, in which each newline is a ``softbreak``."""
    found: list[Token] = []
    return _MARKDOWN.inline.parse(text, _MARKDOWN, {}, found)


def is_link(url: str) -> bool:
    """Tell whether ``url`` may be linked to: an address of the web, and one that every format takes."""
    try:
        parts = urlsplit(url)
        named = parts.port != 0 and _HOST.fullmatch(parts.hostname or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(named) and url.isascii() and len(url) <= _URL_LIMIT


def _text(state: StateInline, silent: bool) -> bool:
    return _literal(state, _PLAIN, silent)


def _as_typed(state: StateInline, silent: bool) -> bool:
    return _literal(state, _AS_TYPED, silent)


def _literal(state: StateInline, pattern: re.Pattern[str], silent: bool) -> bool:
    match = pattern.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _newline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "\n":
        return False
    if not silent:
        state.push("softbreak", "br", 0)
    state.pos += 1
    return True


def _marks(state: StateInline, silent: bool) -> bool:
    """Note a run of ``*``, ``_`` or ``~~``; markdown-it finds afterwards which of them are pairs."""
    marker, start = state.src[state.pos], state.pos
    if silent or marker not in "*_~":
        return False
    end = start
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length = end - start
    if marker == "~" and length != 2:
        state.pending += marker * length
    else:
        before = state.src[start - 1] if start else " "
        after = state.src[end] if end < state.posMax else " "
        opens = length == 2 or not after.isspace()
        closes = length == 2 or not before.isspace()
        if marker == "_" and length != 2:  # snake_case is no emphasis
            opens, closes = opens and not _in_word(before), closes and not _in_word(after)
        step, rule_of_three = (2, 0) if marker == "~" else (1, length)
        for _ in range(length // step):
            state.push("text", "", 0).content = marker * step
            place = len(state.tokens) - 1
            state.delimiters.append(Delimiter(ord(marker), rule_of_three, place, -1, opens, closes))
    state.pos = end
    return True


def _in_word(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")


def _spoiler(state: StateInline, silent: bool) -> bool:
    match = _SPOILER.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        outer = state.posMax
        state.push("spoiler_open", "", 1)
        state.pos, state.posMax = match.span(1)
        state.md.inline.tokenize(state)
        state.posMax = outer
        state.push("spoiler_close", "", -1)
    state.pos = match.end()
    return True


def _bare_link(state: StateInline, silent: bool) -> bool:
    match = _BARE_LINK.match(state.src, state.pos, state.posMax)
    return match is not None and _linked(state, match, match[0], silent)


def _angle(state: StateInline, silent: bool) -> bool:
    """Read what Discord writes in angle brackets: emoji, mentions, times, commands and links."""
    match = _ANGLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if match["link"]:
        return _linked(state, match, match["link"], silent)
    if not silent:
        state.pending += _spelled(match)
    state.pos = match.end()
    return True


def _spelled(match: re.Match[str]) -> str:
    if match["emoji"]:
        return f":{match['emoji']}:"
    if match["command"]:
        return f"/{match['command']}"
    if match["sigil"]:
        return f"{match['sigil']}…"  # only Discord knows the name
    try:
        at = datetime.fromtimestamp(int(match["time"]), UTC)
    except (ValueError, OverflowError, OSError):
        return match[0]
    return at.strftime(_TIMES.get(match["style"] or "", "%Y-%m-%d %H:%M"))


def _linked(state: StateInline, match: re.Match[str], url: str, silent: bool) -> bool:
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(url)}
        state.push("text", "", 0).content = url
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


class _Discord(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - markdown-it's name
        return is_link(url)


def _parser() -> MarkdownIt:
    parser = _Discord("zero").enable(["escape", "backticks", "link", "emphasis", "strikethrough"])
    parser.enable("balance_pairs", ignoreInvalid=True)
    rules = parser.inline.ruler
    rules.at("text", _text)
    rules.after("text", "line", _newline)
    rules.after("line", "as_typed", _as_typed)
    rules.at("emphasis", _marks)
    rules.disable("strikethrough")  # its pairs are noted by _marks; the second ruler keeps joining them
    rules.push("spoiler", _spoiler)
    rules.push("bare_link", _bare_link)
    rules.push("angle", _angle)
    return parser


_MARKDOWN = _parser()
