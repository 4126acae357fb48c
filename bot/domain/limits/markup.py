"""What of a typed text Discord shows as something else than signs, or not at all."""

import re

from bot.domain.limits.folding import Folded

# A server's own emoji, the frame of a link, the sign that makes another plain, what stands within a word.
# Each begins with its own sign and looks back behind it, so that a search jumps from sign to sign.
_TITLE = r"(?:\s+(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|\([^()\n]{0,200}\)))?"
_DISSOLVED = re.compile(
    r"<a?:\w{1,40}:\d{5,20}>|\[(?=[^\]\n]{1,200}\]\(\s*<?https?://)|\\(?=[^\w\s])"
    rf"|\]\(\s*<?https?://[^)\s]*{_TITLE}\s*\)"
    r"|<(?<=[^\W_]<)(?:(?:@[!&]?|#|/[\w -]{1,32}:|t:)\d{1,20}(?::\w)?|https?://[^>\s]*)>(?=[^\W_])"
    r"|:(?<=[^\W_]:)[a-z_]{2,32}:(?=[^\W_])"
)


def dissolved(folded: Folded) -> Folded:
    """Return a text without what Discord shows as something else than signs, or not at all."""
    text = folded.text
    gone = [match.span() for match in _DISSOLVED.finditer(text)]
    if not gone:
        return folded
    places: list[int] = []
    kept, end = "", 0
    for first, last in [*gone, (len(text), len(text))]:
        kept += text[end:first]
        places += range(end, first) if folded.places is None else folded.places[end:first]
        end = last
    return Folded(kept, folded.original, places)
