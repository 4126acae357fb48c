"""Walks once through the demo in a browser, as its visitors do, and says what failed."""

import asyncio
import contextlib
import socket
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from playwright.async_api import Error
from rich.console import Console
from rich.markup import escape

from bot.demo.local import HOST
from bot.demo.stage import staged
from bot.demo.visitor import Visitor, browser, visiting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from bot.settings import Settings

    Walk = Callable[[Visitor], Awaitable[None]]

MUSE_PATIENCE = 180.0  # seconds; a model may still be loading
TITLE = "The <Lamp> & the Sea"
OPENING = "The lamp had been lit for nobody in particular."
SECOND = "Then a light answered, slowly, from far out on the water."
THIRD = "She rowed out to meet it with no lamp of her own."


async def run_check(settings: "Settings") -> int:
    """Return 0 where everything worked, 1 where something did not, 2 where there is no browser."""
    console = Console(highlight=False)
    program = browser()
    if program is None:
        console.print("The check drives Chromium, and none was found: install it, for example with")
        console.print("apt-get install chromium")
        return 2
    port = _two_free_ports()
    # The demo's own stories are a person's: the check gets a folder of its own, only the model is shared.
    with tempfile.TemporaryDirectory(prefix="quire-check-") as folder:
        async with (
            staged(settings, port=port, folder=Path(folder)) as front,
            visiting(front.address, program) as visitor,
        ):
            return await _walk(visitor, settings, console)


async def _walk(visitor: Visitor, settings: "Settings", console: Console) -> int:
    begun = perf_counter()
    for step, walk in STEPS:
        try:
            await walk(visitor)
        except (Error, AssertionError, TimeoutError) as error:
            console.print(f"[red]✗[/red] {step}")
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            console.print(f"The demo failed at “{step}”: {escape(reason)}")
            await _photograph(visitor, settings.data_dir / "demo-check.png", console)
            return 1
        console.print(f"[green]✓[/green] {step}")
    console.print(f"The demo works ({perf_counter() - begun:.0f} s).")
    return 0


async def _photograph(visitor: Visitor, file: Path, console: Console) -> None:
    with contextlib.suppress(Error, OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        await visitor.page.screenshot(path=file)
        console.print(f"What the page showed: {escape(str(file))}")


async def _front_page(visitor: Visitor) -> None:
    await visitor.go_home()
    names = await visitor.page.locator("#members label b").all_inner_texts()
    assert len(names) == 4, f"the front page offers {len(names)} members, not 4"


async def _start(visitor: Visitor) -> None:
    await visitor.be("Ada", "writing-room")
    await visitor.slash("/story start", title=TITLE, opening=OPENING)
    await visitor.sees(TITLE)


async def _listed(visitor: Visitor) -> None:
    await visitor.go_home()
    await visitor.page.locator("a.place", has_text=TITLE).wait_for()
    assert await visitor.page.locator("a.place lamp").count() == 0, "a story's title became markup"


async def _join(visitor: Visitor) -> None:
    await visitor.be("Bashō", TITLE)
    await visitor.sees(OPENING)
    await visitor.press("Join")
    await visitor.sees("Welcome")


async def _second_turn(visitor: Visitor) -> None:
    await _write(visitor, SECOND)


async def _first_turn(visitor: Visitor) -> None:
    await visitor.be("Ada", TITLE)
    await visitor.sees(SECOND)
    await _write(visitor, THIRD)


async def _write(visitor: Visitor, text: str) -> None:
    before = await visitor.page.locator("#channel-message-list").inner_text()
    assert text not in before
    await visitor.press("Write")
    await visitor.fill_form(text)
    await visitor.press("Submit")
    # The private preview shows the text as well; what counts is that the thread does, without the button.
    await visitor.button("Submit").wait_for(state="detached")
    await visitor.sees(text)


async def _idea(visitor: Visitor) -> None:
    await visitor.be("Ada", "writing-room")
    await visitor.slash("/prompt idea")
    stop, done = visitor.button("Stop"), visitor.button("Again")
    await stop.or_(done).first.wait_for(timeout=MUSE_PATIENCE * 1000)
    seen = {await visitor.newest()}
    async with asyncio.timeout(MUSE_PATIENCE):
        while len(seen) < 3 and not await done.count():
            await asyncio.sleep(0.3)
            seen.add(await visitor.newest())
    assert len(seen) > 1, "the muse's text did not grow on the page"
    with contextlib.suppress(Error):  # it may be done just now
        await stop.click(timeout=5000)
    await stop.wait_for(state="detached", timeout=MUSE_PATIENCE * 1000)


async def _export(visitor: Visitor) -> None:
    await visitor.be("Bashō", TITLE)
    await visitor.slash("/story export")
    name, content = await visitor.download()
    assert name.endswith(".md"), f"the export is called {name}"
    for passage in (OPENING, SECOND, THIRD):
        assert passage.encode() in content, f"the export lacks “{passage}”"


STEPS: "tuple[tuple[str, Walk], ...]" = (
    ("The front page offers the channel and four members", _front_page),
    ("A writer starts a story from the slash picker", _start),
    ("Its thread appears on the front page", _listed),
    ("Another member opens the thread and joins", _join),
    ("The second writer writes in a form and submits", _second_turn),
    ("The first writer takes the next turn", _first_turn),
    ("The muse writes a prompt as one watches, and stops", _idea),
    ("The story is exported with every passage", _export),
)


def _two_free_ports() -> int:
    """Return a port that is free and whose next one is free as well."""
    while True:
        with _bound(0) as first, contextlib.suppress(OSError), _bound(first + 1):
            return first


@contextlib.contextmanager
def _bound(port: int) -> "Iterator[int]":
    with socket.socket() as probe:
        probe.bind((HOST, port))
        yield int(probe.getsockname()[1])
