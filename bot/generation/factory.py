"""Makes the muse that the settings ask for."""

from typing import TYPE_CHECKING

from bot.generation.muse import Muse, MuseState, MuseStatus, MuseUnavailableError, Request, Stream
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

    def status(self, member_id: int | None = None) -> MuseStatus:
        """Tell that the muse is off."""
        return MuseStatus(MuseState.OFF, model="")

    def ask(self, request: Request) -> Stream:
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
    """
    if settings.muse == "off":
        return OffMuse()
    engine: Engine
    if settings.muse == "scripted":
        engine = ScriptedEngine(pace=pace)
    else:
        from bot.generation.local import LocalEngine  # only where the local model is wanted

        engine = LocalEngine(settings)
    return WorkerMuse(engine, queue_limit=settings.queue_limit)
