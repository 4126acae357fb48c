"""Poems to try the checker of poetic forms on: well-known ones, near-misses, our own, and texts in no form.

A file is headers (``# name: value``), an empty line, and the text, stanzas parted by an empty line. It lies
in ``KIND/FORM/NAME.txt``, and in ``prose/NAME.txt`` where there is no form. The headers:

- ``title``, ``author``, ``year``: of the text; ``year`` is that of its first printing.
- ``note``, any number: how a line is to be said, or what is old or regional about a rhyme.
- ``word``: what an acrostic spells.
- ``fails: line N: FAULT``: in a near-miss, the one thing wrong with it, and the first line where it shows.
  Lines count from 1, empty ones not.
- ``except: line N: FAULT``, any number: where a reader of today, or a dictionary of American speech, may find
  that a well-known poem does not keep its form: a rhyme of its own time, a licence. For a rhyme, ``N`` is the
  line that does not rhyme with the others of its letter; of two lines the second.

Well-known poems are in the public domain: printed before 1929, by authors dead for 70 years. Spelling is
modern, as readers' editions have it, but for Burns and "Sir Patrick Spence".
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
KINDS = ("known", "near", "own", "prose")
FAULTS = frozenset(
    {
        "syllables",
        "metre",
        "rhyme",
        "eye-rhyme",
        "slant-rhyme",
        "identical-rhyme",
        "refrain",
        "lines",
        "acrostic",
        "radif",
    }
)
"""What can be wrong with a line.

``syllables``: their number, in a form that counts them. ``metre``: the number of feet or where the stresses
fall, in a form of feet. ``rhyme``: none at all; ``eye-rhyme``, ``slant-rhyme`` and ``identical-rhyme`` (the
same word, or one that sounds like it) stand for it. ``refrain``: a line comes back changed. ``acrostic``: the
letter it begins with. ``radif``: the words that a ghazal's couplets end on. ``lines``: it is missing, or the
first one too many.
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: in which line, counted from 1 without the empty ones, and what, one of ``FAULTS``."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Poem:
    """A text of the corpus. ``form`` is empty for prose; ``text`` is what stands below the headers."""

    kind: str
    form: str
    name: str
    text: str
    title: str
    author: str = ""
    year: str = ""
    word: str = ""
    notes: tuple[str, ...] = ()
    fails: Fault | None = None
    exceptions: tuple[Fault, ...] = ()

    @property
    def stanzas(self) -> tuple[tuple[str, ...], ...]:
        """Return its lines, stanza by stanza."""
        return tuple(tuple(stanza.splitlines()) for stanza in self.text.split("\n\n"))

    @property
    def lines(self) -> tuple[str, ...]:
        """Return its lines without the empty ones."""
        return tuple(line for stanza in self.stanzas for line in stanza)


def fault(value: str) -> Fault:
    """Return the fault that a header ``line N: FAULT`` names; raise ValueError where it names none."""
    match = re.fullmatch(r"line ([1-9]\d*): ([a-z-]+)", value)
    if not match or match[2] not in FAULTS:
        raise ValueError(f"not a line and what is wrong with it: {value!r}")
    return Fault(int(match[1]), match[2])


def parse(source: str, kind: str, form: str, name: str) -> Poem:
    """Return the poem of a file's content; raise ValueError where a header is unknown, doubled or missing."""
    head, empty, text = source.partition("\n\n")
    if not empty or not text.strip():
        raise ValueError("no text below the headers")
    several: dict[str, list[str]] = {"note": [], "except": []}
    once: dict[str, str] = {}
    for line in head.splitlines():
        match = re.fullmatch(r"# (title|author|year|word|note|fails|except): (\S.*)", line)
        if not match:
            raise ValueError(f"not a header: {line!r}")
        header, value = match.groups()
        if header in several:
            several[header].append(value)
        elif header in once:
            raise ValueError(f"given twice: {header}")
        else:
            once[header] = value
    if "title" not in once:
        raise ValueError("no title")
    return Poem(
        kind=kind,
        form=form,
        name=name,
        text=text.strip("\n"),
        title=once["title"],
        author=once.get("author", ""),
        year=once.get("year", ""),
        word=once.get("word", ""),
        notes=tuple(several["note"]),
        fails=fault(once["fails"]) if "fails" in once else None,
        exceptions=tuple(fault(value) for value in several["except"]),
    )


def load(path: Path) -> Poem:
    """Return the poem of a file in this folder; ValueError names the file."""
    kind, *form, name = path.relative_to(FOLDER).with_suffix("").parts
    try:
        return parse(path.read_text(encoding="utf-8"), kind, "".join(form), name)
    except ValueError as error:
        raise ValueError(f"{path.relative_to(FOLDER)}: {error}") from error


@cache
def _all(kind: str) -> tuple[Poem, ...]:
    return tuple(load(path) for path in sorted((FOLDER / kind).rglob("*.txt")))


def poems(kind: str, form: str | None = None) -> list[Poem]:
    """Return the poems of a kind, one of ``KINDS``, in the order of their names; of one form, if given.

    Raise ValueError where the kind is unknown, or a file cannot be parsed.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of poem: {kind}")
    return [poem for poem in _all(kind) if form is None or poem.form == form]
