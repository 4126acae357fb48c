"""What of a typed text Discord shows as something else than signs, or not at all."""

import re

from bot.domain.limits.folding import Folded

# A server's own emoji, the frame of a link behind words, and the sign that makes another plain.
_DISSOLVED = re.compile(
    r"<a?:\w{1,40}:\d{5,20}>|\[(?=[^\]\n]{1,200}\]\(<?https?://)|\]\(<?https?://[^)\s]*\)|\\(?=[^\w\s])"
    r"|(?<=[^\W_])(?:<(?:(?:@[!&]?|#|/[\w -]{1,32}:|t:)\d{1,20}(?::\w)?|https?://[^>\s]*)>|:[a-z_]{2,32}:)(?=[^\W_])"
)


def dissolved(folded: Folded) -> Folded:
    """Return a text without what Discord shows as something else than signs, or not at all."""
    text = folded.text
    if not any(sign in text for sign in "\\<[:"):
        return folded
    gone = [match.span() for match in _DISSOLVED.finditer(text)]
    if not gone:
        return folded
    dropped = {at for start, end in gone for at in range(start, end)}
    kept = [at for at in range(len(text)) if at not in dropped]
    places = kept if folded.places is None else [folded.places[at] for at in kept]
    return Folded("".join(text[at] for at in kept), folded.original, places)
