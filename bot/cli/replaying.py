"""Writes a text again from its receipt."""

from dataclasses import dataclass

from bot.clock import SystemClock
from bot.generation.clean import clean_passage
from bot.generation.factory import create_muse
from bot.generation.muse import Ability, MuseState, MuseStatus
from bot.generation.waking import awake
from bot.services.provenance import ProvenanceService, Recipe, ReplayError
from bot.services.word_lists import WordListService
from bot.settings import Settings
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Replay:
    """What the model writes for a receipt. ``same`` says whether that is what was shown, None if not kept;
    ``relisted`` that other words were kept out of it than then: a server's lists have changed."""

    text: str
    same: bool | None
    relisted: bool


async def replayed(settings: Settings, receipt_id: int) -> Replay:
    """Let the model write the text of a receipt again.

    Raises:
        ReplayError: it cannot be written again; the message says why.
        OperatorError: the database or the model cannot be used.
    """
    recipe = await _recipe(settings, receipt_id)
    muse = create_muse(settings)
    if Ability.REPLAY not in muse.abilities:
        raise ReplayError("A remote muse, or none, cannot write a text again; set QUIRE_MUSE to `local`.")
    try:
        _check_model(await awake(muse), recipe)
        stream = muse.ask(recipe.request)
        text = "".join([piece.text async for piece in stream])
        receipt = stream.receipt
    finally:
        await muse.close()
    if receipt is None or receipt.checksum != recipe.receipt.checksum:
        raise ReplayError(
            f"Receipt {receipt_id} was made by the model {recipe.receipt.model} "
            f"({recipe.receipt.checksum[:12]}), and other weights are here; set QUIRE_MODEL to it."
        )
    if receipt.precision != recipe.receipt.precision:
        raise ReplayError(
            f"Receipt {receipt_id} was made in {recipe.receipt.precision}, and this machine calculates in "
            f"{receipt.precision}; set QUIRE_PRECISION, QUIRE_DEVICE and QUIRE_THREADS, or use a machine of "
            "that kind."
        )
    same = None if recipe.shown is None else clean_passage(text).startswith(recipe.shown)
    return Replay(text, same, recipe.relisted)


async def _recipe(settings: Settings, receipt_id: int) -> Recipe:
    if not settings.database_path.exists():
        raise ReplayError(f"There is no database at {settings.database_path}; set QUIRE_DATA_DIR.")
    database = Database(settings.database_path)
    try:
        await database.open()
        limits = WordListService(database, SystemClock())
        return await ProvenanceService(database, limits).recipe(receipt_id)
    finally:
        await database.close()


def _check_model(status: MuseStatus, recipe: Recipe) -> None:
    if status.state is not MuseState.READY:
        raise ReplayError(status.problem or "The model could not be loaded.")
    if status.model != recipe.receipt.model:
        raise ReplayError(
            f"Receipt {recipe.receipt.id} was made by the model {recipe.receipt.model}; {status.model} is "
            "set; set QUIRE_MODEL to it."
        )
