"""What a knob of ``/limits set`` is, and how what was typed becomes its value."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.refusals import Reason, Refusal

Value = bool | int | str

BACK = "default"
"""What is typed to take a value back: then the server's counts again, or Quire's own."""


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
    WHO = auto()  # everyone, moderators, or who has a role


class Need(Enum):
    """What must be there before a knob does anything."""

    MESSAGE_CONTENT = auto()  # Discord's privileged intent, which the operator switches on


@dataclass(frozen=True, slots=True)
class Knob:
    """One setting. ``about`` is its help, ``changes`` what turning it changes and what not: sentences of the
    catalogue.

    ``offered`` are the values that are shown as a member types, for a number some that are usual; ``read``
    takes what was typed, stripped and casefolded, and raises a ValueError where it is none. ``written`` is
    how a value is stored and shown.
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
    numbers: tuple[int, int] | None = None  # the least and the most that it may be, where it is a number
    not_above: str = ""  # the knob whose value it must not exceed

    def takes(self, typed: str) -> bool:
        """Tell whether what was typed is a value of this knob's."""
        try:
            self.value(typed)
        except Refusal:
            return False
        return True

    def value(self, typed: str) -> Value:
        """Return the value that was typed.

        Raises:
            Refusal: it is none of this knob's.
        """
        try:
            return self.read(typed.strip().casefold())
        except ValueError:
            if self.numbers is not None:
                low, high = self.numbers
                off = "off" in self.offered
                raise Refusal(Reason.VALUE_NUMBER, name=self.name, low=low, high=high, off=off) from None
            if self.kind in (Kind.CHANNEL, Kind.ROLE):
                raise Refusal(Reason.VALUE_THING, name=self.name, role=self.kind is Kind.ROLE) from None
            if self.kind is Kind.WHO:
                raise Refusal(Reason.VALUE_WHO, name=self.name) from None
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


def who(typed: str) -> Value:
    """Return "everyone", "moderators", or the id of a role as a string.

    Raises:
        ValueError: it is none of them.
    """
    if typed in (EVERYONE, MODERATORS):
        return typed
    match = _MENTION.fullmatch(typed)
    if match is None:
        raise ValueError(typed)
    return match[1]


def number(low: int, high: int, *, off: bool = False) -> Callable[[str], Value]:
    """Return what reads a whole number from ``low`` to ``high``; with ``off``, "off" as 0 as well."""

    def read(typed: str) -> Value:
        if off and typed in ("off", "none", "0"):
            return 0
        if not _NUMBER.fullmatch(typed) or not low <= int(typed) <= high:
            raise ValueError(typed)
        return int(typed)

    return read


def number_or_off(value: Value) -> str:
    """Return how a number is written that may be off."""
    return str(value) if value else "off"


EVERYONE, MODERATORS = "everyone", "moderators"
_NUMBER = re.compile(r"[0-9]{1,9}")
_MENTION = re.compile(r"<?[#@&]*(\d{15,20})>?")
