"""Verdicts on poems and what forms ask, as embeds."""

from io import BytesIO
from typing import Any

import discord

from bot.domain.forms.form import Form
from bot.domain.prosody.sounds import Source, Word
from bot.domain.prosody.words import alternatives
from bot.domain.verse.layout import LONGEST
from bot.domain.verse.schemes import scheme_asked
from bot.domain.verse.verdict import LineVerdict, Verdict
from bot.ui.board import ACCENT
from bot.ui.catalogue import Say, Text, msg, msgs
from bot.ui.markdown import literal
from bot.ui.router import custom_id, sealed
from bot.ui.verses import SOURCES, beside, count, counted, found, noted, source_of

_ROOM = 4096  # characters of an embed's description, by Discord
_FINE = 0x2E8B57


def verdict_shown(verdict: Verdict, say: Say) -> dict[str, Any]:
    """Return the message that tells what was found about a poem.

    Where it would be too long, only the lines with something wrong are told word by word; the file has all.
    """
    headline = _headline(verdict, say)
    whole = _lines(verdict, say, every_word=True)
    embed = discord.Embed(title=headline, colour=_FINE if verdict.valid else ACCENT)
    if verdict.asked:
        embed.set_footer(
            text=say(msg("Rhymes: {found} (asked: {asked})", found=verdict.found, asked=verdict.asked))
        )
    shown = literal_rows(whole)
    if len(shown) <= _ROOM:
        embed.description = shown
        return {"embed": embed}
    embed.description = _cut(literal_rows(_lines(verdict, say, every_word=False)))
    everything = BytesIO("\n".join([headline, "", *whole]).encode())
    return {
        "content": f"-# {say(msg('The file holds every word.'))}",
        "embed": embed,
        "attachments": [discord.File(everything, "poem.txt")],
    }


def literal_rows(rows: list[str]) -> str:
    """Return rows as Discord shows them, whatever signs are in them."""
    return "\n".join(literal(row) for row in rows)


def form_shown(form: Form, say: Say) -> discord.Embed:
    """Return what a form asks for, with its scheme drawn."""
    lines = form.variants(form.usual, "POEM" if form.takes_word else "")[0]
    rows, stanza = [], 0
    scheme = iter(scheme_asked(lines).replace(" ", "") or "·" * len(lines))
    for line in lines:
        if line.stanza != stanza:
            rows.append("")
            stanza = line.stanza
        rows.append(f"{next(scheme)}  {line.measure.name}" + (f"  {line.begins} …" if line.begins else ""))
    embed = discord.Embed(title=say(Text(form.title)), colour=ACCENT)
    hints = "".join(f"\n-# {say(Text(hint))}" for hint in form.hints)
    embed.description = f"{say(Text(form.about))}{hints}\n```\n" + "\n".join(rows) + "\n```"
    embed.set_footer(text=form.source)
    return embed


def forms_shown(forms: list[Form], say: Say) -> discord.Embed:
    """Return the list of the forms."""
    rows = [f"`{form.name}` {say(Text(form.about))}" for form in forms]
    return discord.Embed(title=say(msg("Forms")), description=_cut("\n".join(rows)), colour=ACCENT)


def word_shown(word: Word, say: Say) -> str:
    """Return in how many syllables a word is said, and who says so."""
    many = " / ".join(say(msgs("{count} syllable", "{count} syllables", one)) for one in word.counts)
    sounds = sorted({" ".join(reading.sounds) for reading in word.readings if reading.sounds})
    rows = [
        f"**{literal(word.text)}**: {many} ({say(source_of(word))})",
        *(f"-# {count}: {way}" for count, way in alternatives(word)),
        *(f"-# {sound}" for sound in sounds[:6]),
    ]
    return "\n".join(rows)


def _headline(verdict: Verdict, say: Say) -> str:
    name = say(Text(verdict.form.title))
    if verdict.valid:
        return say(msg("{form}: yes, it is one", form=name))
    return say(msg("{form}: not yet", form=name))


def _lines(verdict: Verdict, say: Say, *, every_word: bool) -> list[str]:
    rows = [say(found(problem, verdict)) for problem in verdict.problems]
    rows += [say(one) for one in beside(verdict)]
    if (note := noted(verdict)) is not None:
        rows.append(say(note))
    for line in verdict.lines:
        rows.append(f"{'✓' if line.ok else '✗'} {line.text} · {count(line)}")
        rows += [f"    {say(found(problem, verdict))}" for problem in line.problems]
        if every_word or not line.ok:
            rows.append(f"    {words_counted(line, say)}")
    return rows


def words_counted(line: LineVerdict, say: Say) -> str:
    """Return a line's words with their syllables, and who says so where it is not the dictionary."""
    return ", ".join(
        counted(word) + (f" ({say(SOURCES[word.source])})" if word.source is not Source.DICTIONARY else "")
        for word in line.words
    )


def _cut(text: str) -> str:
    return text if len(text) <= _ROOM else text[: _ROOM - 1].rsplit("\n", 1)[0] + "…"


def check_form(form: Form, number: int, say: Say) -> discord.ui.Modal:
    """Return the form to type a poem in."""
    modal = discord.ui.Modal(title=say(Text(form.title)), custom_id=custom_id("poem-checked", number))
    field = discord.ui.TextInput[Any](custom_id="text", style=discord.TextStyle.paragraph, max_length=LONGEST)
    modal.add_item(
        discord.ui.Label(text=say(msg("Your poem")), description=say(Text(form.about))[:100], component=field)
    )
    return sealed(modal)
