"""Background tasks end with their owner."""

import asyncio

from bot.tasks import Tasks


async def test_close_ends_what_runs_and_what_comes_meanwhile() -> None:
    tasks, ended = Tasks(), []

    async def work(name: str, heir: str = "") -> None:
        try:
            await asyncio.sleep(60)
        finally:
            if heir:
                tasks.spawn(work(heir), heir)
            ended.append(name)

    tasks.spawn(work("first", heir="second"), "first")
    await asyncio.sleep(0)
    await tasks.close()
    tasks.spawn(work("late"), "late")
    await asyncio.sleep(0)
    assert ended == ["first"]
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_failure_is_its_own() -> None:
    tasks, done = Tasks(), asyncio.Event()

    async def fail() -> None:
        raise RuntimeError

    async def go_on() -> None:
        done.set()

    tasks.spawn(fail(), "fails")
    tasks.spawn(go_on(), "goes on")
    await asyncio.wait_for(done.wait(), 5)
    await tasks.close()
