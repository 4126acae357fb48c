"""Where the words of a line stand, and of what kind each is."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from bot.domain.prosody.fold import plain


class Kind(Enum):
    """What stands at a place of a line."""

    WORD = auto()
    DOTTED = auto()  # letters with points between them: U.S.
    NUMBER = auto()
    SIGN = auto()  # a sign that is said: &
    SILENT = auto()
    FOREIGN = auto()


class Token(NamedTuple):
    """A place of a line: ``line[start:end]``."""

    kind: Kind
    start: int
    end: int


_BASE = (
    "[\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
    "\u2600-\u27bf\u2b05-\u2b55\u231a-\u23ff\u2934\u2935\u3297\u3299]"
)
_ONE = f"{_BASE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
# Unicode Technical Standard 51: flags, keycaps, sequences joined by U+200D, and text signs asked to be emoji.
_EMOJI = (
    f"[\U0001f1e6-\U0001f1ff]{{1,2}}|[0-9#*]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*|[©®™‼⁉ℹ\u2190-\u21ff]\ufe0f"
)
# Discord's own: custom emoji, mentions of people, roles, channels and commands, and times.
_DISCORD = (
    r"<a?:\w{1,40}:[0-9]{1,20}>|<(?:@[!&]?|\#)[0-9]{1,20}>|<t:-?[0-9]{1,20}(?::\w)?>"
    r"|</[^<>:\n]{1,99}:[0-9]{1,20}>"
)
_LINK = r"https?://[^\s<>]+|(?<!\w)www\.[^\s<>]+"
_FACE = r"(?<!\w):[A-Za-z_][\w+-]{1,31}:(?!\w)|(?<!\w)[:;=]-?[DPpOo3](?!\w)|(?<!\w)[xX]D(?!\w)|<3(?!\w)"
_SILENT = re.compile(f"{_DISCORD}|{_LINK}|{_FACE}|{_EMOJI}")

_L = "[A-Za-z]\x01*"
_NUMBER = (
    r"(?:(?<!\S)[-−](?=[0-9.]))?(?:"
    r"[$£€¥][0-9]+(?:,[0-9]{3})*(?:\.[0-9]{1,2}(?![0-9]))?(?![A-Za-z0-9])"
    r"|[0-9]{1,2}:[0-9]{2}(?:[aApP][mM])?(?![A-Za-z0-9])|[0-9]{1,2}[aApP][mM](?![A-Za-z0-9])"
    r"|'?[0-9]{0,3}[0-9]0'?s(?![A-Za-z0-9'])|[0-9]+(?:,[0-9]{3})*(?:st|nd|rd|th|ST|ND|RD|TH)(?![A-Za-z0-9])"
    r"|[0-9]*[¼½¾⅐-⅞]|[0-9]{1,3}/[0-9]{1,4}(?![A-Za-z0-9/])"
    r"|(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)?(?:(?<![0-9]\.)\.[0-9]+)?(?<=[0-9])(?:[%°¢]|(?![A-Za-z0-9]|'[A-Za-z])))"
)
_TOKEN = re.compile(
    f"(?P<NUMBER>(?<![A-Za-z0-9]){_NUMBER})"
    f"|(?P<DOTTED>(?<![A-Za-z0-9'])(?:{_L}(?:\\.{_L})+|[Pp]h\\.[Dd])(?![A-Za-z0-9'])\\.?)"
    f"|(?P<WORD>'?[A-Za-z0-9]\x01*(?:(?:'?-'?|')?[A-Za-z0-9]\x01*)*'?)"
    "|(?P<FOREIGN>[^\\W_A-Za-z0-9](?:[^\\W_A-Za-z0-9]|\x01)*)"
    "|(?P<SIGN>(?<!&)&(?!&)|(?<=[A-Za-z0-9%])[ ]?[+=](?=[ ]?[A-Za-z0-9])"
    "|@(?=[A-Za-z0-9 ])|\\#(?=[0-9]))"
)


def tokens(line: str) -> Iterator[Token]:
    """Yield the places of a line that have a word, from left to right; what lies between is not said."""
    silent = [found.span() for found in _SILENT.finditer(line)]
    signs = list(plain(line))
    for start, end in silent:
        signs[start:end] = "\x02" * (end - start)
    shown = "".join(signs)
    places = [Token(Kind.SILENT, start, end) for start, end in silent]
    for found in _TOKEN.finditer(shown):
        start, end = found.span()
        kind = Kind[found.lastgroup or "WORD"]
        if kind is Kind.SIGN:
            start = end - 1
        if start < end:
            places.append(Token(kind, start, end))
    yield from sorted(places, key=lambda token: token.start)
