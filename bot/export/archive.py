"""A story as a JSON file that loses nothing, and back."""

import json
from typing import Any

FORMAT, VERSION = "quire-story", 1

Rows = dict[str, list[dict[str, Any]]]
"""Rows by table, of JSON's own kinds of values."""

_TABLES = (
    "stories",
    "writers",
    "invites",
    "characters",
    "turns",
    "receipts",
    "passages",
    "passage_versions",
    "members",
)
_MEMBER_COLUMNS = {"member_id", "user_id", "host_id", "last_writer_id", "accepted_by"}


class ArchiveError(Exception):
    """The file is no story of Quire's. The message is a sentence for the operator."""


def render(rows: Rows, *, masked: bool) -> str:
    """Return the rows as JSON.

    ``masked`` is for those who may not see all: whoever writes under a pen name that is not revealed goes by
    the negative of their place, and what was corrected, taken back or taken out is left away.
    """
    content = _masked(rows) if masked else rows
    whole = {"format": FORMAT, "version": VERSION, "masked": masked, **{t: content[t] for t in _TABLES}}
    return json.dumps(whole, ensure_ascii=False, indent=1)


def parse(text: str) -> Rows:
    """Return the rows of a file.

    Raises:
        ArchiveError: it is no file of this kind, or of a newer Quire.
    """
    try:
        whole = json.loads(text)
        if whole["format"] != FORMAT:
            raise KeyError(FORMAT)
        rows = {table: [dict(row) for row in whole[table]] for table in _TABLES}
        if len(rows["stories"]) != 1:
            raise ValueError("there must be one story")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ArchiveError("That is not a story that Quire exported as json; choose another file.") from error
    if whole.get("version") != VERSION:
        raise ArchiveError("That file was made by another version of Quire; install that one to import it.")
    return rows


def _masked(rows: Rows) -> Rows:
    story = rows["stories"][0]
    revealed = story["state"] == "finished" and story["reveal_names"]
    hidden = {
        writer["member_id"]: -writer["place"]
        for writer in rows["writers"]
        if writer["pen_name"] is not None and not revealed
    }
    shown = dict(rows)
    shown["passages"] = [row for row in rows["passages"] if row["position"] is not None]
    kept = {row["turn"] for row in shown["passages"]}
    shown["turns"] = [
        row if row["number"] in kept or row["outcome"] != "written" else {**row, "outcome": "moved"}
        for row in rows["turns"]
    ]
    shown["passage_versions"] = []
    shown["members"] = [row for row in rows["members"] if row["user_id"] not in hidden]
    return {table: [_renamed(row, hidden) for row in shown[table]] for table in _TABLES}


def _renamed(row: dict[str, Any], hidden: dict[int, int]) -> dict[str, Any]:
    changed = {
        name: hidden.get(value, value) if name in _MEMBER_COLUMNS else value for name, value in row.items()
    }
    if isinstance(row.get("round"), list):
        changed["round"] = [hidden.get(member_id, member_id) for member_id in row["round"]]
    return changed
