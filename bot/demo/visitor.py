"""A visitor who drives the demo's pages through a real browser."""

import asyncio
import contextlib
import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import Locator, Page, async_playwright

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000  # milliseconds for whatever does not wait for the muse

COMPOSER = "#channel-composer-input"
MESSAGES = "#channel-message-list article"


class Visitor:
    """Does what a person does: reads, types, clicks."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self._home = home

    async def go_home(self) -> None:
        """Open the front page."""
        await self.page.goto(self._home)
        await self.page.locator("#members input").first.wait_for()

    async def be(self, name: str, place: str) -> None:
        """Choose a member on the front page and open a channel or a thread as that member."""
        await self.go_home()
        await self.page.locator("#members label", has_text=name).click()
        await self.page.locator("a.place", has_text=place).click()
        await self.page.locator(COMPOSER).wait_for()
        chosen = await self.page.locator("#viewer-picker option:checked").inner_text()
        if name not in chosen:
            raise AssertionError(f"the page shows the channel to {chosen}, not to {name}")

    async def slash(self, command: str, **options: str) -> None:
        """Pick a command in the slash picker, fill its options in and send it."""
        composer = self.page.locator(COMPOSER)
        await composer.fill("")
        await composer.press_sequentially(command, delay=15)
        name = self.page.locator("strong", has_text=command)
        await self.page.locator(".command-entry", has=name).first.click()
        for option, value in options.items():
            await self._fill_in(option, value)
        await self.page.locator("#send-message").click()
        await composer.wait_for()

    async def _fill_in(self, option: str, value: str) -> None:
        """Type an option's value, or pick it where there are choices; one that may be left out is added."""
        field = self.page.locator(f'input[data-option="{option}"]')
        suggested = self.page.locator(".command-suggestion")
        if not await field.count():
            offered = suggested.and_(self.page.locator(f'[data-value="{option}"]'))
            if not await offered.count():
                await self.page.get_by_text(re.compile(r"^\+\d+ (more|options?)$")).click()
            await offered.click()
        await field.fill(value)
        choice = suggested.and_(self.page.locator(f'[data-value="{value}"]'))
        if await choice.count():
            await choice.click()

    async def press(self, label: str, *, patience: int = PATIENCE) -> None:
        """Press the newest button of that label."""
        await self.button(label).click(timeout=patience)

    async def fill_form(self, text: str) -> None:
        """Write into the form that is open, and send it."""
        form = self.page.locator("#modal-root form")
        await form.locator(".modal-fields :is(textarea, input)").first.fill(text)
        await form.locator('button[type="submit"]').click()
        await form.wait_for(state="detached")

    async def sees(self, text: str, *, patience: int = PATIENCE) -> None:
        """Wait until a message shows ``text``."""
        await self.page.locator(MESSAGES, has_text=text).last.wait_for(timeout=patience)

    async def download(self) -> tuple[str, bytes]:
        """Download the newest attachment; return its name and its bytes."""
        async with self.page.expect_download() as started:
            await self.page.locator(f"{MESSAGES} .file-download").last.click()
        file = await started.value
        return file.suggested_filename, await asyncio.to_thread(Path(await file.path()).read_bytes)

    def button(self, label: str) -> Locator:
        """Return the newest button of that label."""
        return self.page.locator(f"{MESSAGES} button", has_text=label).last

    async def newest(self) -> str:
        """Return the newest message's text."""
        return await self.page.locator(MESSAGES).last.inner_text()


@contextlib.asynccontextmanager
async def visiting(home: str, program: str) -> "AsyncIterator[Visitor]":
    """Open the browser ``program`` with a fresh profile, and close it after."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses root
    flags = [*FLAGS, "--no-sandbox"] if root else [*FLAGS]
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=program, args=flags)
        try:
            page = await chromium.new_page(viewport={"width": 1200, "height": 850})
            page.set_default_timeout(PATIENCE)
            yield Visitor(page, home)
        finally:
            await chromium.close()


def browser() -> str | None:
    """Return the path of a Chromium, if there is one."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
