"""Every column that can hold an id, a name or words says whose it is, or why it is nobody's."""

from sqlalchemy import JSON, BigInteger, Column, String

from bot.storage.personal import IMPERSONAL, PERSONAL, Forget, Place
from bot.storage.schema import metadata

COLUMNS: dict[str, Column[object]] = {
    f"{table.name}.{column.name}": column for table in metadata.sorted_tables for column in table.columns
}


def may_be_personal(column: Column[object]) -> bool:
    """Anything that ids, names or words fit into; ``Text`` is a ``String``."""
    return isinstance(column.type, BigInteger | JSON | String)


def owner(name: str, place: Place) -> str:
    """Return the column, with its table, that has the id of whoever a place is about."""
    return place.whose.partition(">")[2] or f"{name.partition('.')[0]}.{place.whose}"


def test_every_column_that_may_hold_a_person_is_described_once() -> None:
    asked = {name for name, column in COLUMNS.items() if may_be_personal(column)}
    assert asked - PERSONAL.keys() - IMPERSONAL.keys() == set(), (
        "say in bot/storage/personal.py what these hold"
    )
    assert PERSONAL.keys() & IMPERSONAL.keys() == set()
    assert (PERSONAL.keys() | IMPERSONAL.keys()) - COLUMNS.keys() == set(), "there is no such column"


def test_a_column_named_after_a_person_is_nobodys_only_by_mistake() -> None:
    ends = ("member_id", "user_id", "writer_id", "host_id", "_by")
    assert {name for name in IMPERSONAL if name.endswith(ends)} == set()


def test_each_place_names_a_column_that_has_its_owner() -> None:
    for name, place in PERSONAL.items():
        assert owner(name, place) in PERSONAL, name
        if ">" in place.whose:
            key = place.whose.partition(">")[0]
            assert f"{name.partition('.')[0]}.{key}" in COLUMNS, name


def test_what_stays_says_why() -> None:
    for name, place in PERSONAL.items():
        assert bool(place.why) == (place.forget is Forget.KEEP), name


def test_what_is_emptied_in_place_is_no_part_of_a_key() -> None:
    emptied = {name for name, place in PERSONAL.items() if place.forget is Forget.CLEAR}
    assert {name for name in emptied if COLUMNS[name].primary_key} == set()
