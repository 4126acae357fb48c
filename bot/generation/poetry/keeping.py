"""A model's lexicon, worked out once and kept in a file beside its weights."""

import gzip
import json
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import structlog

from bot.domain.verse.stock import Entry, stocked
from bot.generation.frequent import zipf
from bot.generation.muse import TokenTable
from bot.generation.poetry.lexicon import Lexicon
from bot.generation.poetry.shelf import Shelf
from bot.generation.poetry.spelled import spelled_out

log = structlog.get_logger(__name__)

VERSION = 7
"""Another number makes every file old: change it with the words in stock, or with how they are spelled."""


@lru_cache(maxsize=2)
def lexicon_for(table: TokenTable) -> Lexicon:
    """Return the lexicon of a vocabulary: read from its file, else worked out and kept. Seconds of work.

    Raises:
        ValueError: its tokens cannot spell poems.
    """
    path = _path(table)
    if path is not None and (found := _read(path, table)) is not None:
        return found
    common = list(zipf().items())
    spelled = table.spelled([f" {word}" for word, _ in common])
    made = spelled_out(
        stocked(dict(one for one, tokens in zip(common, spelled, strict=True) if tokens)), table
    )
    if path is not None:
        _keep(path, made)
    return made


def _path(table: TokenTable) -> Path | None:
    if table.folder is None:
        return None
    told = "\0".join(text if text is not None else "\1" for text in table.texts())
    return table.folder / f"poem-words-{VERSION}-{sha256(told.encode()).hexdigest()[:16]}.json.gz"


def _keep(path: Path, lexicon: Lexicon) -> None:
    """Write the file; where that cannot be, it is worked out again next time."""
    entries = [{**asdict(entry), "signature": sorted(entry.signature)} for entry in lexicon.entries]
    shelves = [
        [[*tokens, int(item)] for tokens, item in zip(shelf.tokens, shelf.items, strict=True)]
        for shelf in lexicon.shelves
    ]
    packed = gzip.compress(json.dumps({"entries": entries, "shelves": shelves}).encode(), mtime=0)
    partial = path.with_suffix(".part")
    try:
        partial.write_bytes(packed)
        partial.replace(path)
    except OSError as error:
        log.info("poem_words_not_kept", reason=str(error))


def _read(path: Path, table: TokenTable) -> Lexicon | None:
    """Read the file; one that is missing or damaged is none."""
    try:
        found = json.loads(gzip.decompress(path.read_bytes()))
        entries = [_entry(one) for one in found["entries"]]
        shelves = [Shelf([(tuple(row[:-1]), row[-1]) for row in shelf]) for shelf in found["shelves"]]
        return Lexicon(entries, shelves, table)
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        log.warning("poem_words_damaged", file=path.name, reason=str(error))
        return None


def _entry(told: dict[str, Any]) -> Entry:
    sounds = {key: tuple(told[key]) for key in ("rhyme", "onset", "family")}
    return Entry(**{**told, "signature": frozenset(told["signature"]), **sounds})
