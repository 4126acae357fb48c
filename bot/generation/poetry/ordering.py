"""What a poem is asked for, and how a model is told of it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.domain.forms.form import Form, Line
from bot.domain.verse.naming import ends_on_name
from bot.domain.verse.stock import LEANING
from bot.generation.muse import Message

TEMPLATE = "poem/2"
CANDIDATES = 16
CONTEXT_LINES = 24  # the model sees no more of the lines before
ACROSTIC = 2, 20  # letters
SUBJECTS = (
    "the sea at night",
    "an old dog asleep",
    "rain in the city",
    "the first snow",
    "a letter that never came",
    "a garden in autumn",
    "the last train home",
    "a lighthouse",
    "my grandmother's kitchen",
    "the moon over the hills",
    "a river in spring",
    "a stranger at the door",
    "birds before dawn",
    "an empty house",
    "the road through the forest",
    "a summer storm",
)
PEOPLE = (
    "Edgar Allan Poe",
    "John Keats",
    "William Blake",
    "Thomas Gray",
    "Robert Frost",
    "Oscar Wilde",
    "Mark Twain",
    "Edward Lear",
    "Jules Verne",
    "Christopher Wren",
    "Jonathan Swift",
    "Alexander Pope",
    "Mary Shelley",
    "Stephen Crane",
)
_NAME = re.compile(r"(?:[A-Za-z][A-Za-z'.-]* ){0,4}[A-Za-z]+")
RADIFS = ("tonight", "alone", "my friend", "at last", "again", "in rain", "of love", "in time")


@dataclass(frozen=True, slots=True)
class PoemOrder:
    """A poem that is wanted. ``word`` is what an acrostic spells; ``stanzas`` 0 are the form's usual.

    ``banned`` words do not occur in it. ``candidates`` is from how many lines each line is chosen,
    ``planned`` whether its rhymes are chosen first. The same order gives the same poem on the same model.
    ``goes_on`` says that it belongs to a wish that was counted before. A poem about somebody does not
    begin with one of the names in ``unnamed``.
    """

    form: Form
    guild_id: int
    member_id: int
    seed: int
    about: str = ""
    word: str = ""
    stanzas: int = 0
    banned: frozenset[str] = frozenset()
    candidates: int = CANDIDATES
    planned: bool = True
    goes_on: bool = False
    unnamed: frozenset[str] = frozenset()

    @property
    def subject(self) -> str:
        """Return what it is about: without a wish, something of our own."""
        ours = PEOPLE if self.form.person else SUBJECTS
        return self.about or ours[self.seed % len(ours)]

    @property
    def radif(self) -> str:
        """Return the words on which the couplets of a ghazal end."""
        return RADIFS[self.seed % len(RADIFS)]

    def lines(self) -> tuple[Line, ...]:
        """Return the lines that the form asks for, in its most usual variant: the one that nobody disputes.

        Raises:
            ValueError: the form has no such number of stanzas, or the word cannot be spelled in lines.
        """
        form = self.form
        stanzas = self.stanzas or form.usual
        if not form.stanzas[0] <= stanzas <= form.stanzas[1]:
            raise ValueError(f"from {form.stanzas[0]} to {form.stanzas[1]} stanzas")
        return form.variants(stanzas, spelled_word(self.word) if form.takes_word else "")[0]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a poem that others write: ``count`` lines behind those ``given``, each empty where it was
    taken out. ``lines`` are all that the poem will have."""

    lines: tuple[Line, ...]
    given: tuple[str, ...]
    count: int


class Bounds(Protocol):
    """What may not be said in a poem where it is written for."""

    async def unfit(self, stock: Mapping[str, float]) -> frozenset[str]:
        """Return which of these words, each with how common it is, the poem does without."""
        ...

    async def breaches(self, before: str, line: str) -> frozenset[str]:
        """Return the words of a line, folded, that may not be said behind these lines; none where all may."""
        ...


class NoSuchPoemError(Exception):
    """The words that may be used have no such poem."""


def spelled_word(word: str) -> str:
    """Return the letters of an acrostic's word, as plain capitals.

    Raises:
        ValueError: it has other signs than letters from A to Z and spaces, or too few or many of them.
    """
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign)
    ).upper()
    letters = re.sub(r"[\s'’-]", "", plain)
    if not re.fullmatch("[A-Z]+", letters) or not ACROSTIC[0] <= len(letters) <= ACROSTIC[1]:
        raise ValueError("a word of letters from A to Z")
    return letters


def names(order: PoemOrder) -> list[str]:
    """Return whose name a poem may begin with: whom it is about, if that is somebody, and then others."""
    found = [order.subject] if _NAME.fullmatch(order.subject) else []
    if found and found[0] == found[0].lower() and not LEANING & set(found[0].split()):
        found = [" ".join(part[0].upper() + part[1:] for part in found[0].split())]
    found = [name for name in found if name != name.lower() and ends_on_name(name.split(), (name,))]
    start = order.seed % len(PEOPLE)
    found += [name for name in PEOPLE[start:] + PEOPLE[:start] if name not in found]
    return [name for name in found if name not in order.unnamed]


def asked(order: PoemOrder) -> Message:
    """Return what the model is asked for."""
    name = order.form.title[0].lower() + order.form.title[1:]
    article = "an" if name[0] in "aeiou" else "a"
    return Message("user", f"Write {article} {name} about {order.subject}.")


def begun(lines: Sequence[str], stanzas: Sequence[int], *, whole: bool = False) -> str:
    """Return the last lines, or all, each with its end, stanzas apart; ``stanzas`` goes one line further."""
    told = ""
    first = 0 if whole else max(len(lines) - CONTEXT_LINES, 0)
    for number in range(first, len(lines)):
        told += lines[number] + ("\n\n" if stanzas[number + 1] != stanzas[number] else "\n")
    return told
