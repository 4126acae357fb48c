"""Forms of a fixed number of lines that count syllables and nothing else."""

from bot.domain.forms.scheme import Variants, fixed, lines
from bot.domain.prosody.measure import syllables


def counted(*counts: int) -> Variants:
    """Return a form whose lines have so many syllables each."""
    return fixed(lines("-" * len(counts), *map(syllables, counts)))
