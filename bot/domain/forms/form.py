"""The language in which a poetic form is declared. A form is data; checker, muse and help all read it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.domain.prosody.measure import Measure


@dataclass(frozen=True, slots=True)
class Line:
    """What one line must be.

    ``rhyme`` is a letter: lines of the same letter rhyme; empty, and nothing is asked. ``repeats`` is the
    number (from 0) of an earlier line that it repeats word for word. ``may_echo`` are earlier lines whose
    last word it may end on again. ``begins`` is the letter that it starts with. ``radif`` lines end on the
    same words as each other, and rhyme before them. ``stanza`` counts from 0.
    ``names`` says that it ends on the name of whom the poem is about.
    """

    measure: Measure
    rhyme: str = ""
    repeats: int | None = None
    may_echo: frozenset[int] = frozenset()
    begins: str = ""
    radif: bool = False
    stanza: int = 0
    names: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form of poem.

    ``variants`` builds the ways it may be made, the most usual first, of a number of stanzas and, for an
    acrostic, of a word; a poem is in the form when it fits any of them. ``stanzas`` are the least and most
    stanzas, ``usual`` how many a new poem has. ``about`` says in one or two sentences what it asks for,
    ``source`` where that is written.
    """

    name: str
    title: str
    about: str
    source: str
    variants: Callable[[int, str], tuple[tuple[Line, ...], ...]]
    stanzas: tuple[int, int] = (1, 1)
    usual: int = 1
    takes_word: bool = False
    hints: tuple[str, ...] = field(default=())
    """What is asked of it that no program can see (a season word, a turn of thought); told, never judged."""
    linked: bool = False
    """Whether its stanzas are links: written together, each is one poet's, and the poets take turns."""
    person: bool = False
    """Whether its first line ends on the name of whom it is about."""
    apart: bool = False
    """Whether lines of different letters must not rhyme; where not, as in long forms, it is only noted."""
