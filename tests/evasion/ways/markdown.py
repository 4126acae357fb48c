"""What Discord takes for formatting, links, emoji and mentions, in the midst of a word.

Discord shows ``fl**ur**bin`` as one word with two bold letters. What it shows is its help's "Markdown Text
101" and, for emoji, mentions and times, its developers' "Message Formatting".
"""

from functools import partial
from random import Random

from tests.evasion.spelling import Spelling, changed
from tests.evasion.way import Way

MARKS = {
    "italic": "*",
    "bold": "**",
    "bold italic": "***",
    "underlined": "__",
    "struck out": "~~",
    "spoiler": "||",
    "code": "`",
    "double code": "``",
}
_ADDRESSES = ("https://example.com", "https://example.org/a?b=1", "<https://example.net/x_y>")
_ID = 10**17  # Discord's identifiers have 17 to 19 digits
_EMOJI = ("blob", "quill", "cat_jam", "ok", "pepe_sad", "a1")


def marked(cells: Spelling, rng: Random, sign: str) -> Spelling:
    """Format a run of letters inside the word, or its beginning or end.

    Source: Discord, "Markdown Text 101"; Boucher et al. 2022 for the idea, that the shown text is not the
    encoded one.
    """
    start, end = _run(cells, rng)
    return _around(cells, start, end, sign, sign)


def each_marked(cells: Spelling, rng: Random, sign: str) -> Spelling:
    """Format each letter by itself.

    Source: Discord, "Markdown Text 101"; so done with spoilers, to have readers click letter by letter.
    """
    return tuple(cell.wrapped(sign, sign) for cell in cells)


def empty(cells: Spelling, rng: Random) -> Spelling:
    """Put formatting around nothing, or around an unseen sign, between two letters.

    Source: Discord, "Markdown Text 101"; Rodriguez & Rojas-Galeano 2018, bogus signs.
    """
    sign = rng.choice(tuple(MARKS.values()))
    return _between_two(cells, rng, sign + rng.choice(("", "\u200b")) + sign)


def escaped(cells: Spelling, rng: Random) -> Spelling:
    """Put backslashes before letters inside the word, or escaped signs between letters.

    Source: Discord, "Markdown Text 101", on the backslash that takes formatting away.
    """
    sign = rng.choice(("\\", "\\", "\\*", "\\_", "\\~", "\\|", "\\`"))
    if rng.random() < 0.5:
        return _between_two(cells, rng, sign)
    return (*(cell.followed(sign) for cell in cells[:-1]), cells[-1])


def linked(cells: Spelling, rng: Random) -> Spelling:
    """Make a part of the word the text of a link.

    Source: Discord, "Markdown Text 101", masked links.
    """
    start, end = _run(cells, rng)
    return _around(cells, start, end, "[", f"]({rng.choice(_ADDRESSES)})")


def links(cells: Spelling, rng: Random) -> Spelling:
    """Cut the word once, and make each part a link.

    Source: Discord, "Markdown Text 101", masked links.
    """
    cut = rng.randrange(1, len(cells))
    first = _around(cells, 0, cut - 1, "[", f"]({rng.choice(_ADDRESSES)})")
    return _around(first, cut, len(cells) - 1, "[", f"]({rng.choice(_ADDRESSES)})")


def custom_emoji(cells: Spelling, rng: Random) -> Spelling:
    """Put one of a server's own emoji between two letters, or between all.

    Source: Discord, developers' documentation, "Message Formatting".
    """
    emoji = f"<{rng.choice(('', 'a'))}:{rng.choice(_EMOJI)}:{_identifier(rng)}>"
    if rng.random() < 0.7:
        return _between_two(cells, rng, emoji)
    return (*(cell.followed(emoji) for cell in cells[:-1]), cells[-1])


def named_emoji(cells: Spelling, rng: Random) -> Spelling:
    """Put an emoji by its name in colons between two letters, as it is typed.

    Source: Discord, developers' documentation, "Message Formatting", standard emoji.
    """
    return _between_two(cells, rng, f":{rng.choice(('fire', 'clap', 'skull', 'rose', 'thumbsup'))}:")


def mention(cells: Spelling, rng: Random) -> Spelling:
    """Put a mention, a channel, a time, a command or a bare link in angle brackets between two letters.

    Source: Discord, developers' documentation, "Message Formatting".
    """
    number = _identifier(rng)
    kinds = (
        f"<@{number}>",
        f"<@!{number}>",
        f"<@&{number}>",
        f"<#{number}>",
        f"<t:{rng.randrange(2**31)}:R>",
    )
    return _between_two(cells, rng, rng.choice((*kinds, f"</say:{number}>", "<https://example.com>")))


def fenced(cells: Spelling, rng: Random) -> Spelling:
    """Put a block of code on lines of its own in the word's place, its letters spread over lines.

    Source: Discord, "Markdown Text 101", code blocks.
    """
    cut = rng.randrange(1, len(cells)) - 1
    broken = changed(cells, [cut], lambda cell: cell.followed("\n"))
    return _around(broken, 0, len(cells) - 1, "```\n", "\n```")


def _run(cells: Spelling, rng: Random) -> tuple[int, int]:
    """Return the first and the last place of a part of the word, never all of it."""
    length = rng.randint(1, len(cells) - 1)
    start = rng.randint(0, len(cells) - length)
    return start, start + length - 1


def _around(cells: Spelling, start: int, end: int, opening: str, closing: str) -> Spelling:
    opened = changed(cells, [start], lambda cell: cell.wrapped(opening, ""))
    return changed(opened, [end], lambda cell: cell.wrapped("", closing))


def _between_two(cells: Spelling, rng: Random, sign: str) -> Spelling:
    return changed(cells, [rng.randrange(len(cells) - 1)], lambda cell: cell.followed(sign))


def _identifier(rng: Random) -> int:
    return rng.randrange(_ID, 14 * _ID)


WAYS = (
    *(Way("markdown", f"{name} inside", partial(marked, sign=sign)) for name, sign in MARKS.items()),
    Way("markdown", "each letter a spoiler", partial(each_marked, sign="||")),
    Way("markdown", "each letter code", partial(each_marked, sign="`")),
    Way("markdown", "each letter bold", partial(each_marked, sign="**")),
    Way("markdown", "empty formatting", empty),
    Way("markdown", "backslashes", escaped),
    Way("markdown", "a part is a link", linked),
    Way("markdown", "both parts are links", links),
    Way("markdown", "custom emoji", custom_emoji),
    Way("markdown", "named emoji", named_emoji),
    Way("markdown", "mention or time", mention),
    Way("markdown", "code block over lines", fenced),
)
