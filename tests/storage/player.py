"""A process that plays turns until it is killed; it prints each passage once it was accepted.

Usage: player.py DATA_DIR SEED
"""

import asyncio
import itertools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from bot.app import App
from bot.domain.story import Terms
from bot.services.actor import Actor
from bot.services.stories import Beginning
from bot.settings import Settings

WRITERS = [Actor(1, 11, "Ada"), Actor(1, 12, "Bashō"), Actor(1, 13, "Clare")]


async def play(app: App, run: str, lane: int) -> None:
    services = app.services
    opening = f"Run {run}, lane {lane}: it begins."
    record = await services.stories.start(WRITERS[0], 5, Beginning(f"Lane {lane}", opening, Terms()))
    print(f"{record.id}/1\t{opening}", flush=True)
    for writer in WRITERS[1:]:
        record = await services.stories.join(writer, record.id)
    for number in itertools.count(2):
        turn = record.story.turn
        assert turn is not None
        writer = next(writer for writer in WRITERS if writer.user_id == turn.member_id)
        text = f"Run {run}, lane {lane}, passage {number}."
        draft = await services.writing.keep(writer, record.id, text)
        record = await services.writing.submit(writer, record.id, draft.id, turn.number)
        print(f"{record.id}/{record.story.passages}\t{text}", flush=True)


async def main(data_dir: str, run: str) -> None:
    settings = Settings(_env_file=None, data_dir=Path(data_dir), muse="off")  # type: ignore[call-arg]
    async with App(settings) as app:
        await asyncio.gather(*(play(app, run, lane) for lane in range(3)))


asyncio.run(main(*sys.argv[1:]))
