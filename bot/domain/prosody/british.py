"""British spellings beside the American ones: H. W. Fowler and R. W. Burchfield, Modern English Usage."""

from collections.abc import Iterator

_PAIRS = (
    *(
        ("our", "or"),
        ("isation", "ization"),
        ("ise", "ize"),
        ("ising", "izing"),
        ("yse", "yze"),
        ("ysing", "yzing"),
    ),
    *(("tre", "ter"), ("lled", "led"), ("lling", "ling"), ("ae", "e"), ("oe", "e")),
)


def american(word: str) -> Iterator[str]:
    """Yield what the word may be in American spelling: "honor" for "honour", and much that is no word."""
    for british, other in _PAIRS:
        before, found, after = word.rpartition(british)
        if found and len(after) < 6 and len(before) > 1:
            yield before + other + after
