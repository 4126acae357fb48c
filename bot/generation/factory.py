"""Makes the muse that the settings ask for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.generation.muse import (
    Ability,
    Muse,
    MuseState,
    MuseStatus,
    MuseUnavailableError,
    Request,
    Stream,
)
from bot.generation.scripted import ScriptedEngine
from bot.generation.weights import check, locate
from bot.generation.worker import WorkerMuse
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.generation.engine import Engine


class OffMuse:
    """The muse of a server that wants none."""

    async def start(self) -> None:
        """Do nothing."""

    async def close(self) -> None:
        """Do nothing."""

    @property
    def abilities(self) -> frozenset[Ability]:
        """It can do nothing."""
        return frozenset()

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Tell that the muse is off."""
        return MuseStatus(MuseState.OFF, model="")

    def ask(self, request: Request) -> Stream:
        """Refuse, as :meth:`ask_all` does."""
        return self.ask_all([request])[0]

    def ask_all(self, requests: Sequence[Request]) -> list[Stream]:
        """Refuse.

        Raises:
            MuseUnavailableError: always.
        """
        raise MuseUnavailableError("the muse is off")


def check_model(settings: Settings) -> None:
    """Make sure that the model which the settings name is there and undamaged; it reads the weights once.

    Raises:
        ModelError: it is not; the message says what to do.
    """
    if settings.muse == "local":
        check(locate(settings))


def create_muse(settings: Settings, *, pace: float = 0.0) -> Muse:
    """Make the muse that ``settings.muse`` names; it loads nothing before its ``start``.

    ``pace`` is how long the scripted muse takes for a word, in seconds.

    Raises:
        SettingsError: the remote muse lacks a setting.
    """
    if settings.muse == "off":
        return OffMuse()
    engine: Engine
    if settings.muse == "scripted":
        engine = ScriptedEngine(pace=pace)
    elif settings.muse == "remote":
        from bot.generation.remote import create_remote  # only where a remote model is wanted

        engine = create_remote(settings)
    else:
        from bot.generation.local.engine import LocalEngine  # only where the local model is wanted

        engine = LocalEngine(settings)
    return WorkerMuse(
        engine,
        queue_limit=settings.queue_limit,
        member_limit=settings.member_limit,
        guild_limit=settings.guild_limit,
        member_hourly=settings.member_hourly,
        guild_hourly=settings.guild_hourly,
    )
