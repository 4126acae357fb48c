"""Fibonacci."""

from bot.domain.forms.counted import counted
from bot.domain.forms.form import Form

FORMS = (
    Form(
        name="fibonacci",
        title="Fibonacci",
        about="Six lines of 1, 1, 2, 3, 5 and 8 syllables: each as long as the two before it together.",
        source="Gregory K. Pincus, The Fib, 2006",
        variants=counted(1, 1, 2, 3, 5, 8),
        hints=(),
    ),
)
