"""The sentences for reasons to refuse that are about what a server's moderators have set."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.refusals import Reason
from bot.domain.story_knobs import POEMS, PROMPTS
from bot.ui.catalogue import Text, msg, msgs


def _role(details: Mapping[str, Any]) -> str:
    return f"<@&{details['role']}>"


def _feature_off(details: Mapping[str, Any]) -> Text:
    if details["feature"] == POEMS:
        return msg("Poems are switched off in this channel; try another, or ask a moderator.")
    if details["feature"] == PROMPTS:
        return msg("Prompts are switched off in this channel; try another, or ask a moderator.")
    return msg("No stories are started in this channel; try another, or ask a moderator.")


def _number(details: Mapping[str, Any]) -> Text:
    values = {"name": details["name"], "low": details["low"], "high": details["high"]}
    if details["off"]:
        return msg("`{name}` takes a whole number from {low} to {high}, or `off`.", **values)
    return msg("`{name}` takes a whole number from {low} to {high}.", **values)


def _crossed(details: Mapping[str, Any]) -> Text:
    names = ("name", "other", "value")
    values: dict[str, object] = {name: details[name] for name in names}
    values["place"] = (
        msg("in {channel}", channel=f"<#{details['channel_id']}>")
        if details["channel_id"]
        else msg("on this server")
    )
    if details["above"]:
        return msg(
            "`{name}` cannot be above `{other}`, which is {value} {place}; change that one first.", **values
        )
    return msg(
        "`{name}` cannot be below `{other}`, which is {value} {place}; change that one first.", **values
    )


SENTENCES_ABOUT_THE_HOUSE: dict[Reason, Callable[[Mapping[str, Any]], Text]] = {
    Reason.START_MODERATORS: lambda _: msg("Here only moderators start stories; ask one of them."),
    Reason.START_ROLE: lambda d: msg(
        "Here only those who have the role {role} start stories; ask one of them, or a moderator.",
        role=_role(d),
    ),
    Reason.HOST_MODERATORS: lambda _: msg("Here only moderators host stories; ask one of them."),
    Reason.HOST_ROLE: lambda d: msg(
        "Here only those who have the role {role} host stories; ask a moderator.", role=_role(d)
    ),
    Reason.ASK_MODERATORS: lambda _: msg(
        "Here only moderators ask the muse; everything else works without it."
    ),
    Reason.ASK_ROLE: lambda d: msg(
        "Here only those who have the role {role} ask the muse; everything else works without it.",
        role=_role(d),
    ),
    Reason.FEATURE_OFF: _feature_off,
    Reason.MEMBER_STORIES: lambda d: msgs(
        "You host {count} unfinished story or poem here, which is as many as one may; finish it first.",
        "You host {count} unfinished stories and poems here, which is as many as one may; finish one first.",
        d["limit"],
    ),
    Reason.CHANNEL_STORIES: lambda d: msgs(
        "This channel has its {count} unfinished story or poem; join it, or start yours when it is finished.",
        "This channel has its {count} unfinished stories and poems; join one, or start yours when one is "
        "finished.",
        d["limit"],
    ),
    Reason.MUSE_HOUR: lambda d: msgs(
        "You have asked the muse as often as one may here within an hour; try again in {count} minute.",
        "You have asked the muse as often as one may here within an hour; try again in {count} minutes.",
        d["minutes"],
    ),
    Reason.TURN_HOURS_HERE: lambda d: msg(
        "In this channel a turn lasts from {low} to {high} hours; choose within that.",
        low=d["low"],
        high=d["high"],
    ),
    Reason.WORDS_HERE: lambda d: msg(
        "In this channel passages have from {low} to {high} words; choose within that.",
        low=d["low"],
        high=d["high"],
    ),
    Reason.SHORT_HERE: lambda d: msgs(
        "That has too few words ({words}); in this channel a passage has at least {count}.",
        "That has too few words ({words}); in this channel a passage has at least {count}.",
        d["limit"],
        words=d["words"],
    ),
    Reason.LONG_HERE: lambda d: msgs(
        "That has {words} words; in this channel a passage has at most {count}.",
        "That has {words} words; in this channel a passage has at most {count}.",
        d["limit"],
        words=d["words"],
    ),
    Reason.VALUE_NUMBER: _number,
    Reason.VALUE_WHO: lambda d: msg(
        "`{name}` takes `everyone`, `moderators`, or a role; I offer them as you type.", name=d["name"]
    ),
    Reason.VALUE_THING: lambda d: (
        msg("`{name}` takes a role, or `off`; I offer them as you type.", name=d["name"])
        if d["role"]
        else msg("`{name}` takes a channel, or `off`; I offer them as you type.", name=d["name"])
    ),
    Reason.SETTING_WHOLE: lambda d: msg(
        "`{name}` is for the whole server, never for one channel; leave the channel out to change it "
        "everywhere.",
        name=d["name"],
    ),
    Reason.VALUES_CROSSED: _crossed,
}
