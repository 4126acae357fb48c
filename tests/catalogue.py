"""The catalogue's template, read from the source, and a pseudo-language made of it."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from bot.domain.forms import forms
from bot.domain.knobs import KNOBS

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "bot" / "locales" / "quire.pot"
KEYWORDS = {"msg": None, "msgs": (1, 2), "T": None}
_KEPT = re.compile(r"(\{[^}]*\})")  # placeholders


def extracted() -> Catalog:
    """Return every sentence of the source that goes through the catalogue."""
    catalog = Catalog(project="Quire", header_comment="# Quire's sentences. Made by `make messages`.")
    catalog.fuzzy = False
    for folder in ("bot", "cogs"):
        found = extract_from_dir(ROOT / folder, [("**.py", "python")], keywords=KEYWORDS)
        for name, line, message, _comments, _context in sorted(found, key=lambda entry: entry[:2]):
            catalog.add(message, locations=[(f"{folder}/{Path(name).as_posix()}", line)])
    for form in forms().values():
        for text in (form.title, form.about, *form.hints):
            catalog.add(text, locations=[("bot/domain/forms", 0)])
    for knob in KNOBS.values():
        catalog.add(knob.about, locations=[("bot/domain/knobs.py", 0)])
        catalog.add(knob.changes, locations=[("bot/domain/knobs.py", 0)])
    return catalog


def sentences(catalog: Catalog) -> set[object]:
    """Return the catalogue's entries, plural ones as pairs."""
    return {message.id for message in catalog if message.id}


def read_template() -> Catalog:
    """Return the template as it was committed."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def write_template(catalog: Catalog) -> None:
    """Write the template, without line numbers, which would change with every edit."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    with TEMPLATE.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False, omit_header=False)


def circled(text: str) -> str:
    """Return ``text`` with each Latin letter in a circle, its placeholders as they are."""
    parts = _KEPT.split(text)
    return "".join(part if index % 2 else _circle(part) for index, part in enumerate(parts))


def write_pseudo_language(locales: Path, language: str) -> None:
    """Write a translation in which every sentence is circled."""
    catalog = Catalog(locale=language)
    for message in extracted():
        if isinstance(message.id, tuple):
            catalog.add(message.id, tuple(circled(part) for part in message.id))
        elif message.id:
            catalog.add(message.id, circled(message.id))
    folder = locales / language / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "quire.mo").open("wb") as file:
        write_mo(file, catalog)


def _circle(text: str) -> str:
    return re.sub(
        r"[A-Za-z]", lambda m: chr((0x24B6 if m[0].isupper() else 0x24D0) + ord(m[0].lower()) - 97), text
    )
