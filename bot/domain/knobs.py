"""Every knob that moderators may turn with ``/limits set``, in one table; help, choices and checks read it.

A new knob is one entry of ``KNOBS``; whoever needs its value asks the service of limits for it by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType

from bot.domain.refusals import Reason, Refusal

Value = bool | int | str


class Scope(Enum):
    """What a knob is set for."""

    SERVER = auto()
    CHANNEL = auto()


class Need(Enum):
    """What must be there before a knob does anything."""

    MESSAGE_CONTENT = auto()  # Discord's privileged intent, which the operator switches on


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting. ``about`` is its help, a sentence of the catalogue.

    ``offered`` are the values that are shown as a member types; ``read`` takes what was typed, stripped and
    casefolded, and raises a ValueError where it is none. ``written`` is how a value is stored and shown.
    """

    name: str
    about: str
    scope: Scope
    default: Value
    offered: tuple[str, ...]
    read: Callable[[str], Value]
    written: Callable[[Value], str] = str
    need: Need | None = None
    posts: bool = False  # turned on, it has Quire post in the channel

    def value(self, typed: str) -> Value:
        """Return the value that was typed.

        Raises:
            Refusal: it is none of this knob's.
        """
        try:
            return self.read(typed.strip().casefold())
        except ValueError:
            raise Refusal(Reason.VALUE_UNKNOWN, name=self.name, offered=self.offered) from None


def _switch(typed: str) -> bool:
    if typed in ("on", "true", "yes"):
        return True
    if typed in ("off", "false", "no"):
        return False
    raise ValueError(typed)


def _on_or_off(value: Value) -> str:
    return "on" if value else "off"


HAIKU = "haiku"

KNOBS: Mapping[str, Knob] = MappingProxyType(
    {
        knob.name: knob
        for knob in (
            Knob(
                name=HAIKU,
                about="Answer a message that is a haiku by laying it out in three lines",
                scope=Scope.CHANNEL,
                default=False,
                offered=("on", "off"),
                read=_switch,
                written=_on_or_off,
                need=Need.MESSAGE_CONTENT,
                posts=True,
            ),
        )
    }
)


def knob_named(name: str) -> Knob:
    """Return the knob of that name.

    Raises:
        Refusal: there is none.
    """
    knob = KNOBS.get(name.strip().casefold())
    if knob is None:
        raise Refusal(Reason.SETTING_UNKNOWN, offered=tuple(KNOBS))
    return knob
