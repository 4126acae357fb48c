"""What rhymes with a word, as an embed."""

from collections.abc import Sequence

import discord

from bot.domain.prosody.rhyming import Rhymes
from bot.domain.prosody.sounds import Source
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.verses import source_of

_WAYS = 4  # pronunciations that are shown


def rhymes_shown(found: Rhymes, say: Say) -> discord.Embed:
    """Return full rhymes by their syllables, then what only nearly rhymes, each named as what it is."""
    embed = discord.Embed(
        title=say(msg("Rhymes for “{word}”", word=literal(found.word.text))),
        description="\n".join(say(row) for row in _said(found)),
        colour=ACCENT,
    )
    for number, words in found.perfect:
        _list(embed, say(msgs("{count} syllable", "{count} syllables", number)), words)
    _list(embed, say(msg("Near rhymes")), found.near)
    _list(embed, say(msg("For the eye only")), found.eye)
    return embed


def _said(found: Rhymes) -> list[Text]:
    source = source_of(found.word)
    if not found.sounds:
        return [msg("I know how many syllables it has ({source}), but not how it sounds.", source=source)]
    said = msg("Said {sounds} ({source}).", sounds=" / ".join(found.sounds[:_WAYS]), source=source)
    rows = [said]
    if found.word.source is Source.GUESSED:
        rows.append(msg("That is a guess; trust your ear."))
    if not found.perfect:
        rows.append(msg("I know of no full rhyme among common words."))
    return rows


def _list(embed: discord.Embed, name: str, words: Sequence[str]) -> None:
    if words:
        embed.add_field(name=name, value=", ".join(words), inline=False)
