"""The typesetter, run as a program of its own for each file: what it takes to set a long story, some hundred
megabytes, goes back to the system when it ends, and whatever may befall it does not befall the bot.

It reads one order from standard input and writes what was asked for to standard output. It imports nothing of
Quire's, and is started without its folder on the path (the folder holds an ``html.py``).
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("RAYON_NUM_THREADS", "2")  # read as typst loads; the bot needs cores, too

import typst

MOST_MEMORY = 4 * 1024**3  # bytes; 2,000 passages take one GiB
TEMPLATES = Path(__file__).parent / "templates"


def main() -> int:
    """Carry out the order; 1 means that typst refused it, and why is on standard error."""
    _be_modest()
    order = json.load(sys.stdin.buffer)
    fonts = typst.Fonts()
    try:
        done = json.dumps(lacking(order, fonts)).encode() if "groups" in order else set_type(order, fonts)
    except typst.TypstError as error:
        print(error.message[:500], file=sys.stderr)
        return 1
    sys.stdout.buffer.write(done)
    return 0


def _be_modest() -> None:
    """Take no more memory than a very long book needs, and leave the processor to the bot."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(5)
    most = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if most == resource.RLIM_INFINITY or most > MOST_MEMORY:
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, most))


def set_type(order: dict[str, Any], fonts: typst.Fonts, archival: bool = False) -> bytes:
    """Return the file that was ordered, set in those of its fonts that are here.

    Raises:
        typst.TypstError: template and data do not fit; or, if ``archival``, a letter has no glyph.
    """
    here = set(fonts.families())
    for language, wanted in order["data"]["fonts"].items():
        order["data"]["fonts"][language] = [family for family in wanted if family in here]
    return typst.compile(
        (TEMPLATES / f"{order['template']}.typ").read_bytes(),
        font_paths=fonts,
        format=order["form"],
        ppi=order.get("ppi"),
        sys_inputs={"data": json.dumps(order["data"])},
        timestamp=datetime.fromisoformat(order["at"]) if order.get("at") else None,
        pdf_standards=["a-2u"] if archival else [],  # archives must show every letter
        pdf_tags=order.get("tags", True),
    )


def lacking(order: dict[str, Any], fonts: typst.Fonts) -> list[bool]:
    """Tell of each group of letters in the order whether some of them have no glyph in ``fonts``."""
    everything = [" ".join(order["groups"])] if len(order["groups"]) > 1 else []
    found = [_lacks(order, letters, fonts) for letters in everything]
    if found == [False]:
        return [False] * len(order["groups"])
    return [_lacks(order, letters, fonts) for letters in order["groups"]]


def _lacks(order: dict[str, Any], letters: str, fonts: typst.Fonts) -> bool:
    order["data"]["text"] = " ".join(letters)
    try:
        set_type(order, fonts, archival=True)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
