"""What a knob of ``/limits set`` is, and how what was typed becomes its value."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.refusals import Reason, Refusal

Value = bool | int | str


class Scope(Enum):
    """What a knob is set for."""

    SERVER = auto()
    CHANNEL = auto()
    BOTH = auto()  # a channel's goes before the server's


class Kind(Enum):
    """What a value is, where Discord knows more of it than Quire."""

    PLAIN = auto()
    CHANNEL = auto()
    ROLE = auto()


class Need(Enum):
    """What must be there before a knob does anything."""

    MESSAGE_CONTENT = auto()  # Discord's privileged intent, which the operator switches on


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting. ``about`` is its help, ``changes`` what turning it changes and what not: sentences of the
    catalogue.

    ``offered`` are the values that are shown as a member types; ``read`` takes what was typed, stripped and
    casefolded, and raises a ValueError where it is none. ``written`` is how a value is stored and shown.
    """

    name: str
    about: str
    changes: str
    scope: Scope
    default: Value
    offered: tuple[str, ...]
    read: Callable[[str], Value]
    written: Callable[[Value], str] = str
    need: Need | None = None
    posts: bool = False  # turned on, it has Quire post in the channel
    kind: Kind = Kind.PLAIN
    managers: bool = False  # only who has Manage Server turns it

    def value(self, typed: str) -> Value:
        """Return the value that was typed.

        Raises:
            Refusal: it is none of this knob's.
        """
        try:
            return self.read(typed.strip().casefold())
        except ValueError:
            raise Refusal(Reason.VALUE_UNKNOWN, name=self.name, offered=self.offered) from None


def switch(typed: str) -> bool:
    """Return whether it is on.

    Raises:
        ValueError: it says neither.
    """
    if typed in ("on", "true", "yes"):
        return True
    if typed in ("off", "false", "no"):
        return False
    raise ValueError(typed)


def on_or_off(value: Value) -> str:
    """Return how a switch is written."""
    return "on" if value else "off"


def one_of(*choices: str) -> Callable[[str], Value]:
    """Return what reads one of these words."""

    def read(typed: str) -> Value:
        if typed not in choices:
            raise ValueError(typed)
        return typed

    return read


def thing(typed: str) -> Value:
    """Return the id of a channel or a role, as Discord mentions it or as it is; 0 for none.

    Raises:
        ValueError: it is none.
    """
    if typed in ("off", "none", "0"):
        return 0
    match = _MENTION.fullmatch(typed)
    if match is None:
        raise ValueError(typed)
    return int(match[1])


def thing_or_off(value: Value) -> str:
    """Return how the id of a channel or a role is written."""
    return str(value) if value else "off"


_MENTION = re.compile(r"<?[#@&]*(\d{15,20})>?")
