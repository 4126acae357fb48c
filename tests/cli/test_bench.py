"""``quire bench``: it measures what it says, in a library as the rules would leave it."""

import json
from pathlib import Path

import pytest

from bot.bench import library
from bot.bench.library import CHANNELS, GUILD, PASSAGES, WORDS, WRITERS
from bot.bench.stories import Shelf
from bot.bench.words import Prose
from bot.clock import SystemClock
from bot.domain.text import count_words
from bot.services.actor import Actor
from bot.services.reading import ReadingService
from bot.settings import Settings
from bot.storage import maintenance
from bot.storage.database import Database
from tests.cli.conftest import Quire

NAMES = {"stories", "submit_p50_ms", "submit_p99_ms", "search_p50_ms"}


def test_stories_prints_a_line_for_each_size(quire: Quire) -> None:
    done = quire("bench", "stories", "--count", "120", "--rounds", "10", "--json")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["stories"] for line in lines] == [100, 120]
    for line in lines:
        assert line.keys() == NAMES
        assert line["submit_p99_ms"] >= line["submit_p50_ms"] > 0
        assert line["search_p50_ms"] > 0


def test_stories_shows_a_person_the_ratios(quire: Quire) -> None:
    done = quire("bench", "stories", "--count", "100", "--rounds", "10")
    assert done.returncode == 0, done.stderr
    assert "(1.00)" in done.stdout


async def test_the_library_is_sound_and_can_be_searched(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite3")
    await database.open()
    added: list[int] = []
    await library.fill(database, 60, added.append)
    reading = ReadingService(database, SystemClock())
    reader = Actor(GUILD, WRITERS[0], "Ada")
    assert sum(added) == 60
    assert (await reading.page(reader, 0, 10)).total == 60
    whole = await reading.whole(reader, 60)
    assert [passage.position for passage in whole.passages] == list(range(1, PASSAGES + 1))
    word = whole.passages[-1].text.split()[0]
    hits = await reading.search(reader, word, 0, 10)
    assert hits.hits[0].story_number == 60
    assert {record.channel_id for record in await reading.overview(GUILD)} == set(range(1, CHANNELS + 1))
    await database.close()
    assert maintenance.check(database.path) == []


async def test_a_measured_library_is_as_sound_as_before(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, 20)
    await shelf.open(lambda added: None)
    await shelf.measure(5)
    await shelf.close()
    assert len(shelf.measured.submits) == 5
    assert all(len(times) == 5 for times in shelf.measured.searches.values())
    assert maintenance.check(tmp_path / "20.sqlite3") == []


def test_words_are_as_unequally_frequent_as_a_language_s() -> None:
    prose = Prose(seed=1)
    assert count_words(prose.text(WORDS)) == WORDS
    assert prose.text(WORDS) != prose.text(WORDS)
    words = prose.text(20_000).replace(".", "").casefold().split()
    assert 8 < words.count(prose.words[0]) / words.count(prose.words[9]) < 12


FIGURES = {
    "model",
    "single_tok_s",
    "users8_tok_s",
    "candidates4_s",
    "generate8_tok_s",
    "llamacpp_tok_s",
    "loop_lag_p99_ms",
    "rss_mb",
    "rep4",
    "diversity",
}


@pytest.mark.model
@pytest.mark.slow
def test_generation_prints_what_the_contract_names(quire: Quire, default_model: Settings) -> None:
    done = quire(
        "bench",
        "generation",
        "--count",
        "2",
        "--quick",
        "--json",
        timeout=300,
        data_dir=str(default_model.data_dir),
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures.keys() >= FIGURES
    missing = {name for name, value in figures.items() if value is None}
    assert missing <= {"llamacpp_tok_s", "llamacpp8_tok_s", "llamacpp_candidates4_s"}
    assert min(figures["users8_tok_s"], figures["generate8_tok_s"]) > 0  # a quick run compares nothing
    assert 1 < figures["perplexity_fp32"] < 10_000
    assert abs(figures["perplexity_auto"] / figures["perplexity_fp32"] - 1) < 0.25


def test_interactions_are_all_answered(quire: Quire) -> None:
    done = quire("bench", "interactions", "--count", "40", "--rounds", "1", "--json")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures.keys() >= {"members", "first_response_p99_ms", "failed"}
    assert (figures["members"], figures["failed"]) == (40, 0)
    assert figures["first_response_p99_ms"] >= figures["first_response_p50_ms"] > 0
