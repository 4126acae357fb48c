"""Whether a text is one that was there before, without keeping what it said."""

from hashlib import sha256

from bot.domain.limits.folding import fold
from bot.domain.limits.markup import dissolved


def digest(text: str) -> str:
    """Return 64 hexadecimal digits that texts share which are the same but for case, marks, lookalikes,
    spaces and punctuation; of one without a letter or a digit, those of the very text."""
    folded = dissolved(fold(text)).text
    letters = "".join(sign for sign in folded if sign.isalnum())
    return sha256((letters or text.strip()).encode(errors="surrogatepass")).hexdigest()
