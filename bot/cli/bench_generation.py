"""``quire bench generation``: the muse beside transformers' own ``generate`` and llama.cpp."""

import asyncio
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bot import logs
from bot.bench import generation as bench
from bot.bench.material import gguf, milton
from bot.bench.rivals import Rival, has_llama_cpp, llama_cpp
from bot.bench.stories import percentile
from bot.cores import cores
from bot.generation.factory import create_muse
from bot.generation.muse import Muse
from bot.generation.prompting import CONTINUATION_SAMPLING
from bot.settings import DEFAULT_MODEL, Settings, load_settings

ROUNDS = 5
SLOW_ROUNDS = 1  # of ``generate``, which takes half a minute for what the others do in one second


@dataclass
class Result:
    """All that was measured; what is None could not be."""

    model: str
    precision: str = ""
    rss_mb: int | None = None
    ours: bench.Speeds = field(default_factory=bench.Speeds)
    llama: bench.Speeds = field(default_factory=bench.Speeds)
    generate: bench.Speeds = field(default_factory=bench.Speeds)
    lags: list[float] = field(default_factory=list)
    repetition: tuple[float, float] = (0.0, 0.0)
    nucleus: tuple[float, float] = (0.0, 0.0)
    perplexity: dict[str, float] = field(default_factory=dict)

    def figures(self) -> dict[str, Any]:
        """Return what ``--json`` prints: tokens per second, seconds, milliseconds, millions of bytes."""
        return {
            "model": self.model,
            "precision": self.precision,
            "single_tok_s": _round(bench.middle(self.ours.single)),
            "users8_tok_s": _round(bench.middle(self.ours.many)),
            "candidates4_s": _round(bench.middle(self.ours.candidates)),
            "generate_tok_s": _round(bench.middle(self.generate.single)),
            "generate8_tok_s": _round(bench.middle(self.generate.many)),
            "llamacpp_tok_s": _round(bench.middle(self.llama.single)),
            "llamacpp8_tok_s": _round(bench.middle(self.llama.many)),
            "llamacpp_candidates4_s": _round(bench.middle(self.llama.candidates)),
            "loop_lag_p99_ms": _round(percentile(self.lags, 99)),
            "rss_mb": self.rss_mb,
            "rep4": _round(self.repetition[0], 4),
            "diversity": _round(self.repetition[1], 4),
            "nucleus_rep4": _round(self.nucleus[0], 4),
            "nucleus_diversity": _round(self.nucleus[1], 4),
            **{f"perplexity_{name}": _round(value, 3) for name, value in self.perplexity.items()},
        }


def generation(
    count: int = typer.Option(200, "--count", help="How many continuations repetition is taken from.", min=1),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON object, and nothing else."),
    quick: bool = typer.Option(False, "--quick", help="A tenth of the work: to see that it runs."),
) -> None:
    """Compare the muse with transformers' own `generate` and, where it is importable, llama-cpp-python.

    With the built-in model it takes about ten minutes on two cores; most of it goes into the continuations.
    """
    free = {"queue_limit": 1000, "member_limit": 1000, "guild_limit": 1000, "member_hourly": 0}
    settings = load_settings(muse="local", **free)
    logs.configure(settings.model_copy(update={"log_level": "error"}))
    result = asyncio.run(_measure(settings, count, quick))
    if as_json:
        typer.echo(json.dumps(result.figures()))
    else:
        Console().print(_table(result.figures()))


async def _measure(settings: Settings, count: int, quick: bool) -> Result:
    folder = settings.data_dir / "bench"
    result = Result(settings.model)
    with Progress(console=Console(file=sys.stderr)) as progress:
        fetching = progress.add_task("fetch what to measure with", total=1)
        verse = await asyncio.to_thread(milton, folder)
        progress.advance(fetching)
        muse = create_muse(settings)
        await bench.ready(muse)
        result.rss_mb = bench.resident_mb()
        try:
            await _speeds(muse, settings, verse, folder, result, progress, quick)
            tokens = bench.NUCLEUS.max_tokens // (10 if quick else 1)
            continuing = progress.add_task(f"{count} continuations, twice", total=count * 2)

            def advance() -> None:
                progress.advance(continuing)

            result.repetition = await bench.continuations(
                muse,
                verse,
                replace(CONTINUATION_SAMPLING, max_tokens=tokens),
                count,
                advance,
            )
            result.nucleus = await bench.continuations(
                muse, verse, replace(bench.NUCLEUS, max_tokens=tokens), count, advance
            )
        finally:
            await muse.close()
        result.perplexity = await asyncio.to_thread(_perplexities, settings, verse, progress, quick)
    return result


