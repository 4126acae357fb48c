"""`python -m tests.verifier FORM FILE [--json]`: judge the poems of a file, which lines of --- keep apart."""

import argparse
import sys
from pathlib import Path

from tests.verifier.judge import FORMS
from tests.verifier.phonemes import installed
from tests.verifier.report import report


def main() -> int:
    """Print the report; 0 if every poem is valid, 1 if not, 2 if nothing could be judged."""
    parser = argparse.ArgumentParser(prog="python -m tests.verifier", description=__doc__)
    parser.add_argument("form", help=f"acrostic:WORD, or one of: {', '.join(FORMS)}")
    parser.add_argument("file", type=Path, help="the poems; - reads them from the standard input")
    parser.add_argument("--json", action="store_true", help="for a program")
    asked = parser.parse_args()
    if not installed():
        print("espeak-ng is not installed: make system-packages", file=sys.stderr)
        return 2
    text = sys.stdin.read() if str(asked.file) == "-" else asked.file.read_text(encoding="utf-8")
    try:
        found = report(asked.form, text)
    except KeyError:
        parser.error(f"unknown form {asked.form}")
    print(found.as_json() if asked.json else found.table())
    return 0 if found.poems and found.valid == found.poems else 1


if __name__ == "__main__":
    sys.exit(main())
