"""What tests of the muse's verses share."""

from bot.domain.prosody.measure import anapaestic
from bot.generation.poetry.keeping import lexicon_for
from bot.generation.poetry.lines import LineGrammar, LineWish
from bot.generation.scripted_verse import words


def sort_words() -> None:
    """Sort the scripted muse's words beforehand: that is seconds of work, and SimCord waits for five."""
    lexicon = lexicon_for(words())
    for feet in (2, 3):
        LineGrammar(lexicon, LineWish(anapaestic(feet, plain=True)))
