"""Orders for the typesetter. Its templates are fixed; what members wrote comes as data, never as markup."""

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.export.scripts import parts

_PRESS = Path(__file__).with_name("press.py")
_LONGEST = 120  # seconds; 2,000 passages take five

# The wheel brings Libertinus (Latin, Greek, Cyrillic, Hebrew); the others are the system's, if it has them.
_BEFORE_CJK = ["Libertinus Serif", "Amiri", "Noto Naskh Arabic", "Lohit Devanagari", "Noto Serif Devanagari"]
_BEFORE_CJK += ["Norasi", "Noto Serif Thai"]
_AFTER_CJK = ["WenQuanYi Micro Hei", "Noto Color Emoji", "DejaVu Serif", "DejaVu Sans"]
_CJK_REGIONS = {"ja": "JP", "ko": "KR"}


class TypesettingError(RuntimeError):
    """The typesetter refused, failed, or took too long."""


def typeset(
    template: str,
    data: dict[str, Any],
    form: str,
    *,
    tag: str,
    languages: Iterable[str] = (),
    **options: Any,
) -> bytes:
    """Set ``data`` by the template of that name as ``form`` (pdf, png) and return the file.

    ``tag`` is the BCP 47 tag of its language, ``languages`` are those of its parts. ``options``: ``at``, when
    it was made; ``ppi``, pixels per inch; ``tags``, whether a PDF is tagged for screen readers.

    Raises:
        TypesettingError: it failed or took longer than two minutes.
    """
    if isinstance(at := options.get("at"), datetime):
        options["at"] = at.replace(microsecond=0).isoformat()  # typst takes none
    return _ask({"template": template, "form": form, "data": _set_in(data, tag, languages), **options})


def lacking(groups: list[str], tag: str) -> list[bool]:
    """Tell of each group of letters whether this machine has no font for some of them.

    Raises:
        TypesettingError: it failed or took longer than two minutes.
    """
    found = _ask({"template": "letters", "form": "pdf", "groups": groups, "data": _set_in({}, tag)})
    return [bool(lacks) for lacks in json.loads(found)]


def _set_in(data: dict[str, Any], tag: str, languages: Iterable[str] = ()) -> dict[str, Any]:
    """Return ``data`` with what a template must know to set text in these languages."""
    own, region = parts(tag)
    fonts = {language: _fonts(language) for language in {own, *languages}}
    return {**data, "lang": own, "region": region, "fonts": fonts}


def _fonts(language: str) -> list[str]:
    region = _CJK_REGIONS.get(language, "SC")
    return [*_BEFORE_CJK, f"Noto Serif CJK {region}", f"Noto Sans CJK {region}", *_AFTER_CJK]


def _ask(order: dict[str, Any]) -> bytes:
    command = [sys.executable, "-P", str(_PRESS)]
    try:
        done = subprocess.run(
            command, input=json.dumps(order).encode(), capture_output=True, timeout=_LONGEST
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise TypesettingError(f"the typesetter: {error}") from error
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip()[:500]
        raise TypesettingError(f"the typesetter ended with {done.returncode}: {told}")
    return done.stdout
