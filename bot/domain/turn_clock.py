"""The clock of a turn: it runs towards a deadline, stops, and runs on with what was left."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.quiet import Quiet, later, ran

REMIND_AT = 4  # the reminder comes when a quarter of the time is left
FURTHER_HOLDS = timedelta(hours=24)
"""So long in all the texts of one turn that wait for a moderator after the first one may stop its clock."""


@dataclass(frozen=True, slots=True)
class TurnClock:
    """``allowance`` is the whole time of the turn, ``left`` what was left when the clock last started.

    ``due_at`` and ``remind_at`` are None while it stands still; ``remind_at`` also once the reminder was
    given, which ``reminded`` tells. ``hold_left`` is how long texts that are held may stop it yet, None
    before the first one, which stops it for as long as it waits; ``hold_ends`` is when this stop is over.
    """

    allowance: timedelta
    left: timedelta
    due_at: datetime | None = None
    remind_at: datetime | None = None
    started_at: datetime | None = None
    reminded: bool = False
    hold_left: timedelta | None = None
    hold_ends: datetime | None = None


def new(allowance: timedelta) -> TurnClock:
    """Return a clock that stands at its beginning."""
    return TurnClock(allowance, allowance)


def run(clock: TurnClock, quiet: Quiet | None, now: datetime) -> TurnClock:
    """Let it run from ``now``; one that runs already is left as it is."""
    if clock.due_at is not None:
        return clock
    ahead = max(clock.left - clock.allowance / REMIND_AT, timedelta(0))
    return replace(
        clock,
        started_at=now,
        due_at=later(now, clock.left, quiet),
        remind_at=None if clock.reminded else later(now, ahead, quiet),
    )


def stop(clock: TurnClock, quiet: Quiet | None, now: datetime) -> TurnClock:
    """Let it stand still; one that stands is left as it is."""
    if clock.started_at is None:
        return clock
    left = max(clock.left - ran(clock.started_at, now, quiet), timedelta(0))
    return replace(clock, left=left, due_at=None, remind_at=None, started_at=None)


def remind(clock: TurnClock) -> TurnClock:
    """Note that the reminder was given."""
    return replace(clock, reminded=True, remind_at=None)


def may_hold(clock: TurnClock) -> bool:
    """Tell whether one more text that waits for a moderator may stop it."""
    return clock.hold_left is None or clock.hold_left > timedelta(0)


def hold(clock: TurnClock, now: datetime) -> TurnClock:
    """Note that a text begins to stop it: the first one till it is decided on, another as far as it may."""
    if clock.hold_left is None:
        return replace(clock, hold_left=FURTHER_HOLDS)
    return replace(clock, hold_ends=now + clock.hold_left)


def free(clock: TurnClock, now: datetime) -> TurnClock:
    """Note that the text stops it no longer."""
    if clock.hold_ends is None:
        return clock
    return replace(clock, hold_left=max(clock.hold_ends - now, timedelta(0)), hold_ends=None)
