"""Members' text, read into the tree that every typeset export is made of: Discord's rules live here once.

Its lines are read here, since Discord's blocks are lines (CommonMark's would swallow what follows an unclosed
fence and drop what is nested deep); what is within a line, markdown-it reads by the rules in ``syntax``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.domain import text as cleaning
from bot.export import syntax
from bot.export.tree import (
    Block,
    Break,
    Code,
    Heading,
    Inline,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Run,
    Scene,
    Subtext,
    plain,
)

_FENCE = re.compile(r" *```")
_LANGUAGE = re.compile(r"[A-Za-z0-9_+.#-]+\n")  # named after a fence, and not part of the text
_REST_QUOTED = re.compile(r" *>>> (.*)", re.DOTALL)
_QUOTED = re.compile(r" *>(?: (.*))?")
_HEADING = re.compile(r" *(#{1,3}) +(\S.*)")
_SUBTEXT = re.compile(r" *-# +(\S.*)")
_BULLET = re.compile(r"( *)(?:[-*]|(\d{1,9})\.) +(\S.*)")
_SCENE = re.compile(r"([*\-_~=#•·—–⁂❦❧]) *(?:\1 *){2,}|[⁂❦❧]")
_INDENT = re.compile(r"^ +| {3,}", re.MULTILINE)
_UNFIT = re.compile(r"[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # no characters, and illegal in XML
_DEEPEST_LIST = 6
_NO_BREAK_SPACE = "\u00a0"


def printable(text: str) -> str:
    """Return ``text`` cleaned, and without what is no character (half a surrogate pair and the like)."""
    return _UNFIT.sub("\ufffd", cleaning.clean(text))


def one_line(text: str) -> str:
    """Return a title or a name as it can be printed."""
    return " ".join(printable(text).split())


def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a passage, whatever is in it."""
    return tuple(_blocks(printable(text).replace("\t", "    ").split("\n"), quotes=True))


def read_line(text: str) -> tuple[Inline, ...]:
    """Return what is in one line of verse; signs that would make it a heading or a list are signs there."""
    return _inline(" ".join(printable(text).split()))


def _blocks(lines: list[str], quotes: bool) -> Iterator[Block]:
    at, loose = 0, 0  # lines from ``loose`` to ``at`` are plain text not yet given out
    while at < len(lines):
        found = _special(lines, at, quotes)
        if found is None:
            at += 1
            continue
        yield from _paragraphs(lines[loose:at])
        block, at = found
        loose = at
        yield block
    yield from _paragraphs(lines[loose:])


def _special(lines: list[str], at: int, quotes: bool) -> tuple[Block, int] | None:
    """Return the block other than a paragraph that begins at this line, and the line after it."""
    line = lines[at]
    if _FENCE.match(line):
        return _code(lines, at)
    if quotes and (rest := _REST_QUOTED.match(line)):
        return Quote(tuple(_blocks([rest[1], *lines[at + 1 :]], quotes=False))), len(lines)
    if quotes and (quoted := _QUOTED.fullmatch(line)) and quoted[1] is not None:
        return _quote(lines, at)
    if _SCENE.fullmatch(line.strip()):
        return Scene(), at + 1
    if heading := _HEADING.fullmatch(line):
        bare = heading[2].rstrip("#")  # hashes may close a heading, too
        text = bare.rstrip() if bare.endswith(" ") else heading[2]
        return Heading(len(heading[1]), _inline(text)), at + 1
    if subtext := _SUBTEXT.fullmatch(line):
        return Subtext(_inline(subtext[1])), at + 1
    if _BULLET.fullmatch(line):
        return _listing(lines, at, depth=1)
    return None


def _code(lines: list[str], at: int) -> tuple[Block, int] | None:
    """Return fenced text. A fence that is not closed, or closed within a line, is no fence."""
    body = [_FENCE.sub("", lines[at], count=1)]
    end = at
    while "```" not in body[-1]:
        end += 1
        if end == len(lines):
            return None
        body.append(lines[end])
    body[-1], _, after = body[-1].partition("```")
    text = "\n".join(body)
    if language := _LANGUAGE.match(text):
        text = text[language.end() :]
    return (Code(text.strip("\n")), end + 1) if text.strip() and not after.strip() else None


def _quote(lines: list[str], at: int) -> tuple[Block, int]:
    inner = []
    while at < len(lines) and (match := _QUOTED.fullmatch(lines[at])):
        inner.append(match[1] or "")
        at += 1
    return Quote(tuple(_blocks(inner, quotes=False))), at


def _listing(lines: list[str], at: int, depth: int) -> tuple[Listing, int]:
    first = _BULLET.fullmatch(lines[at])
    assert first is not None
    indent, items = len(first[1]), list[tuple[Block, ...]]()
    while at < len(lines) and (bullet := _BULLET.fullmatch(lines[at])):
        if len(bullet[1]) > indent and depth < _DEEPEST_LIST:
            inner, at = _listing(lines, at, depth + 1)
            items[-1] = (*items[-1], inner)
            continue
        if (depth > 1 and len(bullet[1]) < indent) or (bullet[2] is None) != (first[2] is None):
            break
        text = [bullet[3]]
        at += 1
        while at < len(lines) and lines[at].startswith("  ") and not _BULLET.fullmatch(lines[at]):
            text.append(lines[at].strip())
            at += 1
        items.append((Paragraph(_inline("\n".join(text))),))
    return Listing(None if first[2] is None else int(first[2]), tuple(items)), at


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    """Yield the paragraphs between blank lines; a mark may span them, as it may in Discord."""
    text = _INDENT.sub(lambda match: _NO_BREAK_SPACE * len(match[0]), "\n".join(lines).strip("\n"))
    paragraph: list[Inline] = []
    for part in _inline(text):
        if isinstance(part, Break) and (not paragraph or isinstance(paragraph[-1], Break)):
            yield from _finished(paragraph)
            paragraph = []
        else:
            paragraph.append(part)
    yield from _finished(paragraph)


def _finished(parts: list[Inline]) -> Iterator[Paragraph]:
    while parts and isinstance(parts[-1], Break):
        parts.pop()
    if not plain(parts).strip():
        return
    if not any(isinstance(part, Break) for part in parts) and isinstance(parts[0], Run):
        parts[0] = replace(parts[0], text=parts[0].text.lstrip())  # the page indents it
    yield Paragraph(tuple(parts))


def _inline(text: str) -> tuple[Inline, ...]:
    parts: list[Inline] = []
    marks: list[Mark] = []
    links: list[str | None] = []
    for token in syntax.tokens(text):
        kind, _, edge = token.type.rpartition("_")
        if token.type == "softbreak":
            parts.append(Break())
        elif token.content:
            code = {Mark.CODE} if token.type == "code_inline" else set()
            parts.append(Run(token.content, frozenset({*marks, *code}), links[0] if links else None))
        elif edge == "open" and kind == "link":
            href = str(token.attrs["href"])
            links.append(href if syntax.is_link(href) else None)
        elif edge == "open":
            marks.append(_mark(kind, token.markup))
        elif edge == "close":
            (links if kind == "link" else marks).pop()
    return tuple(parts)


def _mark(kind: str, markup: str) -> Mark:
    if markup == "__":
        return Mark.UNDERLINE
    return {"em": Mark.ITALIC, "strong": Mark.BOLD, "s": Mark.STRUCK, "spoiler": Mark.SPOILER}[kind]
