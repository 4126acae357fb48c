"""One way for every button, select and form: its id names a handler, and nothing else is remembered.

Ids read ``q1:kind:7:12``: a version, a kind, and whole numbers that say which story or turn is meant; they
carry identity, never state, so a button works for ever, across restarts, and a forged one is judged like any
other. discord.py's own view store is not used: it forgets forms when the process ends, and swallows errors.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import discord

from bot.ui.problems import server_only, stale_button
from bot.ui.replies import Interaction, is_private, payload

_ID = re.compile(r"q1:([a-z-]{1,30})((?::\d{1,20})*)")
_LARGEST = 2**63 - 1  # what SQLite can look up
_RUSH = 16
"""More presses than these on their way are a rush."""
_AT_ONCE = 4
"""So many of those that were acknowledged are handled at once."""

Handler = Callable[..., Awaitable[None]]
ViewT = TypeVar("ViewT", discord.ui.View, discord.ui.LayoutView, discord.ui.Modal)


@dataclass(frozen=True, slots=True)
class _Route:
    handler: Handler
    numbers: int
    form: bool


class Router:
    """The handlers by kind. ``on_error`` is the one error path.

    Discord waits three seconds for a first answer. In a rush, presses on public messages are acknowledged at
    once and then handled a few at a time, so that those that must open a form are not held up.
    """

    def __init__(
        self,
        on_error: Callable[[Interaction, Exception], Awaitable[None]],
        acknowledge: Callable[[Interaction], Awaitable[None]],
    ) -> None:
        self._routes: dict[str, _Route] = {}
        self._on_error = on_error
        self._acknowledge = acknowledge
        self._busy = 0
        self._few = asyncio.Semaphore(_AT_ONCE)

    def add(self, kind: str, handler: Handler, numbers: int, *, form: bool = False) -> None:
        """Let ``handler(interaction, *numbers)`` answer to a kind; it takes that many whole numbers.

        ``form``: it opens a form, which must be the first answer.

        Raises:
            ValueError: the kind is taken.
        """
        if kind in self._routes:
            raise ValueError(f"two handlers for {kind!r}")
        self._routes[kind] = _Route(handler, numbers, form)

    @property
    def kinds(self) -> dict[str, int]:
        """The kinds that are answered, each with how many whole numbers its ids carry."""
        return {kind: route.numbers for kind, route in self._routes.items()}

    async def dispatch(self, interaction: Interaction) -> None:
        """Answer a pressed button, a chosen option or a submitted form; leave other interactions alone."""
        if interaction.type not in (discord.InteractionType.component, discord.InteractionType.modal_submit):
            return
        self._busy += 1
        try:
            if interaction.guild_id is None:
                raise server_only()
            route, numbers = self._resolve(str(payload(interaction).get("custom_id", "")))
            if self._busy <= _RUSH or route.form or is_private(interaction):
                await route.handler(interaction, *numbers)
                return
            await self._acknowledge(interaction)
            async with self._few:
                await route.handler(interaction, *numbers)
        except Exception as error:  # the one place where any failure becomes a sentence
            await self._on_error(interaction, error)
        finally:
            self._busy -= 1

    def _resolve(self, custom_id: str) -> tuple[_Route, list[int]]:
        match = _ID.fullmatch(custom_id)
        route = self._routes.get(match[1]) if match else None
        if match is None or route is None:
            raise stale_button()
        numbers = [int(part) for part in match[2].split(":")[1:]]
        if len(numbers) != route.numbers or any(number > _LARGEST for number in numbers):
            raise stale_button()
        return route, numbers


def custom_id(kind: str, *numbers: int) -> str:
    """Return the id of a button or form of that kind."""
    return ":".join(["q1", kind, *map(str, numbers)])


def button(
    kind: str,
    *numbers: int,
    label: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    **more: Any,
) -> discord.ui.Button[Any]:
    """Return a button that the handler of ``kind`` answers."""
    return discord.ui.Button(custom_id=custom_id(kind, *numbers), label=label, style=style, **more)


def sealed(view: ViewT) -> ViewT:
    """Return the view or form ready to be sent: marked as finished, so that discord.py does not keep it."""
    view.stop()
    return view


def buttons(*items: discord.ui.Button[Any]) -> discord.ui.View:
    """Return a sealed view of buttons."""
    view = discord.ui.View(timeout=None)
    for item in items:
        view.add_item(item)
    return sealed(view)


def form_values(interaction: Interaction) -> dict[str, str]:
    """Return the text of each field of a submitted form, by the field's id."""
    values: dict[str, str] = {}

    def walk(components: list[Any]) -> None:
        for component in components:
            if "value" in component and "custom_id" in component:
                values[str(component["custom_id"])] = str(component["value"] or "")
            walk(component.get("components", []))
            if "component" in component:
                walk([component["component"]])

    walk(payload(interaction).get("components", []))
    return values


def chosen(interaction: Interaction) -> list[str]:
    """Return what was chosen in a select, in its order."""
    return [str(value) for value in payload(interaction).get("values", [])]
