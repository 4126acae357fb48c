"""Processes that play turns until they are killed; each prints what it did once it was done for good.

It reads a data folder and a number from standard input, a line for each run, and answers with the process
id of a fork that plays; so the imports are paid for once. The fork prints a JSON list a line: what was done,
the story's id, and the text.
"""

import asyncio
import contextlib
import json
import os
import random
import sys
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from bot.app import App
from bot.domain.limits.judge import judge
from bot.domain.limits.policy import Policy
from bot.domain.refusals import Refusal
from bot.services.hosting import Action, Wish
from bot.settings import Settings
from bot.timekeeper import Timekeeper
from tests.storage.racing import ADA, BASHO, CLARE, WRITERS, HandSet, a_story


def tell(*what: object) -> None:
    """Print that something is done."""
    os.write(1, json.dumps(what).encode() + b"\n")


class Lane:
    """Somebody for whom a story is played."""

    def __init__(self, app: App, clock: HandSet, run: int, lane: int) -> None:
        self._app, self._clock = app, clock
        self._services = app.services
        self._chance = random.Random(f"{run}/{lane}")
        self._name = f"run {run}, lane {lane}"
        self._written = 0

    async def play(self) -> None:
        """Begin a story and go on for ever."""
        terms = {
            "order": self._chance.choice(["rota", "shuffle"]),
            "sight": self._chance.choice(["all", "last"]),
        }
        self._story = (await a_story(self._app, BASHO, CLARE, **terms)).id
        tell("begun", self._story, "The lamp went out.")
        while True:
            acts = [self._write] * 6 + [
                self._undo,
                self._redo,
                self._correct,
                self._pass,
                self._wait,
                self._come,
            ]
            with contextlib.suppress(Refusal):  # of acts that do not fit; the rules are tested elsewhere
                await self._chance.choice(acts)()

    async def _write(self) -> None:
        record = await self._services.reading.get(ADA, self._story)
        turn = record.story.turn
        if turn is None or turn.member_id is None:
            await self._services.hosting.manage(ADA, self._story, Wish(Action.NEXT))
            return
        self._written += 1
        text, writer = f"{self._name}, text {self._written}.", WRITERS[turn.member_id]
        draft = await self._services.writing.keep(writer, self._story, text)
        await self._services.writing.submit(writer, self._story, draft.id, turn.number)
        tell("written", self._story, text)

    async def _undo(self) -> None:
        await self._services.hosting.manage(ADA, self._story, Wish(Action.UNDO))
        tell("undone", self._story, "")
        if self._chance.random() < 0.5:
            await self._redo()

    async def _redo(self) -> None:
        await self._services.hosting.manage(ADA, self._story, Wish(Action.REDO))
        tell("redone", self._story, "")

    async def _correct(self) -> None:
        self._written += 1
        record = await self._services.reading.get(ADA, self._story)
        writer = WRITERS[record.story.last_writer_id or 0]
        passage = await self._services.writing.last_passage(writer, self._story)
        text = f"{self._name}, text {self._written}."
        await self._services.writing.correct(writer, self._story, passage.id, text)
        tell("corrected", self._story, text)

    async def _pass(self) -> None:
        record = await self._services.reading.get(ADA, self._story)
        if record.story.turn is not None and record.story.turn.member_id is not None:
            await self._services.stories.pass_turn(WRITERS[record.story.turn.member_id], self._story)

    async def _wait(self) -> None:
        self._clock.go_on(hours=self._chance.choice([1, 20]))
        await asyncio.sleep(0)

    async def _come(self) -> None:
        writer = self._chance.choice([BASHO, CLARE])
        act = self._chance.choice([self._services.stories.leave, self._services.stories.join])
        await act(writer, self._story)


async def play(data_dir: str, run: int) -> None:
    """Play three stories at a time, with the timekeeper beside them."""
    clock = HandSet()
    clock.time += timedelta(days=30 * run)
    settings = Settings(_env_file=None, data_dir=Path(data_dir), muse="off")  # type: ignore[call-arg]

    async def publish(guild_id: int, story_id: int) -> None:
        """There is no Discord here."""

    async with App(settings, clock=clock) as app:
        keeping = Timekeeper(app.services.clockwork, clock, publish).run()
        await asyncio.gather(keeping, *(Lane(app, clock, run, lane).play() for lane in range(3)))


def main() -> None:
    """Fork a player for each line; the word lists are read before, as the modules are."""
    judge("The lamp went ouut.", Policy())
    for line in sys.stdin:
        data_dir, run = json.loads(line)
        pid = os.fork()
        if pid == 0:
            tell("player", os.getpid(), "")  # by itself: told by its parent, it could come after an act
            asyncio.run(play(data_dir, run))
            os._exit(0)
        os.waitpid(pid, 0)
        tell("ended", pid, "")


main()