async def _speeds(
    muse: Muse, settings: Settings, verse: str, folder: Path, result: Result, progress: Progress, quick: bool
) -> None:
    """Let all writers do the same in turn, round by round."""
    ours, together = bench.MuseWriter(muse), bench.MuseWriter(muse, together=True)
    loading = progress.add_task("load the others", total=1)
    plain, llama = await asyncio.to_thread(_rivals, settings, folder)
    progress.advance(loading)
    rounds = 1 if quick else ROUNDS
    racing = progress.add_task("speed", total=rounds)
    race = bench.Race(verse, shorter=8 if quick else 1)
    await race.many(ours, bench.Speeds())  # the first of all is slower: memory is new
    await plain.write_all(["The end."], [replace(bench.SPEED, max_tokens=2)])
    try:
        for number in range(rounds):
            await race.single(ours, result.ours)
            await race.candidates(together, result.ours)
            async with bench.lag(result.lags):
                await race.many(ours, result.ours)
            if llama is not None:
                await race.single(llama, result.llama)
                await race.candidates(llama, result.llama)
                await race.many(llama, result.llama)
            if number < SLOW_ROUNDS:
                await race.single(plain, result.generate)
                await race.many(plain, result.generate)
            progress.advance(racing)
        receipt_of = muse.ask(bench.request(1, "The end.", replace(bench.SPEED, max_tokens=1)))
        await bench.read(receipt_of)
        result.precision = receipt_of.receipt.precision if receipt_of.receipt else ""
    finally:
        for rival in (plain, llama):
            if rival is not None:
                rival.close()


def _rivals(settings: Settings, folder: Path) -> tuple[Rival, Rival | None]:
    from bot.generation.local.plain import plain_generate

    plain = Rival(plain_generate(settings))
    if settings.model != DEFAULT_MODEL or not has_llama_cpp():
        return plain, None
    return plain, llama_cpp(gguf(folder), settings.threads or cores())


def _perplexities(settings: Settings, verse: str, progress: Progress, quick: bool) -> dict[str, float]:
    from bot.generation.local.perplexity import perplexity

    found, tokens = {}, 24 if quick else 256
    for precision in ("auto", "fp32"):
        reading = progress.add_task(f"perplexity, {precision}", total=tokens - 1)
        changed = settings.model_copy(update={"precision": precision})
        found[precision] = perplexity(changed, verse, tokens=tokens, advance=_by_one(progress, reading))
    return found


def _by_one(progress: Progress, task: Any) -> Callable[[], None]:
    return lambda: progress.advance(task)


def _round(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)


def _table(figures: dict[str, Any]) -> Table:
    """Return the figures, and the ratios that they are worth."""
    table = Table(title=f"{figures['model']}, {figures['precision']}")
    for heading in ("figure", "value"):
        table.add_column(heading, justify="right")
    for name, value in figures.items():
        if name not in ("model", "precision"):
            table.add_row(name, "-" if value is None else f"{value:,}")
    table.add_section()
    for name, one, other in (
        ("eight writers / generate", "users8_tok_s", "generate8_tok_s"),
        ("one writer / generate", "single_tok_s", "generate_tok_s"),
        ("eight writers / llama.cpp", "users8_tok_s", "llamacpp8_tok_s"),
        ("one writer / llama.cpp", "single_tok_s", "llamacpp_tok_s"),
        ("four candidates' time / llama.cpp's", "candidates4_s", "llamacpp_candidates4_s"),
        ("perplexity / fp32's", "perplexity_auto", "perplexity_fp32"),
    ):
        if figures.get(one) and figures.get(other):
            table.add_row(name, f"{figures[one] / figures[other]:.2f} x")
    return table
