"""Lists of words, each in a file beside this one, a word a line."""

from functools import partial

from bot.domain.prosody import tables

listed = partial(tables.listed, room="bot.domain.verse")
"""Returns the words of a list by its name."""
