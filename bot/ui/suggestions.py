"""Suggestions for a writer who is stuck: the muse's, and out of a bank of our own where it has none."""

import random
from collections.abc import Sequence
from typing import Any

from bot.generation.unsticking import Kind, alike, leading_name
from bot.services.unsticking import Picked, Silence, Stuck
from bot.ui.catalogue import Say, Text, msg
from bot.ui.markdown import literal
from bot.ui.quoting import aside
from bot.ui.router import button, buttons

KINDS = tuple(Kind)
_OWN = "°"


def suggestions(stuck: Stuck, found: Picked, say: Say) -> dict[str, Any]:
    """Return the message with five suggestions; those of our own are marked, and a line says so."""
    chance = random.Random()
    lines: list[str] = []
    own = 0
    for kind, text in found.lines:
        if text is None:
            own += 1
            text = f"{_own(kind, stuck.told, lines, chance, say)} {_OWN}"
        lines.append(literal(text))
    told = aside(found.set_aside) if found.set_aside else None
    notes = [one for one in (_silence(stuck.silence), _mark(own, len(found.lines)), told) if one is not None]
    again = button(
        "unstuck-again",
        stuck.record.id,
        KINDS.index(stuck.kind) + 1 if stuck.kind else 0,
        label=say(msg("Again")),
    )
    return {
        "content": "\n".join([*(f"- {line}" for line in lines), *(f"-# {say(note)}" for note in notes)]),
        "view": buttons(again),
    }


def _own(kind: Kind, told: Sequence[str], lines: list[str], chance: random.Random, say: Say) -> str:
    """Return a sentence of the bank that is not there yet."""
    name = leading_name(told) or say(msg("somebody"))
    bank = [say(sentence) for sentence in _bank(kind, name)]
    bank = [one[0].upper() + one[1:] for one in bank]
    fresh = [one for one in bank if not any(alike(one, line) for line in lines)]
    return chance.choice(fresh or bank)


def _mark(own: int, count: int) -> Text | None:
    if not own:
        return None
    if own == count:
        return msg("All of these are out of Quire's own bank.")
    return msg("{mark} is out of Quire's own bank; the others are the muse's, on your story.", mark=_OWN)


def _silence(silence: Silence | None) -> Text | None:
    match silence:
        case Silence.NEVER:
            return msg("This story is written without the muse.")
        case Silence.AWAY:
            return msg("The muse is not at home.")
        case Silence.BUSY:
            return msg("The muse has its hands full just now.")
        case Silence.FAILED:
            return msg("The muse lost its thread just now.")
        case None:
            return None


def _bank(kind: Kind, name: str) -> tuple[Text, ...]:
    """Return our own suggestions; ``name`` is that of somebody in the story, or stands for one."""
    match kind:
        case Kind.WHAT_IF:
            return (
                msg("What if {name} has known all along?", name=name),
                msg("What if the last thing that was said is a lie?"),
                msg("What if {name} is here for another reason than everyone thinks?", name=name),
                msg("What if this has happened before, and somebody remembers it?"),
                msg("What if the smallest thing in the last scene is the one that matters?"),
                msg("What if {name} gets exactly what they asked for?", name=name),
                msg("What if the one who is missing comes in now?"),
            )
        case Kind.OBSTACLE:
            return (
                msg("What they need is in the next room, and the room is not empty."),
                msg("{name} has given a promise that forbids it.", name=name),
                msg("The weather turns, and the way back with it."),
                msg("Somebody they trust wants the opposite."),
                msg("{name} is too late, by a few minutes only.", name=name),
                msg("It can be done once, and it has been done already."),
                msg("The one who could help does not believe {name}.", name=name),
            )
        case Kind.SENSE:
            return (
                msg("There is a smell that {name} last knew as a child.", name=name),
                msg("One sound has stopped, and only now is it noticed."),
                msg("Something they touch is warmer than it should be."),
                msg("The light comes from the wrong side."),
                msg("The air tastes of iron, as before a storm."),
                msg("Under everything there is a hum that {name} alone seems to hear.", name=name),
                msg("The floor gives a little at each step."),
            )
        case Kind.QUESTION:
            return (
                msg("What does {name} want that nobody has asked about?", name=name),
                msg("Who is not in this scene, and ought to be?"),
                msg("What would {name} never do, and what would it take?", name=name),
                msg("Who profits if nothing changes?"),
                msg("What did {name} leave behind to be here?", name=name),
                msg("Which of the things that were said would {name} take back?", name=name),
                msg("Who is listening?"),
            )
        case Kind.NEXT_BEAT:
            return (
                msg("Somebody knocks, and {name} is the only one who does not look up.", name=name),
                msg("{name} says the thing out loud.", name=name),
                msg("They are interrupted by good news at the worst moment."),
                msg("What was hidden is found by the wrong person."),
                msg("{name} leaves, and takes something along.", name=name),
                msg("A day passes, and it is the wrong day."),
                msg("The plan works, and that is the trouble."),
            )
