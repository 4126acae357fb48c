"""What the benchmark of the muse counts, on texts and on the scripted muse."""

import asyncio
import time
from dataclasses import replace
from itertools import islice

import pytest

from bot.bench import floor as floor_bench
from bot.bench import generation as bench
from bot.bench.material import excerpts
from bot.bench.repetition import diversity, rep
from bot.bench.rivals import Rival
from bot.generation.muse import Sampling
from bot.generation.scripted import ScriptedEngine
from bot.generation.worker import WorkerMuse


def test_rep_counts_what_stood_before() -> None:
    assert rep(["a b c d e"], 4) == 0
    assert rep(["a b a b a b"], 2) == pytest.approx(1 - 2 / 5)
    assert rep(["a b c d a b c d", "e f g h"], 4) == pytest.approx(1 / 6)
    assert rep(["a b"], 4) == 0
    assert diversity(["a b a b a b"]) == pytest.approx((2 / 5) * (2 / 4) * (2 / 3))


def test_excerpts_are_of_their_length_and_do_not_end() -> None:
    text = "\n".join(f"line {number} of the long poem here" for number in range(53)) + "\nNo\n"
    pieces = list(islice(excerpts(text, 20), 30))
    assert all(20 <= len(piece.split()) < 30 for piece in pieces)
    assert "No" not in " ".join(pieces)
    assert len(set(pieces)) > 10


async def test_speed_is_tokens_over_time_and_four_candidates_are_timed_whole() -> None:
    muse = WorkerMuse(ScriptedEngine(pace=0.001), queue_limit=99)
    await bench.ready(muse)
    race, speeds = bench.Race("one line of verse that is long\n" * 20), bench.Speeds()
    await race.single(bench.MuseWriter(muse), speeds)
    await race.many(bench.MuseWriter(muse), speeds)
    await race.candidates(bench.MuseWriter(muse, together=True), speeds)
    assert 0 < speeds.single[0] < 1000  # a word takes a millisecond at least
    assert speeds.many[0] > 2 * speeds.single[0]
    assert speeds.candidates[0] > bench.CANDIDATE_TOKENS / 1000
    await muse.close()


async def test_a_rival_writes_one_at_a_time_off_the_loop() -> None:
    running = 0

    def write(text: str, sampling: Sampling) -> int:
        nonlocal running
        running += 1
        assert running == 1
        time.sleep(0.01)
        running -= 1
        return len(text)

    rival = Rival(write)
    lags: list[float] = []
    async with bench.lag(lags):
        assert await rival.write_all(["a", "bb", "ccc"], [Sampling()] * 3) == 6
    rival.close()
    assert len(lags) >= 5


async def test_a_blocked_loop_shows_as_lag() -> None:
    lags: list[float] = []
    async with bench.lag(lags):
        await asyncio.sleep(0.01)
        time.sleep(0.05)  # noqa: ASYNC251 - that is what is to be seen
        await asyncio.sleep(0.01)
    assert max(lags) > 0.03


async def test_continuations_are_each_of_their_own_text_and_seed() -> None:
    muse = WorkerMuse(ScriptedEngine(), queue_limit=99)
    await bench.ready(muse)
    done: list[None] = []
    verse = "\n".join(f"verse number {number} goes on" for number in range(60))
    found = await bench.continuations(muse, verse, replace(bench.SPEED), 12, lambda: done.append(None))
    assert len(done) == 12
    assert 0 <= found[0] < 0.2 < found[1] <= 1
    await muse.close()


POEM = "\n".join(
    f"The {number}th wave came {how} over the stones,\nand {who} on the pier counted it and was {what}."
    for number, (how, who, what) in enumerate(
        (how, who, what)
        for how in ("slowly", "late", "twice", "singing")
        for who in ("a girl", "old Tobias", "the widow", "nobody", "the dog")
        for what in ("silent", "glad", "counting on", "wrong", "gone before noon", "afraid of the sea")
    )
)


def test_passages_are_cut_at_lines_and_pairs_are_spread() -> None:
    found = floor_bench.passages(POEM, verse=True)
    assert all(80 <= len(one.split()) < 100 for one in found)
    assert "\n".join(found) in POEM
    pairs = list(floor_bench.spread(found, 5))
    assert len(pairs) == len(set(pairs)) == 5
    assert all(found.index(after) == found.index(story[-1]) + 1 for story, after in pairs)
    smudged = "## p. 7\n\n" + "The wave\ncame on. " * 60 + "\n\n|| 1 || 2 || 3 ||"
    assert floor_bench.passages(smudged, verse=False) == [" ".join(["The wave came on."] * 60)]


def test_the_floor_lets_people_through_and_catches_what_was_made_bad() -> None:
    told = (
        "The keeper had not spoken for three winters.\nNobody in the village asked him why he kept so still.",
        "Tonight the lamp would not light for him.\nHe carried candles up and counted all the worn steps.",
        "At the top he found the glass unbroken there.\nSomebody had filled the lamp with cold sea water.",
        "A gull stood on the rail and looked at him.\nIt had a ring of copper on its left foot, and a note.",
        "He read the note by the last of the day.\nHis sister had written it, forty years before her death.",
    )
    pairs = list(floor_bench.spread(told, 4))
    advanced: list[None] = []
    turned = floor_bench.innocent(pairs, lambda: advanced.append(None))
    assert (turned.judged, turned.share, turned.faults.total()) == (4, 0, 0)
    caught = floor_bench.guilty(pairs * 5, 1, lambda: advanced.append(None))
    assert caught.keys() == {"loop", "echo", "copy", "chat", "language"}
    assert all(of == 20 and times >= 18 for times, of in caught.values()), caught
    assert len(advanced) == 24


def test_length_is_no_wrong_of_the_floors() -> None:
    turned = floor_bench.Turned()
    for one in (None, floor_bench.Fault.EMPTY, floor_bench.Fault.LOOP, None):
        turned.add(one)
    assert turned.share == 0.25
